"""Texts without regard to case, as PostgreSQL has it."""


def folded(text: str) -> str:
    """Return the text in lower case, character by character.

    Python's own `lower` looks at neighbours (the last sigma of a word) and may return more characters than it got.
    """
    return "".join(character.lower()[0] for character in text)
