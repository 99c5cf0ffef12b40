"""For how many residents actors help, alone and two at a time, as it may leave."""

from __future__ import annotations

import pandas as pd

from ecosystem.protect.counts import SMALLEST, ranked, shown, told
from ecosystem.protect.sums import UNWRITTEN, both_follows, came_as, help_follows, two_together
from ecosystem.tables.pairs import shared
from ecosystem.tables.schema import GROUP_LEVELS


def helping(
    helped: pd.DataFrame,
    actors: pd.DataFrame,
    ties: pd.DataFrame,
    *,
    share: bool,
    needs: pd.Series | None = None,
) -> dict[str, pd.DataFrame]:
    """
    Count the distinct residents whom each actor helps, and whom two with a tie both help.

    Parameters
    ----------
    helped
        `resident` and `actor`, under the ids with which actors leave.
    actors, ties
        The tables that leave.
    share
        Whether small counts are hidden and others rounded.
    needs
        The residents with each need, as shown, where these are told beside it.

    Returns
    -------
    helping
        Nothing where it is not written down who helped; else `helps`, a row per actor:
        `actor`, `residents`; and `both`, a row per pair with a tie, sorted: `actor`, `partner`
        (the later id), `residents`. Counts are text; missing for informal or collective help of
        which none (shared: fewer than ten residents) is written down, and, shared, of two who
        each help so many of all residents that how many both help, would follow, and of one who
        helps so many that how many have a need, would.

    Examples
    --------
    >>> log = pd.DataFrame({"resident": ["anna", "anna", "bea"], "actor": ["gp", "nurse", "gp"]})
    >>> counts = helping(log, street.actors, street.ties, share=False)
    >>> counts["helps"]["residents"].tolist(), counts["both"]["residents"].tolist()
    ([nan, nan, '2', '1', '0'], [nan, nan, '1', '0'])
    """
    known = helped.dropna(subset=["resident", "actor"])
    if known.empty:
        return {}
    each = known.groupby("actor")["resident"].nunique().reindex(actors["actor"], fill_value=0)
    of_pairs = shared(known["actor"], known["resident"]).set_index(["one", "other"])["shared"]
    pairs = _pairs(ties)
    both = of_pairs.reindex(pd.MultiIndex.from_frame(pairs)).fillna(0)
    unwritten = actors.loc[actors["layer"].isin(UNWRITTEN), "actor"]
    seldom = unwritten[(each[unwritten] < (SMALLEST if share else 1)).to_numpy()]
    out = {
        "helps": each.where(~each.index.isin(seldom)).rename("residents").reset_index(),
        "both": pairs.assign(
            residents=both.where(~pairs.isin(set(seldom)).any(axis=1).to_numpy()).to_numpy()
        ),
    }
    if not share:
        return {name: told(frame) for name, frame in out.items()}
    out = {name: frame.assign(residents=shown(frame["residents"])) for name, frame in out.items()}
    if needs is not None and needs.notna().any():
        asked = ranked(needs.dropna()).to_numpy(dtype=float)
        counts = ranked(out["helps"]["residents"]).fillna(0).to_numpy(dtype=float)
        out["helps"]["residents"] = out["helps"]["residents"].mask(help_follows(counts, asked))
    every = ranked(shown(pd.Series([helped["resident"].nunique()]))).iloc[0]
    at = [each.index.get_indexer(pairs[end]) for end in ("actor", "partner")]
    kinds = came_as(actors["layer"].isin(UNWRITTEN), actors["level"].isin(GROUP_LEVELS))
    people = kinds == "people"
    narrow = both_follows(*two_together(each.to_numpy(), people, *at), every)
    out["both"]["residents"] = out["both"]["residents"].mask(narrow)
    return out


def _pairs(ties: pd.DataFrame) -> pd.DataFrame:
    """List the pairs with a tie, each once."""
    ends = ties[["actor", "partner"]]
    pairs = pd.DataFrame({"actor": ends.min(axis=1), "partner": ends.max(axis=1)})
    apart = pairs[pairs["actor"] != pairs["partner"]]
    return apart.drop_duplicates().sort_values(["actor", "partner"], ignore_index=True)
