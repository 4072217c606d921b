"""The whole API on both adapters, each answer held against the OpenAPI document."""

import asyncio
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from typing import Final

import msgspec
import pytest
from dishka import Provider

from entrypoints.settings import Settings
from entrypoints.wiring.opening import open_restaurant
from tests.database import empty
from tests.http.api import OPERATOR_TOKEN, SECRET, Api, Session, serving
from tests.http.busy import beside_a_busy_restaurant
from tests.http.document import Document
from tests.http.managed import SETUP_TOKEN, Managed, MovableClock, on_a, quick_hashes

_DROP_IN: Final = {"test_sign_in", "test_users", "test_orders", "test_order_reads", "test_reports", "test_money"}
"""Who speaks as the clients that were there before: what contract.md holds fact by fact."""
OpenApi = Callable[..., Api]
Beside = Callable[[Api], AbstractContextManager[None]] | None


_documents: dict[str, Document] = {}
_IN_MEMORY: Final = Settings(app_env="development", storage="memory", jwt_secret_key=SECRET, log_level="error")


@pytest.fixture(params=["memory", "postgres"])
def settings(request: pytest.FixtureRequest) -> Settings:
    """Return settings for a restaurant in memory, then for one in a clean database."""
    if request.param == "memory":
        return _IN_MEMORY
    url: str = request.getfixturevalue("clean_database")
    return msgspec.structs.replace(_IN_MEMORY, storage="postgres", database_url=url)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Have the drop-in contract hold twice: alone, and while another restaurant is busy."""
    file = getattr(metafunc.module, "__name__", "").rpartition(".")[2]
    if "beside" in metafunc.fixturenames and file in _DROP_IN:
        both = {"alone": None, "beside a busy one": beside_a_busy_restaurant}
        metafunc.parametrize("beside", both.values(), ids=both, indirect=True, scope="module")


@pytest.fixture(scope="module")
def beside(request: pytest.FixtureRequest) -> Beside:
    """Return what goes on beside: nothing, unless the test is of the drop-in contract."""
    return getattr(request, "param", None)


@contextmanager
def _judged(settings: Settings, *more: Provider, beside: Beside) -> Generator[Api]:
    if beside:
        settings = msgspec.structs.replace(settings, operator_token=OPERATOR_TOKEN)
    if settings.storage == "postgres":
        _ = asyncio.run(open_restaurant(settings))
    with serving(settings, *more) as api:
        if settings.auth_mode not in _documents:  # one a mode, and slow to make
            _documents[settings.auth_mode] = Document(api.client.get("/openapi.json").json())
        api.client.event_hooks = {"response": [_documents[settings.auth_mode].check]}
        with beside(api) if beside else nullcontext():
            yield api


@pytest.fixture(scope="module", params=["memory", "postgres"])
def lasting_api(request: pytest.FixtureRequest, beside: Beside) -> Generator[Api]:
    """Return one API for a whole file of facts that hold whatever happened before."""
    settings = _IN_MEMORY
    if request.param == "postgres":
        url: str = request.getfixturevalue("postgres_url")
        asyncio.run(empty(url))
        settings = msgspec.structs.replace(settings, storage="postgres", database_url=url)
    with _judged(settings, beside=beside) as api:
        yield api


@pytest.fixture
def open_api(settings: Settings, beside: Beside) -> Generator[OpenApi]:
    """Return a way to open the API with other settings, or with providers that provide instead."""
    with ExitStack() as opened:

        def opening(*more: Provider, **changes: object) -> Api:
            return opened.enter_context(_judged(msgspec.structs.replace(settings, **changes), *more, beside=beside))

        yield opening


@pytest.fixture
def api(open_api: OpenApi) -> Api:
    """Return the API of a restaurant where nothing has happened yet."""
    return open_api()


@pytest.fixture
def managed(open_api: OpenApi) -> Managed:
    """Return a restaurant whose people prove who they are, and are believed their prices, with its first manager."""
    return Managed(open_api(quick_hashes(), auth_mode="managed", setup_token=SETUP_TOKEN, prices="sent"))


@pytest.fixture
def clock() -> MovableClock:
    """Return the clock of `moved`."""
    return MovableClock()


@pytest.fixture
def moved(open_api: OpenApi, clock: MovableClock) -> Managed:
    """Return the same restaurant on a clock that a test can move."""
    return Managed(open_api(on_a(clock), quick_hashes(), auth_mode="managed", setup_token=SETUP_TOKEN, prices="sent"))


@pytest.fixture
def waiter(api: Api) -> Session:
    """Return a waiter."""
    return api.waiter()


@pytest.fixture
def manager(api: Api) -> Session:
    """Return a manager."""
    return api.manager()
