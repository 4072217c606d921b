"""Reading the restaurant's log of events."""
