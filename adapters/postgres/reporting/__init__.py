"""The reports, on PostgreSQL."""
