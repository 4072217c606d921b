"""What mutmut leaves as it is: values of modules and classes, `__new__`, and properties and what else is decorated.

Texts of classes are left alone: what refusals say and what enumerations are called is held by tests/http, to the byte.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

_OTHERWISE: Final[dict[type[ast.AST], tuple[str, str]]] = {
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "/"),
    ast.Div: ("/", "*"),
    ast.FloorDiv: ("//", "/"),
    ast.Mod: ("%", "/"),
    ast.Pow: ("**", "*"),
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
    ast.And: ("and", "or"),
    ast.Or: ("or", "and"),
}
_NAMES_ONLY: Final = {"NewType", "TypeVar"}
"""Calls that make a name for type checkers."""
_LEFT: Final = {"__new__", "__getattribute__", "__setattr__"}
"""Functions that mutmut leaves as they are."""
_OPENED: Final = re.compile(r"""(\"{3}|'{3}|"|')""")


class Change(NamedTuple):
    """The text from `start` to `end` of a module, in bytes of UTF-8, replaced by another."""

    start: int
    end: int
    text: str


def changes_of(source: str) -> Iterator[Change]:
    """Go through every change of this module."""
    lines = source.encode().splitlines(keepends=True)
    starts = [sum(map(len, lines[:number])) for number in range(len(lines))]
    tree = ast.parse(source)
    module = _Changes(source.encode(), starts)
    for body in (tree.body, *(node.body for node in tree.body if isinstance(node, ast.ClassDef))):
        for statement in body:
            match statement:
                case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value):
                    if not (body is not tree.body and _is_text(value)) and not _is_for_type_checkers(value):
                        yield from module.of_value(value)
                case ast.FunctionDef() if not _is_mutmuts(statement):
                    for each in statement.body:
                        yield from module.of(each)
                case _:
                    pass


def _is_text(value: ast.expr) -> bool:
    return isinstance(value, ast.JoinedStr) or (isinstance(value, ast.Constant) and isinstance(value.value, str))


def _is_for_type_checkers(value: ast.expr) -> bool:
    """Tell whether this is another name of a type, or makes one."""
    match value:
        case ast.Subscript() | ast.BinOp(op=ast.BitOr()):
            return True
        case ast.Call(func=ast.Name(id=name)):
            return name in _NAMES_ONLY
        case _:
            return False


def _is_mutmuts(function: ast.FunctionDef) -> bool:
    """Tell whether mutmut changes the function, or nobody can, as it has no body."""
    names = [each.id for each in function.decorator_list if isinstance(each, ast.Name)]
    plain = not function.decorator_list or names in (["staticmethod"], ["classmethod"])
    return (plain and function.name not in _LEFT) or "abstractmethod" in names


class _Changes:
    def __init__(self, source: bytes, starts: list[int]) -> None:
        self.source, self.starts = source, starts

    def of_value(self, value: ast.expr) -> Iterator[Change]:
        yield from self._nothing(value)
        yield from self.of(value)

    def of(self, node: ast.AST) -> Iterator[Change]:
        """Go through the changes of a node and of everything in it."""
        match node:
            case ast.JoinedStr() | ast.Expr(value=ast.Constant()):
                return  # a text with values in it; a docstring
            case ast.Constant(value=bool() as value):
                yield self._instead(node, str(not value))
            case ast.Constant(value=int() as value):
                yield self._instead(node, str(value + 1))
            case ast.Constant(value=str()):
                yield self._instead(node, _OPENED.sub(r"\g<0>XX", self._text(node), count=1))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                yield self._instead(node, self._text(operand))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                yield self._instead(node, f"+({self._text(operand)})")
            case ast.IfExp(test=test):
                yield self._instead(test, f"(({self._text(test)}) and False)")
                yield self._instead(test, f"(({self._text(test)}) or True)")
            case ast.Call():
                yield from self._arguments(node)
            case _:
                yield from self._operators(node)
        for child in self._children(node):
            yield from self.of(child)

    @staticmethod
    def _children(node: ast.AST) -> Iterable[ast.AST]:
        if isinstance(node, ast.AnnAssign):
            return [node.value] if node.value else []
        return [each for each in ast.iter_child_nodes(node) if not isinstance(each, ast.arguments)]

    def _arguments(self, call: ast.Call) -> Iterator[Change]:
        for each in (*call.args, *(keyword.value for keyword in call.keywords)):
            yield from self._nothing(each)

    def _nothing(self, value: ast.expr) -> Iterator[Change]:
        """Put nothing in the place of a value. Numbers, truths and texts become other ones, which is harder to see."""
        if isinstance(value, ast.Constant) and value.value is None:
            yield self._instead(value, '""')
        elif not isinstance(value, ast.Constant | ast.JoinedStr | ast.Starred):
            yield self._instead(value, "None")

    def _operators(self, node: ast.AST) -> Iterator[Change]:
        match node:
            case ast.BinOp(left=left, op=operator, right=right):
                operands, operators = [left, right], [operator]
            case ast.BoolOp(op=operator, values=operands):
                operators = [operator] * (len(operands) - 1)
            case ast.Compare(left=left, ops=operators, comparators=comparators):
                operands = [left, *comparators]
            case _:
                return
        for left, operator, right in zip(operands[:-1], operators, operands[1:], strict=True):
            if type(operator) in _OTHERWISE:
                yield self._between(left, right, *_OTHERWISE[type(operator)])

    def _between(self, left: ast.expr, right: ast.expr, old: str, new: str) -> Change:
        start, end = self._span(left)[1], self._span(right)[0]
        return Change(start, end, self.source[start:end].decode().replace(old, new, 1))

    def _instead(self, node: ast.expr, text: str) -> Change:
        return Change(*self._span(node), text)

    def _text(self, node: ast.expr) -> str:
        start, end = self._span(node)
        return self.source[start:end].decode()

    def _span(self, node: ast.expr) -> tuple[int, int]:
        start, end = self.starts[node.lineno - 1], self.starts[(node.end_lineno or node.lineno) - 1]
        return start + node.col_offset, end + (node.end_col_offset or 0)
