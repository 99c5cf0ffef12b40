"""The regions that a survey is measured on, made once and kept in a folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute
import pyarrow.parquet as pq

from ecosystem.tables.partition import open_parquet, shared_out

SIZE = {"actors": 80, "ties": 400, "meetings": 30, "residents": 1000, "contacts": 30_000}
"""Of each neighbourhood."""
ALL = 14_574
"""Neighbourhoods of the Netherlands."""
ROOT = Path(__file__).resolve().parents[1]


def example(folder: Path, count: int) -> Path:
    """Make so many neighbourhoods with `ecosystem example`, unless they are there."""
    made = folder / f"of_{count}"
    if not made.exists():
        sizes = [each for name, size in SIZE.items() for each in (f"--{name}", str(size))]
        command = [sys.executable, "-m", "ecosystem", "example", "--seed", "6", *sizes]
        command += ["--neighbourhoods", str(count), "--format", "parquet"]
        subprocess.run([*command, "--out", str(made)], check=True, cwd=ROOT, capture_output=True)
    return made


def repeated(folder: Path, count: int = ALL, of: int = 100) -> Path:
    """Write the row groups of a hundred again and again, each time under another code."""
    made, source = folder / f"of_{count}", example(folder, of)
    if made.exists():
        return made
    under_way = folder / f"of_{count}.under_way"
    under_way.mkdir(exist_ok=True)
    names = open_parquet(source).codes
    new = {f"BU{number:08d}": names[number % len(names)] for number in range(count)}
    parts = shared_out(list(new))
    for name in parts:
        (under_way / name).mkdir(exist_ok=True)
    for place in sorted(source.glob("*.parquet")):
        with pq.ParquetFile(place) as file:
            groups = [file.read_row_group(at) for at in range(file.num_row_groups)]
            schema = file.schema_arrow
        options: dict[str, Any] = {"compression": "zstd", "write_page_checksum": True}
        known = {str(group.column(0)[0]): group for group in groups}
        for name, codes in parts.items():
            with pq.ParquetWriter(under_way / name / place.name, schema, **options) as writer:
                for code in codes:
                    if new[code] in known:
                        again = _coded(known[new[code]], code)
                        writer.write_table(again, row_group_size=len(again))
    return under_way.rename(made)


def _coded(group: pa.Table, code: str) -> pa.Table:
    """Put a code wherever that of the neighbourhood stood."""
    old = group.column(0)[0]
    for at, name in enumerate(group.column_names):
        if name in ("neighbourhood_of_row", "neighbourhood", "codes"):
            column = group.column(at)
            same = pa.compute.equal(column, old)
            new = pa.compute.if_else(same, pa.scalar(code, column.type), column)
            group = group.set_column(at, group.schema.field(at), new)
    return group
