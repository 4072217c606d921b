"""Signing in and out, and what that takes: secrets, codes, sessions, devices."""
