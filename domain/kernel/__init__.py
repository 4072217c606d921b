"""Words every context shares: money, names, ids, periods, callers and refusals."""
