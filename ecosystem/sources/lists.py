"""
Lists of nodes and edges: Kumu (`Label`, `From`, `To`), NodeXL (`Vertex 1`, `Vertex 2`), Gephi.

Gephi and most others say `Source` and `Target`; plain lists in our own headings, English or
Dutch, are read as well. A workbook may hold both lists, as Kumu and NodeXL write them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from ecosystem.sources.foreign import figures
from ecosystem.sources.imported import Imported, make
from ecosystem.sources.listed import IDS, Listed, ends_of, open_lists
from ecosystem.tables.language import Language
from ecosystem.tables.problems import Problem
from ecosystem.tables.schema import TABLES, Column

LABELS = ("label", "vertex.names", "name", "naam")
OTHER_NAMES = {
    "organisation": ("organization", "agency", "affiliation"),
    "profession": ("type",),
    "relation": ("type", "relationship"),
}
"""Headings besides our own that mean a column of ours."""
NEEDS = ("needs", "need", "behoeften", "behoefte")


def lists(
    edges: str | Path,
    nodes: str | Path | None = None,
    *,
    neighbourhood: str = "network",
    level: str | None = None,
    relation: str | None = None,
    needs: str = "",
    lang: Language = "en",
) -> Imported:
    r"""
    Read a list of edges, and one of nodes, as the actors and ties of one neighbourhood.

    Ids stay as they are. Weights, frequencies and directions have no home in our tables and
    are named as not read; hours are read only from a column called so. A node that only an
    edge knows is kept without a name; an edge of a node to itself is dropped; the same edge
    counts once; all of it is noticed.

    Parameters
    ----------
    edges
        A CSV file or a workbook; of a workbook with several sheets the one with edges.
    nodes
        The same for nodes; by default those of the workbook of `edges`, else none.
    neighbourhood
        Code for the whole network.
    level
        What a node is: `person`, `practice`, `group` or `organisation`.
    relation
        What an edge is, where the list does not say it in a word of ours: `knows`, `refers`,
        `consults`, `meets` or `shares_residents`.
    needs
        The column of nodes that lists needs somebody can meet, such as Kumu's `Tags`.
    lang
        Language of the messages when the files cannot be used.

    Returns
    -------
    tables
        `neighbourhoods`, `actors` by id, `ties` by both ids, and `competences` where a column
        lists needs.
    notices
        What was noticed, a row a kind.

    Raises
    ------
    TableError
        If a file is missing, is empty, or has no such columns.

    Examples
    --------
    >>> _ = (folder / "edges.csv").write_text("From,To\nAnn,Bob\n")
    >>> _ = (folder / "nodes.csv").write_text("Label,Type\nAnn,nurse\nBob,gp\n")
    >>> tables, notices = lists(folder / "edges.csv", folder / "nodes.csv")
    >>> tables["ties"][["actor", "partner"]]
      actor partner
    0   Ann     Bob
    """
    notices: list[Problem] = []
    edge_list, node_list = open_lists(Path(edges), Path(nodes) if nodes else None, notices, lang)
    ties = _ties(edge_list, relation)
    ends = {*ties["actor"], *ties["partner"]}
    actors, able = _actors(node_list, ends, needs.lower())
    strange = sorted(ends - set(actors["actor"]))
    if node_list:
        edge_list.notice("lists_strange", len(strange), strange)
    for one in [edge_list] + ([node_list] if node_list else []):
        known = one.cells.columns[one.cells.notna().any()]
        left = [name for name in known if name not in one.used]
        one.notice("lists_not_read", len(left), left)

    actors = pd.concat([actors, pd.DataFrame({"actor": strange}, dtype="str")], ignore_index=True)
    actors["level"] = actors.get("level", pd.Series(index=actors.index, dtype="str"))
    actors = actors.assign(neighbourhood=neighbourhood, level=actors["level"].fillna(level))
    tables = {
        "neighbourhoods": make("neighbourhoods", {"neighbourhood": [neighbourhood]}),
        "actors": make("actors", _sorted(actors, ["actor"])),
        "ties": make("ties", _sorted(ties, ["actor", "partner"])),
    }
    if able is not None:
        tables["competences"] = make("competences", _sorted(able, ["actor", "need"]))
    return tables, notices


def _ties(one: Listed, relation: str | None) -> pd.DataFrame:
    pair = ends_of(one.cells.columns) or ("", "")
    ties = pd.DataFrame({"actor": one.take(pair[0]), "partner": one.take(pair[1])})
    half = ties.isna().any(axis=1)
    one.notice("lists_half", int(half.sum()))
    ties = ties.join(_ours(one, "ties", {*pair, "actor", "partner"}))
    if relation:
        ties["relation"] = ties.get("relation", pd.Series(index=ties.index, dtype="str"))
        ties["relation"] = ties["relation"].fillna(relation)
    own = ~half & (ties["actor"] == ties["partner"])
    one.notice("lists_to_itself", int(own.sum()), sorted(ties["actor"][own]))
    ties = ties[~half & ~own]
    again = ties.duplicated()
    one.notice("lists_again", int(again.sum()))
    ties = ties[~again]
    ends = {*ties["actor"], *ties["partner"]}
    everybody = len(ends) >= 5 and len(ties.drop_duplicates(["actor", "partner"])) == len(ends) * (
        len(ends) - 1
    )
    one.notice("lists_everybody", len(ends) if everybody else 0)
    return ties


def _actors(
    one: Listed | None, ends: set[str], needs: str
) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """Read the nodes; their id is the column that most ends of edges stand in."""
    if one is None:
        return pd.DataFrame({"actor": pd.Series(dtype="str")}), None
    candidates = [name for name in IDS if name in one.cells]
    met = {name: len(ends & set(one.take(name).dropna())) for name in candidates}
    one.used.clear()
    known_as = max(candidates, key=lambda name: met[name])
    actors = pd.DataFrame({"actor": one.take(known_as)})
    labels = [name for name in LABELS if name in one.cells]
    other = [name for name in labels if name != known_as]
    if labels:
        actors["label"] = one.take((other or labels)[0])
    actors = actors.join(_ours(one, "actors", {*candidates, "neighbourhood"}))
    able = None
    column = needs or next((name for name in NEEDS if name in one.cells), "")
    if column in one.cells:
        listed = one.take(column).str.split(r"\s*[|;,]\s*", regex=True)
        able = pd.DataFrame({"actor": actors["actor"], "need": listed}).explode("need")
        able = able[able["need"].fillna("") != ""].dropna().drop_duplicates()
    blank = actors["actor"].isna()
    one.notice("source_no_id", int(blank.sum()), column=known_as)
    again = ~blank & actors["actor"].duplicated()
    one.notice("source_id_again", int(again.sum()), sorted(actors["actor"][again]), known_as)
    return actors[~blank & ~again], able


def _ours(one: Listed, table: str, taken: set[str]) -> pd.DataFrame:
    """Read the columns that have a place in a table of ours, by our heading or another's."""
    read_as = {}
    for column in TABLES[table].columns:
        names = [column.name, column.nl, *OTHER_NAMES.get(column.name, ())]
        heading = next((name for name in names if name in one.cells and name not in taken), None)
        if heading is None or column.name in {*taken, "label", "fte"}:
            continue
        text = one.take(heading)
        if column.kind in {"number", "integer"}:
            value, wrong = figures(text)
            outside = wrong | (value < (column.low or 0)) | (value > (column.high or float("inf")))
            if column.kind == "integer":
                outside |= value % 1 > 0
            value = value.mask(outside)
        elif column.choices:
            value = text.str.strip().str.lower().str.replace(" ", "_").map(_words(column))
            outside = text.notna() & value.isna()
            if value.notna().sum() == 0:  # another's column by the same name, such as Gephi's Type
                one.used.discard(heading)
                continue
        else:
            value, outside = text, text.isna() & text.notna()
        one.notice(
            "lists_unknown_word", int(outside.sum()), sorted(set(text[outside])), column=heading
        )
        read_as[column.name] = value
    return pd.DataFrame(read_as, index=one.cells.index)


def _words(column: Column) -> dict[str, str]:
    choices = column.choices or {}
    return {
        word.replace(" ", "_"): slug for slug, dutch in choices.items() for word in (slug, dutch)
    }


def _sorted(frame: pd.DataFrame, key: list[str]) -> dict[str, Any]:
    ordered = frame.sort_values(key, kind="stable")
    return {name: ordered[name] for name in ordered}
