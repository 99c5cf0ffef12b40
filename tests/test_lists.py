import zipfile
from pathlib import Path

import pandas as pd
import pytest

from ecosystem.sources.lists import lists
from ecosystem.tables.problems import TableError, table

NETWORKS = Path(__file__).resolve().parents[2] / "shared" / "data" / "tobacco_networks"

PLAIN = ("source,target\na,b\nb,c\n", "id,label\na,Ann\nb,Bob\nc,Cas\n")
GEPHI = (
    "Source;Target;Type;Id;Label;Weight\na;b;Undirected;0;;2.0\nb;c;Undirected;1;;1.0\n",
    "Id;Label;Layer\na;Ann;first_line\nb;Bob;welzijn\nc;Cas;moon\n",
)
KUMU = (
    "From,To,Type,Direction,Strength\nAnn,Bob,refers,directed,3\nBob,Cas,Overlegt,mutual,1\n",
    "Label,Type,Tags,Description\nAnn,gp,pain | skin,x\nBob,nurse,skin,\nCas,,,\n",
)
NODEXL = (
    "Vertex 1,Vertex 2,Width\na,b,3\nb,c,1\n",
    "Vertex,Label,Shape\na,Ann,Disk\nb,Bob,Disk\nc,Cas,Disk\n",
)
OURS = (
    "actor\tpartner\trelatie\turen\na\tb\tverwijst\t1,5\nb\tc\tkent\t\n",
    """actor\tnaam\tlaag\tberoep\turen\tniveau
a\tAnn\teerste lijn\tgp\t36\tpersoon
b\tBob\tinformeel\t\tveel\t
c\tCas\t\t\t\t
""",
)


def put(folder, pair):
    for name, text in zip(("edges", "nodes"), pair, strict=True):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder / "edges.csv", folder / "nodes.csv"


def tied(tables):
    return list(zip(tables["ties"]["actor"], tables["ties"]["partner"], strict=True))


def said(notices):
    return {(notice.file, notice.code): dict(vars(notice)["values"]) for notice in notices}


@pytest.mark.parametrize(
    "pair", [PLAIN, GEPHI, NODEXL, OURS], ids=["plain", "gephi", "nodexl", "ours"]
)
def test_every_format_gives_the_same_actors_and_ties(tmp_path, pair):
    tables, _ = lists(*put(tmp_path, pair))
    assert tables["actors"]["actor"].tolist() == ["a", "b", "c"]
    assert tables["actors"]["label"].tolist() == ["Ann", "Bob", "Cas"]
    assert tied(tables) == [("a", "b"), ("b", "c")]
    assert tables["ties"]["hours"].isna().all() or pair is OURS


def test_in_kumu_the_label_is_the_id_and_the_type_a_profession(tmp_path):
    tables, notices = lists(*put(tmp_path, KUMU), needs="Tags", level="person")
    assert tables["actors"][["actor", "label", "profession"]].fillna("").to_numpy().tolist() == [
        ["Ann", "Ann", "gp"],
        ["Bob", "Bob", "nurse"],
        ["Cas", "Cas", ""],
    ]
    assert set(tables["actors"]["level"]) == {"person"}
    assert tables["ties"]["relation"].tolist() == ["refers", "meets"]
    assert tables["competences"][["actor", "need"]].to_numpy().tolist() == [
        ["Ann", "pain"],
        ["Ann", "skin"],
        ["Bob", "skin"],
    ]
    assert said(notices)["edges.csv", "lists_not_read"]["some"] == "direction, strength"


def test_a_strength_or_weight_never_becomes_hours(tmp_path):
    tables, notices = lists(*put(tmp_path, GEPHI))
    assert tables["ties"]["hours"].isna().all()
    assert said(notices)["edges.csv", "lists_not_read"] == {"count": 3, "some": "type, id, weight"}


def test_words_of_ours_are_read_in_both_languages_and_others_noticed(tmp_path):
    tables, notices = lists(*put(tmp_path, GEPHI))
    assert tables["actors"]["layer"].fillna("").tolist() == ["first_line", "welfare", ""]
    assert said(notices)["nodes.csv", "lists_unknown_word"] == {"count": 1, "some": "moon"}


def test_our_own_dutch_headings_are_read(tmp_path):
    tables, notices = lists(*put(tmp_path, OURS))
    assert tables["ties"]["relation"].tolist() == ["refers", "knows"]
    assert tables["ties"]["hours"].fillna(-1).tolist() == [1.5, -1]
    first = tables["actors"].iloc[0]
    assert first[["layer", "profession", "hours", "level"]].tolist() == [
        "first_line", "gp", 36, "person",
    ]  # fmt: skip
    assert said(notices)["nodes.csv", "lists_unknown_word"] == {"count": 1, "some": "veel"}


