"""The products, in memory."""
