"""Opening the restaurant."""
