"""A folder in HSDS, opened: the names of its files and columns in 2.x and 3.x."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from ecosystem.sources.foreign import lacking, read
from ecosystem.sources.imported import refuse, some
from ecosystem.tables.language import Language
from ecosystem.tables.problems import Problem

FILES: dict[str, tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]] = {
    "organisations": (("organization",), (("id",), ("name",))),
    "services": (("service",), (("id",), ("organization_id",))),
    "terms": (("taxonomy_term", "taxonomy"), (("id",), ("name",))),
    "links": (
        ("service_taxonomy", "attribute", "service_attribute", "link_taxonomy"),
        (("service_id", "link_id"), ("taxonomy_term_id", "taxonomy_id")),
    ),
}
"""The names a file can have in the singular (the first that is there; of links all); headings."""
AUDIENCE = ("eligib", "audience")
"""Kinds of link that say whom a service is for, not what it helps with."""


@dataclass
class Directory:
    """The frames of one folder while they are cleaned, and what was noticed."""

    files: dict[str, str]
    organisations: pd.DataFrame
    services: pd.DataFrame
    terms: pd.DataFrame
    links: pd.DataFrame
    notices: list[Problem] = field(default_factory=list)

    def notice(
        self, code: str, what: str, count: int, ids: Iterable[str] = (), *, column: str = ""
    ) -> None:
        """Notice something that stands there `count` times, if it does."""
        if count:
            names = sorted(set(ids))
            values = {
                "count": count,
                "others": len(names),
                "some": some(names),
                "file": self.files["organisations"],
            }
            self.notices.append(Problem(self.files[what], code, column=column, values=values))


def open_directory(folder: Path, lang: Language) -> Directory:
    """
    Open a folder of CSV files.

    Parameters
    ----------
    folder
        The folder.
    lang
        Language of the messages.

    Returns
    -------
    directory
        Its frames as they are, and its links under one set of names.

    Raises
    ------
    TableError
        If files or columns are missing, all of them named.
    """
    if not folder.is_dir():
        refuse([Problem(folder.name, "source_no_folder")], lang)
    there = {_singular(path.stem): path for path in sorted(folder.glob("*.[cC][sS][vV]"))}
    frames: dict[str, list[pd.DataFrame]] = {}
    files: dict[str, str] = {}
    problems: list[Problem] = []
    for what, (names, headings) in FILES.items():
        found = [there[name] for name in names if name in there]
        if not found:
            values = {"wanted": " / ".join(f"{name}.csv" for name in names)}
            problems.append(Problem(folder.name, "source_no_member", values=values))
        frames[what] = []
        used = found if what == "links" else found[:1]
        files[what] = ", ".join(path.name for path in used)
        for path in used:
            frame, wrong = read(path)
            if frame is not None:
                wrong = lacking(path.name, frame, headings)
                frames[what].append(frame)
            problems += wrong
    if problems:
        refuse(problems, lang)
    return Directory(
        files=files,
        organisations=frames["organisations"][0],
        services=frames["services"][0],
        terms=frames["terms"][0],
        links=pd.concat([_link(frame) for frame in frames["links"]], ignore_index=True),
    )


def _singular(stem: str) -> str:
    return re.sub(r"s(?=_|$)", "", re.sub(r"ies(?=_|$)", "y", stem.lower()))


def _link(frame: pd.DataFrame) -> pd.DataFrame:
    def column(*names: str) -> pd.Series:
        found = [frame[name] for name in names if name in frame]
        return found[0] if found else pd.Series(index=frame.index, dtype="str")

    direct = "service_id" in frame
    kind = column("link_type").fillna("").str.lower()
    entity = column("link_entity").fillna(kind if "link_entity" not in frame else "")
    entity = entity.str.strip().str.lower().str.removesuffix("s")
    entity = entity.mask(kind.str.contains("|".join(AUDIENCE)), kind)
    return pd.DataFrame(
        {
            "entity": "service" if direct else entity.mask(entity == "", "service"),
            "id": column("service_id", "link_id"),
            "need": column("taxonomy_term_id", "taxonomy_id"),
        }
    )
