"""What was chosen with a line, as JSON in its row, and back."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

import msgspec

from domain.kernel.ids import ModifierId
from domain.kernel.money import Surcharge
from domain.kernel.names import Name
from domain.ordering.choosing import Chosen


class _Modifier(msgspec.Struct):
    """A modifier, its price in minor units."""

    id: UUID
    name: str
    price: int


_MODIFIERS: Final = msgspec.json.Decoder(list[_Modifier])


def modifiers_column(modifiers: Sequence[Chosen]) -> str | None:
    """Return what was chosen, as JSON; None for nothing."""
    if not modifiers:
        return None
    return msgspec.json.encode([_Modifier(each.id, str(each.name), each.price.minor) for each in modifiers]).decode()


def modifiers_of(column: str | None) -> tuple[Chosen, ...]:
    """Return what a column says was chosen."""
    if column is None:
        return ()
    read = _MODIFIERS.decode(column)
    return tuple(Chosen(ModifierId(each.id), Name.kept(each.name), Surcharge(each.price)) for each in read)
