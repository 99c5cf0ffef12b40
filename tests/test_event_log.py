"""Event logs: what comes in, what is said of it, and what no log can do."""

import gzip
import re
from collections import Counter, deque
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ecosystem as eco
from ecosystem.sources import xes
from ecosystem.sources.event_log import event_log
from ecosystem.sources.event_log_pairs import COMPLETE, START, pairs
from ecosystem.tables.problems import TableError, table
from ecosystem.tables.save import save

SEPSIS = Path(__file__).resolve().parents[2] / "shared" / "data" / "sepsis_log" / "sepsis.csv"

USUAL = """Case ID;Activity;Complete Timestamp;Resource;org:group
7;Visit;31-01-2025 10:00;Ann;Home care
7;Call;31-01-2025 09:00;Bob;Welfare
8;Visit;01-02-2025 12:30;Ann;Welfare
"""
HEADINGS = {
    "disco": "Case ID;Activity;Complete Timestamp;Resource;Group",
    "pm4py": "case:concept:name;concept:name;time:timestamp;org:resource;org:group",
    "bupar": "case_id;activity;timestamp;resource;department",
    "xesreadR": "CASE_concept_name;activity_id;timestamp;resource_id;team",
    "celonis": "_CASE_KEY;ACTIVITY_EN;EVENTTIME;USER_NAME;Team",
    "nirdizati": "CaseID;ActivityID;CompleteTimestamp;Resource;group",
    "prom": "case;event;completeTime;org:resource;org:group",
    "dutch": "Zaak;Activiteit;Tijdstip;Medewerker;Team",
    "dutch, longer": "Zaaknummer;Handeling;Datum (dag en tijd);Behandelaar;Organisatie",
    "a bank": "Incident ID;IncidentActivity_Type;DateStamp;Agent;Assignment Group",
    "a maker of lorries": "SR Number;Status;Change Date+Time;Owner First Name;Involved ST",
    "a town hall": "Aanvraagnummer;Actie;Tijdstempel;Consulent;Afdeling",
}


def put(folder, text, name="log.csv", encoding="utf-8"):
    path = folder / name
    content = text if isinstance(text, bytes) else text.encode(encoding)
    path.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    return path


def log(folder, text, **options):
    return event_log(put(folder, text), **options)


def rows(tables, *columns, of="contacts"):
    frame = tables[of][list(columns)].astype("object")
    return frame.where(frame.notna(), None).to_numpy().tolist()


def told(notices, code):
    return next(vars(notice)["values"] for notice in notices if notice.code == code)


def said(notices):
    """What was noticed besides what every log says, and where."""
    always = {"log_read", "log_columns", "lists_not_read"}
    return {
        notice.code: (vars(notice)["values"]["count"], notice.row)
        for notice in notices
        if notice.code not in always
    }


def account(notices):
    read = told(notices, "log_read")
    assert read["count"] == read["contacts"] + read["merged"] + read["refused"]
    return read


