"""
Small changes to a module, each of which its tests ought to notice: the mutants of one module.

A comparison becomes its neighbour, `and` becomes `or`, a whole number one more, True False, what
is returned None, `not` goes, plus becomes minus, and the first two arguments of a call change
places. Words for people and documentation stay as they are, and so do `strict=True` of a zip and
the options of a dataclass: each is a guard, which nobody notices until it is needed. The smaller or
the larger of two is the same either way.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

COMPARED = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
COUNTED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}
JOINED = {ast.And: ast.Or, ast.Or: ast.And}
EITHER_WAY = {"min", "max", "np.minimum", "np.maximum"}
GUARDS = {"strict", "frozen", "eq", "slots", "repr"}
UNSEEN = (ast.Import, ast.ImportFrom, ast.AnnAssign, ast.arguments)
"""What says which names there are, or which types: not how it is worked out."""


class Mutant(NamedTuple):
    """One change: where, the line as it stands, what, and of which node of the tree."""

    file: str
    line: int
    what: str
    source: str
    node: int

    @property
    def told(self) -> str:
        """Where and what, for people."""
        return f"{self.file}:{self.line} {self.what}: {self.source}"


def mutants(path: Path, root: Path) -> list[Mutant]:
    """Name every change of a module, in the order of its lines."""
    text = path.read_text(encoding="utf-8")
    tree, lines, file = ast.parse(text), text.splitlines(), path.relative_to(root).as_posix()
    hidden = {id(below) for node in ast.walk(tree) if _unseen(node) for below in ast.walk(node)}
    return sorted(
        Mutant(file, node.lineno, what, lines[node.lineno - 1].strip(), at)
        for at, node in enumerate(_nodes(tree))
        if id(node) not in hidden
        for what, _ in _changes(node)
    )


def changed(mutant: Mutant, root: Path) -> ast.Module:
    """Give the module with the change in it."""
    tree = ast.parse((root / mutant.file).read_text(encoding="utf-8"))
    node = _nodes(tree)[mutant.node]
    dict(_changes(node))[mutant.what](node)
    return ast.fix_missing_locations(tree)


def _nodes(tree: ast.Module) -> list[Any]:
    return [node for node in ast.walk(tree) if hasattr(node, "lineno")]


def _unseen(node: ast.AST) -> bool:
    if isinstance(node, ast.keyword) and node.arg in GUARDS:
        return True
    checking = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    return checking or (isinstance(node, UNSEEN) and not getattr(node, "value", None))


def _changes(node: ast.AST) -> Iterator[tuple[str, Callable[[ast.AST], None]]]:
    match node:
        case ast.Compare(ops=[one]) if type(one) in COMPARED:
            other = COMPARED[type(one)]
            yield _named(one, other), lambda it: setattr(it, "ops", [other()])
        case ast.BoolOp(op=op):
            yield _named(op, JOINED[type(op)]), lambda it: setattr(it, "op", JOINED[type(op)]())
        case ast.BinOp(op=op, left=left) if type(op) in COUNTED and not _text(left):
            yield _named(op, COUNTED[type(op)]), lambda it: setattr(it, "op", COUNTED[type(op)]())
        case ast.UnaryOp(op=ast.Not()):
            yield "not goes", _without_not
        case ast.Constant(value=bool() as value):
            yield f"{value} becomes {not value}", lambda it: setattr(it, "value", not value)
        case ast.Constant(value=int() as value):
            yield f"{value} becomes {value + 1}", lambda it: setattr(it, "value", value + 1)
        case ast.Return(value=ast.expr() as value) if not _nothing(value):
            yield "None is returned", lambda it: setattr(it, "value", ast.Constant(None))
        case ast.Call(args=[one, other, *_]) if _order_counts(node, one, other):
            yield "arguments change places", _turned


def _order_counts(node: ast.Call, one: ast.AST, other: ast.AST) -> bool:
    either_way = ast.unparse(node.func) in EITHER_WAY and len(node.args) == 2
    return ast.dump(one) != ast.dump(other) and not (either_way and not node.keywords)


def _named(one: ast.AST, other: type[ast.AST]) -> str:
    return f"{type(one).__name__} becomes {other.__name__}"


def _text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or isinstance(getattr(node, "value", None), str)


def _nothing(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _without_not(node: ast.AST) -> None:
    setattr(node, "op", ast.UAdd())  # noqa: B010 (of a UnaryOp)
    operand = ast.Call(ast.Name("bool", ast.Load()), [node.operand], [])  # type: ignore[attr-defined]
    setattr(node, "operand", operand)  # noqa: B010


def _turned(node: ast.AST) -> None:
    args = node.args  # type: ignore[attr-defined]
    args[0], args[1] = args[1], args[0]
