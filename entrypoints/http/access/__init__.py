"""Sign-in and devices over HTTP."""
