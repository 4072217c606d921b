"""The people who take orders."""
