"""The products, on PostgreSQL."""
