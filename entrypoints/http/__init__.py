"""The HTTP API: paths, schemas and problem details."""
