"""The pair itself: what the first acknowledges is on the second, which takes over, and which the first can follow."""

from tests.replication import Pair

TIMELINE = "SELECT ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int"


def test_what_the_first_acknowledged_the_second_has_when_it_takes_over(pair: Pair) -> None:
    _ = pair.first.ask("CREATE TABLE kept AS SELECT 7 AS value")
    pair.first.kill()
    pair.second.promote()
    assert pair.second.ask("SELECT value FROM kept") == 7
    assert pair.second.ask(TIMELINE) == 2

    pair.first.start()
    assert pair.first.ask(TIMELINE) == 1, "nobody told it, so it leads as well"
    pair.first.stop()
    pair.first.follow_again(pair.second)
    pair.keep_twice(pair.second)
    _ = pair.second.ask("CREATE TABLE kept_too AS SELECT 8 AS value")
    pair.first.until("SELECT count(*) = 1 FROM pg_class WHERE relname = 'kept_too'")
