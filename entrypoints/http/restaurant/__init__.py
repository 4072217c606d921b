"""The restaurant over HTTP: which one a request means, and what it is like."""
