"""The reports, in memory."""