def test_the_user_can_say_what_an_edge_is(tmp_path):
    tables, _ = lists(*put(tmp_path, PLAIN), relation="knows", neighbourhood="town")
    assert set(tables["ties"]["relation"]) == {"knows"}
    assert tables["neighbourhoods"]["neighbourhood"].tolist() == ["town"]
    assert set(tables["actors"]["neighbourhood"]) == {"town"}


def test_everything_odd_is_kept_or_dropped_and_noticed(tmp_path):
    edges = "source,target\na,b\na,b\nb,a\na,a\nTEST,test\n,b\n"
    nodes = "id,label\na,Ann\nb,Bob\nb,Bert\n,Nobody\nz,Zoë\n"
    tables, notices = lists(*put(tmp_path, (edges, nodes)))
    assert tied(tables) == [("TEST", "test"), ("a", "b"), ("b", "a")]
    assert tables["actors"]["actor"].tolist() == ["TEST", "a", "b", "test", "z"]
    assert tables["actors"]["label"].fillna("").tolist() == ["", "Ann", "Bob", "", "Zoë"]
    assert said(notices) == {
        ("edges.csv", "lists_half"): {"count": 1, "some": ""},
        ("edges.csv", "lists_to_itself"): {"count": 1, "some": "a"},
        ("edges.csv", "lists_again"): {"count": 1, "some": ""},
        ("edges.csv", "lists_strange"): {"count": 2, "some": "TEST, test"},
        ("nodes.csv", "source_no_id"): {"count": 1, "some": ""},
        ("nodes.csv", "source_id_again"): {"count": 1, "some": "b"},
    }
    assert table(notices, "nl")["message"].tolist()[:2] == [
        "Verbindingen die er vaker staan: 1 te veel.",
        "Verbindingen met één leeg eind: 1.",
    ]


def test_without_nodes_the_edges_say_who_there_is(tmp_path):
    tables, notices = lists(put(tmp_path, PLAIN)[0])
    assert tables["actors"]["actor"].tolist() == ["a", "b", "c"]
    assert tables["actors"]["label"].isna().all()
    assert notices == []


def test_the_id_is_the_column_that_the_edges_speak_of(tmp_path):
    nodes = "name,node\nAnn,1\nBob,2\nCas,3\n"
    edges = "source,target\n1.0,2.0\n2.0,3.0\n"  # as R writes whole numbers
    tables, _ = lists(*put(tmp_path, (edges, nodes)))
    assert tied(tables) == [("1", "2"), ("2", "3")]
    assert tables["actors"]["label"].tolist() == ["Ann", "Bob", "Cas"]


def test_a_table_of_distances_is_seen_through(tmp_path):
    names = "abcde"
    edges = "source,target,distance\n" + "".join(f"{a},{b},1\n" for a in names for b in names)
    nodes = "id\n" + "\n".join(names) + "\n"
    _, notices = lists(*put(tmp_path, (edges, nodes)))
    assert said(notices)["edges.csv", "lists_everybody"]["count"] == 5
    assert said(notices)["edges.csv", "lists_to_itself"]["count"] == 5


def test_a_kumu_workbook_holds_both_lists(tmp_path):
    path = tmp_path / "kumu.xlsx"
    with pd.ExcelWriter(path) as book:
        pd.DataFrame({"Label": ["Ann", "Bob"], "Type": ["gp", "nurse"]}).to_excel(
            book, sheet_name="Elements", index=False
        )
        pd.DataFrame({"From": ["Ann"], "To": ["Bob"]}).to_excel(
            book, sheet_name="Connections", index=False
        )
    tables, notices = lists(path)
    assert tied(tables) == [("Ann", "Bob")]
    assert tables["actors"]["profession"].tolist() == ["gp", "nurse"]
    assert notices == []
    assert tied(lists(path, path)[0]) == [("Ann", "Bob")]


def test_a_nodexl_workbook_has_its_headings_on_the_second_row(tmp_path):
    path = tmp_path / "nodexl.xlsx"
    with pd.ExcelWriter(path) as book:
        pd.DataFrame([["", "", "Visual"], ["Vertex 1", "Vertex 2", "Width"], [1, 2, 3]]).to_excel(
            book, sheet_name="Edges", index=False, header=False
        )
        pd.DataFrame([["", "Labels"], ["Vertex", "Label"], [1, "Ann"], [2, "Bob"]]).to_excel(
            book, sheet_name="Vertices", index=False, header=False
        )
    tables, _ = lists(path)
    assert tied(tables) == [("1", "2")]
    assert tables["actors"]["label"].tolist() == ["Ann", "Bob"]


