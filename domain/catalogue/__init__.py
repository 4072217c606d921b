"""What the restaurant sells."""
