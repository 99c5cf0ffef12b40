"""The licence of everything that is locked, read from what is installed, on an allow-list."""

from __future__ import annotations

import csv
import re
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

PREFIX = "License :: "
ALLOWED = {
    *("0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT"),
    *("MIT-0", "MIT-CMU", "MPL-2.0", "PSF-2.0", "Zlib"),
}
WORDS = {
    "apache 2.0": "Apache-2.0",
    "apache license, version 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd license": "BSD",
    "isc license": "ISC",
    "isc license (iscl)": "ISC",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "psfl": "PSF-2.0",
    "python software foundation license": "PSF-2.0",
}


def readings() -> dict[str, str]:
    """Give the licences we read ourselves, where metadata are silent or vague."""
    with Path(__file__).with_name("licences.csv").open(encoding="utf-8", newline="") as file:
        return {row["package"]: row["licence"] for row in csv.DictReader(file)}


def licence(name: str) -> str:
    """Give the licence of a package; empty where it is not installed here and not read by us."""
    if name in (ours := readings()):
        return ours[name]
    try:
        return said(metadata(name))
    except PackageNotFoundError:
        return ""


def said(meta: PackageMetadata) -> str:
    """
    Give what a package says of its licence, as an expression.

    Its `License-Expression`; else everything it says, so that one word that is not allowed is
    enough: each classifier, and `License` where that is a name and no text. `unknown` if nothing.
    """
    if expression := meta.get("License-Expression"):
        return str(expression)
    named = [row.split(" :: ")[-1] for row in meta.get_all("Classifier") or [] if PREFIX in row]
    line = str(meta.get("License") or "UNKNOWN").strip()
    if "\n" not in line and line != "UNKNOWN":
        named.append(line)
    parts = {WORDS.get(one.casefold(), one) for one in named}
    if any(part.startswith("BSD-") for part in parts):
        parts.discard("BSD")
    return " AND ".join(sorted(parts)) or "unknown"


def refused(expression: str) -> list[str]:
    """Give the parts of an expression that are not on the allow-list."""
    parts = re.split(r"\s+(?:AND|OR|WITH)\s+", expression.replace("(", "").replace(")", ""))
    return sorted(set(parts) - ALLOWED)
