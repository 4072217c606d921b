"""Tokens that say who is calling."""