@pytest.mark.parametrize(
    ("edges", "nodes", "problems"),
    [
        ("", "id\na\n", [("edges.csv", "source_empty")]),
        ("source,target\n", "id\na\n", [("edges.csv", "source_empty")]),
        (
            "who,whom\na,b\n",
            "colour\nred\n",
            [("edges.csv", "source_no_column"), ("nodes.csv", "source_no_column")],
        ),
        (
            PLAIN[1],
            PLAIN[0],
            [("edges.csv", "source_no_column"), ("nodes.csv", "source_no_column")],
        ),
        ("source,target\na,b,c\n", "id\na\n", [("edges.csv", "source_too_wide")]),
    ],
    ids=["empty", "no rows", "other columns", "swapped", "too wide"],
)
def test_lists_that_cannot_be_used_are_refused_together(tmp_path, edges, nodes, problems):
    with pytest.raises(TableError) as refused:
        lists(*put(tmp_path, (edges, nodes)))
    found = refused.value.problems
    assert list(zip(found["file"], found["code"], strict=True)) == problems


def test_files_that_are_not_there_are_named_in_dutch(tmp_path):
    with pytest.raises(TableError) as refused:
        lists(tmp_path / "a.csv", tmp_path / "b.xlsx", lang="nl")
    assert refused.value.problems[["file", "message"]].to_numpy().tolist() == [
        ["a.csv", "Dit bestand is er niet."],
        ["b.xlsx", "Dit bestand is er niet."],
    ]


def test_a_workbook_that_is_none_is_refused(tmp_path):
    (tmp_path / "book.xlsx").write_text("no workbook")
    with pytest.raises(TableError, match="not a whole"):
        lists(tmp_path / "book.xlsx")


@pytest.mark.parametrize(
    ("name", "actors", "ties"),
    [
        ("DHHS", 54, 447),
        ("TCnetworks_TCcnt", 25, 175),
        ("TCnetworks_TCcoll", 25, 161),
        ("TCnetworks_TCdiss", 25, 103),
        ("TCnetworks_TCdist", 25, 600),
    ],
)
def test_the_published_networks_come_in_whole(name, actors, ties):
    if not NETWORKS.is_dir():
        pytest.skip("needs ../shared/data/tobacco_networks, which is not beside this checkout")
    tables, notices = lists(NETWORKS / f"{name}_edges.csv", NETWORKS / f"{name}_nodes.csv")
    assert (len(tables["actors"]), len(tables["ties"])) == (actors, ties)
    codes = {notice.code for notice in notices}
    odd = {"lists_to_itself", "lists_everybody"} if name.endswith("dist") else set()
    assert codes == {"lists_not_read"} | odd
    if name == "DHHS":
        assert tables["actors"]["organisation"].nunique() == 11
        assert tables["actors"]["label"].iloc[0] == "ACF-1"


@pytest.mark.parametrize("name", ["a.ods", "A.ODS", "a.xlsb", "a.numbers"])
def test_a_workbook_of_another_program_is_refused_by_its_kind(tmp_path, name):
    (tmp_path / name).write_bytes(b"whatever")
    kind = Path(name).suffix.lower()
    for lang, says in (("en", f"Files of the kind {kind} are not read."), ("nl", "worden niet")):
        with pytest.raises(TableError) as caught:
            lists(tmp_path / name, lang=lang)
        problem = caught.value.problems.loc[0]
        assert says in problem["message"]
        assert ".xlsx" in problem["advice"]
        assert ".csv" in problem["advice"]


def test_a_workbook_is_read_as_what_it_is_whatever_its_name(tmp_path):
    pd.DataFrame({"source": ["a"], "target": ["b"]}).to_excel(tmp_path / "a.xlsx", index=False)
    (tmp_path / "a.xlsx").rename(tmp_path / "a.xls")
    assert tied(lists(tmp_path / "a.xls")[0]) == [("a", "b")]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xls", b"<html><table><tr><td>1</table>", "damaged_workbook"),
        ("a.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "encrypted"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "encrypted"),
        ("a.xlsx", b"PK", "damaged_workbook"),
        ("a.csv", b'a,b\n"' + b"x\n" * 70_000, "broken_quotes"),
    ],
)
def test_what_cannot_be_read_is_told_in_our_words(tmp_path, name, content, code):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(TableError) as refused:
        lists(tmp_path / name)
    assert refused.value.problems["code"].tolist() == [code]


def test_an_open_document_under_the_name_of_an_old_workbook_is_called_so(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xls", "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    with pytest.raises(TableError, match=r"Files of the kind \.ods are not read"):
        lists(tmp_path / "a.xls")


@pytest.mark.parametrize(
    ("first", "there"),
    [
        ("BU1,zzq9x9,13-09-2025 14:13", "there are: •••."),
        ("need,zzq9x9,kind", "there are: need, •••, kind."),
    ],
)
def test_a_first_line_that_may_be_of_a_resident_is_not_told_as_headings(tmp_path, first, there):
    with pytest.raises(TableError) as refused:
        lists(put(tmp_path, (f"{first}\na,b,c\n", ""))[0])
    assert there in refused.value.problems["message"].iloc[0]
