"""Text files as people save them: what is told of each line, and what came in."""

import pytest

from ecosystem.tables import delimited
from ecosystem.tables.check import inspect
from ecosystem.tables.problems import table as in_words


def told(path):
    """Say what is told of a file or folder, as `row column code: message`, and of how many rows."""
    checked = inspect(path, fte_hours=36)
    found = in_words(checked.problems).astype({"row": "str"}).fillna("")
    lines = [
        " ".join(filter(None, (row.row, row.column))) + f": {row.message}"
        for row in found.itertuples()
    ]
    rows = checked.accounting[["read", "accepted", "refused", "empty"]].to_numpy().tolist()
    read = checked.tables.get("actors")
    ids = [] if read is None else read["actor"].tolist()
    return lines, rows, ids


FILES = {
    "a tie between two signs is for the first": (
        "actor\na\tb\n",
        ["2 actor: 'a\\tb' is read as 'a b'."],
        [[1, 1, 0, 0]],
        ["a b"],
    ),
    "the sign with most headings, in the line where they stand": (
        "uren, actor: allen\n\nactor;naam;uren\na;x, y;1,5\n",
        ["1: 2 line(s) above the headings are not read."],
        [[1, 1, 0, 0]],
        ["a"],
    ),
    "empty lines above headings": ("\n ; \nactor;uren\na;1\n", [], [[1, 1, 0, 0]], ["a"]),
    "a list that was sorted with its headings": (
        "a;1;x\nactor;uren;naam\nb;2;\nc;;\n",
        ["1: 1 line(s) above the headings are filled as rows are, and would be lost."],
        [[3, 2, 1, 0]],
        ["b", "c"],
    ),
    "half of the cells above headings is a date of export, more is a row": (
        "geteld op;2025\na;x;\nactor;uren;naam;laag\nb;2;;\n",
        ["1: 2 line(s) above the headings are not read."],
        [[1, 1, 0, 0]],
        ["b"],
    ),
    "tabs": ("actor\turen\na\t1\n", [], [[1, 1, 0, 0]], ["a"]),
    "headings of no table": (
        "x;y\n1;2\n ;\t,\n3;4\n",
        [": The headings of the table actors are not in the first 20 lines."],
        [[3, 0, 3, 0]],
        [],
    ),
    "headings in line 20": (
        "x\n" * 19 + "actor\na\n",
        ["1: 19 line(s) above the headings are not read."],
        [[1, 1, 0, 0]],
        ["a"],
    ),
    "headings in line 21": (
        "x\n" * 20 + "actor\na\n",
        [": The headings of the table actors are not in the first 20 lines."],
        [[22, 0, 22, 0]],
        [],
    ),
    "lines that are too short or too long": (
        "actor;naam;uren\na;x\nb;y;1;2\nc;z;3;\nd;z;4\n",
        [
            "2: This line has fewer cells than the 3 headings.",
            "3: This line has more cells than the 3 headings.",
            ("4: This line has more cells than others, the last of them empty: values may stand "
            "one heading too far."),
        ],
        [[4, 1, 3, 0]],
        ["a", "b", "c", "d"],
    ),
    "lines that all are longer and end empty": (
        "actor;naam\na;x;;\nb;y;;\nactor;naam\n",
        [
            ("1: Each line has 4 cells and there are 2 headings; the cells beyond are empty and "
            "are not read."),
            "4: The headings stand here again (1 times) and are not read as a row.",
        ],
        [[3, 2, 0, 1]],
        ["a", "b"],
    ),
    "lines that all are longer and end empty, the headings again as well": (
        "actor;naam\na;x;\nactor;naam;\nb;y;\n",
        [
            ("1: Each line has 3 cells and there are 2 headings; the cells beyond are empty and "
            "are not read."),
            "3: The headings stand here again (1 times) and are not read as a row.",
        ],
        [[3, 2, 0, 1]],
        ["a", "b"],
    ),
    "lines that are longer in two ways": (
        "actor;naam\na;x;;\nb;y;\n",
        [
            f"{row}: This line has more cells than others, the last of them empty: values may "
            "stand one heading too far."
            for row in (2, 3)
        ],
        [[2, 0, 2, 0]],
        ["a", "b"],
    ),
    "headings that reach further than the lines": (
        "actor;naam;;\na;x\nb;y\n", [], [[2, 2, 0, 0]], ["a", "b"]
    ),
    "lines of which only some reach as far as the headings": (
        "actor;naam;;\na;x;;\nb;y;\nc;z\nd;\n",
        [f"{row}: This line has fewer cells than the 2 headings." for row in (3, 4, 5)],
        [[4, 1, 3, 0]],
        ["a", "b", "c", "d"],
    ),
    "a quote that is not closed": (
        'actor;naam\na;x\n\n"b;y\nc;z\n',
        ["4: The quotes are wrong from this line on, so nothing after it can be read."],
        [[3, 1, 1, 1]],
        ["a"],
    ),
    "a cell of two lines": ('actor;naam\na;"x\ny"\nb;veel;\n', [
        ("4: This line has more cells than others, the last of them empty: values may stand one "
        "heading too far.")], [[2, 1, 1, 0]], ["a", "b"]),
    "signs of nothing": (
        "actor;naam\na\0;x\nb;y\n",
        ["2: This line holds NUL characters."],
        [[2, 2, 0, 0]],
        ["a", "b"],
    ),
    "a column of a heading that stands there twice": (
        "actor;naam;label;uren;aantal\na;x;y;1;2\n",
        [
            "1 aantal: The column 'aantal' is not read: the table has no such column.",
            "1 label: A second column has this meaning: 'label'.",
        ],
        [[1, 1, 0, 0]],
        ["a"],
    ),
    "headings that are nearly known": (
        "actor;actorr;urem;naam\na;b;1;x\n",
        [
            "1 actorr: The column 'actorr' is not read: the table has no such column.",
            "1 urem: 'urem' is not a column of this table.",
        ],
        [[1, 1, 0, 0]],
        ["a"],
    ),
    "no heading above cells": (
        "actor;;naam\na;;x\nb; ;y\nc;z;y\n",
        ["4: 1 cell(s) stand under no heading, the first here."],
        [[3, 2, 1, 0]],
        ["a", "b", "c"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_told_by_its_lines(name, tmp_path):
    text, *expected = FILES[name]
    (tmp_path / "actors.csv").write_text(text, encoding="utf-8", newline="")
    assert told(tmp_path) == tuple(expected)


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_a_file_is_the_same_in_however_large_blocks_it_is_taken(size, tmp_path, monkeypatch):
    monkeypatch.setattr(delimited, "_BLOCK", size)
    (tmp_path / "actors.csv").write_text("actor;uren\na;1\nb;x\nc;3\nd;4\n", encoding="utf-8")
    lines = ["3 hours: 'x' is not a number."]
    assert told(tmp_path) == (lines, [[4, 3, 1, 0]], list("abcd"))


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("utf-8", []), ("utf-8-sig", []), ("cp1252", "cp1252"), ("utf-16", "UTF-16")],
)
def test_an_encoding_is_told_where_letters_may_be_others(encoding, said, tmp_path):
    (tmp_path / "actors.csv").write_text("actor\nZoë\n", encoding=encoding)
    lines = [f": Read as {said}."] if said else []
    assert told(tmp_path) == (lines, [[1, 1, 0, 0]], ["Zoë"])


def test_after_a_hundred_lines_with_signs_of_nothing_a_file_is_no_text(tmp_path):
    for count, rows in ((99, [[99, 99, 0, 0]]), (100, [[0, 0, 0, 0]])):
        (tmp_path / "actors.csv").write_text("actor\n" + "".join(f"a{n}\0\n" for n in range(count)))
        lines, read, _ = told(tmp_path)
        said = [f"{row}: This line holds NUL characters." for row in range(2, count + 2)]
        nothing = [": There are headings here and no rows at all."]
        assert lines == (said if count == 99 else nothing + said)
        assert read == rows


def test_a_file_of_a_thousand_columns_is_read_and_of_one_more_is_not(tmp_path):
    for count, end in ((1000, [[1, 1, 0, 0]]), (1001, [[0, 0, 0, 0]])):
        heads = ["actor", "naam", *(f"x{at}" for at in range(count - 2))]
        (tmp_path / "actors.csv").write_text(f"{';'.join(heads)};;\n{'a;' * count};\n")
        lines, rows, _ = told(tmp_path)
        said = ": There are more than 1000 columns, as in no table, and nothing is read."
        assert (rows, said in lines) == (end, count > 1000)


def test_what_is_no_text_or_has_a_line_longer_than_any_table_is_not_read(tmp_path):
    for content, said in (
        (b"actor\n\x81\x8d\n", ": This text is neither UTF-8 nor UTF-16 nor cp1252."),
        (
            b"actor\n" + b"x" * 1_000_001,
            ": A line here is longer than a million signs, as in no table, and nothing is read.",
        ),
    ):
        (tmp_path / "actors.csv").write_bytes(content)
        nothing = ": There are headings here and no rows at all."
        assert told(tmp_path) == ([said, nothing], [[0, 0, 0, 0]], [])
