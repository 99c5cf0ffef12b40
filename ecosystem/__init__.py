"""
A neighbourhood's help as a graph: gaps, redundant collaboration, and fewer people.

`import ecosystem as eco` and start with `eco.load`. Names are loaded when first used, so that
importing costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ecosystem.tables.neighbourhood import Neighbourhood, Region
    from ecosystem.tables.problems import MissingTable, TableError

__version__ = "0.1.0"

_WHERE = {
    "MissingTable": "tables.problems",
    "Neighbourhood": "tables.neighbourhood",
    "Region": "tables.neighbourhood",
    "TableError": "tables.problems",
}

__all__ = ["MissingTable", "Neighbourhood", "Region", "TableError"]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'ecosystem' has no attribute {name!r}")
    return getattr(import_module(f"ecosystem.{_WHERE[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_WHERE])
