"""What a promise's tries came to, and how a promise is tried."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Protocol

import pytest

MOST = 10
"""How many examples of failures are kept."""
Fault = Callable[[pytest.MonkeyPatch], None]


@dataclass(frozen=True)
class Tally:
    """
    Tries counted; tallies add up.

    Parameters
    ----------
    tried
        How many were tried.
    failed
        How many of them broke the promise.
    examples
        The first of those, each with its seed and what went wrong; never data of a table.
    counts
        Whatever else was counted: kinds, formats, cells.
    """

    tried: int = 0
    failed: int = 0
    examples: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)

    def __add__(self, other: Tally) -> Tally:
        counts = {
            name: self.counts.get(name, 0) + other.counts.get(name, 0)
            for name in sorted({*self.counts, *other.counts})
        }
        examples = (*self.examples, *other.examples)[:MOST]
        return Tally(self.tried + other.tried, self.failed + other.failed, examples, counts)

    @classmethod
    def of(cls, seeds: range, one: Callable[[int], str]) -> Tally:
        """Try each seed; `one` says what went wrong, nothing where nothing did."""
        wrong = [f"{seed}: {what}" for seed in seeds if (what := one(seed))]
        return cls(len(seeds), len(wrong), tuple(wrong[:MOST]))


class Promise(Protocol):
    """
    A module that tries one promise; its docstring says what is tried, and against what.

    Attributes
    ----------
    SHORT, LONG
        How many seeds are tried on every change, and in a long run.
    FAULTS
        Faults by what they do, each planted by a function: with any of them, `run` must find
        failures.
    """

    SHORT: int
    LONG: int
    FAULTS: Mapping[str, Fault]

    def run(self, seeds: range) -> Tally:
        """Try these seeds; the same seeds give the same tally."""


def promise(name: str) -> Promise:
    """Give the module of a promise."""
    module: Any = import_module(f"benchmarks.trust.{name}")
    return module


def run(name: str, seeds: range) -> Tally:
    """Try seeds of a promise; other processes find it here by name."""
    return promise(name).run(seeds)


def caught(of: Promise, fault: str, *, most: int) -> bool:
    """Plant a fault, and tell whether the tries of a promise notice it within so many seeds."""
    with pytest.MonkeyPatch.context() as patch:
        of.FAULTS[fault](patch)
        at = 0
        while at < most:  # twice as many each time: most faults show in the first few
            to = min(2 * at + 1, most)
            if of.run(range(at, to)).failed:
                return True
            at = to
        return False
