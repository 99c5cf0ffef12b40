"""Files of other programs, whole but for what struck them, and who reads them."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import ecosystem as eco
from ecosystem.cli.own_figures import own_figures
from ecosystem.cli.surveys import written_survey
from ecosystem.sources.cbs import cbs
from ecosystem.sources.event_log import event_log
from ecosystem.sources.hsds import hsds
from ecosystem.sources.imported import Imported
from ecosystem.sources.lists import lists
from ecosystem.sources.wide import wide
from ecosystem.tables.problems import table
from tests import test_cbs, test_event_log, test_hsds, test_lists, test_outlines, test_wide
from tests.surveys import region

PIECES = re.compile(r"\w+|\W")
ODD = (
    *("", "-1", "0", "1e999", "nan", "9" * 40, "1.5", "99-99-9999", "2025-02-30", "0001-01-01"),
    *("true", "null", "{}", "[]", '"', "'", ";", ",", "\t", "\n", "\r", "\0", "<", "&", "=1+1"),
    *("a" * 300, "caf\u00e9", "\u202e", "\u0663", "\U0001f9d1", "Infinity", "-0", "unknown", "%s"),
)
CODINGS = ("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252")
AREAS = "neighbourhood\nBU1\nBU2\n"
Read = Callable[[Path], str]


def handed_in(pick: random.Random, folder: Path) -> tuple[str, Callable[[], str]]:
    """Write the files of a format, some of them struck; give its name, and how it is read."""
    name = pick.choice(list(formats()))
    files, read = formats()[name]
    for file, text in files.items():
        whole = struck(pick, text) if pick.random() < 0.8 else text
        content = whole.encode(pick.choice(CODINGS), "replace")
        packed = gzip.compress(content) if file.endswith(".gz") else content
        (folder / file).write_bytes(packed)
    return name, lambda: read(folder)


def struck(pick: random.Random, text: str) -> str:
    """Put something else in the place of pieces of a text, leave out, double or change places."""
    pieces: list[str] = PIECES.findall(text)
    for _ in range(pick.choice((1, 1, 2, 5, 20))):
        at, other = pick.randrange(len(pieces)), pick.randrange(len(pieces))
        pieces[at] = pick.choice((pick.choice(ODD), pieces[other], "", pieces[at] * 2))
    if pick.random() < 0.3:
        lines = "".join(pieces).split("\n")
        pick.shuffle(lines)
        return "\n".join(lines[pick.randint(0, 1) :])
    return "".join(pieces)


def _told(imported: Imported) -> str:
    return str(table(imported[1])["message"].tolist())


def _lists(folder: Path) -> str:
    return _told(lists(folder / "edges.csv", folder / "nodes.csv", needs="Tags"))


def _wide(folder: Path) -> str:
    return _told(wide([folder / "a.csv"], [folder / "a.toml"]))


def _cbs(folder: Path) -> str:
    return _told(cbs([folder / "kwb2024.csv"], codes=["BU00010000"]))


def _log(folder: Path) -> str:
    return _told(event_log(next(folder.iterdir())))


def _outlined(folder: Path) -> str:
    return str(eco.load(folder).notices["message"].tolist())


def _survey(folder: Path) -> str:
    eco.roll_up(written_survey(folder / "survey.csv", "en"))
    return ""


def _figures(folder: Path) -> str:
    own_figures(folder / "own.csv", "nl")
    return ""


@cache
def formats() -> dict[str, tuple[Mapping[str, str], Read]]:
    """Give the files of each format, and who reads them."""
    made: dict[str, tuple[Mapping[str, str], Read]] = {}
    for version, files in (("2", test_hsds.VERSION_2), ("3", test_hsds.VERSION_3)):
        texts = {f"{name}.csv": text for name, text in files.items()}
        made[f"hsds {version}"] = (texts, lambda folder: _told(hsds(folder)))
    odata = test_cbs.ODATA.format(n=105, m=106)
    for name, text in (("statline", test_cbs.STATLINE), ("r", test_cbs.R), ("odata", odata)):
        made[f"cbs {name}"] = ({"kwb2024.csv": text}, _cbs)
    for name, how, text in (
        ("supply", test_wide.SUPPLY_MAP, test_wide.SUPPLY),
        ("demand", test_wide.DEMAND_MAP, test_wide.DEMAND),
    ):
        made[f"wide {name}"] = ({"a.toml": how, "a.csv": text}, _wide)
    for name in ("PLAIN", "GEPHI", "KUMU", "NODEXL", "OURS"):
        edges, nodes = getattr(test_lists, name)
        made[f"lists {name.lower()}"] = ({"edges.csv": edges, "nodes.csv": nodes}, _lists)
    log = test_event_log.USUAL.replace("7;", "zzq7x1;")
    xes = test_event_log.XES.replace('"7"', '"zzq7x1"')
    for name, text in (("log.csv", log), ("log.csv.gz", log), ("log.xes", xes)):
        made[name] = ({name: text}, _log)
    drawn = {"type": "FeatureCollection", "features": [test_outlines.feature("BU1")]}
    outlined = {"neighbourhoods.csv": AREAS, "neighbourhoods.geojson": json.dumps(drawn)}
    made["outlines"] = (outlined, _outlined)
    made["survey"] = ({"survey.csv": region(4).to_csv()}, _survey)
    made["own figures"] = ({"own.csv": "code;value\nBU1;1,5\nBU2;<10\n"}, _figures)
    return made
