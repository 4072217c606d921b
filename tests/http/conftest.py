"""The whole API on both adapters, each answer held against the OpenAPI document."""

import asyncio
from collections.abc import Callable, Generator
from contextlib import ExitStack

import msgspec
import pytest
from dishka import Provider

from entrypoints.settings import Settings
from entrypoints.wiring.opening import open_restaurant
from tests.http.api import SECRET, Api, Session, serving
from tests.http.document import Document

OpenApi = Callable[..., Api]


@pytest.fixture(params=["memory", "postgres"])
def settings(request: pytest.FixtureRequest) -> Settings:
    """Return settings for a restaurant in memory, then for one in a clean database."""
    kept = Settings(app_env="development", storage=request.param, jwt_secret_key=SECRET, log_level="error")
    if request.param == "memory":
        return kept
    return msgspec.structs.replace(kept, database_url=request.getfixturevalue("clean_database"))


@pytest.fixture
def open_api(settings: Settings) -> Generator[OpenApi]:
    """Return a way to open the API with other settings, or with providers that provide instead."""
    with ExitStack() as opened:

        def opening(*more: Provider, **changes: object) -> Api:
            chosen = msgspec.structs.replace(settings, **changes)
            if chosen.storage == "postgres":
                asyncio.run(open_restaurant(chosen))
            api = opened.enter_context(serving(chosen, *more))
            api.client.event_hooks = {"response": [Document(api.client.get("/openapi.json").json()).check]}
            return api

        yield opening


@pytest.fixture
def api(open_api: OpenApi) -> Api:
    """Return the API of a restaurant where nothing has happened yet."""
    return open_api()


@pytest.fixture
def waiter(api: Api) -> Session:
    """Return a waiter."""
    return api.waiter()


@pytest.fixture
def manager(api: Api) -> Session:
    """Return a manager."""
    return api.manager()
