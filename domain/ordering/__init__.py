"""What customers ask for."""
