"""Reports and counts, on PostgreSQL: tables of sums, and the queues of what they lack."""
