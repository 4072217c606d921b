"""The log of events, in memory."""
