"""Placing orders and looking them up."""
