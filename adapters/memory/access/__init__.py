"""Secrets, sessions and devices, in memory."""
