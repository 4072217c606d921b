"""The staff, on PostgreSQL."""
