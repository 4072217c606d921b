"""How a command is called, told in the way that the one which tells it was: by make, or without."""

import os


def call(by_make: str, without: str = "") -> str:
    """Return the line that calls a command; `without` says what follows its module, where that differs."""
    return f"make {by_make}" if os.environ.get("MAKELEVEL") else f"python -m entrypoints.cli {without or by_make}"


def reopening(slug: str) -> str:
    """Return the line that opens a closed restaurant again."""
    return call(f"restaurant SLUG={slug} args=--reopen", f"restaurant --slug {slug} --reopen")


def opened_first(slug: str) -> str:
    """Return the line that says what a closed restaurant needs before anybody can come in."""
    return f"{slug} is closed, and lets nobody in. To open it first: {reopening(slug)}"
