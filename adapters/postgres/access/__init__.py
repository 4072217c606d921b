"""Secrets, sessions and devices, on PostgreSQL."""
