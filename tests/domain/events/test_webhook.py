"""A webhook: which URLs there are, and how it goes on after success, failure and change."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.events.webhook import GIVEN_UP_AFTER, InvalidWebhookUrl, WebhookUrl, wait_after
from tests.contracts.things import NOON, a_webhook

LATER = NOON + timedelta(hours=1)


@pytest.mark.parametrize(
    "text",
    [
        "https://example.com",
        "http://example.com:8080/hear?of=orders&all",
        "https://192.0.2.1/",
        "HTTPS://EXAMPLE.COM./",
        f"https://{'x' * 63}.example/",
        "https://[2001:db8::1]:8443/hear",
        "https://xn--mnchen-3ya.example/%C3%BC",
    ],
)
def test_a_url_is_kept_as_it_is_written(text: str) -> None:
    assert WebhookUrl(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "example.com",
        "//example.com",
        "ftp://example.com",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://",
        "https:///path",
        "https://.example.com/",
        "https://example..com/",
        "https://-a.com/",
        "https://a-.com/",
        f"https://{'x' * 64}.example/",
        "https://:443/",
        "https://ann@example.com/",
        "https://ann:secret@example.com/",
        "https://@example.com/",
        "https://example.com:0/",
        "https://example.com:65536/",
        "https://example.com:port/",
        "https://exa mple.com/",
        "https://example.com/a b",
        "https://example.com/\t",
        "https://example.com\\@10.0.0.1/",
        "https://example.com/#part",
        "https://münchen.example/",
        "https://exa%6dple.com/",
        "https://[::1/",
        "https://[fe80::1%25eth0]/",
        f"https://example.com/{'x' * 2000}",
    ],
)
def test_what_nothing_can_be_delivered_to_is_refused(text: str) -> None:
    with pytest.raises(InvalidWebhookUrl):
        _ = WebhookUrl(text)


def test_waits_grow_from_seconds_to_two_hours() -> None:
    waits = [wait_after(failures).total_seconds() for failures in range(1, 100)]
    assert waits[:4] == [5, 10, 20, 40]
    assert waits == sorted(waits)
    assert waits[-1] == 7200


def test_what_fails_is_tried_again_later_and_forgets_that_once_it_succeeds() -> None:
    webhook = a_webhook(after=3)
    failing = webhook.failed(NOON).failed(LATER)
    assert (failing.failures, failing.failing_since, failing.due_at) == (2, NOON, LATER + timedelta(seconds=10))
    assert (failing.after, failing.is_active, failing.version) == (3, True, webhook.version)
    received = failing.moved_on(4)
    assert (received.after, received.failures, received.failing_since) == (4, 0, None)


def test_what_fails_for_three_days_is_given_up() -> None:
    failing = a_webhook().failed(NOON)
    before = failing.failed(NOON + GIVEN_UP_AFTER - timedelta(seconds=1))
    assert before.is_active
    at = NOON + GIVEN_UP_AFTER
    given_up = before.failed(at)
    assert (given_up.is_active, given_up.gave_up_at, given_up.version) == (False, at, before.version + 1)


def test_what_was_given_up_goes_on_where_it_was_when_it_is_switched_on() -> None:
    given_up = a_webhook(after=3).failed(NOON, for_good=True)
    assert not given_up.is_active
    on = given_up.changed(LATER, is_active=True)
    assert (on.is_active, on.after, on.failures, on.failing_since) == (True, 3, 0, None)
    assert (on.gave_up_at, on.due_at, on.version) == (None, LATER, given_up.version + 1)


def test_what_is_changed_to_what_it_is_stays_the_same() -> None:
    webhook = replace(a_webhook(types=("order.placed",)), failures=3, failing_since=NOON)
    assert webhook.changed(LATER) is webhook
    assert webhook.changed(LATER, url=webhook.url, types=["order.placed"] * 2, is_active=True) is webhook


def test_types_are_wanted_once_each_in_order_or_all_of_them() -> None:
    webhook = a_webhook().changed(NOON, types=["order.placed", "order.closed", "order.placed"])
    assert webhook.types == ("order.closed", "order.placed")
    assert webhook.changed(NOON, types=None).types is None


def test_a_replay_goes_to_another_place_at_once() -> None:
    webhook = replace(a_webhook(after=9), failures=3, failing_since=NOON, due_at=LATER)
    replayed = webhook.replayed(NOON, 2)
    assert (replayed.after, replayed.failures, replayed.due_at, replayed.version) == (2, 0, NOON, 2)
