"""What other programs read: GraphML, GEXF, JSON, Kumu and Excel; only of what `protect` made."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import networkx as nx
import pandas as pd

from ecosystem.network import network
from ecosystem.protect import Outgoing
from ecosystem.show.words.told import in_words
from ecosystem.show.words.words import say
from ecosystem.tables.files import write_beside

Format = Literal["graphml", "gexf", "json", "kumu", "xlsx"]


def export(outgoing: Outgoing, path: str | Path, to: Format) -> Path:
    """
    Write what may leave for another program.

    Parameters
    ----------
    outgoing
        What `protect` made; nothing else is taken.
    path
        The file to write; an earlier one is replaced only when the new one is whole.
    to
        `graphml` and `gexf` (Gephi), `json` (networkx node-link) and `kumu` (a workbook with
        the sheets Elements and Connections) hold the graph; `xlsx` holds the tables, a sheet a
        table, with findings and moves in words. No cell is a live formula.

    Returns
    -------
    path
        The file that was written.

    Raises
    ------
    TypeError
        If handed anything that did not pass through `protect`.
    ValueError
        If the format is not one of these.

    Examples
    --------
    >>> export(eco.protect(street), folder / "street.graphml", "graphml").name
    'street.graphml'
    """
    _taken("export", outgoing)
    if to == "xlsx":
        return write_beside(Path(path), workbook(in_words(outgoing)))
    graph = _plain(outgoing)
    if to == "kumu":
        return write_beside(Path(path), _book(_kumu(graph), outgoing))
    if to == "json":
        text = json.dumps(nx.node_link_data(graph, edges="edges"), ensure_ascii=False, indent=1)
    else:
        generate = nx.generate_graphml if to == "graphml" else nx.generate_gexf
        dated = re.compile(r' lastmodifieddate="[^"]*"')
        text = dated.sub("", "\n".join(generate(graph)), count=1)
        mark = f"<description>{say(outgoing.level, outgoing.lang)}</description>"
        text = text.replace("</creator>", f"</creator>{mark}", 1)  # of GEXF: GraphML has `level`
    return write_beside(Path(path), text.encode("utf-8"))


def _plain(outgoing: Outgoing) -> nx.MultiGraph[str]:
    """Build the graph of what may leave, without unknown attributes, which the formats lack."""
    graph = network(outgoing.hood())
    plain = graph.__class__(level=outgoing.level, neighbourhood=outgoing.name)
    plain.add_nodes_from((node, _known(data)) for node, data in graph.nodes(data=True))
    for number, (one, other, data) in enumerate(graph.edges(data=True)):
        plain.add_edge(one, other, key=number, **_known(data))
    return plain


def _known(data: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in data.items() if not pd.isna(value)}
    return {key: value.item() if hasattr(value, "item") else value for key, value in kept.items()}


def _kumu(graph: nx.MultiGraph[str]) -> dict[str, pd.DataFrame]:
    """Elements and Connections, joined by label as Kumu does; equal labels get their id."""
    labels = pd.Series({node: data.get("label", node) for node, data in graph.nodes(data=True)})
    twice = labels.duplicated(keep=False)
    labels = labels.where(~twice, labels + " (" + labels.index + ")")
    elements = pd.DataFrame(
        [
            {"Label": labels[node], "Type": data.pop("kind"), "Id": node, **data}
            for node, data in ((node, dict(data)) for node, data in graph.nodes(data=True))
        ]
    ).drop(columns="label", errors="ignore")
    connections = pd.DataFrame(
        [
            {"From": labels[one], "To": labels[other], "Type": data.pop("relation"), **data}
            for one, other, data in (
                (one, other, dict(data)) for one, other, data in graph.edges(data=True)
            )
        ]
    )
    return {"Elements": elements, "Connections": connections}


def workbook(outgoing: Outgoing, *, ahead: Sequence[str] = ()) -> bytes:
    """
    Make a workbook, a sheet a table, of what may leave; the same bytes for the same tables.

    Parameters
    ----------
    outgoing
        What `protect` made; nothing else is taken.
    ahead
        Tables that stand first, where they are there.

    Returns
    -------
    workbook
        The bytes of an Excel file.

    Raises
    ------
    TypeError
        If handed anything that did not pass through `protect`.

    Examples
    --------
    >>> workbook(eco.protect(street))[:2]
    b'PK'
    """
    _taken("workbook", outgoing)
    first = [name for name in ahead if name in outgoing.tables]
    every = dict.fromkeys([*first, *outgoing.tables])
    return _book({name: outgoing.tables[name] for name in every}, outgoing)


def _taken(by: str, outgoing: object) -> None:
    if not isinstance(outgoing, Outgoing):
        raise TypeError(
            f"{by} takes what protect() made, not {type(outgoing).__name__}: "
            f"write {by}(protect(hood), ...)"
        )


def _book(tables: Mapping[str, pd.DataFrame], outgoing: Outgoing) -> bytes:
    from datetime import datetime  # noqa: PLC0415
    from io import BytesIO  # noqa: PLC0415

    from xlsxwriter import Workbook  # noqa: PLC0415

    memory = BytesIO()
    book = Workbook(
        memory,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 (a fixed stamp)
    mark = say(outgoing.level, outgoing.lang)
    bold = book.add_format({"bold": True, "bottom": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for name, frame in tables.items():
        sheet = book.add_worksheet(name)
        sheet.set_header(f"&L{outgoing.name.replace('&', '&&')}&R{mark}")
        sheet.freeze_panes(1, 0)
        for at, column in enumerate(frame.columns):
            cells = _dated(frame[column], outgoing.level)
            longest = max(len(str(value)) for value in [column, *cells.dropna()])
            sheet.set_column(at, at, min(60, longest + 2))
            sheet.write_string(0, at, str(column), bold)
            for row, value in enumerate(cells.tolist(), start=1):
                _write(sheet, row, at, value, wrap)
    book.close()
    return memory.getvalue()


def _dated(column: pd.Series, level: str) -> pd.Series:
    """Write dates as quarters where they are shared, and else as days."""
    if not pd.api.types.is_datetime64_any_dtype(column.dtype):
        return column
    quarter = column.dt.strftime("%Y-Q") + column.dt.quarter.astype("Int64").astype("str")
    told = quarter if level == "shareable" else column.dt.strftime("%Y-%m-%d")
    return told.where(column.notna())


def _write(sheet: Any, row: int, at: int, value: Any, wrap: Any) -> None:
    if pd.isna(value):
        return
    if isinstance(value, bool | int | float):
        sheet.write(row, at, value, wrap)
    else:
        sheet.write_string(row, at, str(value), wrap)
