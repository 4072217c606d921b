"""Tax rates and payment methods over HTTP."""
