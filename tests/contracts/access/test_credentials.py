"""The contract of `Credentials`."""

from domain.access.secret import Credential, SecretKind
from tests.contracts.things import a_waiter, keep, kept
from tests.contracts.worlds import NEXT_DOOR, World

HASH, ANOTHER = "$argon2id$one", "$argon2id$another"


async def test_a_secret_is_found_by_email_and_kind(world: World) -> None:
    ann = a_waiter("ann@example.com")
    room = await kept(world, ann)
    await room.work.commit(None, room.credentials.put(ann.id, SecretKind.PIN, HASH))
    credentials = world.room().credentials
    assert await credentials.find("ANN@example.com", SecretKind.PIN) == Credential(ann, HASH)
    assert await credentials.find("ann@example.com", SecretKind.PASSWORD) == Credential(ann, None)
    assert await credentials.find("bob@example.com", SecretKind.PIN) is None


async def test_a_new_secret_takes_the_place_of_the_one_before(world: World) -> None:
    ann = a_waiter()
    room = await kept(world, ann)
    for hashed in (HASH, ANOTHER):
        await room.work.commit(None, room.credentials.put(ann.id, SecretKind.PASSWORD, hashed))
    assert await world.room().credentials.find(ann.email, SecretKind.PASSWORD) == Credential(ann, ANOTHER)


async def test_a_hash_is_renewed_unless_another_secret_was_chosen_meanwhile(world: World) -> None:
    ann = a_waiter()
    room = await kept(world, ann)
    await room.work.commit(None, room.credentials.put(ann.id, SecretKind.PASSWORD, HASH))
    for before, hashed, kept_then in ((HASH, ANOTHER, ANOTHER), (HASH, "$argon2id$late", ANOTHER)):
        await room.work.commit(None, room.credentials.renew(ann.id, SecretKind.PASSWORD, before, hashed))
        assert await world.room().credentials.find(ann.email, SecretKind.PASSWORD) == Credential(ann, kept_then)
    await room.work.commit(None, room.credentials.renew(ann.id, SecretKind.PIN, HASH, ANOTHER))
    assert await world.room().credentials.find(ann.email, SecretKind.PIN) == Credential(ann, None)


async def test_a_secret_comes_with_its_new_owner_in_one_commit(world: World) -> None:
    ann, room = a_waiter(), world.room()
    await room.work.commit(None, room.waiters.add(ann), room.credentials.put(ann.id, SecretKind.PASSWORD, HASH))
    assert await world.room().credentials.find(ann.email, SecretKind.PASSWORD) == Credential(ann, HASH)


async def test_secrets_next_door_are_not_seen(world: World) -> None:
    ann, room = a_waiter(), world.room(NEXT_DOOR)
    await keep(room, ann)
    await room.work.commit(None, room.credentials.put(ann.id, SecretKind.PASSWORD, HASH))
    assert await world.room().credentials.find(ann.email, SecretKind.PASSWORD) is None


async def test_the_same_person_next_door_has_secrets_of_their_own(world: World) -> None:
    ann, ours, theirs = a_waiter(), world.room(), world.room(NEXT_DOOR)
    for room in (ours, theirs):
        await keep(room, ann)
    await theirs.work.commit(None, theirs.credentials.put(ann.id, SecretKind.PASSWORD, HASH))
    assert await ours.credentials.find(ann.email, SecretKind.PASSWORD) == Credential(ann, None)
    await ours.work.commit(None, ours.credentials.put(ann.id, SecretKind.PASSWORD, HASH))
    await ours.work.commit(None, ours.credentials.renew(ann.id, SecretKind.PASSWORD, HASH, ANOTHER))
    assert await ours.credentials.find(ann.email, SecretKind.PASSWORD) == Credential(ann, ANOTHER)
    assert await theirs.credentials.find(ann.email, SecretKind.PASSWORD) == Credential(ann, HASH)


def test_a_hash_is_never_shown() -> None:
    assert HASH not in repr(Credential(a_waiter(), HASH))
