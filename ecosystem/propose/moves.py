"""One list of moves: ranked, numbered, with what each saves, alone and together."""

from __future__ import annotations

import pandas as pd

from ecosystem.measure.options import checked
from ecosystem.measure.supply import supply
from ecosystem.propose.listing.asked_by import asked_by
from ecosystem.propose.listing.kinds import candidates
from ecosystem.propose.listing.listed import listed
from ecosystem.propose.listing.trial import Trial
from ecosystem.propose.listing.wording import worded
from ecosystem.tables.language import Language
from ecosystem.tables.needs import labels
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.progress import counted

COLUMNS = {
    "move": "str",
    "who": "str",
    "what": "str",
    "to": "str",
    "people_saved": "Int64",
    "hours_saved": "Float64",
    "people_together": "Int64",
    "hours_together": "Float64",
    "residents": "Int64",
    "fewer_today": "Int64",
    "asked_by": "str",
    "because": "str",
    "risk": "str",
    "undo": "str",
    "days": "Float64",
    "instead_of": "Int64",
    "fragile": "str",
    "full": "str",
}


def propose(
    hood: Neighbourhood,
    *,
    learn: int = 3,
    most: int = 10,
    backup: int = 1,
    lang: Language = "en",
) -> pd.DataFrame:
    """
    List moves with which fewer people could do it, what saves most first.

    From `broaden`, `exchange`, `consult`, `release`, and from findings: meetings that are one,
    meetings that nobody asked for, ties that no need carries, links that could go from simple
    requests, complex requests without a contact point (three of each at most), and two who need
    each other and have no tie (one learns it; only in its place they meet). Each saves what
    `what_if` with that move alone gives, in professionals at the door (see `staffing`) and in
    hours of ties and meetings. A learning step that saves nothing alone is one move with those
    it saves with. A move that excludes
    one above it is the alternative to that, and is not counted with it. Left out is what makes
    anything worse, alone or with the moves above it (more people, more hours short, a need
    nobody can meet), and advice or an exchange that saves nobody; for advice also with those
    above it. Whatever the tables at hand can answer. Informal and collective help never stops.
    Who may learn what is what `teachable` lists; without that table a list of ours is taken (see
    `broaden`), and where nobody here is of a profession on it, nobody learns anything.

    Internal: it names people beside counts as they are, also of one resident.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    learn
        How many learning steps.
    most
        How many moves at most of each other kind.
    backup
        How many people must be able to meet each need.
    lang
        Language of the words, `en` or `nl`.

    Returns
    -------
    moves
        One row per move, indexed by `number` from 1: most people saved first, then most hours
        saved (unknown as none), fewest days (unknown last), by kind (`learn`, `exchange`,
        `consult`, `merge_meetings`, `stop_meeting`, `stop_tie`, `release`, `shorten`,
        `name_contact_point`, `meet`), `who`, `what` and `to`.
        The i-th of `who` does the i-th of `what` (ids joined by `|`, or one for all), to or
        with the i-th of `to`: `learn` the need (where it closes a gap, with whom in `to`),
        `release` the need (all of `to` must keep doing it), `exchange` the need to who takes
        it over, `consult` on the need with the generalist, `merge_meetings` (the members) the
        meeting into the larger, `stop_meeting` (idem) the meeting, `stop_tie` with the other,
        `shorten` (leaves all these needs to the other, in simple requests to which both come),
        `name_contact_point` (in complex requests about these needs), `meet` with the other.
        `people_saved` and `hours_saved` (a month; less than nothing where it costs hours;
        missing where it saves no hours, or that is unknown) alone; `people_together` and
        `hours_together` (a month; what is known) with all moves above it; `residents` it is
        about (missing where unknown); `fewer_today` (of `exchange` and `shorten`:
        people whom residents no longer see, of those contacts name today); `asked_by` (who
        asked for the meeting, the tie, or most often for help with the needs; else
        `unknown`); `because`, `risk` and
        `undo` in words; `days` of learning; `instead_of` (number of the move it excludes;
        missing where none); `fragile` (needs that then hang on one and did not, alone or with
        the moves above it) and `full` (who then have no hour to spare and had, alone), ids
        joined by `|`.

    Raises
    ------
    ValueError
        If an option is not a whole number of at least 1 (`learn`: 0), or not a language of ours.

    Examples
    --------
    >>> propose(street)[["move", "who", "what", "to", "hours_saved", "asked_by"]]
                      move       who    what      to  hours_saved asked_by
    number
    1             stop_tie        gp          social          6.0   policy
    2       merge_meetings  gp|nurse  wounds  monday          1.0  unknown
    """
    checked(learn=learn, backup=backup, most=most, lang=lang)
    trial = Trial(hood, backup)
    made = candidates(hood, trial.saves, learn=learn, most=most, backup=backup)
    rows = listed(trial, [trial.alone(move) for move in counted(made, "weighing")])
    for row in rows:
        row["asked_by"] = asked_by(hood, row)
    frame = pd.DataFrame(rows).reindex(columns=list(COLUMNS)).astype(COLUMNS)
    frame.index = pd.RangeIndex(1, len(frame) + 1, name="number")
    hours = ["hours_saved", "hours_together"]
    frame[hours] = frame[hours].round(6)
    meetings = hood.meetings.dropna(subset=["label"]).set_index("meeting")["label"].to_dict()
    names = supply(hood)["label"].to_dict()
    return worded(frame, names, labels(hood, lang), meetings=meetings, lang=lang)
