"""Sign-in, devices and the audit over HTTP."""
