"""Adding, changing and looking up sections and tables."""
