"""The users, on PostgreSQL."""
