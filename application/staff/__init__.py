"""Registering, signing in and looking up the staff."""
