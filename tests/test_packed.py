"""What is looked at before it is opened, and what nobody may ever write in this house."""

import re
import zipfile
from pathlib import Path

import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.tables.packed import DENSEST, LARGEST, look
from ecosystem.tables.save import save


def test_a_large_workbook_as_people_have_them_is_far_from_every_bound(tmp_path):
    names = [f"actor {at}" for at in range(5_000)]
    actors = pd.DataFrame({"actor": names, "label": names, "profession": "gp", "hours": 20.0})
    save({"actors": actors}, tmp_path / "a.xlsx")
    assert look(tmp_path / "a.xlsx") is None
    with zipfile.ZipFile(tmp_path / "a.xlsx") as packed:
        size = sum(part.file_size for part in packed.infolist())
    assert 20 * size < LARGEST
    assert 10 * size / (tmp_path / "a.xlsx").stat().st_size < DENSEST


@pytest.mark.parametrize("never", [r"pickle", r"time_limit", r"yaml\.load"])
def test_no_module_unpickles_or_stops_by_the_clock(never):
    house = Path(eco.__file__).parent
    found = [
        path.relative_to(house).as_posix()
        for path in sorted(house.rglob("*.py"))
        if re.search(never, path.read_text(encoding="utf-8"))
    ]
    assert found == []
