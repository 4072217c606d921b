"""A restaurant, and which business day a moment belongs to."""

from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from domain.kernel.errors import Conflict, NotAllowed, NotFound
from domain.kernel.ids import RestaurantId
from domain.kernel.language import Language
from domain.kernel.money import Currency
from domain.kernel.names import Name
from domain.restaurant.slug import Slug


class RestaurantNotFound(NotFound):
    """No such restaurant is open."""

    says = "Restaurant not found"


class CurrencyIsFixed(Conflict):
    """The books are kept in another currency already."""

    @classmethod
    def between(cls, kept: Currency, wanted: Currency) -> Self:
        """Return the refusal of `wanted` where there are prices in `kept`."""
        return cls(f"The books are kept in {kept.code}; they cannot change to {wanted.code}")


class SlugTaken(Conflict):
    """Another restaurant has this slug."""

    says = "Another restaurant has this slug"


class RestaurantChanged(Conflict):
    """Somebody else changed the restaurant since it was read."""

    says = "The restaurant was changed in the meantime; read it again"


class RestaurantClosed(NotAllowed):
    """A restaurant that nobody signs in to and nothing changes in, until it is opened again."""

    says = "The restaurant is closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What a restaurant is like. Its business day starts at `day_starts_at`, local time."""

    slug: Slug
    name: Name
    currency: Currency
    time_zone: ZoneInfo
    day_starts_at: time
    language: Language = Language.ENGLISH

    def said(self) -> dict[str, Any]:
        """Return each of these, by its name."""
        return {each.name: getattr(self, each.name) for each in fields(Description)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Restaurant(Description):
    """One place that serves. Never changes: each change returns the restaurant that follows.

    What changes holds from then on: sales keep the business day, and prices the currency, that they were made in.
    """

    id: RestaurantId
    is_open: bool = True
    version: int = 1

    def changed(
        self,
        *,
        slug: Slug | None = None,
        name: Name | None = None,
        currency: Currency | None = None,
        time_zone: ZoneInfo | None = None,
        day_starts_at: time | None = None,
        language: Language | None = None,
        is_open: bool | None = None,
    ) -> "Restaurant":
        """Return the restaurant with what is given, or itself where nothing differs."""
        following = replace(
            self,
            slug=self.slug if slug is None else slug,
            name=self.name if name is None else name,
            currency=self.currency if currency is None else currency,
            time_zone=self.time_zone if time_zone is None else time_zone,
            day_starts_at=self.day_starts_at if day_starts_at is None else day_starts_at,
            language=self.language if language is None else language,
            is_open=self.is_open if is_open is None else is_open,
        )
        return self if following == self else replace(following, version=self.version + 1)

    def differences(self, before: "Restaurant") -> dict[str, str]:
        """Return what differs from how it was before, as it is now, by the names that callers know."""
        now, then = _shown(self), _shown(before)
        return {name: value for name, value in now.items() if then[name] != value}

    def business_date(self, moment: datetime) -> date:
        """Return the day a sale at `moment` (aware) counts for; a later moment never counts for an earlier day."""
        local = moment.astimezone(self.time_zone)
        today = local.date()
        if local.fold:
            # When clocks go back, they show a time before the start once more, of the day before even where they go
            # back past midnight: the day has begun all the same.
            for day in (today + timedelta(days=1), today):
                start = datetime.combine(day, self.day_starts_at, self.time_zone)
                if moment.timestamp() >= start.timestamp():
                    return day
        return today if local.time() >= self.day_starts_at else today - timedelta(days=1)

    def local_hour(self, moment: datetime) -> int:
        """Return the hour, 0 to 23, that the restaurant's clocks show at `moment` (aware)."""
        return moment.astimezone(self.time_zone).hour


def _shown(restaurant: Restaurant) -> dict[str, str]:
    return {
        "slug": restaurant.slug,
        "name": str(restaurant.name),
        "currency": restaurant.currency.code,
        "time_zone": restaurant.time_zone.key,
        "day_starts_at": restaurant.day_starts_at.isoformat("minutes"),
        "language": restaurant.language.value,
        "open": "yes" if restaurant.is_open else "no",
    }
