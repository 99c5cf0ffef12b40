"""Units that have learnt something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ecosystem.propose.staff.units import Model, following


def learnt(made: Model, steps: Sequence[tuple[int, int]]) -> Model:
    """
    Teach units needs: what `model` makes of the neighbourhood that `taught` gives.

    Parameters
    ----------
    made
        The units and cases.
    steps
        Which unit learns which need, by their places.

    Returns
    -------
    learnt
        The model after it. Units that can then do the same are one.

    Examples
    --------
    >>> from ecosystem.propose.staff.units import model
    >>> made = model(street)
    >>> learnt(made, []).actors == made.actors
    True
    """
    if not steps:
        return made
    can, able = [set(needs) for needs in made.can], made.able.copy()
    said, saying = made.said.copy(), made.saying.copy()
    for unit, need in steps:
        can[unit].add(made.needs[need])
        able[unit, need] = True
        if not np.isnan(made.median[need]):
            said[unit, need] += made.median[need] * made.size[unit]
            saying[unit, need] += made.size[unit]
    together: dict[tuple[str, frozenset[str]], list[int]] = {}
    for unit, profession in enumerate(made.professions):
        together.setdefault((profession, frozenset(can[unit])), []).append(unit)
    units = sorted(together.items(), key=lambda each: min(made.actors[at] for at in each[1]))
    rows = [at for _, at in units]
    first = [at[0] for at in rows]
    size = np.array([made.size[at].sum() for at in rows], dtype=np.int64)
    parts: dict[str, Any] = {
        "able": able[first],
        "said": np.array([said[at].sum(axis=0) for at in rows]),
        "saying": np.array([saying[at].sum(axis=0) for at in rows]),
        "usual": made.usual,
        "least": np.array([made.least[at].min() for at in rows]),
        "allowed": np.array([made.allowed[at].all(axis=0) for at in rows]),
    }
    return replace(
        made,
        actors=tuple(tuple(sorted(ids for at in each for ids in made.actors[at])) for each in rows),
        professions=tuple(profession for (profession, _), _ in units),
        size=size,
        hours=np.array([made.hours[at].sum() for at in rows]),
        days=(made.days / made.size[:, None])[first] * size[:, None],
        can=tuple(needs for (_, needs), _ in units),
        **parts,
        **following(parts),
    )
