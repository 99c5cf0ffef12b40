"""The fewest professionals who together can do what each case needs, and who they are."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ecosystem.measure.cases import Cases, case_of
from ecosystem.measure.chosen_teams import chosen_teams
from ecosystem.measure.demand import named
from ecosystem.measure.excess import excess
from ecosystem.measure.least import Least, least
from ecosystem.measure.options import checked
from ecosystem.measure.shift_floor import shift_floor
from ecosystem.measure.why_not_fewer import told
from ecosystem.tables.language import Language
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.pairs import helped

_LARGEST = 1 << 63
_COLUMNS = (
    dict.fromkeys(["needs", "met", "uncovered", "without_backup", "why_not_fewer"], "str")
    | dict.fromkeys(["residents", "fewest", "floor", "excess", "undefined", "optima"], "Int64")
    | {"today": "Float64", "team": "string", "teams": "string", "proven": "boolean"}
)


def fewest(
    hood: Neighbourhood,
    *,
    backup: int = 1,
    shifts: int = 5,
    most: int = 10,
    lang: Language = "en",
) -> pd.DataFrame:
    """
    Find, for each combination of needs, the fewest professionals who together can do it all.

    Exact: every smaller team is ruled out. Only who may meet a need counts: able, with hours,
    and not kept from it because it is reserved for others. Needs that informal or collective
    help meets stay met and cost nobody. Of the smallest teams the one is chosen with the lowest
    sum of steps (an unknown step counts as 6), then with most people kept (residents who have
    contact with a member already, added up), then with most hours (a week, to the thousandth;
    unknown counts as none), then with the first ids. A practice, group or organisation counts
    as one, so a team is of at least so many people.

    Hours are looked at need by need: nobody counts for a need of which one resident takes more
    than all their hours. That a member has the hours for everything they would do in the team,
    and for all residents together, is not looked at here; `staffing` does that.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `competences`, and `profiles`, or contacts or requests
        that name needs.
    backup
        How many different professionals each need wants; a critical one two at least. Where
        there are fewer, all there are.
    shifts
        How many visits (parts of a day) a week one carer can do, for daily care.
    most
        How many of the smallest teams to list at most, one at least.
    lang
        Language of `why_not_fewer`, `en` or `nl`.

    Returns
    -------
    fewest
        One row per case (see `cases`), and within it per floor, most residents first, then by
        `needs`, `met` (both joined by `|`) and floor. `residents`; `today` (professionals a
        resident has contact with, on average over the residents for whom `excess` is defined;
        missing where there are none); `fewest`; `floor` (how many daily care takes, missing
        where there is none; `fewest` is no lower); `excess` (people, added up over the same
        residents, so it is today minus fewest, times their number) and `undefined` (the other
        residents, see `excess`); `team` (ids joined by `|`; where the floor is higher, the
        fewest who can do it all, and others share the visits); `optima` (how many teams are as
        small as `team`, whatever the floor; missing where too many to count, or where a program
        in whole numbers solved the case, as it does with very many needs); `teams` (up to
        `most` of those, in the order in which they would be chosen, joined by `;`, or by `||`
        where an id here holds a `;`; the chosen one alone where a program solved it);
        `uncovered` (needs no professional here may meet:
        then `fewest` and `team` are missing) and `without_backup` (needs for which there are
        fewer professionals than it wants), both joined by `|`; `proven` (that no smaller team
        than `team` can do it; missing without a team); `why_not_fewer`.

    Raises
    ------
    MissingTable
        If there are no competences, or nothing says who needs what.
    ValueError
        If an option is not a whole number of at least 1, or not a language of ours.

    Examples
    --------
    >>> skin = pd.DataFrame([{"actor": "nurse", "need": "transport", "hours": 1.0}])
    >>> able = pd.concat([street.competences, skin], ignore_index=True)
    >>> table = fewest(street.replace(competences=able))
    >>> table[["needs", "fewest", "team", "optima"]]
                needs  fewest   team  optima
    0  skin|transport       1  nurse       1
    1       transport       1  nurse       1
    >>> table["why_not_fewer"].iloc[0]
    'One is the least there is.'
    """
    checked(backup=backup, shifts=shifts, most=most, lang=lang)
    found = least(hood, backup=backup)
    each = _residents(hood, backup, shifts)
    sets = found.sets
    rows = _rows(sets, each)
    case = rows["case"].to_numpy(dtype=np.int64)
    chosen = chosen_teams(
        hood, found, case, _known(hood, found, each, len(rows)), most=most, lang=lang
    )
    possible = found.people[case] >= 0
    cover = pd.Series(found.people[case], dtype="Int64").where(possible)
    higher = (rows["floor"] > cover).fillna(value=False)
    people = cover.mask(higher, rows["floor"])
    gap = (found.asked > 0) & (found.required == 0)
    thin = (found.required > 0) & (found.required < found.asked)
    why = [
        told("floor", lang, shifts=shifts, people=int(number)) if more else one.why
        for one, number, more in zip(chosen, people, higher, strict=True)
    ]
    between = "||" if any(";" in actor for actor in found.actors) else ";"
    columns = {
        "needs": named(sets.needs, sets.has[case]),
        "met": named(sets.needs, sets.met[case]),
        **{name: rows[name] for name in ("residents", "today")},
        "fewest": people,
        **{name: rows[name] for name in ("floor", "excess", "undefined")},
        "team": [next(iter(one.teams), None) for one in chosen],
        "optima": [one.optima if 0 < one.optima < _LARGEST else None for one in chosen],
        "teams": [between.join(one.teams) if one.teams else None for one in chosen],
        "uncovered": found.named(gap[case]),
        "without_backup": found.named(thin[case]),
        "proven": pd.Series(found.proven[case], dtype="boolean").where(possible),
        "why_not_fewer": why,
    }
    frame = pd.DataFrame(columns, index=rows.index).astype(_COLUMNS)
    order = ["residents", "needs", "met", "floor"]
    return frame.sort_values(order, ascending=[False, True, True, True], ignore_index=True)


def _residents(hood: Neighbourhood, backup: int, shifts: int) -> pd.DataFrame:
    """Give each resident's case, floor and excess, and who come where that is defined."""
    case = case_of(hood)
    blank = pd.Series(pd.NA, index=case.index, dtype="Int64")
    if "contacts" not in hood.tables or case.empty:
        return pd.DataFrame({"case": case, "floor": blank, "compared": blank, "excess": blank})
    more = excess(hood, backup=backup, shifts=shifts).reindex(case.index)
    compared = more["professionals"].where(more["excess"].notna())
    floor = shift_floor(hood, shifts=shifts).reindex(case.index)
    columns = {"case": case, "floor": floor, "compared": compared, "excess": more["excess"]}
    return pd.DataFrame(columns)


