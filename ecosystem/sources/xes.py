"""
Event logs in XES, the standard of event logs (IEEE 1849), read as a stream.

https://xes-standard.org. Nothing of the XML is kept but the attributes that are needed, and no
entity is expanded: a file with a DOCTYPE is refused at that line. An attribute of a trace is
called `case:` and its key. A trace without `concept:name` is called after its number.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

import numpy as np
import pandas as pd

from ecosystem.sources.event_log_events import (
    BLOCK,
    LONGEST,
    Events,
    Gathered,
    NotALogError,
    Wanted,
    categorical,
    opened,
)
from ecosystem.sources.event_log_itself import HANDOVERS, MARK, SEQUENCES
from ecosystem.tables.problems import Problem

_PIECE = 1 << 18
_DEEPEST = 1000
_ENCODING = 18
"""What expat calls an encoding that it does not know."""
_NAME = "case:concept:name"


def read(path: Path, wanted: Wanted) -> Events:
    """
    Read the events of a log.

    Parameters
    ----------
    path
        A file in XES, plain or packed.
    wanted
        Tells which attributes are kept.

    Returns
    -------
    events
        In the order of the file; of a key that an event has twice the last counts.

    Raises
    ------
    NotALogError
        If it is no XML, no XES, or has a DOCTYPE.
    EOFError
        If it is packed and breaks off; others of `gzip` where it is damaged.

    Examples
    --------
    >>> _ = (folder / "log.xes").write_text('''<log><trace><string key="concept:name" value="7"/>
    ... <event><string key="concept:name" value="Visit"/></event></trace></log>''')
    >>> {key: list(texts) for key, texts in read(folder / "log.xes", bool).columns.items()}
    {'concept:name': ['Visit'], 'case:concept:name': ['7']}
    """
    parser = expat.ParserCreate()
    log = _Log(path.name, parser, wanted)
    fed = 0
    try:
        with opened(path) as stream:
            while piece := stream.read(_PIECE):
                parser.Parse(piece, False)
                fed += len(piece)
                if fed - parser.CurrentByteIndex > LONGEST or log.depth > _DEEPEST:
                    log.refuse("log_too_long", size=LONGEST >> 20)
            parser.Parse(b"", True)
    except (expat.ExpatError, LookupError) as why:  # the latter where no such encoding is known
        code, row = (why.code, why.lineno) if isinstance(why, expat.ExpatError) else (_ENCODING, 1)
        values = {"why": expat.ErrorString(code)}
        raise NotALogError(Problem(path.name, "log_not_xml", row=row, values=values)) from why
    return log.events()


class _Keys(dict[str, bool]):
    """Every key that was seen, and whether its values are kept."""

    def __init__(self, wanted: Wanted, level: str = "") -> None:
        super().__init__()
        self.wanted, self.level = wanted, level

    def __missing__(self, key: str) -> bool:
        self[key] = self.level + key == _NAME or self.wanted(self.level + key)
        return self[key]


class _Log:
    """What expat tells, an element at a time; depth 1 is the log itself."""

    def __init__(self, file: str, parser: expat.XMLParserType, wanted: Wanted) -> None:
        self.file, self.parser = file, parser
        self.keys, self.trace_keys = _Keys(wanted), _Keys(wanted, "case:")
        self.depth = 0
        self.trace = -1
        """Number of the trace we are in, counted from 0; -1 outside."""
        self.event = 0
        """Depth of the event we are in."""
        self.said: dict[str, str] = {}
        """What the log says of itself."""
        self.by_whom = self.sequences = False
        self.traces: list[dict[str, str]] = []
        self.rows: list[dict[str, str]] = []
        self.lines: list[int] = []
        self.homes: list[int] = []
        """Trace of each event of this block."""
        self.places: list[np.ndarray] = []
        """Those of earlier blocks."""
        self.gathered = Gathered()
        parser.StartDoctypeDeclHandler = lambda *_: self.refuse("log_doctype")
        self.look()

    def refuse(self, code: str, **values: str | int) -> NoReturn:
        """Stop at this line."""
        row = self.parser.CurrentLineNumber
        raise NotALogError(Problem(self.file, code, row=row, values=values))

    def look(self) -> None:
        """Listen for traces and events."""
        self.parser.StartElementHandler = self.begin
        self.parser.EndElementHandler = self.end

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """See which element this is."""
        self.depth += 1
        tag = name.rpartition(":")[2]
        if self.depth == 1 and tag != "log":
            self.refuse("log_not_xes", name=name[:60])
        if tag == "event" and self.depth == (2 if self.trace < 0 else 3):
            self.happen()
        elif self.depth == 2 and tag == "trace":
            self.trace = len(self.traces)
            self.traces.append({})
        elif self.depth == 2 and attributes.get("key", "").startswith(MARK):
            self.said[attributes["key"]] = attributes.get("value", "")
        elif self.trace < 0 and self.depth >= 3:
            self.sequence(attributes.get("key", ""), attributes.get("value", ""))
        elif self.depth == 3 and self.trace >= 0:
            key = attributes.get("key", "")
            if self.trace_keys[key]:
                self.traces[-1][key] = attributes.get("value", "")

    def sequence(self, key: str, value: str) -> None:
        """Count the handovers in what the log itself says of who came after whom."""
        if self.depth == 3:
            self.by_whom = value == "org:resource"
        elif self.depth == 4:
            self.sequences = self.by_whom and key == SEQUENCES
        elif self.depth == 5 and self.sequences and value.isdecimal():
            passed = sum(one != other for one, other in pairwise(key.split(";")))
            self.said[HANDOVERS] = str(int(self.said.get(HANDOVERS, 0)) + passed * int(value))

    def end(self, _: str) -> None:
        """Leave an element."""
        if self.depth == 2:
            self.trace = -1
        self.depth -= 1

    def happen(self) -> None:
        """Take the attributes of an event, till it ends; what lies in an attribute is passed by."""
        row: dict[str, str] = {}
        keys = self.keys
        depth = 0

        def begin(_: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth == 1 and keys[attributes.get("key", "")]:
                row[attributes["key"]] = attributes.get("value", "")
            elif depth > _DEEPEST:
                self.refuse("log_too_long", size=LONGEST >> 20)

        def end(_: str) -> None:
            nonlocal depth
            depth -= 1
            if depth < 0:
                self.happened(row)

        self.lines.append(self.parser.CurrentLineNumber)
        self.parser.StartElementHandler = begin
        self.parser.EndElementHandler = end

    def happened(self, row: dict[str, str]) -> None:
        """Keep an event."""
        self.rows.append(row)
        self.homes.append(self.trace)
        if len(self.rows) == BLOCK:
            self.flush()
        self.look()
        self.depth -= 1

    def flush(self) -> None:
        """Turn the rows of a block into columns."""
        keys = dict.fromkeys(key for row in self.rows for key in row)
        columns = [(key, [row.get(key) for row in self.rows]) for key in keys]
        self.gathered.add(self.lines, columns)
        self.places.append(np.array(self.homes, dtype="int64"))
        self.rows, self.lines, self.homes = [], [], []

    def events(self) -> Events:
        """Give the whole, each event with the attributes of its trace."""
        self.flush()
        columns = self.gathered.columns()
        home = np.concatenate(self.places)
        names = [trace.get("concept:name", "").strip() for trace in self.traces]
        for at, (name, trace) in enumerate(zip(names, self.traces, strict=True), start=1):
            trace["concept:name"] = trace["concept:name"] if name else f"trace {at}"
        for key in dict.fromkeys(key for trace in self.traces for key in trace):
            own = categorical([trace.get(key) for trace in self.traces])
            codes = np.append(own.codes, -1)[home]
            columns["case:" + key] = pd.Categorical.from_codes(codes, own.categories)
        bare = names.count("")
        again = len(names) - len({trace["concept:name"] for trace in self.traces})
        notices = [
            Problem(self.file, code, values={"count": count})
            for code, count in (("log_no_name", bare), ("log_name_again", again))
            if count
        ]
        headings = [key for key in self.keys if key]
        headings += ["case:" + key for key in self.trace_keys if key]
        if self.traces and _NAME not in headings:
            headings.append(_NAME)
        lines = self.gathered.lines
        return Events(self.file, headings, columns, lines, notices=notices, said=self.said)
