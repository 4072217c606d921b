"""What a guest pays, and why."""
