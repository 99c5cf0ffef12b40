"""The source and the neighbourhoods that a command is about."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from ecosystem.tables.neighbourhood import Neighbourhood, Region
    from ecosystem.tables.row_groups import Damaged

_NOTICES = {
    "en": "{} notices; see: ecosystem check {}",
    "nl": "{} opmerkingen; zie: ecosystem check {} --lang nl",
}
_NOT_HERE = {
    "en": "{} is not in this region; it has: {}",
    "nl": "{} is niet in deze regio; die heeft: {}",
}
_NO_MOVE = {
    "en": "there is no move {}; propose gives 1 to {}",
    "nl": "er is geen voorstel {}; propose geeft 1 tot en met {}",
}


def loaded(options: argparse.Namespace, *, damaged: Damaged = "stop") -> Region:
    """Load the source, in which the neighbourhood that was asked for must be."""
    from ecosystem.tables.load import load
    from ecosystem.tables.neighbourhood import some
    from ecosystem.tables.partition import is_region, open_parquet

    lang = options.lang
    if damaged == "leave_out" and is_region(options.source):
        return open_parquet(options.source, lang=lang, damaged=damaged)
    region = load(options.source, lang=lang)
    if len(region.notices) and sys.stderr.isatty():
        words = _NOTICES[lang]
        print(words.format(len(region.notices), options.source), file=sys.stderr)
    asked = getattr(options, "neighbourhood", None)
    if asked and asked not in region:
        names = {hood.code: hood.name.casefold() for hood in region}
        named = [code for code, name in names.items() if name == asked.casefold()]
        named = named or [code for code, name in names.items() if name.startswith(asked.casefold())]
        if len(named) != 1:
            has = some(tuple(f"{hood.code} {hood.name}".strip() for hood in region), 12)
            raise ValueError(_NOT_HERE[lang].format(asked, has))
        options.neighbourhood = named[0]
    return region


def hoods(options: argparse.Namespace) -> list[Neighbourhood]:
    """Load the neighbourhood asked for, or else every one."""
    region = loaded(options)
    return [region[options.neighbourhood]] if options.neighbourhood else list(region)


def hood_of(options: argparse.Namespace) -> Neighbourhood:
    """Load the neighbourhood asked for, or else the first."""
    region = loaded(options)
    return region[options.neighbourhood or region.codes[0]]


def proposed(options: argparse.Namespace, hood: Neighbourhood) -> pd.DataFrame:
    """Propose moves, and keep those with the numbers that were asked for; all where none was."""
    import ecosystem as eco
    from ecosystem.protect import with_shared_numbers

    moves = eco.propose(hood, learn=options.learn, most=options.most, lang=options.lang)
    if getattr(options, "level", "internal") == "shareable":
        moves = with_shared_numbers(hood, moves, lang=options.lang)
    if not options.moves:
        return moves
    if "shared" in moves:
        moves = moves.reset_index().set_index("shared", drop=False)
    unknown = sorted(set(options.moves) - set(moves.index))
    if unknown:
        words = _NO_MOVE[options.lang]
        raise ValueError(words.format(", ".join(map(str, unknown)), len(moves)))
    asked = moves.loc[options.moves]
    return asked.set_index("number").sort_index() if "shared" in moves else asked


def each(
    options: argparse.Namespace, answer: Callable[[Neighbourhood], pd.DataFrame]
) -> pd.DataFrame:
    """Ask each neighbourhood; with several, each row is led by the code of its own."""
    import pandas as pd

    from ecosystem.tables.progress import counted

    asked = hoods(options)
    tables = []
    for hood in counted(asked, "neighbourhoods") if len(asked) > 1 else asked:
        frame = answer(hood)
        frame = frame if frame.index.name is None else frame.reset_index()
        if len(asked) > 1:
            frame.insert(0, "neighbourhood", hood.code)
        tables.append(frame)
    return pd.concat(tables, ignore_index=True)
