"""
Directories of services in the Human Services Data Specification (Open Referral), 2.x and 3.x.

https://docs.openreferral.org: a folder of CSV files. The names of both versions are read:
`organizations.csv` or `organization.csv`, `services_taxonomy.csv` with `taxonomy_id` or
`attributes.csv` with `link_id` and `taxonomy_term_id`, and so on.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from ecosystem.sources.hsds_files import Directory, open_directory
from ecosystem.sources.imported import Imported, make
from ecosystem.tables.language import Language

CLOSED = ("inactive", "defunct", "temporarily closed")


def hsds(
    folder: str | Path, *, neighbourhood: str = "directory", lang: Language = "en"
) -> Imported:
    r"""
    Read a directory of services as one neighbourhood.

    An organisation becomes an actor (of level organisation), a taxonomy term a need, and a
    service that carries a term a competence of its organisation; a link that stands there
    twice counts once. Ids stay as they are. An organisation or term that others refer to and
    that is not in its own file is kept by its id, and noticed. Layer, step and hours stay
    unknown. Services that are closed bring nothing.

    Parameters
    ----------
    folder
        The folder with the CSV files.
    neighbourhood
        Code for the whole directory.
    lang
        Language of the messages when the folder cannot be read.

    Returns
    -------
    tables
        `neighbourhoods`, `actors`, `needs` and `competences`, sorted by id.
    notices
        What was noticed, a row a kind.

    Raises
    ------
    TableError
        If files or columns are missing.

    Examples
    --------
    >>> for name, text in {
    ...     "organization": "id,name\no1,Soup kitchen\n",
    ...     "service": "id,organization_id,name\ns1,o1,Lunch\n",
    ...     "taxonomy_term": "id,name,parent_id\nt1,Meals,\n",
    ...     "attribute": "id,link_id,link_entity,taxonomy_term_id\n1,s1,service,t1\n",
    ... }.items():
    ...     size = (folder / f"{name}.csv").write_text(text)
    >>> tables, notices = hsds(folder)
    >>> tables["competences"][["actor", "need"]]
      actor need
    0    o1   t1
    """
    directory = open_directory(Path(folder), lang)
    directory.organisations = _once(directory, "organisations")
    directory.services = _once(directory, "services")
    directory.terms = _once(directory, "terms")
    live = _live(directory)
    offers = _offers(directory, live)
    _notice_gaps(directory)

    known = directory.organisations.set_index("id")["name"]
    actors = sorted({*known.index, *live["organization_id"].dropna(), *offers["actor"]})
    named = directory.terms.set_index("id")
    needs = sorted({*named.index, *offers["need"]})
    tables = {
        "neighbourhoods": make(
            "neighbourhoods",
            {"neighbourhood": [neighbourhood], "name": [Path(folder).resolve().name]},
        ),
        "actors": make(
            "actors",
            {
                "actor": actors,
                "label": known.reindex(actors).to_numpy(),
                "neighbourhood": neighbourhood,
                "level": "organisation",
            },
        ),
        "needs": make(
            "needs",
            {
                "need": needs,
                "label_en": named["name"].reindex(needs).to_numpy(),
                "domain": _parents(named).reindex(needs).to_numpy(),
            },
        ),
        "competences": make("competences", {name: offers[name] for name in ("actor", "need")}),
    }
    return tables, directory.notices


def _once(directory: Directory, what: str) -> pd.DataFrame:
    """Keep the first row of each id."""
    frame: pd.DataFrame = getattr(directory, what)
    blank = frame["id"].isna()
    directory.notice("source_no_id", what, int(blank.sum()), column="id")
    frame = frame[~blank]
    again = frame["id"].duplicated()
    directory.notice("source_id_again", what, int(again.sum()), frame["id"][again], column="id")
    return frame[~again]


def _live(directory: Directory) -> pd.DataFrame:
    """Keep the services that are open and somebody's."""
    services = directory.services
    whose = services["organization_id"]
    status = services.get("status", pd.Series(index=services.index, dtype="str"))
    closed = status.str.strip().str.lower().isin(CLOSED)
    nobody = whose.isna()
    absent = ~nobody & ~whose.isin(directory.organisations["id"])
    notice = directory.notice
    notice("hsds_closed", "services", int(closed.sum()), services["id"][closed], column="status")
    notice("hsds_nobody", "services", int(nobody.sum()), services["id"][nobody], column="id")
    notice(
        "hsds_organisation_absent",
        "services",
        int(absent.sum()),
        whose[absent],
        column="organization_id",
    )
    return services[~closed & ~nobody]


def _offers(directory: Directory, live: pd.DataFrame) -> pd.DataFrame:
    """Who can meet which need: a row per organisation and term, sorted."""
    links = directory.links
    other = ~links["entity"].isin(["service", "organization"])
    directory.notice("hsds_other_link", "links", int(other.sum()), links["entity"][other])
    half = ~other & (links["id"].isna() | links["need"].isna())
    directory.notice("hsds_half_link", "links", int(half.sum()))
    links = links[~other & ~half]
    again = links.duplicated(["entity", "id", "need"])
    directory.notice("hsds_link_again", "links", int(again.sum()))
    links = directory.links = links[~again]

    of_service = links["entity"] == "service"
    whose = live.set_index("id")["organization_id"]
    actor = links["id"].map(whose).where(of_service, links["id"])
    offers = pd.DataFrame({"actor": actor.astype("str"), "need": links["need"]})
    return offers.dropna().drop_duplicates().sort_values(["actor", "need"], ignore_index=True)


def _notice_gaps(directory: Directory) -> None:
    """Say which ids the links name in vain, and which no link names."""
    links = directory.links
    terms = directory.terms["id"]
    services = directory.services["id"]
    of_service = links["entity"] == "service"
    bare = services[~services.isin(links["id"][of_service])]
    unused = terms[~terms.isin(links["need"])]
    directory.notice("hsds_service_without_term", "services", len(bare), bare)
    directory.notice("hsds_term_unused", "terms", len(unused), unused)
    for code, lost, column in (
        ("hsds_service_absent", of_service & ~links["id"].isin(services), "id"),
        ("hsds_term_absent", ~links["need"].isin(terms), "need"),
        (
            "hsds_linked_organisation_absent",
            ~of_service & ~links["id"].isin(directory.organisations["id"]),
            "id",
        ),
    ):
        directory.notice(code, "links", int(lost.sum()), links[column][lost])


def _parents(terms: pd.DataFrame) -> pd.Series:
    """Name what each term stands under, as the file says it or by the parent's id."""
    parent = terms.get("parent_id", pd.Series(index=terms.index, dtype="str"))
    by_id = parent.map(terms["name"])
    return terms["parent_name"].fillna(by_id) if "parent_name" in terms else by_id
