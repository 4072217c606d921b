"""SQLAlchemy writes the SQL, once a statement; asyncpg sends it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final, cast

from sqlalchemy import Executable
from sqlalchemy.dialects.postgresql.asyncpg import dialect

Parameters = Mapping[str, object]
NOTHING: Final[Parameters] = MappingProxyType({})

_POSTGRES: Final = dialect()
_CACHED: Final = 512


@dataclass(frozen=True, slots=True)
class SQL:
    """A statement as the server reads it: `$1` stands for the first of `names`, and so on."""

    text: str
    names: tuple[str, ...]
    constants: Parameters

    def arguments(self, parameters: Parameters) -> list[object]:
        """Return the values in the order of `names`, or raise `KeyError` for one that is missing."""
        return [parameters[name] if name in parameters else self.constants[name] for name in self.names]


@lru_cache(maxsize=_CACHED)
def sql_of(statement: Executable) -> SQL:
    """Return the SQL of a statement. It is cached by the statement object, so build each once, as a constant."""
    compiled: Any = cast("Any", statement).compile(dialect=_POSTGRES)
    constants = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}
    return SQL(str(compiled), tuple(compiled.positiontup or ()), constants)
