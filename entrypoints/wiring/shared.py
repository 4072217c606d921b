"""What is the same wherever things are kept: clock, tokens, address rules."""

from collections.abc import AsyncIterator, Sequence
from decimal import Decimal

from dishka import Provider, from_context, provide  # pyright: ignore[reportUnknownVariableType] - dishka's types are incomplete

from adapters.security.chance import SystemChance
from adapters.security.hashes import Argon2Hashes
from adapters.security.quotes import SignedQuotes
from adapters.security.tokens import ISSUER, SignedTokenReader, SignedTokens
from adapters.security.webhook_secrets import SystemWebhookSecrets
from adapters.system.clock import SystemClock
from adapters.system.email_syntax import ValidatedEmailSyntax
from application.access.chance import Chance
from application.access.hashes import Hashes
from application.access.ports import TokenReader, Tokens
from application.events.webhooks import Receivers, WebhookSecrets
from application.kernel.access import Rights
from application.kernel.business_days import BusinessDays, ClosedDays
from application.kernel.clock import Clock
from application.kernel.ids import Ids
from application.ordering.quotes import Quotes
from application.people.ports import EmailSyntax
from application.reporting.day_reports import DayForm
from domain.access.lifetimes import OPEN_TOKENS_LAST, TOKENS_LAST
from domain.billing.percent import Percent
from domain.billing.rules import BillingRules
from domain.kernel.ids import RestaurantId
from domain.kernel.money import Currency
from domain.restaurant.restaurant import Restaurant
from entrypoints.http.events.audiences import Audiences
from entrypoints.http.events.listening import Ear
from entrypoints.http.events.views import EventView
from entrypoints.http.kernel.answers import as_json
from entrypoints.http.kernel.cursors import Cursors
from entrypoints.http.kernel.long_answers import Turns
from entrypoints.http.reporting.day_form import DayAsJson
from entrypoints.settings import Settings, SettingsError
from entrypoints.wiring.scopes import Scope


def required(value: str | None, name: str) -> str:
    """Return a setting that the launcher fills in where a person left it out, or raise `SettingsError`."""
    if value is None:
        raise SettingsError(f"{name} is not set; start with `make run`, or set it")
    return value


class Shared(Provider):
    """Port to adapter, for the life of the process."""

    scope = Scope.APP

    clock = provide(SystemClock, provides=Clock)
    emails = provide(ValidatedEmailSyntax, provides=EmailSyntax)
    chance = provide(SystemChance, provides=Chance)
    webhook_secrets = provide(SystemWebhookSecrets, provides=WebhookSecrets)

    @provide
    def hashes(self) -> Hashes:
        """Hash as OWASP advises."""
        return Argon2Hashes()

    @provide
    def reader(self, settings: Settings, clock: Clock) -> TokenReader:
        """Believe what the secret from the settings signed, and what those retired did."""
        return SignedTokenReader(secrets=_secrets(settings), clock=clock, issuer=_issuer(settings))

    @provide
    def rights(self, settings: Settings) -> Rights:
        """Trust everybody where anybody can sign in as anybody, and believe their prices, unless that is set."""
        return Rights(everybody_is_trusted=settings.auth_mode == "open", prices_are_listed=settings.prices_are_listed)

    @provide
    def billing_rules(self, settings: Settings) -> BillingRules:
        """Take money as the settings say."""
        return BillingRules(
            discount_cap=Percent.of(Decimal(settings.discount_cap)),
            cash_rounding=settings.cash_rounding,
            service_percent=Percent.of(Decimal(settings.service_charge)),
            service_from=settings.service_charge_from,
            service_is_taxed=settings.service_charge_taxed == "yes",
        )

    audiences = provide(Audiences)

    @provide
    async def receivers(self, settings: Settings) -> AsyncIterator[Receivers]:
        """Send events as the feed shows them, and close the connections at the end."""
        from adapters.web.receivers import HttpReceivers  # noqa: PLC0415 - most processes have no webhooks

        tell = None
        if settings.metrics_port is not None:
            from entrypoints.metrics import metrics  # noqa: PLC0415 - what nobody looks at costs nothing

            tell = metrics().delivered
        receivers = HttpReceivers(
            lambda event: as_json(EventView.of(event)),
            to_private=settings.webhooks_to_private_addresses == "allowed",
            tell=tell,
        )
        yield receivers
        await receivers.close()

    @provide
    def turns(self) -> Turns:
        """Let a worker make a few long answers at once."""
        return Turns()


class OfRestaurant(Provider):
    """What is one restaurant's: `Containers` say which."""

    scope = Scope.RESTAURANT

    restaurant = from_context(Restaurant)
    ear = provide(Ear)

    @provide
    def tokens(self, settings: Settings, restaurant: RestaurantId, clock: Clock, ids: Ids) -> Tokens:
        """Sign with the secret from the settings."""
        return SignedTokens(
            secrets=_secrets(settings),
            lifetime=OPEN_TOKENS_LAST if settings.auth_mode == "open" else TOKENS_LAST,
            restaurant=restaurant,
            clock=clock,
            ids=ids,
            issuer=_issuer(settings),
        )

    @provide
    def cursors(self, settings: Settings, restaurant: RestaurantId) -> Cursors:
        """Seal with the secret from the settings, believe those retired too."""
        return Cursors(_secrets(settings), restaurant)

    @provide
    def quotes(self, settings: Settings, restaurant: RestaurantId) -> Quotes:
        """Sign with the secret from the settings, believe those retired too."""
        return SignedQuotes(_secrets(settings), restaurant)

    @provide
    def restaurant_id(self, restaurant: Restaurant) -> RestaurantId:
        """Take the restaurant's."""
        return restaurant.id

    @provide
    def currency(self, restaurant: Restaurant) -> Currency:
        """Take what the restaurant is paid in."""
        return restaurant.currency

    @provide
    def day_form(self, currency: Currency) -> DayForm:
        """Keep reports of days as the API shows them."""
        return DayAsJson(currency)

    @provide
    def days(self, restaurant: Restaurant, closed: ClosedDays) -> BusinessDays:
        """Take the restaurant's calendar, and find out which days are closed when something is refused for that."""
        return BusinessDays(restaurant, closed)


def _secrets(settings: Settings) -> Sequence[str]:
    return [required(settings.jwt_secret_key, "JWT_SECRET_KEY"), *settings.jwt_retired_keys]


def _issuer(settings: Settings) -> str:
    return ISSUER if settings.auth_mode == "open" else f"{ISSUER} ({settings.auth_mode})"
