"""What is the same wherever things are kept: clock, tokens, address rules."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from dishka import Provider, Scope, provide  # pyright: ignore[reportUnknownVariableType] - dishka's types are incomplete

from adapters.security.chance import SystemChance
from adapters.security.hashes import Argon2Hashes
from adapters.security.tokens import ISSUER, SignedTokens
from adapters.system.clock import SystemClock
from adapters.system.email_syntax import ValidatedEmailSyntax
from application.access.ports import Chance, Hashes, Tokens
from application.kernel.access import Rights
from application.kernel.clock import Clock
from application.kernel.ids import Ids
from application.kernel.unit_of_work import UnitOfWork
from application.ordering.ports import BusinessDays
from application.people.ports import EmailSyntax
from application.restaurant.open_restaurant import OpenRestaurant
from application.restaurant.ports import Restaurants
from domain.access.lifetimes import OPEN_TOKENS_LAST, TOKENS_LAST
from domain.access.secret import SetupToken
from domain.kernel.ids import RestaurantId
from domain.kernel.money import Currency
from domain.kernel.names import Name
from domain.restaurant.restaurant import Restaurant
from entrypoints.http.kernel.cursors import Cursors
from entrypoints.http.kernel.long_answers import Turns
from entrypoints.settings import Settings, SettingsError


def required(value: str | None, name: str) -> str:
    """Return a setting that the launcher fills in where a person left it out, or raise `SettingsError`."""
    if value is None:
        raise SettingsError(f"{name} is not set; start with `make run`, or set it")
    return value


async def open_in(restaurants: Restaurants, work: UnitOfWork, ids: Ids, settings: Settings) -> Restaurant:
    """Have the restaurant be there, or raise the `DomainError` that says what is wrong with its settings."""
    return await OpenRestaurant(restaurants, ids, work)(
        name=Name(settings.restaurant_name),
        currency=settings.restaurant_currency,
        time_zone=ZoneInfo(settings.restaurant_time_zone),
        day_starts_at=settings.restaurant_day_starts_at,
    )


class Shared(Provider):
    """Port to adapter, for the life of the process."""

    scope = Scope.APP

    clock = provide(SystemClock, provides=Clock)
    emails = provide(ValidatedEmailSyntax, provides=EmailSyntax)
    chance = provide(SystemChance, provides=Chance)

    @provide
    def hashes(self) -> Hashes:
        """Hash as OWASP advises."""
        return Argon2Hashes()

    @provide
    def setup_token(self, settings: Settings) -> SetupToken:
        """Take the setting, if any."""
        return SetupToken(settings.setup_token)

    @provide
    def tokens(self, settings: Settings, restaurant: RestaurantId, clock: Clock, ids: Ids) -> Tokens:
        """Sign with the secret from the settings, believe those retired too."""
        return SignedTokens(
            secrets=_secrets(settings),
            lifetime=OPEN_TOKENS_LAST if settings.auth_mode == "open" else TOKENS_LAST,
            restaurant=restaurant,
            clock=clock,
            ids=ids,
            issuer=ISSUER if settings.auth_mode == "open" else f"{ISSUER} ({settings.auth_mode})",
        )

    @provide
    def rights(self, settings: Settings) -> Rights:
        """Trust everybody where anybody can sign in as anybody."""
        return Rights(everybody_is_trusted=settings.auth_mode == "open")

    @provide
    def cursors(self, settings: Settings, restaurant: RestaurantId) -> Cursors:
        """Seal with the secret from the settings, believe those retired too."""
        return Cursors(_secrets(settings), restaurant)

    @provide
    def turns(self) -> Turns:
        """Let a worker make a few long answers at once."""
        return Turns()

    @provide
    def restaurant_id(self, restaurant: Restaurant) -> RestaurantId:
        """Take the one restaurant there is."""
        return restaurant.id

    @provide
    def currency(self, restaurant: Restaurant) -> Currency:
        """Take what the restaurant is paid in."""
        return restaurant.currency

    @provide
    def days(self, restaurant: Restaurant) -> BusinessDays:
        """Take the restaurant's calendar."""
        return restaurant


def _secrets(settings: Settings) -> Sequence[str]:
    return [required(settings.jwt_secret_key, "JWT_SECRET_KEY"), *settings.jwt_retired_keys]
