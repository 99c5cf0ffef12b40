"""The fewest people by trying, resident by resident: an oracle that shares no code."""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp


def fewest_by_trying(made):  # noqa: C901
    """
    Solve resident by resident, nobody's hours exceeded: an oracle that shares no code.

    First the hours asked beyond what people have, then the people.
    """
    units = len(made.size)
    residents = [
        np.flatnonzero(row)
        for row, n in zip(made.cases, made.residents, strict=True)
        for _ in range(n)
    ]
    if not residents:
        return 0.0, 0
    columns, rows, least, most = [], [], [], []
    cost_people, cost_hours, whole, upper = [], [], [], []

    def column(*, people=0.0, hours=0.0, integer=False, up=np.inf):
        cost_people.append(people)
        cost_hours.append(hours)
        whole.append(integer)
        upper.append(up)
        return len(whole) - 1

    over = [column(hours=1.0) for _ in range(units)]
    load = [{} for _ in range(units)]
    for wants in residents:
        meets = {need: {} for need in wants}
        for unit in range(units):
            here = [need for need in wants if made.able[unit, need]]
            if not here:
                continue
            there = column(people=1.0, integer=True, up=made.size[unit])
            for need in here:
                does = column()
                rows.append({there: 1.0, does: -1.0})
                least.append(0.0)
                most.append(np.inf)
                meets[need][does] = 1.0
                load[unit][does] = made.takes[unit, need]
        for need in wants:
            rows.append(meets[need])
            least.append(made.required[need])
            most.append(made.required[need])
    for unit in range(units):
        if np.isfinite(made.hours[unit]):
            rows.append(load[unit] | {over[unit]: -1.0})
            least.append(-np.inf)
            most.append(made.hours[unit])
    columns = np.zeros((len(rows), len(whole)))
    for at, row in enumerate(rows):
        for where, value in row.items():
            columns[at, where] = value

    def solve(cost, matrix, low, high):
        return milp(
            np.array(cost),
            integrality=np.array(whole, dtype=int),
            bounds=Bounds(0, np.array(upper)),
            constraints=LinearConstraint(matrix, low, high),
            options={"mip_rel_gap": 0},
        )

    short = solve(cost_hours, columns, least, most).fun
    found = solve(
        cost_people,
        np.vstack([columns, cost_hours]),
        [*least, -np.inf],
        [*most, short + 1e-5],
    )
    return short, round(found.fun)
