"""The staff, in memory."""
