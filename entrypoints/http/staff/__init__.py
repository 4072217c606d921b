"""Users and sign-in over HTTP."""
