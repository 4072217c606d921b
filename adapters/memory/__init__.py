"""Every port that keeps things, in memory, with PostgreSQL's promises."""
