"""The restaurant, in memory."""
