"""The contract of `Receivers`, kept over HTTP: what is sent, who answers badly, and who must not be reached."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from time import perf_counter

import pytest

from adapters.web.addresses import Address, is_public
from adapters.web.names import Names
from adapters.web.receivers import HttpReceivers
from domain.events.delivery import DeliveryFailure, Outcome
from domain.events.event import Event
from domain.events.webhook import InvalidWebhookUrl, Webhook, WebhookAddressRefused, WebhookUrl
from tests.contracts.things import NOON, a_webhook, new_id
from tests.contracts.web.receiving import Receiver, endless, hanging, receiving, saying, status

EVENT = Event(
    number=7,
    id=new_id(),
    type="order.placed",
    at=NOON,
    actor=None,
    about=new_id(),
    version=1,
    waiter=None,
    former_waiter=None,
    table=None,
    former_table=None,
    stations=(),
    data='{"a": 1}',
)
AT = datetime(2026, 5, 1, 12, 0, 0, 900_000, tzinfo=UTC)
CERTIFICATE = Path(__file__).with_name("hear.example.pem")
"""Of hear.example, for a hundred years, and its key."""
OURS = ip_address("127.0.0.1")


def written(event: Event) -> bytes:
    return f'{{"number":{event.number},"data":{event.data}}}'.encode()


class Resolver:
    """Answers these addresses, one answer after the other, the last one again and again."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers, self.asked = answers, 0

    def __call__(self, _host: str) -> Sequence[str]:
        self.asked += 1
        return self.answers[min(self.asked, len(self.answers)) - 1]


def receivers(
    *answers: Sequence[str], reached: Sequence[Address] = (OURS,), seconds: float = 5.0
) -> tuple[HttpReceivers, Resolver]:
    """Return what delivers where names have these addresses, and takes only some for public."""
    resolver, may = Resolver(*answers), reached.__contains__
    made = HttpReceivers(written, to_private=False, names=Names(resolver), may_be_reached=may, seconds=seconds)
    return made, resolver


def at(url: str) -> Webhook:
    return replace(a_webhook(), url=WebhookUrl(url))


async def deliver(made: HttpReceivers, url: str) -> Outcome:
    try:
        return await made.deliver(at(url), EVENT, at=AT)
    finally:
        await made.close()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as receiver:
        yield receiver


async def test_an_event_is_sent_signed_to_the_host_that_the_url_names(receiver: Receiver) -> None:
    made, _ = receivers(["127.0.0.1"])
    webhook = at(f"http://hear.example:{receiver.port}/here?all=yes")
    outcome = await made.deliver(webhook, EVENT, at=AT)
    await made.close()
    assert (outcome.status, outcome.failure, outcome.is_received) == (204, None, True)
    (heard,) = receiver.heard
    assert heard.line == "POST /here?all=yes HTTP/1.1"
    assert heard.body == written(EVENT)
    sent = {name: heard.headers[name] for name in heard.headers if name.startswith("webhook-")}
    assert sent == {
        "webhook-id": str(EVENT.id),
        "webhook-timestamp": str(int(AT.timestamp())),
        "webhook-signature": webhook.secret.signature(str(EVENT.id), AT, heard.body),
    }
    assert heard.headers["host"] == f"hear.example:{receiver.port}"
    assert heard.headers["content-type"] == "application/json"


@pytest.mark.parametrize("number", [200, 201, 202, 204, 299])
async def test_a_status_of_two_hundred_and_something_says_that_it_is_received(receiver: Receiver, number: int) -> None:
    receiver.answer = status(number)
    outcome = await deliver(receivers(["127.0.0.1"])[0], receiver.url("hear.example"))
    assert (outcome.status, outcome.is_received) == (number, True)


@pytest.mark.parametrize("number", [300, 304, 400, 401, 404, 410, 429, 500, 503])
async def test_any_other_status_is_told(receiver: Receiver, number: int) -> None:
    receiver.answer = status(number)
    outcome = await deliver(receivers(["127.0.0.1"])[0], receiver.url("hear.example"))
    assert (outcome.status, outcome.failure, outcome.is_received) == (number, None, False)
    assert outcome.is_for_good == (number == 410)


@pytest.mark.parametrize("number", [301, 302, 307, 308])
async def test_a_redirect_is_not_followed(receiver: Receiver, number: int) -> None:
    async with receiving() as inside:
        receiver.answer = status(number, f"Location: {inside.url()}")
        outcome = await deliver(receivers(["127.0.0.1"])[0], receiver.url("hear.example"))
        assert (outcome.status, outcome.is_received) == (number, False)
        assert inside.connections == 0