def _rows(sets: Cases, each: pd.DataFrame) -> pd.DataFrame:
    """Group residents by case and floor; say in `each` which row is whose."""
    if each.empty:
        residents = pd.array(sets.residents, dtype="Int64")
        rows = pd.DataFrame({"residents": residents, "case": range(len(residents))})
        blank = dict.fromkeys(["today", "floor", "excess"], pd.array([pd.NA] * len(rows), "Int64"))
        return rows.assign(undefined=rows["residents"], **blank)
    by = each.groupby(["case", "floor"], dropna=False)
    each["row"] = by.ngroup()
    rows = by.agg(residents=("case", "size"), today=("compared", "mean"))
    rows["excess"] = by["excess"].sum(min_count=1)
    rows["undefined"] = rows["residents"] - by["excess"].count()
    return rows.round({"today": 6}).reset_index()


def _known(
    hood: Neighbourhood, found: Least, each: pd.DataFrame, rows: int
) -> list[dict[int, int]]:
    """Count, for each row, the residents who know each actor already."""
    known: list[dict[int, int]] = [{} for _ in range(rows)]
    if not each.empty:
        pairs = helped(hood)[["resident", "actor"]].dropna().drop_duplicates()
        pairs["row"] = pairs["resident"].map(each["row"])
        pairs["number"] = pd.Index(found.actors).get_indexer(pairs["actor"])
        here = pairs[pairs["row"].notna() & (pairs["number"] >= 0)]
        for (row, actor), count in here.groupby(["row", "number"]).size().items():
            known[int(row)][int(actor)] = int(count)
    return known
