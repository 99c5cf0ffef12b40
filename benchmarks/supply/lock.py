"""The lines of `requirements.lock`, read once for all who ask."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements.lock"


class Line(NamedTuple):
    """One package at one version, for the machines its marker names (all, where it is empty)."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]


def locked(text: str | None = None) -> list[Line]:
    """Read every line of the lock; what is no pinned package of an index is an error."""
    text = LOCK.read_text(encoding="utf-8") if text is None else text
    bare = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", " ")
    return [_line(row) for row in bare.splitlines() if row.strip()]


def _line(row: str) -> Line:
    said, *hashes = re.split(r"\s+--hash=", row.strip())
    if not re.match(r"[A-Za-z0-9._-]+==[^\s;]+( ;|$)", said):
        raise ValueError(f"requirements.lock: {said!r} is no package pinned to one version.")
    wanted = Requirement(said)
    [pinned] = [clause.version for clause in wanted.specifier]
    return Line(canonicalize_name(wanted.name), pinned, str(wanted.marker or ""), tuple(hashes))


def here(line: Line) -> bool:
    """Tell whether this machine and this Python are among those the line is for."""
    marker = Requirement(f"{line.name} ; {line.marker}").marker if line.marker else None
    return marker is None or marker.evaluate()
