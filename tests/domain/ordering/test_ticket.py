"""Tickets: which lines are on them, and since when."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.kernel.caller import Role
from domain.ordering.chart import Command, LineStatus
from domain.ordering.line import Line, Progress
from domain.ordering.refusals import LineUnknown
from domain.ordering.ticket import TicketKey, TicketNotFound, TicketStatus, is_on_board
from tests.contracts.things import NOON, a_line, a_product, a_station, a_waiter, an_order

SOUP, BAR = a_product("Soup"), a_station("Bar")
ALL = Role.MANAGER.acts_as
LATER = NOON + timedelta(minutes=10)


def line(status: LineStatus = LineStatus.SENT, *, in_round: int = 1) -> Line:
    progress = Progress(status=status, round=in_round, sent_at=NOON, ready_at=NOON + timedelta(minutes=5))
    return replace(a_line(SOUP), progress=progress)


@pytest.mark.parametrize("status", LineStatus)
def test_a_board_shows_what_is_to_be_made_or_what_is_asked_for(status: LineStatus) -> None:
    shown = {asked for asked in (None, *TicketStatus) if is_on_board(line(status), asked, LATER)}
    assert shown == {
        LineStatus.SENT: {None, TicketStatus.SENT},
        LineStatus.STARTED: {None, TicketStatus.STARTED},
        LineStatus.READY: {TicketStatus.READY},
    }.get(status, set())


def test_what_is_ready_is_shown_since_then_and_what_is_not_since_it_was_sent() -> None:
    assert is_on_board(line(), None, LATER) == NOON
    assert is_on_board(line(LineStatus.READY), TicketStatus.READY, LATER) == NOON + timedelta(minutes=5)


def test_what_was_sent_at_no_known_time_and_what_is_moved_away_is_on_no_board() -> None:
    assert is_on_board(a_line(SOUP), None, LATER) is None
    assert is_on_board(replace(line(), moved=1), None, LATER) is None
    assert is_on_board(line(), None, datetime(2026, 5, 2, 12, tzinfo=UTC)) is None


def test_a_command_to_a_ticket_is_to_its_lines_alone() -> None:
    first, second, bars = line(), line(in_round=2), replace(line(), station=BAR.id)
    order = an_order(a_waiter(), first, second, bars)
    after = order.moved(Command.START, None, ALL, LATER, ticket=TicketKey(1, None))
    assert [each.status for each in after.lines] == ["started", "sent", "sent"]
    for other in (second, bars):
        with pytest.raises(LineUnknown):
            _ = order.moved(Command.START, [other.id], ALL, LATER, ticket=TicketKey(1, None))
    for missing in (TicketKey(3, None), TicketKey(2, BAR.id), TicketKey(1, a_station().id)):
        with pytest.raises(TicketNotFound):
            _ = order.moved(Command.START, None, ALL, LATER, ticket=missing)
