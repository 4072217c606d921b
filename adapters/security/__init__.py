"""Tokens that say who is calling, secrets and their hashes."""
