"""Sections and tables over HTTP."""
