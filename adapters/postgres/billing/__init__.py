"""What bills are made by, on PostgreSQL."""