def as_xes(text, *, name="log"):
    """Write a CSV log in the words of XES, a trace a case, and its events as they come."""
    heading, *lines = [line.split(";") for line in text.splitlines()]
    traces = {}
    for line in lines:
        keys = [
            f'<string key="{key}" value="{value}"/>'
            for key, value in zip(heading[1:], line[1:], strict=True)
            if value
        ]
        traces.setdefault(line[0], []).append(f"<event>{''.join(keys)}</event>")
    inner = "".join(
        f'<trace><string key="concept:name" value="{case}"/>{"".join(events)}</trace>'
        for case, events in traces.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{name} xes.version="1.0">{inner}</{name}>'


def timed(*moments):
    lines = "".join(f"7;Visit;{moment};Ann\n" for moment in moments)
    return "case;activity;time;actor\n" + lines


def starts(tables):
    return [str(moment) for moment in tables["contacts"]["start"]]


def test_a_case_becomes_a_request_and_its_own_resident_an_event_a_contact(tmp_path):
    tables, notices = log(tmp_path, USUAL)
    assert list(tables) == ["neighbourhoods", "actors", "contacts", "requests"]
    assert rows(tables, "neighbourhood", "name", of="neighbourhoods") == [["log", "log"]]
    assert rows(tables, "request", "resident", of="requests") == [["7", "7"], ["8", "8"]]
    assert rows(tables, "actor", "level", "organisation", of="actors") == [
        ["Ann", "person", None],
        ["Bob", "person", "Welfare"],
    ]
    assert rows(
        tables, "resident", "request", "actor", "organisation", "activity", "start", "minutes"
    ) == [
        ["7", "7", "Bob", "Welfare", "Call", pd.Timestamp("2025-01-31 09:00"), None],
        ["7", "7", "Ann", "Home care", "Visit", pd.Timestamp("2025-01-31 10:00"), None],
        ["8", "8", "Ann", "Welfare", "Visit", pd.Timestamp("2025-02-01 12:30"), None],
    ]
    assert said(notices) == {"log_several_groups": (1, None)}
    assert account(notices) == {
        "count": 3, "contacts": 3, "merged": 0, "refused": 0, "requests": 2, "actors": 2,
    }  # fmt: skip


@pytest.mark.parametrize("kind", HEADINGS)
def test_the_usual_headings_are_known(tmp_path, kind):
    expected, _ = log(tmp_path, USUAL)
    text = "\n".join([HEADINGS[kind], *USUAL.splitlines()[1:]])
    tables, _ = log(tmp_path, text)
    pd.testing.assert_frame_equal(tables["contacts"], expected["contacts"])


def test_dates_of_the_case_beside_the_time_of_the_event_are_not_taken_for_it(tmp_path):
    text = (
        "Zaaknummer;Startdatum;Einddatum;Handeling;Tijdstip;Medewerker\n"
        "7;1-2-2025;28-2-2025;Bezoek;14-2-2025 10:00;Ann\n"
    )
    tables, _ = log(tmp_path, text)
    assert starts(tables) == ["2025-02-14 10:00:00"]
    tables, _ = log(tmp_path, text.replace("Tijdstip", "Opmerking"))
    assert spans(tables) == ["Bezoek 00:00 Ann 38880"]


@pytest.mark.parametrize("name", ["log.xes", "log.xes.gz", "log.csv.gz", "log.xml", "packed.txt"])
def test_every_form_gives_the_same_contacts(tmp_path, name):
    expected, _ = log(tmp_path, USUAL)
    text = "\n".join([HEADINGS["pm4py"], *USUAL.splitlines()[1:]])
    path = put(tmp_path, as_xes(text) if "x" in name.partition(".")[2][:1] else text, name)
    tables, _ = event_log(path)
    pd.testing.assert_frame_equal(tables["contacts"], expected["contacts"])


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_every_delimiter_and_encoding_is_read(tmp_path, mark, encoding):
    text = USUAL.replace("Ann", "Zoë").replace(";", mark)
    tables, _ = event_log(put(tmp_path, text, encoding=encoding))
    assert rows(tables, "actor", of="actors") == [["Bob"], ["Zoë"]]


def test_names_the_user_gives_win(tmp_path):
    text = USUAL.replace("Case ID", "Nummer").replace("org:group", "Bureau")
    tables, notices = log(tmp_path, text, case="nummer", actor="Bureau", time="Complete Timestamp")
    assert rows(tables, "actor", "organisation", of="actors") == [
        ["Home care", None],
        ["Welfare", None],
    ]
    assert told(notices, "log_columns")["some"] == (
        "case = 'Nummer', activity = 'Activity', time = 'Complete Timestamp', actor = 'Bureau'"
    )
    assert told(notices, "lists_not_read") == {"count": 1, "some": "Resource"}


def test_an_attribute_of_a_trace_can_be_named_with_or_without_case(tmp_path):
    text = as_xes(USUAL.replace("Case ID;Activity;Complete", "x;concept:name;Complete"))
    text = text.replace("<trace>", '<trace><int key="dossier nr" value="12"/>')
    for name in ("dossier nr", "case:dossier nr"):
        tables, _ = event_log(put(tmp_path, text, "log.xes"), case=name)
        assert rows(tables, "request", of="requests") == [["12"]]


@pytest.mark.parametrize(
    "text",
    [
        USUAL.partition("\n")[2],
        "Jansen;p_7\nAnn;p_8\n",
        USUAL.replace("Case ID", "31-01-2025 10:00;Mrs. Jansen"),
    ],
)
def test_what_may_be_a_line_of_a_resident_is_not_told_as_headings(tmp_path, text):
    with pytest.raises(TableError, match="there are: •••") as refused:
        log(tmp_path, text, group="Team")
    assert not re.search("Ann|Jansen|2025", str(refused.value.problems.to_numpy().tolist()))


def test_a_line_of_a_resident_behind_the_headings_is_not_told_as_columns_not_read(tmp_path):
    headings = "Case ID;Activity;Complete Timestamp;Resource;7;Visit;31-01-2025 10:00;Mrs. Jansen"
    _, notices = log(tmp_path, f"{headings}\n8;Visit;01-02-2025 12:30;Ann;;;;\n")
    assert told(notices, "lists_not_read")["some"] == "•••"


def test_a_column_that_is_missing_is_named_with_the_option_and_all_there_are(tmp_path):
    text = "Who;What;Hour\nAnn;Visit;10:00\n"
    with pytest.raises(TableError) as refused:
        log(tmp_path, text)
    there = "there are: Who, What, Hour."
    assert refused.value.problems[["message", "advice"]].to_numpy().tolist() == [
        [f"No column is known to say what was done; {there}",
         "Name it with --activity (in Python: activity=)."],
        [f"No column is known to say which case an event belongs to; {there}",
         "Name it with --case (in Python: case=)."],
        [f"No column is known to say when something was done; {there}",
         "Name it with --time (in Python: time=)."],
    ]  # fmt: skip
    with pytest.raises(TableError, match=r"zoals --group zegt; er zijn: Case ID, .* 'Resource'\?"):
        log(tmp_path, USUAL, group="Resourse", lang="nl")


def test_headings_may_stand_lower_and_what_is_above_is_noticed(tmp_path):
    tables, notices = log(tmp_path, "Log of the district;;\n\n" + USUAL)
    assert len(tables["contacts"]) == 3
    assert said(notices)["skipped_lines"] == (2, 1)


def test_ids_stay_as_they_are_and_na_is_a_case(tmp_path):
    ids = ["NA", "na", "é", "e", " e", "007", "7", "7.0", "null", "nan"]
    lines = "".join(f"{name};Visit;2025-01-01 10:00;{name}\n" for name in ids)
    tables, notices = log(tmp_path, "case;activity;time;actor\n" + lines)
    assert tables["requests"]["request"].tolist() == sorted(ids)
    assert tables["actors"]["actor"].tolist() == sorted(ids)
    assert said(notices) == {"log_absent": (4, 2)}


def test_what_was_imported_loads_with_the_same_ids(tmp_path):
    text = USUAL.replace("7;", "NA;").replace("8;", "na;").replace("Ann", "Zoë")
    tables, _ = log(tmp_path, text)
    save(tables, tmp_path / "out")
    hood = eco.load(tmp_path / "out")["log"]
    assert sorted(hood.requests["request"]) == ["NA", "na"]
    assert len(hood.contacts) == 3
    assert set(hood.contacts["actor"]) == {"Zoë", "Bob"}


def test_a_missing_actor_is_nobody_and_counted(tmp_path):
    tables, notices = log(tmp_path, USUAL.replace(";Bob;", ";;"))
    assert rows(tables, "actor", "organisation") == [
        [None, "Welfare"],
        ["Ann", "Home care"],
        ["Ann", "Welfare"],
    ]
    assert tables["actors"]["actor"].tolist() == ["Ann"]
    assert said(notices)["log_no_actor"] == (1, 3)


def test_groups_only_are_actors_of_level_organisation_and_a_question_mark_stays(tmp_path):
    text = USUAL.replace(";Resource", ";x").replace("Home care", "?")
    tables, notices = log(tmp_path, text)
    assert rows(tables, "actor", "level", "organisation", of="actors") == [
        ["?", "organisation", None],
        ["Welfare", "organisation", None],
    ]
    assert rows(tables, "actor", "organisation") == [
        ["Welfare", "Welfare"],
        ["?", "?"],
        ["Welfare", "Welfare"],
    ]
    assert said(notices) == {"log_groups": (3, 2), "log_absent": (1, 2)}


def test_a_column_for_persons_that_is_empty_counts_as_none(tmp_path):
    tables, notices = log(tmp_path, USUAL.replace(";Bob;", ";;").replace(";Ann;", "; ;"))
    assert set(tables["actors"]["level"]) == {"organisation"}
    assert said(notices) == {"log_groups": (3, 2)}


def test_a_log_that_says_nothing_of_who_still_comes_in(tmp_path):
    text = "\n".join(line.rpartition(";")[0].rpartition(";")[0] for line in USUAL.splitlines())
    tables, notices = log(tmp_path, text)
    assert len(tables["actors"]) == 0
    assert tables["contacts"]["actor"].isna().all()
    assert said(notices) == {"log_nobody": (3, 2)}


def test_a_resident_is_read_where_a_column_says_who(tmp_path):
    one, two = "r_" + "a" * 16, "r_" + "b" * 16
    whose = [(one, 7), (one, 7), ("", 7), (one, 8), (two, 8), ("", 8), ("", 9)]
    text = "client;case;activity;time;actor\n" + "".join(
        f"{who};{case};Visit;2025-01-01 1{at}:00;Ann\n" for at, (who, case) in enumerate(whose)
    )
    tables, notices = log(tmp_path, text)
    assert rows(tables, "request", "resident", of="requests") == [
        ["7", one],
        ["8", None],
        ["9", None],
    ]
    assert tables["contacts"]["resident"].fillna("-").tolist() == [
        one, one, one, one, two, "-", "-",
    ]  # fmt: skip
    assert said(notices) == {"log_residents": (1, None), "log_no_resident": (1, None)}


def test_times_in_one_zone_stay_as_they_are_written(tmp_path):
    tables, notices = log(tmp_path, timed("2025-01-01T10:00:00.5+01:00", "2025-06-01T09:00+0100"))
    assert starts(tables) == ["2025-01-01 10:00:00.500000", "2025-06-01 09:00:00"]
    assert said(notices) == {"log_zone": (2, 2)}
    words = table(notices).set_index("code")["message"]
    assert words["log_zone"] == (
        "The times are in the zone +01:00, and stay as the clock there showed them (2 events)."
    )


def test_several_zones_go_on_one_clock_so_that_order_and_distance_are_right(tmp_path):
    moments = ["2025-10-26T02:30:00+01:00", "2025-10-26T02:45:00+02:00", "2025-10-26T00:50:00Z"]
    tables, notices = log(tmp_path, timed(*moments))
    assert starts(tables) == ["2025-10-26 00:45:00", "2025-10-26 00:50:00", "2025-10-26 01:30:00"]
    assert said(notices) == {"log_zones": (3, 2)}
    assert told(notices, "log_zones")["zones"] == "+00:00 (1), +01:00 (1), +02:00 (1)"


def test_a_time_without_zone_among_others_is_in_the_commonest(tmp_path):
    moments = ["2025-01-01T10:00-05:30", "2025-01-02T10:00-05:30", "2025-01-03T10:00Z"]
    tables, notices = log(tmp_path, timed(*moments, "2025-01-04 10:00"))
    assert [moment[11:16] for moment in starts(tables)] == ["15:30", "15:30", "10:00", "15:30"]
    assert said(notices) == {"log_zones": (4, 2), "log_unzoned": (1, 5)}


@pytest.mark.parametrize(
    "moments",
    [
        ["31-01-2025", "1-2-2025"],
        ["2025-01-31", "2025-02-01"],
        ["2025-01-31T00:00:00+01:00", "2025-02-01T00:00:00+02:00"],
        ["2025/01/31 00:00:00.000", "2025/02/01 00:00:00.000"],
    ],
)
def test_dates_without_a_time_are_said_to_be_dates_in_any_zone(tmp_path, moments):
    tables, notices = log(tmp_path, timed(*moments))
    assert starts(tables) == ["2025-01-31 00:00:00", "2025-02-01 00:00:00"]
    assert said(notices) == {"log_dates": (2, 2)}


def test_a_date_among_times_stands_at_midnight_and_is_said(tmp_path):
    tables, notices = log(tmp_path, timed("2025-01-31 10:00", "2025-02-01", "2025-02-02 00:00"))
    assert starts(tables)[1] == "2025-02-01 00:00:00"
    assert said(notices) == {"log_dates": (1, 3)}


def test_the_day_stands_first_and_is_asked_about_where_nothing_shows_it(tmp_path):
    tables, notices = log(tmp_path, timed("03-04-2025 10:00", "04-04-2025 11:00"))
    assert starts(tables) == ["2025-04-03 10:00:00", "2025-04-04 11:00:00"]
    assert said(notices) == {"day_or_month": (2, 2)}


def test_hours_with_am_or_pm_are_put_in_their_half_of_the_day(tmp_path):
    moments = ["31/01/2025 12:05:00 AM", "31/01/2025 12:05 pm", "31/01/2025 4:05 P.M. +01:00"]
    tables, _ = log(tmp_path, timed(*moments, "31/01/2025 11:05 AM"))
    assert [moment[11:16] for moment in starts(tables)] == ["00:05", "11:05", "12:05", "16:05"]


def test_an_event_without_case_or_time_is_refused_counted_and_placed(tmp_path):
    text = USUAL + (
        ";Visit;31-01-2025 10:00;Ann;\n"
        "7;Visit;;Ann;\n"
        "7;Visit;31-02-2025 10:00;Ann;\n"
        "7;Visit;2025-01-31 10:00;Ann;\n"
        "9;Visit;soon;Ann;\n"
        "7;Visit\n"
        "7;Visit;31-01-2025 10:00;Ann;;more\n"
        "\n;;;;\n"
    )
    tables, notices = log(tmp_path, text)
    assert len(tables["contacts"]) == 3
    assert tables["requests"]["request"].tolist() == ["7", "8", "9"]
    found = said(notices)
    assert found == {
        "log_no_case": (1, 5),
        "log_no_time": (1, 6),
        "log_unread_time": (3, 7),
        "log_width": (2, 10),
        "log_idle": (1, None),
        "log_several_groups": (1, None),
    }
    assert account(notices) == {
        "count": 10, "contacts": 3, "merged": 0, "refused": 7, "requests": 3, "actors": 2,
    }  # fmt: skip


def test_an_event_that_does_not_say_what_is_a_contact(tmp_path):
    tables, notices = log(tmp_path, USUAL.replace("Call", ""))
    assert rows(tables, "activity") == [[None], ["Visit"], ["Visit"]]
    assert said(notices)["log_no_activity"] == (1, 3)


def cycle(*events):
    text = "case;activity;time;actor;group;lifecycle:transition\n"
    for event in events:
        activity, hour, actor, kind = event.split()
        text += f"7;{activity};2025-01-01 {hour};{actor.replace('-', '')};;{kind}\n"
    return text


def spans(tables):
    contacts = tables["contacts"].fillna({"actor": "-"})
    return [
        f"{row.activity} {row.start:%H:%M} {row.actor} {row.minutes:g}"
        for row in contacts.itertuples()
    ]


@pytest.mark.parametrize(
    ("events", "contacts", "odd"),
    [
        (["V 10:00 Ann start", "V 10:45 Ann complete"], ["V 10:00 Ann 45"], {}),
        (["V 10:00 Ann START", "V 10:00 Ann COMPLETE"], ["V 10:00 Ann 0"], {}),
        (
            ["V 10:00 Ann start", "V 10:10 Bob complete"],
            ["V 10:00 Ann nan", "V 10:10 Bob nan"],
            {"log_open": (1, 2)},
        ),
        (["V 10:00 - start", "V 10:10 Bob complete"], ["V 10:00 Bob 10"], {"log_no_actor": (1, 2)}),
        (
            [f"V {when}" for when in (
                "10:00 Ann start", "10:10 Ann start", "10:20 Ann complete", "11:00 Ann complete"
            )],
            ["V 10:00 Ann 20", "V 10:10 Ann 50"],
            {},
        ),
        (
            ["V 10:00 Ann complete", "V 10:10 Ann start", "V 10:20 Ann complete"],
            ["V 10:00 Ann nan", "V 10:10 Ann 10"],
            {},
        ),
        (
            ["V 11:00 Ann start", "V 10:00 Ann complete"],
            ["V 10:00 Ann nan", "V 11:00 Ann nan"],
            {"log_open": (1, 2)},
        ),
        (
            ["V 10:00 Ann start", "W 10:05 Bob complete", "V 10:30 Ann complete"],
            ["V 10:00 Ann 30", "W 10:05 Bob nan"],
            {},
        ),
        (
            [f"V {when}" for when in (
                "09:00 Ann schedule", "10:00 Ann start", "10:05 Ann suspend", "11:00 Ann complete"
            )],
            ["V 09:00 Ann nan", "V 10:00 Ann 5", "V 11:00 Ann nan"],
            {},
        ),
        (
            [f"V {when}" for when in (
                "09:00 Ann assign", "10:00 Ann start", "10:05 Ann suspend", "10:30 Ann resume",
                "10:30 Ann suspend", "11:00 Bob resume", "11:20 Bob ate_abort", "12:00 Bob withdraw"
            )],
            ["V 09:00 Ann nan", "V 10:00 Ann 5", "V 10:30 Ann 0", "V 11:00 Bob 20",
             "V 12:00 Bob nan"],
            {},
        ),
    ],
)  # fmt: skip
def test_a_start_and_its_complete_are_one_contact(tmp_path, events, contacts, odd):
    tables, notices = log(tmp_path, cycle(*events))
    assert spans(tables) == contacts
    assert said(notices) == {"log_lifecycle": (len(events), 2)} | odd
    assert account(notices)["merged"] == len(events) - len(contacts)


@pytest.mark.parametrize(
    ("instances", "contacts"),
    [
        ("1221", ["V 10:00 Ann 30", "V 10:10 Ann 10"]),
        ("1212", ["V 10:00 Ann 20", "V 10:10 Ann 20"]),
        ("1234", ["V 10:00 Ann 20", "V 10:10 Ann 20"]),
    ],
    ids=["within", "in turn", "a number an event"],
)
def test_an_instance_tells_which_start_and_complete_belong_together(tmp_path, instances, contacts):
    text = "case;activity;time;actor;lifecycle;concept:instance\n" + "".join(
        f"7;V;2025-01-01 10:{at}0;Ann;{'start' if at < 2 else 'complete'};{instance}\n"
        for at, instance in enumerate(instances)
    )
    tables, _ = log(tmp_path, text)
    assert spans(tables) == contacts


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([START, COMPLETE]), st.integers(0, 1), st.integers(0, 1), st.just(0)
        ),
        max_size=14,
    )
)
def test_first_in_is_first_out_as_a_queue_would_have_it(events):
    kind = np.array([one[0] for one in events], dtype="int64")
    parts = [[one[1] for one in events], [one[2] for one in events]]
    frame = pd.DataFrame(
        {
            "case": np.array(parts[0], dtype="int32"),
            "activity": np.array(parts[1], dtype="int32"),
            **{
                part: np.zeros(len(events), dtype="int32")
                for part in ("instance", "actor", "group")
            },
        }
    )
    waiting, expected = {}, set()
    for at, (what, case, activity, _) in enumerate(events):
        queue = waiting.setdefault((case, activity), deque())
        if what == START:
            queue.append(at)
        elif queue:
            expected.add((queue.popleft(), at))
    starts, completes = pairs(kind, frame)
    assert set(zip(starts.tolist(), completes.tolist(), strict=True)) == expected


