"""Errors of the embedded PostgreSQL, each a line that a person can act on."""


class EmbeddedPostgresError(RuntimeError):
    """The embedded PostgreSQL cannot do what was asked; the text is one line that says why."""


class InUse(EmbeddedPostgresError):
    """Another process has the folder."""
