"""Refresh and device tokens as clients carry them: behind the slug of the restaurant that they are of use in."""

from domain.restaurant.slug import InvalidSlug, Slug


def carried(slug: Slug, token: str) -> str:
    """Return the token as its client is given it."""
    return f"{slug}.{token}"


def slug_of(text: str) -> str | None:
    """Return the slug in front of what a client sent, None where there is none."""
    first, dot, rest = text.partition(".")
    return first if dot and "." in rest and _is_slug(first) else None


def token_of(text: str) -> str:
    """Return the token itself."""
    return text if slug_of(text) is None else text.partition(".")[2]


def _is_slug(text: str) -> bool:
    try:
        _ = Slug(text)
    except InvalidSlug:
        return False
    return True
