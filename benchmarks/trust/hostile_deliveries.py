"""Deliveries of our own tables: damaged as files are, and worse, or made of whatever Python has."""

from __future__ import annotations

import random
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ecosystem.tables.schema import TABLES
from tests import damage, damage_files

AREA = "neighbourhood"
"""The column whose values name no one, and are told."""
RESIDENTS = ("contacts", "requests", "members")
ENDINGS = (".csv", ".xlsx", ".parquet", ".XLSX", ".txt", ".xls", ".ods", "")
ODD: tuple[Any, ...] = (
    *(None, np.nan, pd.NaT, pd.NA, np.inf, -1, 10**30, 1e308, Decimal("1.5"), True, b"x", ""),
    *([1, 2], {"a": 1}, {1, 2}, (1,), object(), np.array([1]), "x" * 5_000, "\0", "\ud800"),
    *(pd.Timestamp.max, pd.Timestamp("2025-01-01", tz="UTC"), pd.Timedelta(1), 1 + 2j, len),
)


def damaged(seed: int, pick: random.Random, folder: Path, *, alone: bool) -> None:
    """Write a damaged region of which what is a resident's can be told from anything else."""
    form = pick.choice(("csv", "csv", "csv", "xlsx", "parquet"))
    main = pick.choice((*TABLES, *RESIDENTS, *RESIDENTS))
    made = damage.world(pick, main, format=form)
    for name in {"contacts", "requests"} & made.tables.keys():
        for at, row in enumerate(made.tables[name]):
            row["resident"] = f"zzq{seed}x{at}"
    for _ in range(pick.randint(0, 2)):
        if pick.random() < 0.5:
            wholes = [
                kind
                for name, kind in damage_files.WHOLES.items()
                if form in kind.formats and damage_files.fits(name, main)
            ]
            pick.choice(wholes).strike(made, pick)
        else:
            cells = [
                (name, column)
                for name, kind in damage.CELLS.items()
                for table, column in damage.columns(kind)
                if table == main and form in kind.formats and column != "resident"
            ]
            name, column = pick.choice(cells)
            damage.strike(made, name, damage.Place(main, column, pick.randrange(8)), pick)
    if main in RESIDENTS and form == "csv":  # whatever stands in a row of a resident is theirs
        for _ in range(3):
            column = pick.choice([one.name for one in TABLES[main].columns if one.name != AREA])
            made.tables[main][pick.randrange(8)][column] = f"zzq{seed}x99"
    (damage_files.write_all([made], folder) if alone else damage_files.write(made, folder))
    if pick.random() < 0.6:
        for file in sorted(folder.iterdir()):
            _worse(file, pick)


def _worse(file: Path, pick: random.Random) -> None:
    """Turn, put in, cut out or double bytes, or give a file the ending of another kind."""
    content = file.read_bytes()
    for _ in range(pick.choice((0, 1, 1, 3, 20))):
        at, to = sorted(pick.randint(0, len(content)) for _ in range(2))
        turned = bytes(255 - byte for byte in content[at : at + 3])
        put = pick.choice((b"\r", b'"', b"\0", b"\xff\xfe", b";;", pick.randbytes(60)))
        content = pick.choice(
            (
                content[:at] + put + content[at:],
                content[:at] + turned + content[at + 3 :],
                content[:at] + content[min(to, at + 40) :],
                content[:at] + content[at:to] * 2 + content[to:],
                content[:at] if pick.random() < 0.2 else content,
            )
        )
    file.write_bytes(content)
    if pick.random() < 0.2:
        file.rename(file.with_suffix(pick.choice(ENDINGS)))


def odd_tables(pick: random.Random) -> Mapping[str, Any]:
    """Make tables of whatever Python holds."""
    tables: dict[str, Any] = {}
    for table in pick.sample(list(TABLES), pick.choice((1, 1, 2))):
        names = [column.name for column in TABLES[table].columns]
        cells = {
            name: pd.Series([pick.choice((*ODD, "gp", 2.5)) for _ in range(4)], dtype="object")
            for name in pick.sample(names, pick.randint(1, len(names)))
        }
        frame = pd.DataFrame(cells)
        if pick.random() < 0.2:
            frame = pd.concat([frame, frame], axis=1)
        if pick.random() < 0.2:
            frame.columns = [pick.choice((name, 7, None, ("a", "b"))) for name in frame.columns]
        tables[table] = frame if pick.random() < 0.95 else pick.choice(ODD)
    return tables
