"""What survives when the survey had missed somebody."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ecosystem.propose.resample import Drop, lean, resample, travelled
from ecosystem.propose.survive import of_findings, of_moves, travels
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.progress import counted
from ecosystem.tables.refusals import refusal

REQUESTS = 50
"""In how many resamples requests are followed again."""


def robustness(
    hood: Neighbourhood,
    table: pd.DataFrame,
    *,
    drop: Drop = "actors",
    share: float = 0.1,
    times: int = 200,
    seed: int = 0,
) -> pd.DataFrame:
    """
    Tell in which share of resamples each finding, or each move, survives.

    Surveys miss people, and ties. In each resample a share of them is left out at random, or
    the residents are drawn again; then it is searched again. A finding survives where the same
    (kind, subject, needs) is found, among all there are and not only the first ten. A move
    that saves people survives where made alone it still saves any; one that closes a gap or
    ends what is idle or double, where that finding is still found; one that shortens a way or
    names a contact point, where it would still be made; any other where still nothing gets
    worse: no more people, no more hours short, no need left unmet.

    Detours and those ways are looked for in the requests: without the contacts of the actors
    that are left out; as they are where ties are, since no request hangs on a tie; or of residents
    drawn again, each with all their requests. A detour is the same where its kind and subject
    are (a long path: its need), as the needs of the requests may differ. Only the first
    `REQUESTS` resamples are searched for them, since following every request takes long.

    What is about somebody cannot be seen in a resample without them. That says nothing against
    it: if it counted, everything about one actor would survive in nine of ten, everything about
    two in eight, whatever the tables say. So a resample counts only for what is about actors
    who are all in it, and in which the move can be made; in how many that was so stands beside
    it. What is near 1 hangs on nobody else who may have been missed, or be missing.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    table
        What `find` or `propose` gave for it, any rows.
    drop
        `actors` or `ties`: that share of them is left out; `profiles`: as many residents are
        drawn again from those there are, or, where only profiles tell, their numbers (Poisson).
    share
        Which part is left out; of little use above 0.15.
    times
        How many resamples.
    seed
        The same seed gives the same answer.

    Returns
    -------
    robustness
        The table with `survives`: the share, 0 to 1, of the resamples that count, missing
        where none does; and `resamples`: how many count.

    Raises
    ------
    ValueError
        If the table is neither of findings nor of moves, or an option cannot be.

    References
    ----------
    Of 100 actors with one true cut vertex 15 % missing shows 2.8: what hangs on few actors is
    told only with how sure it is.

    Examples
    --------
    >>> found = eco.find(street)
    >>> robustness(street, found, drop="ties", times=20)[["finding", "survives"]]
                 finding  survives
    0          uncovered       1.0
    1             bridge       0.7
    2  contained_meeting       1.0
    3           idle_tie      0.75
    """
    if not {"finding", "move"} & set(table):
        raise ValueError(refusal("ecosystem.propose", "no_findings"))
    if not 0 < share < 1 or times < 1:
        raise ValueError(refusal("ecosystem.propose", "share", share=share, times=times))
    survive = of_moves(table) if "move" in table else of_findings(table)
    random = np.random.default_rng(seed)
    again_asked = np.random.default_rng([seed, 1])
    base, searched = lean(hood), travels(table)
    survive(base, (), hood if searched else None)  # what no resample changes is worked out once
    counts, stays = (np.zeros(len(table), dtype=np.int64) for _ in range(2))
    for done in counted(range(times), "resamples"):
        again, gone = resample(base, drop, share, random)
        follows = done < REQUESTS and searched
        requests = travelled(hood, drop, gone, again_asked) if follows else None
        for at, stay in enumerate(survive(again, gone, requests)):
            counts[at] += stay is not None
            stays[at] += bool(stay)
    share_of = pd.Series(stays / np.maximum(counts, 1), index=table.index).round(6)
    survives = share_of.astype("Float64").mask(counts == 0)
    return table.assign(survives=survives, resamples=pd.array(counts, dtype="Int64"))