def test_a_row_with_start_and_end_is_one_contact_and_odd_spans_are_unknown(tmp_path):
    text = """Case ID,Activity,Start Timestamp,Complete Timestamp,Resource
7,A,2025-01-01 10:00:00,2025-01-01 10:00:41,Ann
7,B,2025-01-01 12:00:00,2025-01-01 11:00:00,Ann
7,C,,2025-01-01 13:00:00,Ann
7,D,2025-01-02 10:00:00,,Ann
7,E,2015-01-03 10:00:00,2025-01-23 10:00:00,Ann
7,G,2025-01-05 10:00:00,2025-03-06 10:00:00,Ann
7,F,2025-01-04 10:00:00,later,Ann
"""
    tables, notices = log(tmp_path, text)
    assert spans(tables) == [
        "E 10:00 Ann nan",
        "A 10:00 Ann 0.683333",
        "B 12:00 Ann nan",
        "C 13:00 Ann nan",
        "D 10:00 Ann nan",
        "F 10:00 Ann nan",
        "G 10:00 Ann 86400",
    ]
    ends = tables["contacts"]["start"] + pd.to_timedelta(tables["contacts"]["minutes"], unit="m")
    assert str(ends.iloc[1].round("us")) == "2025-01-01 10:00:41"
    assert said(notices) == {
        "log_backwards": (1, 3),
        "log_long": (1, 6),
        "log_unread_end": (1, 8),
    }


