"""The orders, in memory."""
