"""What every context in memory shares."""
