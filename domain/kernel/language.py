"""Which languages a restaurant speaks to its guests."""

from enum import StrEnum

from domain.kernel.errors import Invalid


class UnknownLanguage(Invalid):
    """A language that receipts are not written in."""

    says = "A language is de, en, es or fr"


class Language(StrEnum):
    """What receipts are written in, by its code (ISO 639-1)."""

    ENGLISH = "en"
    GERMAN = "de"
    SPANISH = "es"
    FRENCH = "fr"


def language_of(code: str) -> Language:
    """Return the language with this code, or raise `UnknownLanguage`."""
    try:
        return Language(code)
    except ValueError:
        raise UnknownLanguage from None
