"""Adding, changing and looking up products."""
