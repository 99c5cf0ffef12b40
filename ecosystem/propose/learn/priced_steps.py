"""What each learning step would save where hours are scarce, at what they are worth now."""

from __future__ import annotations

import numpy as np

from ecosystem.propose.staff.alike import Alike, alike, shapes
from ecosystem.propose.staff.parts import parts
from ecosystem.propose.staff.staffing import Staffing
from ecosystem.propose.staff.states import filled, priced, useful
from ecosystem.propose.staff.units import Model

_NONE = 1e-6


def priced_steps(made: Model, now: Staffing) -> np.ndarray:
    """
    Estimate what each step alone would save.

    Whoever has learnt something meets what is cheapest that they meet, at the price of their
    hours; the others what is left. It counts as far as they have hours for it: all they have,
    or where an hour of theirs is worth nothing, those they have left.

    Parameters
    ----------
    made
        The units and cases.
    now
        Their staffing.

    Returns
    -------
    saves
        People, for each unit and need that it may learn, in that order.
    """
    able, price, spent = now.may_help, now.price, now.load["used"].to_numpy()
    apart, _ = parts(made, able | made.may)
    number = np.cumsum(made.may).reshape(made.may.shape) - 1
    saves, asks = np.zeros(made.may.sum()), np.zeros(made.may.sum())
    for group in alike(apart, able):
        row, unit, need, fewer, hours = _group(apart, able, price, group)
        residents = apart.residents[group.cases[row]]
        np.add.at(saves, number[unit, need], residents * fewer)
        np.add.at(asks, number[unit, need], residents * hours * (fewer > _NONE))
    unit = np.nonzero(made.may)[0]
    has = np.where(price > _NONE, made.hours, np.maximum(made.hours - spent, 0))[unit]
    return saves * np.minimum(1, has / np.maximum(asks, _NONE))


def _group(
    made: Model, able: np.ndarray, price: np.ndarray, group: Alike
) -> tuple[np.ndarray, ...]:
    """Give, for cases and steps in them: what the step makes cheaper, and the hours it asks."""
    has = made.cases[group.cases]
    row, unit, need = np.nonzero(has[:, None, :] & made.may)
    single = np.sort(priced(made, able, price, group, group.one), axis=1)
    many = priced(made, able, price, group, group.many)
    use, order = useful(many, int(group.times.max()))
    many = np.where(use[:, :, None], np.take_along_axis(many, order[:, :, None], 1), np.inf)
    table, _ = filled(group, single, many)
    costs, hours = table[row] + 1, np.zeros((len(row), table.shape[1]))
    for place, shape in enumerate(shapes(group, len(row))):
        of = group.needs[row, place]
        can = (able[unit, of] | (of == need)) & (of >= 0)
        takes = made.takes[unit, of][:, None, None]
        cost = np.where(can, price[unit] * made.takes[unit, of], np.inf)[:, None, None]
        for level in range(shape[2] - 1, 0, -1):
            at, asks = costs.reshape(shape), hours.reshape(shape)
            asked = at[:, :, level - 1] + cost
            less = asked < at[:, :, level]
            np.copyto(at[:, :, level], asked, where=less)
            np.copyto(asks[:, :, level], asks[:, :, level - 1] + takes, where=less)
    full, every = group.full[row], np.arange(len(row))
    fewer = np.maximum(table[row, full] - costs[every, full], 0)
    return row, unit, need, fewer, hours[every, full]
