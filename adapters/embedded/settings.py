"""The embedded PostgreSQL's settings, unless a test asks for others."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

SETTINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        # Commits are on the disk before they are acknowledged. The defaults, written out as everything depends on them.
        "fsync": "on",
        "synchronous_commit": "on",
        "full_page_writes": "on",
        "checkpoint_timeout": "15min",
        "log_checkpoints": "off",
        "jit": "off",  # short queries lose more to it than they gain
        # What one statement is refused for, a taken e-mail or a lock in use, is told to who sent it and is business as
        # usual here: the log has what happens to PostgreSQL itself, and never a value out of a row.
        "log_min_messages": "log",
        "log_error_verbosity": "terse",
        "log_timezone": "UTC",
        "max_connections": "200",
        "random_page_cost": "1.1",  # for SSDs
        "timezone": "UTC",
    }
)
