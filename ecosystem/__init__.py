"""
A neighbourhood's help as a graph: gaps, redundant collaboration, and fewer people.

`import ecosystem as eco` and start with `eco.load`. Names are loaded when first used, so that
importing costs next to nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ecosystem.find.fragile import find_fragile
    from ecosystem.find.gaps import find_gaps
    from ecosystem.find.overlaps import find_overlaps
    from ecosystem.find.ranked import find
    from ecosystem.measure.bridges import informal_reach
    from ecosystem.measure.brokerage import brokerage
    from ecosystem.measure.coordination import coordination
    from ecosystem.measure.coverage import coverage
    from ecosystem.measure.meetings import meeting_hours, meetings
    from ecosystem.measure.mixing import ei_index
    from ecosystem.network import network
    from ecosystem.protect import protect
    from ecosystem.region.heads import heads
    from ecosystem.show.export import export
    from ecosystem.show.view import view
    from ecosystem.tables.load import check, load
    from ecosystem.tables.neighbourhood import Neighbourhood, Region
    from ecosystem.tables.problems import MissingTable, TableError
    from ecosystem.tables.questions import questions
    from ecosystem.tables.save import save
    from ecosystem.tables.workbook import new

__version__ = "0.1.0"

_WHERE = {
    "MissingTable": "tables.problems",
    "Neighbourhood": "tables.neighbourhood",
    "Region": "tables.neighbourhood",
    "TableError": "tables.problems",
    "brokerage": "measure.brokerage",
    "check": "tables.load",
    "coordination": "measure.coordination",
    "coverage": "measure.coverage",
    "ei_index": "measure.mixing",
    "export": "show.export",
    "find": "find.ranked",
    "find_fragile": "find.fragile",
    "find_gaps": "find.gaps",
    "find_overlaps": "find.overlaps",
    "heads": "region.heads",
    "informal_reach": "measure.bridges",
    "load": "tables.load",
    "meeting_hours": "measure.meetings",
    "meetings": "measure.meetings",
    "network": "network",
    "new": "tables.workbook",
    "protect": "protect",
    "questions": "tables.questions",
    "save": "tables.save",
    "view": "show.view",
}

__all__ = [
    "MissingTable",
    "Neighbourhood",
    "Region",
    "TableError",
    "brokerage",
    "check",
    "coordination",
    "coverage",
    "ei_index",
    "export",
    "find",
    "find_fragile",
    "find_gaps",
    "find_overlaps",
    "heads",
    "informal_reach",
    "load",
    "meeting_hours",
    "meetings",
    "network",
    "new",
    "protect",
    "questions",
    "save",
    "view",
]


class _Lazy(ModuleType):
    """
    Keep the functions `find`, `network` and `protect` where rooms have the same names.

    Importing a room makes Python set it as an attribute here, over the function.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _WHERE and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Lazy


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'ecosystem' has no attribute {name!r}")
    return getattr(import_module(f"ecosystem.{_WHERE[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_WHERE])
