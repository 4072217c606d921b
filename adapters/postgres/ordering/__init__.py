"""The orders, on PostgreSQL."""