async def test_who_refuses_the_connection_is_told_so() -> None:
    with socket.socket() as taken:  # bound, and not listening
        taken.bind(("127.0.0.1", 0))
        outcome = await deliver(receivers(["127.0.0.1"])[0], f"http://hear.example:{taken.getsockname()[1]}/")
    assert (outcome.status, outcome.failure) == (None, DeliveryFailure.CONNECTION)


@pytest.mark.parametrize("said", [b"", b"nothing\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Le", b"x" * 300_000])
async def test_what_is_no_answer_is_none(receiver: Receiver, said: bytes) -> None:
    async def broken(writer: asyncio.StreamWriter) -> None:
        await saying(said)(writer)
        writer.close()

    receiver.answer = broken
    outcome = await deliver(receivers(["127.0.0.1"])[0], receiver.url("hear.example"))
    assert (outcome.status, outcome.failure) == (None, DeliveryFailure.CONNECTION)


async def test_who_says_nothing_is_waited_for_so_long_and_no_longer(receiver: Receiver) -> None:
    receiver.answer = hanging
    began = perf_counter()
    outcome = await deliver(receivers(["127.0.0.1"], seconds=0.3)[0], receiver.url("hear.example"))
    assert (outcome.status, outcome.failure) == (None, DeliveryFailure.TIMEOUT)
    assert outcome.milliseconds >= 250
    assert perf_counter() - began < 5


