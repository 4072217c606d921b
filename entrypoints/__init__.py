"""The ways in: HTTP and the command line, wired to adapters."""
