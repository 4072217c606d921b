"""Every kind of token that is none: not one of them opens anything, in either mode."""

import base64
import json
import time
from collections.abc import Callable
from typing import Final

import jwt
import pytest

from adapters.security.tokens import key_id
from tests.http.api import NOBODY, SECRET, Session
from tests.http.conftest import OpenApi
from tests.http.managed import PASSWORD, SETUP_TOKEN, Managed

RETIRED: Final = "a secret that was retired and then removed"
_ALPHABET: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def _signed(claims: object, *, secret: str = SECRET, algorithm: str = "HS256", **header: object) -> str:
    headers = {name: value for name, value in ({"kid": key_id(SECRET)} | header).items() if value is not None}
    content = json.dumps(claims).encode()
    return jwt.api_jws.encode(content, secret if algorithm != "none" else "", algorithm=algorithm, headers=headers)


def _part(content: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()


def corpus(good: str, manager: str) -> dict[str, str]:
    """Return tokens made of a good one, each wrong in one way, by what is wrong."""
    claims = jwt.decode(good, options={"verify_signature": False})
    head, body, seal = good.split(".")
    now = int(time.time())  # noqa: TID251  the token's times are compared with the machine's clock
    long = SECRET * 2
    wrong = {
        "nothing": "",
        "not three parts": f"{head}.{body}",
        "four parts": f"{good}.{seal}",
        "no signature": f"{head}.{body}.",
        "algorithm none": _signed(claims, algorithm="none"),
        "algorithm None by hand": f"{_part({'alg': 'None', 'kid': key_id(SECRET)})}.{body}.",
        "algorithm none, signature kept": f"{_part({'alg': 'none', 'kid': key_id(SECRET)})}.{body}.{seal}",
        "HS384": _signed(claims, secret=long, algorithm="HS384"),
        "HS512": _signed(claims, secret=long, algorithm="HS512"),
        "says RS256": f"{_part({'alg': 'RS256', 'kid': key_id(SECRET)})}.{body}.{seal}",
        "another secret": _signed(claims, secret="y" * 40),
        "the key id as the secret": _signed(claims, secret=key_id(SECRET) * 2),
        "no kid": _signed(claims, kid=None),
        "unknown kid": _signed(claims, kid="unknown"),
        "kid of another key": _signed(claims, kid=key_id("y" * 40)),
        "kid that is a path": _signed(claims, kid="../../etc/passwd"),
        "retired key": _signed(claims, secret=RETIRED, kid=key_id(RETIRED)),
        "a key of its own": _signed(claims, secret="z" * 40, jwk={"kty": "oct", "k": "eg"}, kid=None),
        "expired": _signed(claims | {"iat": now - 90_000, "exp": now - 60}),
        "not yet valid": _signed(claims | {"iat": now + 3600, "exp": now + 7200}),
        "wrong audience": _signed(claims | {"aud": NOBODY}),
        "several audiences, none ours": _signed(claims | {"aud": [NOBODY, "x"]}),
        "wrong issuer": _signed(claims | {"iss": "another"}),
        "somebody nobody knows": _signed(claims | {"sub": NOBODY}),
        "another version": _signed(claims | {"ver": claims["ver"] + 1}),
        "an earlier version": _signed(claims | {"ver": 0}),
        "somebody else's body": f"{head}.{_part(claims | {'sub': manager})}.{seal}",
        "claims that are a list": _signed([claims]),
        "padding": f"{good}=",
        "more padding": f"{good}==",
        "a line end": f"{good}%0a",
        "another alphabet": f"{head}.{body}.{seal[:-1]}+",
        "upside down": good[::-1],
        "very long": "a." * 4_000 + "a",
    }
    for claim in claims:
        wrong[f"no {claim}"] = _signed({name: value for name, value in claims.items() if name != claim})
        wrong[f"{claim} null"] = _signed(claims | {claim: None})
        wrong[f"{claim} a list"] = _signed(claims | {claim: [[]]})
    for letter in set(_ALPHABET) - {seal[-1]}:
        wrong[f"signature ends with {letter}"] = f"{head}.{body}.{seal[:-1]}{letter}"
    return wrong


@pytest.mark.parametrize("mode", ["open", "managed"])
def test_no_token_of_the_corpus_is_accepted(open_api: OpenApi, mode: str, counted: Callable[[str], None]) -> None:
    api = open_api(auth_mode=mode, setup_token=SETUP_TOKEN, rate_limit=0)
    managed = Managed(api) if mode == "managed" else None
    boss: Session = managed.manager if managed else api.manager()

    def somebody() -> Session:
        return managed.enter(managed.person(), password=PASSWORD) if managed else api.waiter()

    good, left, out, everywhere = (somebody() for _ in range(4))
    wrong = corpus(good.token, boss.id)
    assert boss.patch(f"/api/users/{left.id}", {"active": False}).status_code == 200
    assert out.post("/api/auth/logout", None).status_code == 204
    assert everywhere.post("/api/auth/logout-everywhere", None).status_code == 204
    wrong |= {"deactivated": left.token, "signed out": out.token, "signed out everywhere": everywhere.token}

    statuses = {what: api.carrying(token).get("/api/orders").status_code for what, token in wrong.items()}

    assert good.get("/api/orders").status_code == 200
    accepted = [what for what, status in statuses.items() if status < 400]
    counted(f"{mode}: {len(wrong)} tokens, {len(accepted)} accepted")
    assert accepted == []
    assert {what: status for what, status in statuses.items() if status != 401} == {"somebody nobody knows": 404}
