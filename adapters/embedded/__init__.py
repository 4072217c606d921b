"""The PostgreSQL that development and tests bring along; production is given a DATABASE_URL instead."""
