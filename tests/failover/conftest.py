"""A primary with its standby, for each test anew: none leaves them as they were."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.replication import Pair


@pytest.fixture
def pair() -> Iterator[Pair]:
    """Two servers, the second a synchronous standby of the first."""
    # Not in pytest's own folder, which each pytest that starts beside this one closes to all but its owner.
    with tempfile.TemporaryDirectory(prefix="orders-") as folder, Pair(Path(folder)) as pair:
        yield pair
