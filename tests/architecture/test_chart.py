"""README's picture of an order's life is that of the program."""

from domain.ordering.chart import LINE_COMMANDS
from tests.architecture.chart import README, drawn, with_drawing


def test_the_picture_is_drawn_from_the_table() -> None:
    readme = README.read_text(encoding="utf-8")
    assert drawn() in readme, "make chart draws it anew; commit what changed"
    assert with_drawing(readme) == readme


def test_every_move_is_an_arrow() -> None:
    moves = [(command, move) for command, rule in LINE_COMMANDS.items() for move in rule.moves]
    for command, move in moves:
        assert f"line_{move.source} --> line_{move.target} : {command}: " in drawn()
    assert drawn().count("--> line_") == len(moves)
