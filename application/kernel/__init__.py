"""Ports and rules every context shares: clock, ids, unit of work, pages, access."""
