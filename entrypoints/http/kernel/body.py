"""Bodies, each declared once: as what reads it, and as what documents it."""

from collections.abc import Callable, Mapping
from functools import cache
from types import NoneType
from typing import Annotated, Any, ClassVar, Generic, NamedTuple, TypeVar, cast, get_args, get_origin

import msgspec

from domain.kernel.errors import Invalid
from domain.kernel.money import Currency
from domain.kernel.unchanged import UNCHANGED, Unchanged
from entrypoints.http.kernel.values import Reader

T = TypeVar("T")


class UnknownKey(Invalid):
    """A key that the call does not know."""


class Missing(NamedTuple):
    """Beside a field: null and what is empty (0, too) are as good as absent, which is refused so, if at all.

    Where null is a value to change to, what is empty is as good as null.

    It is not refused where the field `unless` is there. Where the field `instead_of` is there, it is not read at all.
    """

    refusal: type[Invalid] | None = None
    unless: str | None = None
    instead_of: str | None = None


class Several(NamedTuple):
    """Beside a list: how what is no list is refused, or has nothing in it, and how one of more than `most`."""

    refusal: type[Invalid]
    most: int
    too_many: type[Invalid]


class Body(msgspec.Struct, frozen=True):
    """A body: its fields are read in their order, and documented, by their types and by what is beside them.

    What is absent or null has its default. `example` is for the document.
    """

    example: ClassVar[Mapping[str, object] | None] = None
    ignores_others: ClassVar[bool] = False
    """Whether keys that nobody knows are passed over."""


class OldBody(Body, frozen=True):
    """A body of the old service's calls, where keys that nobody knows are passed over."""

    ignores_others: ClassVar[bool] = True


class Later(Generic[T]):
    """A value that is read when it is called: once it is known who asks, and in which currency prices are."""

    def __init__(self, name: str, value: object, reader: Callable[[Currency], Reader]) -> None:
        self._name = name
        self._value = value
        self._reader = reader

    def __call__(self, currency: Currency) -> T:
        """Return it, or raise the refusal that it deserves."""
        try:
            return cast("T", self._reader(currency)(self._value))
        except Invalid as refusal:
            raise refusal.at(self._name) from None


class Given(Generic[T]):
    """What a field is given for which null is a value to change to: it is `UNCHANGED` where the field is absent."""

    def __init__(self, value: T | Unchanged | None = UNCHANGED) -> None:
        self.value = value


class Field(NamedTuple):
    """A field of a body: its kind, whether it may be null, and what is declared beside it."""

    name: str
    kind: Any
    default: object
    missing: Missing | None
    several: Several | None

    @property
    def is_required(self) -> bool:
        """Whether there is no body without it."""
        return self.default is msgspec.NODEFAULT and not (self.missing and self.missing.unless)

    @property
    def may_be_null(self) -> bool:
        """Whether null is a value, and not as good as absent."""
        return get_origin(self.kind) is Given


@cache
def fields_of(kind: type[Body]) -> list[Field]:
    """Return what a body declares, in order."""
    return [_field(each) for each in msgspec.structs.fields(kind)]


def _field(field: msgspec.structs.FieldInfo) -> Field:
    kind, *beside = get_args(field.type) if get_origin(field.type) is Annotated else (field.type,)
    if NoneType in get_args(kind):
        (kind,) = (each for each in get_args(kind) if each is not NoneType)
    missing = next((each for each in beside if isinstance(each, Missing)), None)
    several = next((each for each in beside if isinstance(each, Several)), None)
    return Field(field.encode_name, kind, field.default, missing, several)
