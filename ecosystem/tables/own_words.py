"""Needs and professions by the names we know, and those a source calls by names of its own."""

from __future__ import annotations

from functools import cache

from ecosystem.tables.log import MOST
from ecosystem.tables.names import fold, near
from ecosystem.tables.needs import vocabulary
from ecosystem.tables.professions import profession_labels
from ecosystem.tables.schema import PROFESSIONAL_LAYERS
from ecosystem.tables.uses import Use

NEED, PROFESSION = ("needs", "need"), ("actors", "profession")


@cache
def slugs(home: tuple[str, str]) -> dict[str, str]:
    """Give the slug of each folded name that only one need, or profession, goes by."""
    found: dict[str, set[str]] = {}
    for slug, name in _names(home):
        found.setdefault(fold(name), set()).add(slug)
    return {name: min(some) for name, some in found.items() if len(some) == 1}


def note_own(use: Use, names: list[str], home: tuple[str, str]) -> None:
    """
    Note once for a column the needs or professions that are not ours, and which are nearly.

    A choir and a neighbour need no profession: of informal and collective help nothing is noted.
    """
    if "layer" in use.frame:
        layer = use.frame["layer"]
        paid = use.frame.loc[layer.isna() | layer.isin(PROFESSIONAL_LAYERS), use.column.name]
        names = [name for name in names if name in set(paid)]
    ours = {name for pair in _names(home) for name in pair}
    strange = [name for name in names if name not in ours]
    close = near(strange[:MOST], sorted(ours if home == PROFESSION else dict(_names(home))))
    use.tell("near_name", close, home=home[0])
    use.once(f"own_{home[1]}", [name for name in strange if name not in close])


def _names(home: tuple[str, str]) -> list[tuple[str, str]]:
    """List each slug with itself and with its names in Dutch and English."""
    if home == NEED:
        words = vocabulary()[["label_en", "label_nl"]].to_dict()
    elif home == PROFESSION:
        words = {lang: profession_labels(lang) for lang in ("en", "nl")}
    else:
        return []
    return [
        (str(slug), str(name))
        for each in words.values()
        for slug, label in each.items()
        for name in (label, slug)
    ]