async def test_who_drips_its_answer_is_waited_for_so_long_in_all(receiver: Receiver) -> None:
    async def drips(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n")
        while not writer.is_closing():
            writer.write(b"X-More: yes\r\n")
            await writer.drain()
            await asyncio.sleep(0.05)

    receiver.answer = drips
    outcome = await deliver(receivers(["127.0.0.1"], seconds=0.5)[0], receiver.url("hear.example"))
    assert (outcome.status, outcome.failure) == (None, DeliveryFailure.TIMEOUT)


async def test_a_name_that_nobody_answers_for_takes_its_time_and_not_that_of_others(receiver: Receiver) -> None:
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()

    def resolve(host: str) -> Sequence[str]:
        if host == "hangs.example":
            _ = loop.call_soon_threadsafe(asked.set)
            _ = asyncio.run_coroutine_threadsafe(asyncio.sleep(1.0), loop).result()
        return ["127.0.0.1"]

    made = HttpReceivers(written, to_private=True, names=Names(resolve), seconds=0.5)
    hangs = asyncio.create_task(made.deliver(at("http://hangs.example/"), EVENT, at=AT))
    _ = await asked.wait()
    assert (await made.deliver(at(receiver.url("hear.example")), EVENT, at=AT)).is_received
    assert (await hangs).failure is DeliveryFailure.TIMEOUT
    await asyncio.sleep(0.7)
    await made.close()


async def test_an_endless_body_is_not_read_to_its_end(receiver: Receiver) -> None:
    receiver.answer = endless
    began = perf_counter()
    outcome = await deliver(receivers(["127.0.0.1"])[0], receiver.url("hear.example"))
    assert (outcome.status, outcome.is_received) == (200, True)
    assert perf_counter() - began < 4


async def test_a_connection_is_used_again(receiver: Receiver) -> None:
    made, _ = receivers(["127.0.0.1"])
    for _ in range(3):
        assert (await made.deliver(at(receiver.url("hear.example")), EVENT, at=AT)).is_received
    await made.close()
    assert (receiver.connections, len(receiver.heard)) == (1, 3)


@pytest.mark.parametrize("several", [["127.0.0.1"], ["192.0.2.1", "127.0.0.1"], ["127.0.0.1", "192.0.2.1"], []])
async def test_a_name_with_an_address_that_must_not_be_reached_is_not_connected_to(
    receiver: Receiver, several: Sequence[str]
) -> None:
    made, _ = receivers(several, reached=[ip_address("192.0.2.1")])
    outcome = await deliver(made, receiver.url("hear.example"))
    assert (outcome.status, outcome.failure) == (None, DeliveryFailure.ADDRESS)
    assert receiver.connections == 0


async def test_a_name_without_an_address_looks_the_same() -> None:
    def resolve(host: str) -> Sequence[str]:
        raise socket.gaierror(host)

    made = HttpReceivers(written, to_private=False, names=Names(resolve))
    outcome = await deliver(made, "http://nowhere.example/")
    assert (outcome.status, outcome.failure) == (None, DeliveryFailure.ADDRESS)


async def test_a_name_that_changes_its_address_after_the_check_is_connected_to_where_it_was_checked(
    receiver: Receiver,
) -> None:
    """The second answer would be another server at the same port: there is one look-up, so nobody gets there."""
    elsewhere = Receiver()
    server = await asyncio.start_server(elsewhere.serve, "127.0.0.2", receiver.port)
    made, resolver = receivers(["127.0.0.1"], ["127.0.0.2"])
    outcome = await deliver(made, receiver.url("rebinds.example"))
    server.close()
    assert (outcome.is_received, resolver.asked) == (True, 1)
    assert (receiver.connections, elsewhere.connections) == (1, 0)


async def test_a_new_connection_is_checked_anew(receiver: Receiver) -> None:
    async def once(writer: asyncio.StreamWriter) -> None:
        await status(200, "Connection: close")(writer)
        writer.close()

    receiver.answer = once
    made, resolver = receivers(["127.0.0.1"], ["127.0.0.2"])
    webhook = at(receiver.url("rebinds.example"))
    first = await made.deliver(webhook, EVENT, at=AT)
    second = await made.deliver(webhook, EVENT, at=AT)
    await made.close()
    assert (first.is_received, second.failure, resolver.asked) == (True, DeliveryFailure.ADDRESS, 2)


async def test_the_next_address_is_tried_where_one_does_not_answer(receiver: Receiver) -> None:
    made, _ = receivers(["127.0.0.3", "127.0.0.1"], reached=[OURS, ip_address("127.0.0.3")])
    assert (await deliver(made, receiver.url("hear.example"))).is_received


async def test_what_is_allowed_reaches_this_machine(receiver: Receiver) -> None:
    made = HttpReceivers(written, to_private=True)
    assert (await deliver(made, receiver.url("localhost"))).is_received
    made.ensure_may_be_reached(WebhookUrl("http://10.0.0.1/"))


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST.", "127.0.0.1", "127.1", "2130706433", "0x7f000001", "[::1]"])
async def test_this_machine_is_not_reached_however_it_is_written(receiver: Receiver, host: str) -> None:
    made = HttpReceivers(written, to_private=False)
    with pytest.raises(WebhookAddressRefused):
        made.ensure_may_be_reached(WebhookUrl(receiver.url(host)))
    outcome = await deliver(made, receiver.url(host))
    assert (outcome.failure, receiver.connections) == (DeliveryFailure.ADDRESS, 0)


@pytest.mark.parametrize("host", ["256.1.1.1", "1.2.3.4.5", "example.7"])
async def test_an_address_that_there_is_not_is_refused(host: str) -> None:
    with pytest.raises(InvalidWebhookUrl):
        HttpReceivers(written, to_private=False).ensure_may_be_reached(WebhookUrl(f"http://{host}/"))


@pytest.mark.parametrize("url", ["https://example.com/", "http://8.8.8.8/", "http://[2606:4700::1111]/"])
async def test_a_name_and_a_public_address_are_not_refused_at_sight(url: str) -> None:
    HttpReceivers(written, to_private=False).ensure_may_be_reached(WebhookUrl(url))


@pytest.mark.parametrize(
    ("host", "trusts", "failure"),
    [
        ("hear.example", True, None),
        ("other.example", True, DeliveryFailure.CONNECTION),
        ("hear.example", False, DeliveryFailure.CONNECTION),
    ],
)
async def test_a_certificate_is_the_hosts_and_trusted(host: str, trusts: bool, failure: object) -> None:  # noqa: FBT001
    theirs = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    theirs.load_cert_chain(CERTIFICATE)
    asked_for = list[str | None]()
    theirs.sni_callback = lambda _socket, name, _context: asked_for.append(name)
    async with receiving(tls=theirs) as receiver:
        made = HttpReceivers(
            written,
            to_private=True,
            names=Names(Resolver(["127.0.0.1"])),
            trusted=lambda: ssl.create_default_context(cafile=str(CERTIFICATE) if trusts else None),
        )
        outcome = await deliver(made, f"https://{host}:{receiver.port}/")
    assert (outcome.failure, len(receiver.heard), asked_for) == (failure, 0 if failure else 1, [host])


@pytest.mark.parametrize(
    "address",
    [
        *("0.0.0.1", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1"),
        *("172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.1"),
        *("203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255"),
        *("::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "64:ff9b:1::1"),
        *("100::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "3fff::1", "5f00::1", "fc00::1", "fd12::1"),
        *("fe80::1", "fec0::1", "ff02::1", "ff0e::1"),
    ],
)
def test_addresses_of_somebodys_own_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "8.8.8.8", "100.128.0.1", "172.32.0.1", "2606:4700::1111", "2a00::1"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(ip_address(address))
