"""The console: the web page at /app/, one more client of the public API."""
