"""The users, in memory."""
