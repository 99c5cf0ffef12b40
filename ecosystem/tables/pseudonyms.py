"""
Residents by pseudonym, from the door on: HMAC-SHA256 of their id, 80 bits, as 16 letters.

With a key of one's own (see `key`) a resident has the same pseudonym in every delivery. Without
one the key is made of every row about residents in the delivery: the same file gives the same
answers, another delivery gives other pseudonyms, and nobody who lacks a row can make them, also
who can guess all ids, as where they are numbers from 1. Who has the key, or the delivery, can
still tell which pseudonym is whose: keyed data remain personal data.
"""

from __future__ import annotations

import hmac
import re
from base64 import b32encode
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from typing import Any

import pandas as pd

from ecosystem.tables.arrow_rows import arrow_rows, written_out
from ecosystem.tables.key import key
from ecosystem.tables.problems import Problem

FORM = r"r_[a-z2-7]{16}"
"""What has this form is a pseudonym and stays as it is, so that what was saved can be loaded."""
TABLES_OF = ("contacts", "requests")
"""Tables with a column `resident`."""
_NO_ACTOR = ("patient", "partner")
"""Roles in a team of those who are no actors."""
_FORM = re.compile(FORM)


def pseudonym(resident: str, secret: bytes) -> str:
    """
    Make the pseudonym of a resident.

    Parameters
    ----------
    resident
        Their id, as the door tidies it.
    secret
        The key.

    Returns
    -------
    pseudonym
        `r_` and 16 letters and figures: the first 80 bits of HMAC-SHA256, kept apart from all
        that the key may be used for elsewhere.

    Examples
    --------
    >>> pseudonym("client 12", bytes(32))
    'r_k3yx6shjsp7gncjq'
    """
    text = b"ecosystem resident\0" + resident.encode()
    return "r_" + b32encode(hmac.digest(secret, text, "sha256")[:10]).decode().lower()


def bare(residents: Iterable[str]) -> list[str]:
    """
    List the ids that are no pseudonyms yet, sorted.

    Examples
    --------
    >>> bare(["r_abcdefghijklmnop", "R_abcdefghijklmnop", "12", "12"])
    ['12', 'R_abcdefghijklmnop']
    """
    return sorted({one for one in residents if not _FORM.fullmatch(one)})


def pseudonymised(
    tables: Mapping[str, pd.DataFrame], file: str = ""
) -> tuple[dict[str, pd.DataFrame], list[Problem]]:
    """
    Put pseudonyms in the place of residents: in contacts, requests, and seats of teams.

    A member of a team who is there as patient or relative, and is no actor, is one as well.

    Parameters
    ----------
    tables
        Checked tables by name.
    file
        What the notice is about; by default the tables.

    Returns
    -------
    tables
        The same tables and rows, with one pseudonym for one resident.
    problems
        Why the key cannot be used, and then nothing is changed; or the notice that there is none.
    """
    places = _places(tables)
    ids = bare(one for name, (at, rows) in places.items() for one in tables[name].loc[rows, at])
    if not ids:
        return dict(tables), []
    secret = key()
    if isinstance(secret, Problem):
        return dict(tables), [secret]
    told = (
        [] if secret else [Problem(file or ", ".join(places), "no_key", values={"count": len(ids)})]
    )
    secret = secret or key_of(_content(tables[name]) for name in places)
    by_id = {one: pseudonym(one, secret) for one in ids}
    changed = {}
    for name, (at, rows) in places.items():
        column = tables[name][at]
        new = column.map(by_id).fillna(column).astype("str")
        changed[name] = tables[name].assign(**{at: new.where(rows, column)})
    return {name: changed.get(name, frame) for name, frame in tables.items()}, told


def _places(tables: Mapping[str, pd.DataFrame]) -> dict[str, tuple[str, pd.Series]]:
    """Give the column with residents of each table that has one, and the rows in which."""
    places = {
        name: ("resident", tables[name]["resident"].notna()) for name in TABLES_OF if name in tables
    }
    if "members" in tables:
        seats = tables["members"]
        known = tables["actors"]["actor"] if "actors" in tables else pd.Series(dtype="str")
        whose = seats["role"].isin(_NO_ACTOR) & ~seats["member"].isin(known)
        places["members"] = ("member", whose & seats["member"].notna())
    return places


def _content(frame: pd.DataFrame) -> bytes:
    """Say what is in a table, in whatever order its rows stand."""
    rows: pd.Series = pd.util.hash_pandas_object(frame, index=False)
    return bytes(rows.sort_values().to_numpy())


def key_of(parts: Iterable[bytes]) -> bytes:
    """Make a key of whatever says what is in a delivery."""
    return sha256(b"ecosystem delivery\0" + b"\0".join(parts)).digest()


def rows_with_pseudonyms(name: str, rows: Any, secret: Callable[[], bytes]) -> Any:
    """
    Put pseudonyms in the place of residents in rows of Arrow; as they are where they have them.

    Parameters
    ----------
    name
        Name of a table.
    rows
        Its rows, as `arrow_rows` gives them.
    secret
        Gives the key, asked for only where it is needed.

    Returns
    -------
    rows
        In their order again.
    """
    import pyarrow as pa  # noqa: PLC0415 (slow to start)
    import pyarrow.compute as pc  # noqa: PLC0415

    distinct = pc.unique(rows["resident"].unify_dictionaries()).cast(pa.large_string()).drop_null()
    if pc.all(pc.match_substring_regex(distinct, f"^{FORM}$")).as_py() is not False:
        return rows
    used = secret()
    known = [one if _FORM.fullmatch(one) else pseudonym(one, used) for one in distinct.to_pylist()]
    rows = written_out(rows)
    column = rows["resident"].combine_chunks()
    new = pd.array(known, dtype="str").take(
        pc.index_in(column, distinct).fill_null(-1).to_numpy(), allow_fill=True
    )
    return arrow_rows(name, {one: rows[one] for one in rows.column_names} | {"resident": new})
