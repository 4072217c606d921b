"""The log of events, on PostgreSQL."""
