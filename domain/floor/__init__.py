"""Where guests sit."""
