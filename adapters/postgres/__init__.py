"""Every port that keeps things, on PostgreSQL."""
