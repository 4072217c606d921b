"""What every context on PostgreSQL shares."""
