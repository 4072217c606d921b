"""How the ports are kept: PostgreSQL, memory, and the machine itself."""
