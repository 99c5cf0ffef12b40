"""How large a fictional region may be, and each neighbourhood in it."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from ecosystem.tables.refusals import refusal

BOUNDS = {
    "neighbourhoods": (1, 100_000),
    "seed": (0, 2**63),
    "residents": (10, 10_000),
    "contacts": (0, 1_000_000),
    "actors": (20, 1_000),
    "ties": (10, 500_000),
    "meetings": (3, 10_000),
    "later": (0, 100),
}
"""What makes a neighbourhood, and what stays within a gigabyte or so of memory."""


@dataclass(frozen=True)
class Size:
    """How large a neighbourhood is to be; None is as chance has it."""

    residents: int | None = None
    contacts: int | None = None
    actors: int | None = None
    ties: int | None = None
    meetings: int | None = None

    def check(self, neighbourhoods: int, seed: int, later: int = 0) -> None:
        """Refuse a number that makes no neighbourhood, or more than a small machine holds."""
        given = asdict(self) | {"neighbourhoods": neighbourhoods, "seed": seed, "later": later}
        for name, (low, most) in BOUNDS.items():
            number = given[name]
            if number is not None and not low <= number <= most:
                filled = {"name": name, "number": number, "low": low, "most": most}
                key = "low" if number < low else "most"
                raise ValueError(refusal("ecosystem.tables", key, **filled))
