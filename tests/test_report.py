"""The report: files of each neighbourhood together, an index, and who failed by name."""

import json
import re
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pytest

from ecosystem.show.report import COLUMNS, index, report
from ecosystem.tables.neighbourhood import Region
from tests.street import hood, street


def region(*hoods):
    made = {one.code: one for one in hoods}
    return Region(tuple(made), made.__getitem__, pd.DataFrame(), pd.DataFrame())


def test_it_writes_map_page_tables_and_an_index_with_the_numbers_of_the_page(tmp_path):
    told = report(region(street()), tmp_path, resamples=0, level="internal")
    assert told.columns.tolist() == COLUMNS
    row = told.iloc[0]
    assert [Path(row[name]).name for name in ("view", "page", "tables")] == [
        "street.html",
        "street.pdf",
        "street.xlsx",
    ]
    assert (row["now"], row["fewest"], row["hours"], row["uncovered"]) == ("", "0.5", "4 → 3", "1")
    assert row["sentences"].split("\n")[0].startswith("Transport: nobody here can")
    sheets = pd.read_excel(row["tables"], sheet_name=None, engine="openpyxl")
    assert list(sheets)[:3] == ["findings", "moves", "comparison"]
    assert sheets["moves"]["move"].tolist() == ["stop_tie", "merge_meetings"]
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'href="([^"]+)"', page) == ["street.html", "street.pdf", "street.xlsx"]
    assert "4 → 3" in page


def test_without_learning_steps_there_are_no_moves(tmp_path):
    told = report(region(street()), tmp_path, learn=0, resamples=0)
    sheets = pd.read_excel(told["tables"][0], sheet_name=None, engine="openpyxl")
    assert "moves" not in sheets
    assert told["hours"].tolist() == ["4"]


def test_who_fails_is_named_in_the_index_and_leaves_earlier_files_as_they_were(tmp_path):
    broken = hood(code="<b>", name="Broken")
    made = region(street(), broken)

    def read(code):
        if code == "<b>":
            raise OSError("no such file <i>")
        return street()

    (tmp_path / "_b_-507ca5a2.pdf").write_text("earlier")
    told = report(replace(made, read=read), tmp_path, learn=0, resamples=0, lang="nl")
    assert told["neighbourhood"].tolist() == ["<b>", "street"]
    assert told["failed"].tolist() == ["OSError: no such file <i>", ""]
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "Mislukt: OSError: no such file &lt;i&gt;" in page
    assert (tmp_path / "_b_-507ca5a2.pdf").read_text() == "earlier"


def test_files_are_named_after_the_code_and_stay_in_the_folder(tmp_path):
    told = report(region(hood(code="../../up", name="x")), tmp_path / "out", learn=0, resamples=0)
    assert (
        Path(told["page"][0])
        == tmp_path / "out" / f"______up-{sha256(b'../../up').hexdigest()[:8]}.pdf"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_the_same_region_is_the_same_files_twice(tmp_path):
    for name in ("one", "two"):
        report(region(street()), tmp_path / name, resamples=0)
    for path in sorted((tmp_path / "one").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_nothing_in_the_index_is_markup_and_nothing_runs(lang):
    name = "<script>window.ran=1</script> {{ 7*7 }}"
    row = dict.fromkeys(COLUMNS, "") | {"neighbourhood": name, "name": name, "view": f"/x/{name}"}
    page = index(pd.DataFrame([row]), "shareable", lang)
    assert "<script" not in page
    assert "49" not in page
    assert "default-src 'none'" in page
    assert f'<html lang="{lang}">' in page


def test_a_report_that_is_stopped_leaves_every_file_of_the_earlier_one(tmp_path):
    others = region(street(), hood(code="b", name="B"))
    (tmp_path / "street.pdf").write_text("earlier")
    (tmp_path / "index.html").write_text("earlier")

    def read(code):
        if code == "street":
            raise KeyboardInterrupt
        return hood(code="b", name="B")

    with pytest.raises(KeyboardInterrupt):
        report(replace(others, read=read), tmp_path, learn=0, resamples=0)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
        "street.pdf": "earlier",
        "index.html": "earlier",
    }


def test_a_file_that_cannot_be_written_fails_one_neighbourhood_and_no_other(tmp_path):
    (tmp_path / "b.pdf").mkdir()
    both = region(street(), hood(code="b", name="B"))
    told = report(both, tmp_path, learn=0, resamples=0)
    assert told["failed"].str.startswith("IsADirectoryError").tolist() == [True, False]
    assert {path.name for path in tmp_path.iterdir()} == {
        "b.pdf",
        "index.html",
        *(f"street.{ending}" for ending in ("html", "pdf", "xlsx")),
    }


def test_what_failed_is_told_without_a_value(tmp_path):
    def read(_):
        raise KeyError("anna")

    told = report(replace(region(street()), read=read), tmp_path, learn=0, resamples=0)
    assert told["failed"].tolist() == ["KeyError in neighbourhood.py"]


def test_of_several_there_is_a_map_from_which_each_view_opens(tmp_path):
    other = replace(street(), code="other", name="Other street")
    report(region(street(), other), tmp_path, learn=0, resamples=0)
    links = re.findall(r'href="([^"]+)"', (tmp_path / "index.html").read_text("utf-8"))
    assert links == ["map.html", "other.html", "other.pdf", "other.xlsx"] + [
        f"street.{ending}" for ending in ("html", "pdf", "xlsx")
    ]
    data = (tmp_path / "map.html").read_text("utf-8").partition('type="application/json">')[2]
    assert json.loads(data.partition("</script>")[0])["links"] == ["./other.html", "./street.html"]
