"""The needs that leave: with how many residents, and none that few alone speak of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from ecosystem.protect.counts import SMALLEST
from ecosystem.tables.language import Language
from ecosystem.tables.needs import domains, in_use, labels
from ecosystem.tables.neighbourhood import Neighbourhood


def needs_of(hood: Neighbourhood, residents: pd.Series | None, lang: Language) -> pd.DataFrame:
    """Every need in use, with its label, domain and residents."""
    needs = pd.DataFrame({"need": pd.Series(in_use(hood), dtype="str")})
    for language in ("nl", "en"):
        names = labels(hood, language)
        needs[f"label_{language}"] = [names.get(need, need) for need in needs["need"]]
    needs["label"] = needs[f"label_{lang}"]
    needs["domain"] = needs["need"].map(domains(hood))
    counts = pd.Series(dtype="Int64") if residents is None else residents
    needs["residents"] = needs["need"].map(counts).astype("Int64")
    return needs


def told_of(found: Mapping[str, pd.DataFrame]) -> set[str]:
    """List what findings and moves that are handed in are about: that may be told."""
    columns = {"findings": "needs", "moves": "what"}
    about = [found[name][of] for name, of in columns.items() if name in found]
    return {str(need) for ids in about for some in ids.dropna() for need in str(some).split("|")}


def may_be_listed(
    needs: pd.DataFrame, sides: Sequence[Neighbourhood | None], named: set[str]
) -> pd.Series:
    """Tell which needs may be listed: not those that only the log of few residents speaks of."""
    said = [one.needs["need"] for one in sides if one is not None]
    said += [one.competences["need"] for one in sides if one is not None]
    many = (needs["residents"] >= SMALLEST).fillna(value=False).astype(bool)
    return many | needs["need"].isin({*pd.concat(said).dropna(), *named})
