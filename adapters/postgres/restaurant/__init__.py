"""The restaurant, on PostgreSQL."""
