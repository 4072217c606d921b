"""Who works in a dinner service that is played."""

import secrets
from typing import Final

import msgspec

from entrypoints.cli.client import Client, Refused
from entrypoints.cli.refusal import Refusal

NAMES: Final = ("Ana", "Bruno", "Carla", "Dinis", "Eva", "Filipe", "Gil", "Helena", "Ivo", "Joana")
_MANAGERS_ONLY: Final = (401, 403)


class Person(msgspec.Struct):
    """Somebody who is signed in."""

    id: str
    email: str


class _SignedIn(msgspec.Struct):
    access_token: str
    user: Person


def enter(client: Client, name: str, role: str) -> Person:
    """Take somebody new on and sign them in, or refuse where not everybody may."""
    # Nobody else has this address, so this person's sales are this service's and no other's.
    email = f"{name.lower()}.{secrets.token_hex(6)}@example.com"
    try:
        _ = client.post("/api/users", {"email": email, "name": name, "role": role}, msgspec.Raw)
    except Refused as refused:
        if refused.status in _MANAGERS_ONLY:
            raise Refusal(
                "this restaurant is managed, and the demo needs one where anybody registers: AUTH_MODE=open"
            ) from refused
        raise
    signed_in = client.post("/api/auth/login", {"email": email}, _SignedIn)
    client.token = signed_in.access_token
    return signed_in.user
