"""The log of events, over HTTP."""
