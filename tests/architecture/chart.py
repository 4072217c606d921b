"""`make chart`: draws the chart of an order's life in README.md, as Mermaid, from the table of the domain."""

import re
from pathlib import Path
from typing import Final

from domain.kernel.caller import Role
from domain.ordering.chart import LINE_COMMANDS, ORDER_COMMANDS, OrderStatus, Roles

README: Final = Path(__file__).parents[2] / "README.md"
_DRAWING: Final = re.compile(r"(?<=<!-- made by `make chart` -->\n).*?(?=<!-- until here -->)", re.DOTALL)


def drawn() -> str:
    """Return the diagram: a line's statuses, an order's, and who may give the commands between them."""
    of_lines = [
        (move.source.value, move.target.value, f"{command}: {_who(move.by, rule.approvers, move.of_courses)}")
        for command, rule in LINE_COMMANDS.items()
        for move in rule.moves
    ]
    of_orders = [
        (rule.source.value, rule.target.value, f"{command}: {_who(rule.by, rule.approvers)}")
        for command, rule in ORDER_COMMANDS.items()
        if rule.source is not rule.target
    ]
    of_orders.append((OrderStatus.OPEN.value, OrderStatus.VOIDED.value, "void, merge: nothing is left of it"))
    return "\n".join(
        ["```mermaid", "stateDiagram-v2", "    direction LR", *_group("line", "Line", of_lines)]
        + [*_group("order", "Order", of_orders), "```", ""]
    )


def with_drawing(readme: str) -> str:
    """Return the text with the diagram as it is by now."""
    return _DRAWING.sub(drawn().replace("\\", r"\\"), readme)


def _group(prefix: str, title: str, arrows: list[tuple[str, str, str]]) -> list[str]:
    statuses = list(dict.fromkeys(status for source, target, _ in arrows for status in (source, target)))
    return [
        f'    state "{title}" as {prefix} {{',
        *(f'        state "{status}" as {prefix}_{status}' for status in statuses),
        *(f"        {prefix}_{source} --> {prefix}_{target} : {says}" for source, target, says in arrows),
        "    }",
    ]


def _who(roles: Roles, approvers: Roles, of_courses: Roles = frozenset()) -> str:
    approved = ["waiter with approval"] if approvers and Role.WAITER not in roles else []
    courses = [f"{role.value} a course" for role in Role if role in of_courses]
    return ", ".join([role.value for role in Role if role in roles] + courses + approved)


if __name__ == "__main__":
    _ = README.write_text(with_drawing(README.read_text(encoding="utf-8")), encoding="utf-8")