def test_what_happened_at_one_moment_is_said_to_have_no_order(tmp_path):
    lines = ["Call;10:00;Bob", "Visit;10:00;Ann", "Visit;10:00;Bob", "Visit;11:00;", "V;11:00;Ann"]
    text = "case;activity;time;actor\n" + "".join(
        f"7;{line};\n".replace(";1", ";2025-01-01 1").replace(";\n", "\n") for line in lines
    )
    tables, notices = log(tmp_path, text)
    assert [vars(one)["values"] for one in notices if one.code == "log_same_moment"] == [
        {"count": 3, "requests": 1, "by_actor": 2, "by_row": 2}
    ]
    assert eco.flow(eco.load(tables)["log"])["handovers"].tolist() == [2]


PLACES = st.tuples(
    st.sampled_from(["7", "NA", ""]),
    st.sampled_from(["V", "W"]),
    st.sampled_from(["2025-01-01 10:00", "2025-01-01T10:30+02:00", "2025-01-02 09:00", "x"]),
    st.sampled_from(["Ann", "Bob", ""]),
    st.sampled_from(["T", ""]),
    st.sampled_from(["start", "complete", ""]),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(PLACES, min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(tmp_path_factory, lines, chance):
    folder = tmp_path_factory.mktemp("order")
    top = "case;activity;time;actor;group;lifecycle"
    found = []
    for _ in range(2):
        text = "\n".join([top, *(";".join(line) for line in lines), "7;V;2025-01-03 10:00;Ann;;"])
        tables, notices = log(folder, text)
        account(notices)
        found.append((tables, {code: count for code, (count, _) in said(notices).items()}))
        chance.shuffle(lines)
    assert found[0][1] == found[1][1]
    for name, frame in found[0][0].items():
        pd.testing.assert_frame_equal(frame, found[1][0][name])


BOMB = """<?xml version="1.0"?>
<!DOCTYPE log [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<log><trace><string key="concept:name" value="&b;"/></trace></log>"""
OUTSIDE = '<!DOCTYPE log SYSTEM "file:///etc/passwd"><log/>'
XES = as_xes("\n".join([HEADINGS["pm4py"], *USUAL.splitlines()[1:]]))


@pytest.mark.parametrize(
    ("name", "content", "code", "row"),
    [
        ("log.xes", BOMB, "log_doctype", 2),
        ("log.xes", OUTSIDE, "log_doctype", 1),
        ("log.xes.gz", BOMB, "log_doctype", 2),
        ("log.csv", BOMB, "log_doctype", 2),
        ("log.xes", XES.replace('value="7"', 'value="&seven;"'), "log_not_xml", 2),
        ("log.xes", "Case ID;Activity\n7;Visit\n", "log_not_xml", 1),
        ("log.xes", XES[:-30], "log_not_xml", 2),
        ("log.xes", XES.replace("UTF-8", "UTF-0"), "log_not_xml", 1),
        ("log.xes", XES.replace("log", "graph"), "log_not_xes", 2),
        ("log.xes", '<log><trace><string key="' + "a" * (1 << 25), "log_too_long", 1),
        ("log.xes", "<log>" + "<list>" * 300_000, "log_too_long", 1),
        ("log.xes", "<log><trace><event>" + "<list>" * 300_000, "log_too_long", 1),
        ("log.xes", '<log xes.version="1.0"/>', "log_no_events", None),
        ("log.xes", "<log><trace/></log>", "log_no_events", None),
        ("log.xes", b"", "source_empty", None),
        ("log.csv", b"", "source_empty", None),
        ("log.csv", " \n\n", "source_empty", None),
        ("log.csv.gz", b"", "source_empty", None),
        ("log.csv", ";;\n;;\n", "source_empty", None),
        ("log.csv", USUAL.splitlines()[0], "log_no_events", None),
        ("log.csv", b"PK\x03\x04....", "log_other", None),
        ("log.csv", b"abc\0def\n" * 100, "log_other", None),
        ("log.csv", USUAL.encode() + b"7;\x81;;;\n", "bad_encoding", None),
        ("log.csv", USUAL + '9;"Visit;01-02-2025 12:30;Ann;\n' * 2, "broken_quotes", 5),
        ("log.csv", USUAL + '9;"Visit;01-02-2025 12:30;Ann;\n', "broken_quotes", 5),
        ("log.csv", USUAL + "9;" + "a" * 200_000, "broken_quotes", 5),
    ],
)  # fmt: skip
def test_what_is_no_log_gets_its_message_and_nothing_is_read(tmp_path, name, content, code, row):
    with pytest.raises(TableError) as refused:
        event_log(put(tmp_path, content, name), lang="nl")
    found = refused.value.problems
    assert found["code"].tolist() == [code]
    assert found["row"].fillna(-1).tolist() == [row or -1]


@pytest.mark.parametrize("name", ["log.xes.gz", "log.csv.gz"])
@pytest.mark.parametrize("damage", ["cut", "flipped", "head"])
def test_a_packed_log_that_is_damaged_is_refused_whole(tmp_path, name, damage):
    text = "\n".join([USUAL, *(f"{at};Visit;01-02-2025 12:30;Zoë;" for at in range(5000))])
    text = as_xes(text.replace("\n\n", "\n")) if "xes" in name else text
    path = put(tmp_path, text, name)
    content = bytearray(path.read_bytes())
    if damage == "cut":
        content = content[: len(content) // 2]
    else:
        content[len(content) // 2 if damage == "flipped" else 2] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(TableError) as refused:
        event_log(path)
    assert refused.value.problems["code"].tolist() in (
        [["log_cut"], ["log_not_xml"]] if damage == "flipped" else [["log_cut"]]
    )


def test_a_file_that_is_not_there_or_is_a_folder_is_named(tmp_path):
    with pytest.raises(TableError, match="There is no such file"):
        event_log(tmp_path / "nowhere.xes")
    with pytest.raises(TableError, match=r"Dit is een map, en geen logboek\. Noem één bestand"):
        event_log(tmp_path, lang="nl")


def test_a_log_of_which_nothing_can_be_used_says_why(tmp_path):
    with pytest.raises(TableError) as refused:
        log(tmp_path, timed("soon", "later"))
    assert refused.value.problems["code"].tolist() == ["log_nothing_left", "log_unread_time"]


def test_what_lies_in_an_attribute_is_not_of_the_event(tmp_path):
    text = XES.replace(
        '<string key="concept:name" value="Visit"/>',
        '<string key="concept:name" value="Visit"><string key="org:resource" value="Eve"/>'
        '<list key="l"><values><string key="concept:name" value="Eve"/></values></list></string>',
    )
    expected, _ = event_log(put(tmp_path, XES, "log.xes"))
    tables, _ = event_log(put(tmp_path, text, "log.xes"))
    pd.testing.assert_frame_equal(tables["contacts"], expected["contacts"])


def test_globals_extensions_prefixes_and_encodings_change_nothing(tmp_path):
    expected, _ = event_log(put(tmp_path, XES, "log.xes"))
    head = (
        '<extension name="Concept" prefix="concept" uri="x"/><global scope="trace">'
        '<string key="concept:name" value="none"/></global><global scope="event">'
        '<string key="concept:name" value="none"/></global><classifier name="a" keys="b"/>'
        '<string key="concept:name" value="the log"/>'
    )
    more = XES.replace('xes.version="1.0">', f'xmlns:x="http://x" xes.version="1.0">{head}', 1)
    prefixed = re.sub(r"<(/?)(\w)", r"<\1x:\2", more.partition("\n")[2])
    wide = XES.replace("UTF-8", "UTF-16").encode("utf-16")
    latin = XES.replace("UTF-8", "ISO-8859-1").encode("latin-1")
    for text in (more, prefixed, wide, latin):
        tables, notices = event_log(put(tmp_path, text, "log.xes"))
        pd.testing.assert_frame_equal(tables["contacts"], expected["contacts"])
        assert said(notices) == {"log_several_groups": (1, None)}


def test_traces_without_a_name_with_the_same_or_without_events_are_kept_and_said(tmp_path):
    event = (
        '<event><string key="concept:name" value="Visit"/>'
        '<string key="org:resource" value="Ann"/>'
        '<date key="time:timestamp" value="2025-01-01T10:00:00"/></event>'
    )
    name = '<string key="concept:name" value="7"/>'
    text = (
        f"<log><trace>{event}</trace>\n<trace>{event}{name}</trace>\n<trace>{name}{event}</trace>"
        f'<trace><string key="concept:name" value="idle"/></trace>\n{event}</log>'
    )
    tables, notices = event_log(put(tmp_path, text, "log.xes"))
    assert tables["requests"]["request"].tolist() == ["7", "idle", "trace 1"]
    assert tables["contacts"]["request"].tolist() == ["7", "7", "trace 1"]
    assert said(notices) == {
        "log_no_name": (1, None),
        "log_name_again": (1, None),
        "log_idle": (1, None),
        "log_no_case": (1, 4),
    }
    assert account(notices)["refused"] == 1


def test_a_large_log_is_read_in_blocks_and_a_late_attribute_is_in_its_place(tmp_path, monkeypatch):
    monkeypatch.setattr(xes, "BLOCK", 7)
    event = '<event><date key="time:timestamp" value="2025-01-01T10:{:02}:00"/>{}</event>'
    late = '<string key="concept:name" value="Late"/><string key="org:resource" value="Ann"/>'
    events = "".join(event.format(at, late if at == 30 else "") for at in range(40))
    trace = f'<trace><string key="concept:name" value="7"/>{events}</trace>'
    tables, notices = event_log(put(tmp_path, f"<log>{trace}</log>", "log.xes"))
    contacts = tables["contacts"]
    assert len(contacts) == 40
    assert contacts.loc[contacts["actor"].notna(), "start"].tolist() == [
        pd.Timestamp("2025-01-01 10:30")
    ]
    assert said(notices)["log_no_actor"] == (39, 1)


def test_no_notice_names_a_case_or_resident(tmp_path):
    text = "client;case;activity;time;actor\nKLANT;ZAAK;Visit;2025-01-01 10:00;\nKLANT;ZAAK;;x;\n"
    _, notices = log(tmp_path, text)
    for lang in ("en", "nl"):
        words = " ".join(table(notices, lang)[["message", "advice"]].to_numpy().ravel())
        assert "KLANT" not in words
        assert "ZAAK" not in words


def test_the_sepsis_log_comes_in_whole_with_no_map():
    if not SEPSIS.is_file():
        pytest.skip("needs ../shared/data/sepsis_log, which is not beside this checkout")
    lines = SEPSIS.read_text(encoding="utf-8").splitlines()[1:]
    cases = Counter(re.match(r"[^;]*", line)[0] for line in lines)
    groups = Counter(re.search(r"[^;]*$", line)[0] for line in lines)
    tables, notices = event_log(SEPSIS)
    assert (len(lines), len(cases), len(groups), cases["NA"]) == (15214, 1050, 26, 24)
    contacts = tables["contacts"]
    assert contacts["request"].value_counts().to_dict() == cases
    assert contacts["actor"].value_counts().to_dict() == groups
    assert contacts["activity"].nunique() == 16
    assert tables["requests"]["request"].tolist() == sorted(cases)
    assert tables["actors"]["actor"].tolist() == sorted(groups)
    assert set(tables["actors"]["level"]) == {"organisation"}
    read = account(notices)
    assert (read["contacts"], read["merged"], read["refused"]) == (15214, 0, 0)
    assert said(notices) == {
        "log_groups": (15214, 2),
        "log_absent": (294, 62),
        "log_same_moment": (9, 3314),
    }


def test_a_heading_with_a_figure_that_is_not_usual_may_be_a_case_and_is_not_told(tmp_path):
    with pytest.raises(TableError, match="there are: Case ID, Activity, Visit, •••, org:group"):
        log(tmp_path, "Case ID;Activity;Visit;p_8;org:group\np_8;Visit;x;y;Welfare\n")
