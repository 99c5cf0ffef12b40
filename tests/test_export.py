"""What other programs read: whole graphs, plain tables, and nothing that did not pass protect."""

import json

import networkx as nx
import openpyxl
import pytest

import ecosystem as eco
from ecosystem.show.area_map.region_view import RegionView
from ecosystem.show.area_map.small_multiples import SmallMultiples
from ecosystem.show.drawing.drawing import draw
from ecosystem.show.export import workbook
from ecosystem.show.page.page import Page
from ecosystem.show.view.view import View
from tests.street import hood, street

HOSTILE = "=cmd|'/c calc'!A1"


def test_what_did_not_pass_protect_is_not_exported(tmp_path):
    with pytest.raises(TypeError, match=r"export takes what protect\(\) made, not Neighbourhood"):
        eco.export(street(), tmp_path / "x.graphml", "graphml")
    assert list(tmp_path.iterdir()) == []


EXPORTERS = {
    "export": lambda raw: eco.export(raw, "x", "json"),
    "workbook": workbook,
    "View": View,
    "Page": Page,
    "RegionView": lambda raw: RegionView(raw, None),
    "SmallMultiples": lambda raw: SmallMultiples([raw], "shareable", "en"),
    "draw": draw,
}


@pytest.mark.parametrize("exporter", EXPORTERS)
@pytest.mark.parametrize("raw", [street(), street().actors, {"actors": street().actors}])
def test_every_exporter_refuses_what_did_not_pass_protect(exporter, raw):
    with pytest.raises(
        TypeError, match=rf"protect.* (makes|made|returns), not .*{type(raw).__name__}"
    ):
        EXPORTERS[exporter](raw)


def test_an_unknown_format_is_answered_with_those_there_are(tmp_path):
    with pytest.raises(ValueError, match="graphml, gexf, json, kumu, xlsx"):
        eco.export(eco.protect(street()), tmp_path / "x.pdf", "pdf")


@pytest.mark.parametrize("to", ["graphml", "gexf", "json"])
def test_every_node_and_parallel_tie_comes_back(to, tmp_path):
    path = eco.export(eco.protect(street(), level="internal"), tmp_path / "x", to)
    if to == "json":
        loaded = json.loads(path.read_text(encoding="utf-8"))
        graph = nx.node_link_graph(loaded, edges="edges")
    else:
        graph = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}[to](path)
    ours = eco.network(street())
    assert sorted(graph.nodes) == sorted(ours.nodes)
    assert graph.number_of_edges() == ours.number_of_edges()
    assert graph.nodes["actor:gp"]["label"] == "GP"


def test_kumu_finds_every_end_of_a_connection_among_the_elements(tmp_path):
    twins = hood(
        actors=[{"actor": "a", "label": "Desk", "level": "group"},
                {"actor": "b", "label": "Desk", "level": "group"}],
        ties=[{"actor": "a", "partner": "b", "relation": "knows"}],
    )  # fmt: skip
    book = openpyxl.load_workbook(eco.export(eco.protect(twins), tmp_path / "k.xlsx", "kumu"))
    elements = [row[0] for row in book["Elements"].iter_rows(min_row=2, values_only=True)]
    ends = [row[:2] for row in book["Connections"].iter_rows(min_row=2, values_only=True)]
    assert elements == ["Desk (actor:a)", "Desk (actor:b)"]
    assert ends == [("Desk (actor:a)", "Desk (actor:b)")]


def test_no_cell_of_a_workbook_is_a_formula_or_a_link(tmp_path):
    place = hood(actors=[{"actor": "x", "label": HOSTILE, "organisation": "http://a.example",
                          "level": "practice"}])  # fmt: skip
    book = openpyxl.load_workbook(eco.export(eco.protect(place), tmp_path / "w.xlsx", "xlsx"))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert HOSTILE in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert [cell.hyperlink for cell in cells if cell.hyperlink] == []


@pytest.mark.parametrize(("level", "told"), [("shareable", "2025-Q4"), ("internal", "2025-10-03")])
def test_a_date_is_a_quarter_where_it_is_shared_and_else_a_day(level, told, tmp_path):
    met = [{"meeting": "m", "label": "Team", "review": "2025-10-03"}, {"meeting": "n"}]
    place = eco.protect(hood(meetings=met), level=level)
    book = openpyxl.load_workbook(eco.export(place, tmp_path / "w.xlsx", "xlsx"))
    heading, *rows = book["meetings"].iter_rows(values_only=True)
    assert [row[heading.index("review")] for row in rows] == [told, None]
    days = place.tables["meetings"]["review"].dropna().dt.day.tolist()
    assert days == [31 if level == "shareable" else 3]


@pytest.mark.parametrize(("lang", "mark"), [("en", "do not forward"), ("nl", "niet doorsturen")])
def test_every_file_that_is_internal_says_so(lang, mark, tmp_path):
    made = eco.protect(street(), level="internal", lang=lang)
    for to in ("graphml", "gexf", "json"):
        text = eco.export(made, tmp_path / to, to).read_text("utf-8")
        assert (mark if to == "gexf" else "internal") in text, to
    for to in ("kumu", "xlsx"):
        book = openpyxl.load_workbook(eco.export(made, tmp_path / f"{to}.xlsx", to))
        assert all(mark in sheet.oddHeader.right.text for sheet in book), to


def test_the_same_neighbourhood_is_the_same_bytes(tmp_path):
    for to in ("graphml", "gexf", "json", "kumu", "xlsx"):
        one, other = (
            eco.export(eco.protect(street()), tmp_path / f"{at}.{to}", to).read_bytes()
            for at in ("one", "other")
        )
        assert one == other, to


def test_an_earlier_file_survives_what_goes_wrong(tmp_path, monkeypatch):
    path = tmp_path / "x.graphml"
    path.write_text("earlier", encoding="utf-8")
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        eco.export(eco.protect(street()), path, "graphml")
    assert [(file.name, file.read_text("utf-8")) for file in tmp_path.iterdir()] == [
        ("x.graphml", "earlier")
    ]
