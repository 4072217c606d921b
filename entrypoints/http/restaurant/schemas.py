"""What the restaurants' calls take and answer."""

import re
from datetime import time
from typing import Annotated, ClassVar, Final, Self
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from domain.kernel.errors import Invalid
from domain.kernel.language import Language, language_of
from domain.kernel.money import Currency
from domain.kernel.names import Name
from domain.restaurant.restaurant import Description, Restaurant
from domain.restaurant.slug import Slug
from domain.restaurant.time_zone import time_zone_named
from entrypoints.http.kernel.body import Body, Missing

_TIME: Final = re.compile("([01][0-9]|2[0-3]):[0-5][0-9]")


class NameAndSlugRequired(Invalid):
    """A restaurant without a name or a slug."""

    says = "Name and slug are required"


class InvalidTimeOfDay(Invalid):
    """What is no time of day."""

    says = "A time of day is written like 04:00"


class RestaurantChangeBody(Body, frozen=True):
    """What is to change about the restaurant, from now on. What is absent or null stays."""

    example: ClassVar = {"day_starts_at": "04:00"}

    name: Name | None = None
    currency: str | None = None
    time_zone: str | None = None
    day_starts_at: str | None = None
    language: str | None = None
    open: bool | None = None

    @property
    def new_currency(self) -> Currency | None:
        """The currency, or `UnknownCurrency`."""
        return None if self.currency is None else read_currency(self.currency)

    @property
    def new_zone(self) -> ZoneInfo | None:
        """The zone, or `UnknownTimeZone`."""
        return None if self.time_zone is None else read_zone(self.time_zone)

    @property
    def new_start(self) -> time | None:
        """The time at which the business day starts, or `InvalidTimeOfDay`."""
        return None if self.day_starts_at is None else read_time(self.day_starts_at)

    @property
    def new_language(self) -> Language | None:
        """The language, or `UnknownLanguage`."""
        return None if self.language is None else read_language(self.language)


class RestaurantBody(Body, frozen=True):
    """A new restaurant. What is absent or null is as in the restaurant that was opened first."""

    example: ClassVar = {"name": "Trattoria", "slug": "trattoria", "currency": "EUR", "time_zone": "Europe/Rome"}

    name: Annotated[Name, Missing(NameAndSlugRequired)]
    slug: Annotated[Slug, Missing(NameAndSlugRequired)]
    currency: str | None = None
    time_zone: str | None = None
    day_starts_at: str | None = None
    language: str | None = None

    def described(self, usual: Description) -> Description:
        """Return what the restaurant is to be like, or raise the `Invalid` that a field deserves."""
        return Description(
            slug=self.slug,
            name=self.name,
            currency=usual.currency if self.currency is None else read_currency(self.currency),
            time_zone=usual.time_zone if self.time_zone is None else read_zone(self.time_zone),
            day_starts_at=usual.day_starts_at if self.day_starts_at is None else read_time(self.day_starts_at),
            language=usual.language if self.language is None else read_language(self.language),
        )


class ReopeningBody(Body, frozen=True):
    """That a restaurant is open again."""

    example: ClassVar = {"open": True}

    open: bool = True


class RestaurantView(msgspec.Struct, frozen=True):
    """A restaurant."""

    id: UUID
    slug: str
    name: str
    currency: str
    time_zone: str
    day_starts_at: str
    language: str
    open: bool

    @classmethod
    def of(cls, restaurant: Restaurant) -> Self:
        """Show a restaurant."""
        return cls(
            restaurant.id,
            restaurant.slug,
            restaurant.name,
            restaurant.currency.code,
            restaurant.time_zone.key,
            restaurant.day_starts_at.isoformat("minutes"),
            restaurant.language.value,
            restaurant.is_open,
        )


class RestaurantShown(msgspec.Struct, frozen=True):
    """A restaurant."""

    restaurant: RestaurantView


class RestaurantOpened(msgspec.Struct, frozen=True):
    """A new restaurant, and what makes its first manager, where people sign in with secrets: it is shown this once."""

    message: str
    restaurant: RestaurantView
    setup_token: str

    @classmethod
    def of(cls, restaurant: Restaurant, setup_token: str) -> Self:
        """Show a new restaurant."""
        return cls("Restaurant opened successfully", RestaurantView.of(restaurant), setup_token)


class SetupTokenRenewed(msgspec.Struct, frozen=True):
    """A restaurant, and what makes its first manager from now on: it is shown this once."""

    restaurant: RestaurantView
    setup_token: str


def read_currency(text: str) -> Currency:
    """Return the currency with this code, or raise `UnknownCurrency`."""
    try:
        return Currency.of(text)
    except Invalid as refusal:
        raise refusal.at("currency") from None


def read_zone(text: str) -> ZoneInfo:
    """Return the IANA time zone of this name, or raise `UnknownTimeZone`."""
    try:
        return time_zone_named(text)
    except Invalid as refusal:
        raise refusal.at("time_zone") from None


def read_time(text: str) -> time:
    """Return the time of day, or raise `InvalidTimeOfDay`."""
    if not _TIME.fullmatch(text):
        raise InvalidTimeOfDay(field=("day_starts_at",))
    return time.fromisoformat(text)


def read_language(text: str) -> Language:
    """Return the language with this code, or raise `UnknownLanguage`."""
    try:
        return language_of(text)
    except Invalid as refusal:
        raise refusal.at("language") from None


RESTAURANT_EXAMPLE: Final = {
    "id": "01937b1e-7c00-7000-8000-00000000000a",
    "slug": "trattoria",
    "name": "Trattoria",
    "currency": "EUR",
    "time_zone": "Europe/Rome",
    "day_starts_at": "04:00",
    "language": "en",
    "open": True,
}
