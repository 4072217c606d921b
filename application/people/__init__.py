"""Registering, changing and looking up users."""
