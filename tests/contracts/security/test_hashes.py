"""The contract of `Hashes` and of `Chance`."""

import re
import time

import pytest

from adapters.security.chance import SystemChance
from adapters.security.hashes import Argon2Hashes
from domain.access.secret import Code, InvalidPassword, Secret, SecretKind

PASSWORD = Secret(SecretKind.PASSWORD, "correct horse battery")


async def test_a_hash_is_that_of_its_secret_only() -> None:
    hashes = Argon2Hashes()
    hashed = await hashes.make(PASSWORD)
    assert hashed.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert await hashes.verify(hashed, PASSWORD)
    assert not await hashes.verify(hashed, Secret(SecretKind.PASSWORD, "correct horse batterz"))
    assert not await hashes.verify("no hash", PASSWORD)
    assert await hashes.make(PASSWORD) != hashed


async def test_nobodys_secret_is_none() -> None:
    hashes = Argon2Hashes()
    for text in ("nobody's", "", "x" * 60_000):
        assert not await hashes.verify(None, Secret(SecretKind.PASSWORD, text))


async def test_a_hash_made_with_less_is_dated() -> None:
    weak = await Argon2Hashes(memory_kib=1024, rounds=1).make(PASSWORD)
    hashes = Argon2Hashes()
    assert hashes.is_dated(weak)
    assert await hashes.verify(weak, PASSWORD)
    assert not hashes.is_dated(await hashes.make(PASSWORD))


@pytest.mark.parametrize("text", ["passwordpassword", "aaaaaaaaaaaa", "qwertyuiop12", "a" * 128])
async def test_passwords_tried_first_are_refused(text: str) -> None:
    with pytest.raises(InvalidPassword):
        _ = await Argon2Hashes().make(Secret(SecretKind.PASSWORD, text))


async def test_no_password_takes_long_to_be_judged() -> None:
    hashes = Argon2Hashes()
    started = time.perf_counter()
    _ = await hashes.make(Secret(SecretKind.PASSWORD, "4@8({[<369|!10$5+7%2" * 6))  # every letter may stand for another
    assert time.perf_counter() - started < 2


def test_a_secret_is_never_shown() -> None:
    assert PASSWORD.text not in repr(PASSWORD)


def test_chance_repeats_nothing_and_codes_survive_typing() -> None:
    chance = SystemChance()
    assert len({chance.token() for _ in range(1000)}) == 1000
    codes = {chance.code() for _ in range(1000)}
    assert len(codes) == 1000
    for code in codes:
        assert re.fullmatch("([0-9A-Z]{4}-){3}[0-9A-Z]{4}", code.in_groups)
        assert Code(f" {code.in_groups.lower().replace('-', ' ')} ") == code
        assert Code(code.replace("0", "o").replace("1", "l")) == code
