"""A primary with its standby, for each test anew: none leaves them as they were."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.replication import Pair


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    """Two servers, the second a synchronous standby of the first."""
    with Pair(tmp_path) as pair:
        yield pair
