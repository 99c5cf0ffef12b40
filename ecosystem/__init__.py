"""
A neighbourhood's help as a graph: gaps, redundant collaboration, and fewer people.

`import ecosystem as eco` and start with `eco.load`. Names are loaded when first used, so that
importing costs next to nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import FunctionType, ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ecosystem.find.detours import find_detours
    from ecosystem.find.fragile import find_fragile
    from ecosystem.find.gaps import find_gaps
    from ecosystem.find.heavy import find_heavy
    from ecosystem.find.overlaps import find_overlaps
    from ecosystem.find.push import find_push
    from ecosystem.find.ranked import find
    from ecosystem.find.teams import teams
    from ecosystem.measure.bridges import informal_reach
    from ecosystem.measure.brokerage import brokerage
    from ecosystem.measure.continuity import averages, continuity
    from ecosystem.measure.coordination import coordination
    from ecosystem.measure.core_team import core_team
    from ecosystem.measure.coverage import coverage
    from ecosystem.measure.excess import excess
    from ecosystem.measure.fewest import fewest
    from ecosystem.measure.flow import flow
    from ecosystem.measure.handovers import handovers
    from ecosystem.measure.intake import intake
    from ecosystem.measure.involvement import involvement
    from ecosystem.measure.ladder import ladder
    from ecosystem.measure.meetings import meeting_hours, meetings
    from ecosystem.measure.mixing import ei_index
    from ecosystem.measure.needs_over_time import needs_over_time
    from ecosystem.measure.pull import pull
    from ecosystem.measure.push_share import push_share
    from ecosystem.measure.right_weight import right_weight
    from ecosystem.measure.structural_holes import structural_holes
    from ecosystem.measure.value_stream import value_stream
    from ecosystem.network import network
    from ecosystem.propose.business_case import business_case
    from ecosystem.propose.carry_out.what_if import what_if
    from ecosystem.propose.community.compose_team import compose_team
    from ecosystem.propose.compare import compare
    from ecosystem.propose.hand_over.consult import consult
    from ecosystem.propose.hand_over.exchange import exchange
    from ecosystem.propose.hand_over.release import release
    from ecosystem.propose.learn.broaden import broaden
    from ecosystem.propose.learn.saving_curve import saving_curve
    from ecosystem.propose.learn.who_leaves import who_leaves
    from ecosystem.propose.learn.who_shares import who_shares
    from ecosystem.propose.moves import propose
    from ecosystem.propose.robustness import robustness
    from ecosystem.propose.training_plan import training_plan
    from ecosystem.protect import protect
    from ecosystem.region.backtest import backtest
    from ecosystem.region.compare.compare_region import compare_region
    from ecosystem.region.compare.practices import practices
    from ecosystem.region.compare.roll_up import roll_up
    from ecosystem.region.compare.spread import spread
    from ecosystem.region.compare.trend import trend
    from ecosystem.region.forecast import forecast
    from ecosystem.region.heads import heads
    from ecosystem.region.survey.survey import survey
    from ecosystem.show.area_map.region_view import view_region
    from ecosystem.show.area_map.small_multiples import small_multiples
    from ecosystem.show.charts.chart import chart
    from ecosystem.show.charts.lanes import lanes
    from ecosystem.show.export import export
    from ecosystem.show.page.page import page
    from ecosystem.show.view.view import view
    from ecosystem.show.words.labelled import labelled
    from ecosystem.show.words.summary import summary
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
    "averages": "measure.continuity",
    "backtest": "region.backtest",
    "broaden": "propose.learn.broaden",
    "brokerage": "measure.brokerage",
    "business_case": "propose.business_case",
    "chart": "show.charts.chart",
    "check": "tables.load",
    "compare": "propose.compare",
    "compare_region": "region.compare.compare_region",
    "compose_team": "propose.community.compose_team",
    "consult": "propose.hand_over.consult",
    "continuity": "measure.continuity",
    "coordination": "measure.coordination",
    "core_team": "measure.core_team",
    "coverage": "measure.coverage",
    "ei_index": "measure.mixing",
    "excess": "measure.excess",
    "exchange": "propose.hand_over.exchange",
    "export": "show.export",
    "fewest": "measure.fewest",
    "find": "find.ranked",
    "find_detours": "find.detours",
    "find_fragile": "find.fragile",
    "find_gaps": "find.gaps",
    "find_heavy": "find.heavy",
    "find_overlaps": "find.overlaps",
    "find_push": "find.push",
    "flow": "measure.flow",
    "forecast": "region.forecast",
    "handovers": "measure.handovers",
    "heads": "region.heads",
    "informal_reach": "measure.bridges",
    "intake": "measure.intake",
    "involvement": "measure.involvement",
    "labelled": "show.words.labelled",
    "ladder": "measure.ladder",
    "lanes": "show.charts.lanes",
    "load": "tables.load",
    "meeting_hours": "measure.meetings",
    "meetings": "measure.meetings",
    "needs_over_time": "measure.needs_over_time",
    "network": "network",
    "new": "tables.workbook",
    "page": "show.page.page",
    "practices": "region.compare.practices",
    "propose": "propose.moves",
    "protect": "protect",
    "pull": "measure.pull",
    "push_share": "measure.push_share",
    "questions": "tables.questions",
    "release": "propose.hand_over.release",
    "right_weight": "measure.right_weight",
    "robustness": "propose.robustness",
    "roll_up": "region.compare.roll_up",
    "save": "tables.save",
    "saving_curve": "propose.learn.saving_curve",
    "small_multiples": "show.area_map.small_multiples",
    "spread": "region.compare.spread",
    "structural_holes": "measure.structural_holes",
    "summary": "show.words.summary",
    "survey": "region.survey.survey",
    "teams": "find.teams",
    "training_plan": "propose.training_plan",
    "trend": "region.compare.trend",
    "value_stream": "measure.value_stream",
    "view": "show.view.view",
    "view_region": "show.area_map.region_view",
    "what_if": "propose.carry_out.what_if",
    "who_leaves": "propose.learn.who_leaves",
    "who_shares": "propose.learn.who_shares",
}

__all__ = [
    "MissingTable",
    "Neighbourhood",
    "Region",
    "TableError",
    "averages",
    "backtest",
    "broaden",
    "brokerage",
    "business_case",
    "chart",
    "check",
    "compare",
    "compare_region",
    "compose_team",
    "consult",
    "continuity",
    "coordination",
    "core_team",
    "coverage",
    "ei_index",
    "excess",
    "exchange",
    "export",
    "fewest",
    "find",
    "find_detours",
    "find_fragile",
    "find_gaps",
    "find_heavy",
    "find_overlaps",
    "find_push",
    "flow",
    "forecast",
    "handovers",
    "heads",
    "informal_reach",
    "intake",
    "involvement",
    "labelled",
    "ladder",
    "lanes",
    "load",
    "meeting_hours",
    "meetings",
    "needs_over_time",
    "network",
    "new",
    "page",
    "practices",
    "propose",
    "protect",
    "pull",
    "push_share",
    "questions",
    "release",
    "right_weight",
    "robustness",
    "roll_up",
    "save",
    "saving_curve",
    "small_multiples",
    "spread",
    "structural_holes",
    "summary",
    "survey",
    "teams",
    "training_plan",
    "trend",
    "value_stream",
    "view",
    "view_region",
    "what_if",
    "who_leaves",
    "who_shares",
]


class _Lazy(ModuleType):
    """
    Keep the functions `find`, `network`, `propose` and `protect` where rooms have the same names.

    Importing a room makes Python set it as an attribute here, over the function.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _WHERE and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Lazy


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'ecosystem' has no attribute {name!r}")
    found = getattr(import_module(f"ecosystem.{_WHERE[name]}"), name)
    if not isinstance(found, FunctionType):
        return found
    from ecosystem.tables.given import at_the_door  # noqa: PLC0415 (slow to start)

    return at_the_door(found)


def __dir__() -> list[str]:
    return sorted([*globals(), *_WHERE])
