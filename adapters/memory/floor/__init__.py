"""The floor, in memory."""
