"""
Which locked packages have a known vulnerability: `python3 start.py audit`.

Asks PyPI about each locked version, as pip-audit does, but counts what was *checked*: pip-audit
says "no known vulnerabilities found" with every package skipped, and brings sixteen packages. Only
an answer about that very version counts. Unknown is never green: it ends with 0 only if all were
checked and nothing was found, with 1 if something was, else with 2. Where the first is not
answered, the others are not asked. The run writes `benchmarks/results/audit.json`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks.supply.lock import ROOT, Line, locked

OUT = ROOT / "benchmarks" / "results" / "audit.json"
Ask = Callable[[str], Any]


def pypi(url: str) -> Any:
    """Ask, with patience for one packet."""
    with urlopen(url, timeout=20) as answer:  # noqa: S310 (the address begins with https)
        return json.load(answer)


def known(line: Line, ask: Ask) -> list[str] | None:
    """Give the names of what is known about this version; None where nobody said."""
    try:
        said = ask(f"https://pypi.org/pypi/{line.name}/{line.version}/json")
        if said["info"]["version"] != line.version:
            return None
        return sorted(row["id"] for row in said["vulnerabilities"] if not row.get("withdrawn"))
    except (URLError, OSError, ValueError, KeyError, TypeError):
        return None


def audit(lines: list[Line], ask: Ask = pypi) -> dict[str, Any]:
    """Count what was checked, what could not be, and name what was found."""
    answers = {line: known(line, ask) for line in lines[:1]}
    if any(found is not None for found in answers.values()):
        answers |= {line: known(line, ask) for line in lines[1:]}
    checked = [line for line in lines if answers.get(line) is not None]
    found = {f"{line.name} {line.version}": answers[line] for line in checked if answers[line]}
    return {
        "packages": len(lines),
        "checked": len(checked),
        "not_checked": len(lines) - len(checked),
        "vulnerable": found,
    }


def verdict(figures: dict[str, Any]) -> tuple[int, str]:
    """Say it in a line, with the code to end with."""
    counted = f"{figures['checked']} of {figures['packages']} packages checked"
    if figures["vulnerable"]:
        named = "; ".join(
            f"{name}: {', '.join(ids)}" for name, ids in figures["vulnerable"].items()
        )
        return 1, f"vulnerable: {named} ({counted})"
    if figures["not_checked"] or not figures["checked"]:
        return 2, f"unknown: {figures['not_checked']} not checked ({counted})"
    return 0, f"nothing known ({counted})"


def main() -> int:
    """Ask, write, say."""
    figures = audit(locked())
    dated = figures | {"date": datetime.now(UTC).date().isoformat()}
    OUT.write_text(json.dumps(dated, indent=2) + "\n", encoding="utf-8")
    code, says = verdict(figures)
    print(says)
    return code


if __name__ == "__main__":
    sys.exit(main())
