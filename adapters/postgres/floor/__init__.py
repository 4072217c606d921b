"""The floor, on PostgreSQL."""
