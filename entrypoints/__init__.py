"""HTTP, the command line and the wiring of adapters."""
