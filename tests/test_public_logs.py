"""Event logs as Dutch and Belgian organisations publish theirs: read with one command, no map."""

import gzip
from itertools import pairwise

import numpy as np
import pytest

import ecosystem as eco
from ecosystem.cli import main
from ecosystem.sources.event_log import event_log

# Headings, keys, times and packing are those of the published files; every row is our own.

VOLVO = """SR Number;Change Date+Time;Status;Sub Status;Involved ST Function Div;\
Involved Org line 3;Involved ST;SR Latest Impact;Product;Country;Owner Country;Owner First Name
1-100;2012-04-03T16:53:20+01:00;Accepted;In Progress;A2_1;Org line A2;G9;Medium;P1;be;Sweden;Zoë
1-100;2012-04-03T16:55:20+01:00;Queued;Awaiting Assignment;A2_1;Org line A2;G9 2nd;Low;P1;be;se;Zoë
1-100;2012-04-05T09:00:00+01:00;Accepted;Wait - User;E_10;Org line C;G7 3rd;Low;P1;be;be;Piet
1-100;2012-04-05T09:00:01+01:00;Completed;Closed;A2_1;Org line A2;G9;Medium;P1;be;Sweden;Zoë
1-200;2012-04-06T09:00:00+01:00;Completed;In Call;A2_1;Org line A2;G9;Low;P2;nl;POLAND;Siebel
"""
RABOBANK = """Incident ID;DateStamp;IncidentActivity_Number;IncidentActivity_Type;Assignment Group;\
KM number;Interaction ID
IM1;07-01-2013 08:17:17;001A1;Reassignment;TEAM1;KM1;SD1
IM1;04-11-2013 13:41:30;001A2;Reassignment;TEAM2;KM1;SD1
IM1;04-11-2013 13:41:30;001A3;Update from customer;TEAM2;KM1;SD1
IM1;05-11-2013 12:09:37;001A4;Closed;TEAM3;KM1;SD1
"""
PURCHASES = """"eventID ","case Spend area text","case Company","case Purchasing Document",\
"case Name","case concept:name","event User","event org:resource","event concept:name",\
"event Cumulative net worth (EUR)","event time:timestamp"
1,Café,company_0,1,v0,1_00001,batch_00,batch_00,SRM: Created,298.0,02-01-2018 12:53:00.000
2,Café,company_0,1,v0,1_00001,NONE,NONE,Vendor creates invoice,298.0,02-01-2018 23:59:00.000
3,Café,company_0,1,v0,1_00001,user_001,user_001,Clear Invoice,298.0,29-01-2018 15:30:00.500
"""
MUNICIPALITY = """Case ID,Activity,Resource,Complete Timestamp,Variant,Variant index,\
(case) IDofConceptCase,(case) Responsible_actor,(case) SUMleges,(case) caseStatus,(case) startDate,\
action_code,activityNameEN,activityNameNL,concept:name,dateFinished,dueDate,lifecycle:transition,\
monitoringResource,planned,question
900,01_HOOFD_010,560462,2014/01/06 00:00:00.000,Variant 1,1,9,560000,12.5,G,2014,01_HOOFD_010,\
register,registratie,01_HOOFD_010,2014-01-06 10:00:00,,complete,560925,,True
900,01_HOOFD_015,560925,2014/01/06 10:00:00.250,Variant 1,1,9,560000,12.5,G,2014,01_HOOFD_015,\
send,versturen,01_HOOFD_015,2014-01-07 10:00:00,,complete,560925,,
900,01_HOOFD_020,560462,2014/03/31 00:00:00.000,Variant 1,1,9,560000,12.5,G,2014,01_HOOFD_020,\
decide,besluiten,01_HOOFD_020,2014-03-31 10:00:00,,complete,560925,,
"""
PM4PY = """,case:concept:name,case:group,case:responsible,case:startdate,case:enddate,\
concept:instance,concept:name,lifecycle:transition,org:group,org:resource,time:timestamp
0,case-1,Group 2,Resource20,2010-10-07 00:00:00+02:00,,task-1,T02,complete,Group 1,Resource18,\
2010-10-31 00:30:00.123000+02:00
1,case-1,Group 2,Resource20,2010-10-07 00:00:00+02:00,,task-2,T04 Stop,complete,EMPTY,Resource18,\
2010-10-31 05:30:00.123000+01:00
2,case-1,Group 2,Resource20,2010-10-07 00:00:00+02:00,,task-3,T05 Print,complete,Group 1,\
admin1,2010-10-31 06:30:00.123000+01:00
"""
SEPSIS = """<string key="org:group" value="{}"/><string key="concept:name" value="{}"/>
<date key="time:timestamp" value="{}"/><string key="lifecycle:transition" value="complete"/>"""
BANK = """<string key="org:resource" value="{}"/><string key="concept:name" value="{}"/>
<string key="lifecycle:transition" value="{}"/><date key="time:timestamp" value="{}"/>"""
TRAVEL = """<string key="id" value="st_step 1"/><string key="org:resource" value="{}"/>
<string key="concept:name" value="Declaration SUBMITTED"/>
<date key="time:timestamp" value="{}"/><string key="org:role" value="{}"/>"""


def as_xes(trace, *events):
    """Write one trace as the published files are written."""
    inside = "".join(f"<event>\n{event}\n</event>\n" for event in events)
    return f"""<?xml version="1.0" encoding="UTF-8" ?>
<!-- This file has been generated with the OpenXES library. -->
<log xes.version="1.0" xes.features="nested-attributes" openxes.version="1.0RC7"
 xmlns="http://www.xes-standard.org/">
<extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
<global scope="trace"><string key="concept:name" value="__INVALID__"/></global>
<global scope="event"><string key="org:resource" value="__INVALID__"/>
<string key="lifecycle:transition" value="complete"/></global>
<classifier name="Event Name" keys="concept:name"/>
<string key="concept:name" value="the log"/><string key="source" value="somewhere"/>
<trace>{trace}
{inside}</trace></log>"""


HOSPITAL_11 = as_xes(
    '<string key="concept:name" value="00000007"/><date key="End date" value="2006-01-05"/>'
    '<string key="Diagnosis" value="x"/><int key="Age" value="33"/>',
    *(
        f"""<string key="org:group" value="{group}"/><int key="Number of executions" value="1"/>
<int key="Specialism code" value="7"/><string key="Producer code" value="SIOG"/>
<string key="concept:name" value="{what}"/><string key="lifecycle:transition" value="complete"/>
<date key="time:timestamp" value="{when}"/>"""
        for group, what, when in (
            ("Radiotherapy", "1e consult", "2005-03-26T00:00:00.000+01:00"),
            ("Nursing ward", "administratief", "2005-03-28T00:00:00.000+02:00"),
            ("Radiotherapy", "bestraling", "2005-03-29T00:00:00.000+02:00"),
        )
    ),
)
VOLVO_XES = as_xes(
    '<string key="concept:name" value="1-100"/><string key="impact" value="Medium"/>',
    *(
        f"""<string key="org:group" value="{group}"/><string key="resource country" value="Sweden"/>
<string key="organization country" value="se"/><string key="org:resource" value="{who}"/>
<string key="organization involved" value="Org line A2"/><string key="org:role" value="A2_4"/>
<string key="concept:name" value="{what}"/><string key="lifecycle:transition" value="{sub}"/>
<date key="time:timestamp" value="{when}"/>"""
        for group, who, what, sub, when in (
            ("V30", "Zoë", "Accepted", "In Progress", "2010-03-31T16:59:42+02:00"),
            ("V30", "Zoë", "Queued", "Awaiting Assignment", "2010-11-01T17:00:00+01:00"),
            ("V5 3rd", "Piet", "Completed", "Resolved", "2010-11-01T17:00:30+01:00"),
        )
    ),
)
BANK_12 = as_xes(
    '<date key="REG_DATE" value="2011-10-01T00:38:44.546+02:00"/>'
    '<string key="concept:name" value="173688"/><string key="AMOUNT_REQ" value="20000"/>',
    BANK.format("112", "A_SUBMITTED", "COMPLETE", "2011-10-01T00:38:44.546+02:00"),
    BANK.format("112", "W_Completeren aanvraag", "SCHEDULE", "2011-10-01T00:38:45.000+02:00"),
    BANK.format("10862", "W_Completeren aanvraag", "START", "2011-10-01T10:00:00.000+02:00"),
    BANK.format("10913", "A_ACCEPTED", "COMPLETE", "2011-10-01T10:05:00.000+02:00"),
    BANK.format("10862", "W_Completeren aanvraag", "COMPLETE", "2011-10-01T10:20:00.000+02:00"),
    BANK.format("10862", "W_Nabellen offertes", "START", "2011-11-01T10:00:00.000+01:00"),
    BANK.replace('<string key="org:resource" value="{}"/>', "").format(
        "W_Nabellen offertes", "COMPLETE", "2011-11-01T10:00:30.054+01:00"
    ),
)
BANK_17 = as_xes(
    '<string key="LoanGoal" value="Car"/><string key="concept:name" value="Application_1"/>',
    *(
        BANK.format(*event)
        + '<string key="Action" value="Obtained"/><string key="EventOrigin" value="Workflow"/>'
        + '<string key="EventID" value="Workitem_1"/><boolean key="Accepted" value="true"/>'
        for event in (
            ("User_1", "W_Complete", "schedule", "2016-01-02T10:00:00.000Z"),
            ("User_1", "W_Complete", "start", "2016-01-02T10:00:01.000Z"),
            ("User_1", "W_Complete", "suspend", "2016-01-02T10:10:01.000Z"),
            ("User_2", "W_Complete", "resume", "2016-01-04T10:00:00.000Z"),
            ("User_2", "W_Complete", "ate_abort", "2016-01-04T10:30:00.000Z"),
            ("User_3", "W_Call", "withdraw", "2016-01-05T10:00:00.999Z"),
        )
    ),
)
TRAVEL_20 = as_xes(
    '<string key="id" value="declaration 1"/><string key="concept:name" value="declaration 1"/>'
    '<float key="Amount" value="26.8"/>',
    TRAVEL.format("STAFF MEMBER", "2017-01-09T09:49:50.000+01:00", "EMPLOYEE"),
    TRAVEL.format("STAFF MEMBER", "2017-01-09T11:27:48.000+01:00", "BUDGET OWNER"),
    TRAVEL.format("SYSTEM", "2017-01-12T17:31:22.000+01:00", "UNDEFINED"),
)
SEPSIS_XES = as_xes(
    '<string key="concept:name" value="NA"/>',
    SEPSIS.format("A", "ER Registration", "2014-10-22T11:15:41.000+02:00"),
    SEPSIS.format("?", "Return ER", "2014-12-30T21:02:00.000+01:00"),
)
BILLING = as_xes(
    '<string key="concept:name" value="ABCD"/>',
    *(
        f"""<string key="state" value="Closed"/>{who}<string key="concept:name" value="{what}"/>
<string key="lifecycle:transition" value="complete"/><date key="time:timestamp" value="{when}"/>"""
        for who, what, when in (
            ('<string key="org:resource" value="ResA"/>', "NEW", "2012-12-16T19:33:10.000+01:00"),
            ("", "FIN", "2013-12-15T19:00:37.000+01:00"),
            ("", "RELEASE", "2013-12-16T04:53:38.000+01:00"),
            (
                '<string key="org:resource" value="ResB"/>',
                "BILLED",
                "2013-12-19T04:44:31.000+01:00",
            ),
        )
    ),
)
COUNTS = ["people", "groups", "links", "handovers", "loops", "contacts", "unknown", "same_time"]
LOGS = {
    "VINST cases incidents.csv": (
        VOLVO,
        {
            "1-100": [2, 3, 2, 2, 1, 4, 0, 0, 144_401],
            "1-200": [1, 1, 1, 0, 0, 1, 0, 0, 0],
        },
        {"log_zone": 5, "log_several_groups": 1},
    ),
    "Detail_Incident_Activity.csv": (
        RABOBANK,
        {"IM1": [None, 3, 3, 2, 0, 4, 0, 1, 302 * 86_400 + 13_940]},
        {"day_or_month": 4, "log_groups": 4},
    ),
    "BPI_Challenge_2019.csv": (
        PURCHASES.encode("cp1252"),
        {"1_00001": [3, None, 3, 2, 0, 3, 0, 0, 27 * 86_400 + 9420.5]},
        {"encoding": None, "log_absent": 1},
    ),
    "BPIC15_1.csv": (
        MUNICIPALITY,
        {"900": [2, None, 2, 2, 1, 3, 0, 0, 84 * 86_400]},
        {},
    ),
    "receipt.csv": (
        PM4PY,
        {"case-1": [2, 2, 2, 1, 0, 3, 0, 0, 7 * 3600]},
        {"log_zones": 3, "log_several_groups": 1},
    ),
    "Hospital_log.xes.gz": (
        HOSPITAL_11,
        {"00000007": [None, 2, 2, 2, 1, 3, 0, 0, 3 * 86_400]},
        {"log_dates": 3, "log_groups": 3},
    ),
    "BPI_Challenge_2013_incidents.xes.gz": (
        VOLVO_XES,
        {"1-100": [2, 2, 2, 1, 0, 3, 0, 0, 215 * 86_400 + 3648]},
        {"log_zones": 3, "log_each_event": 3},
    ),
    "BPI_Challenge_2012.xes.gz": (
        BANK_12,
        {"173688": [3, None, 3, 3, 1, 5, 0, 0, 31 * 86_400 + 37_305.508]},
        {"log_zones": 7, "log_no_actor": 1, "log_lifecycle": 7},
    ),
    "BPI Challenge 2017.xes.gz": (
        BANK_17,
        {"Application_1": [3, None, 3, 2, 0, 4, 0, 0, 3 * 86_400 + 0.999]},
        {"log_zone": 6, "log_lifecycle": 6},
    ),
    "DomesticDeclarations.xes.gz": (
        TRAVEL_20,
        {"declaration 1": [2, None, 2, 1, 0, 3, 0, 0, 286_892]},
        {"log_zone": 3},
    ),
    "Sepsis Cases - Event Log.xes.gz": (
        SEPSIS_XES,
        {"NA": [None, 2, 2, 1, 0, 2, 0, 0, 69 * 86_400 + 38_779]},
        {"log_zones": 2, "log_groups": 2, "log_absent": 1},
    ),
    "Hospital Billing - Event Log.xes.gz": (
        BILLING,
        {"ABCD": [2, None, 2, 0, 0, 4, 2, 0, 368 * 86_400 - 53_319]},
        {"log_zone": 4, "log_no_actor": 2},
    ),
}


def put(folder, name, content):
    path = folder / name
    content = content if isinstance(content, bytes) else content.encode()
    path.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    return path


def travelled(hood):
    frame = eco.flow(hood)[[*COUNTS, "lead_time"]].astype("object")
    rows = frame.where(frame.notna(), None).to_numpy().tolist()
    return dict(zip(frame.index, rows, strict=True))


@pytest.mark.parametrize("name", LOGS)
def test_a_published_log_is_read_with_one_command_and_travels_as_it_was_written(tmp_path, name):
    content, expected, _ = LOGS[name]
    path = put(tmp_path, name, content)
    assert main(["import", "log", str(path), "--out", str(tmp_path / "out")]) == 0
    assert travelled(eco.load(tmp_path / "out")["log"]) == expected


@pytest.mark.parametrize("name", LOGS)
def test_what_is_odd_about_a_published_log_is_said(tmp_path, name):
    content, _, expected = LOGS[name]
    _, notices = event_log(put(tmp_path, name, content))
    always = {"log_read", "log_columns", "lists_not_read"}
    said = {notice.code: vars(notice)["values"].get("count") for notice in notices}
    assert {code: count for code, count in said.items() if code not in always} == expected


@pytest.mark.parametrize(
    ("contact", "expected", "said"),
    [
        ("activity", [3, None, 3, 3, 1, 5, 0, 0, 2_715_705.508],
         "COMPLETE 4 (2), START 2, SCHEDULE 1"),
        ("event", [3, None, 3, 3, 1, 7, 1, 0, 2_715_705.508],
         "COMPLETE 4, START 2, SCHEDULE 1"),
        ("complete", [3, None, 3, 2, 0, 4, 1, 0, 2_715_705.508], "START 2, SCHEDULE 1"),
    ],
)  # fmt: skip
def test_a_contact_is_an_activity_an_event_or_a_complete_as_is_asked(
    tmp_path, contact, expected, said
):
    path = put(tmp_path, "log.xes", BANK_12)
    tables, notices = event_log(path, contact=contact)
    assert travelled(eco.load(tables)["log"]) == {"173688": expected}
    codes = {"log_lifecycle", "log_each_event", "log_not_complete"}
    assert [vars(one)["values"]["some"] for one in notices if one.code in codes] == [said]
    read = next(vars(one)["values"] for one in notices if one.code == "log_read")
    assert read["count"] == read["contacts"] + read["merged"] + read["refused"] == 7


def test_a_contact_can_be_nothing_else(tmp_path):
    with pytest.raises(ValueError, match="contact is activity, event or complete, not 'start'"):
        event_log(tmp_path / "log.xes", contact="start")


def test_work_that_is_suspended_waits(tmp_path):
    tables, _ = event_log(put(tmp_path, "log.xes", BANK_17))
    assert eco.flow(eco.load(tables)["log"]).loc["Application_1", "touch"] == 600 + 1800


def test_roles_are_the_actors_where_nothing_else_says_who(tmp_path):
    nobody = TRAVEL_20.replace('key="org:resource"', 'key="x"')
    tables, _ = event_log(put(tmp_path, "log.xes", nobody))
    assert tables["actors"][["actor", "level"]].to_numpy().tolist() == [
        ["BUDGET OWNER", "organisation"],
        ["EMPLOYEE", "organisation"],
        ["UNDEFINED", "organisation"],
    ]


def test_every_event_counted_apart_gives_the_plain_figures_of_a_log(tmp_path):
    chance = np.random.default_rng(7)
    count = 600
    rows = list(
        zip(
            (f"c{at:02}" for at in chance.integers(0, 60, count)),
            chance.integers(0, 30, count).tolist(),
            np.array(["", "Ann", "Bob", "Cas"])[chance.integers(0, 4, count)].tolist(),
            strict=True,
        )
    )
    lines = [f"{case},V,2025-01-01 10:{at:02}:00.5,{who},start" for case, at, who in rows]
    text = "\n".join(["case,activity,time,actor,lifecycle", *lines])
    tables, _ = event_log(put(tmp_path, "log.csv", text), contact="event")
    flow = eco.flow(eco.load(tables)["log"])
    found = flow[["people", "handovers", "lead_time", "contacts"]].fillna(0).astype(int)
    expected = []
    for case in sorted({case for case, _, _ in rows}):
        own = sorted((at, who or "~") for one, at, who in rows if one == case)
        people = {who for _, who in own} - {"~"}
        passed = [
            one
            for (_, one), (_, other) in pairwise(own)
            if "~" not in (one, other) and one != other
        ]
        expected.append([len(people), len(passed), 60 * (own[-1][0] - own[0][0]), len(own)])
    assert found.to_numpy().tolist() == expected


@pytest.mark.parametrize(
    ("people", "code", "told"),
    [
        ("1.5", "log_itself", "1.5"),
        ("1.696", "log_itself_other", "1.696 (1.500)"),
        ("many", "log_itself", None),
    ],
)
def test_what_a_log_says_of_itself_is_held_against_what_came_in(tmp_path, people, code, told):
    event = """<event><string key="concept:name" value="T02"/><string key="org:group" value="{}"/>
<string key="org:resource" value="{}"/><date key="time:timestamp" value="{}"/></event>"""
    said = {
        "meta_general:traces_total": "2",
        "meta_general:events_total": "3",
        "meta_org:different_resources_total": "2",
        "meta_org:different_resources_average": people,
        "meta_org:different_groups_average": "1.0",
        "meta_time:duration_average": "45000.062",
        "meta_time:duration_total": "9.0000123E4",
    }
    text = (
        "<log>"
        + "".join(
            f'<float key="{key}" value="{value}"><float key="Ann" value="9"/></float>'
            for key, value in said.items()
        )
        + '<int key="meta_general:classifiers" value="1"><string key="r" value="org:resource">'
        + '<int key="meta_general:different_traces" value="2"><int key="test;TEST" value="1"/>'
        + '<int key="test" value="1"/></int></string></int>'
        + '<trace><string key="concept:name" value="1"/>'
        + event.format("EMPTY", "test", "2010-10-31T00:30:00.000+02:00")
        + event.format("EMPTY", "TEST", "2010-11-01T00:30:00.123+01:00")
        + '</trace><trace><string key="concept:name" value="2"/>'
        + event.format("Group 1", "test", "2010-11-01T00:30:00.000+01:00")
        + "</trace></log>"
    )
    _, notices = event_log(put(tmp_path, "log.xes", text))
    found = {one.code: vars(one)["values"]["some"] for one in notices if "itself" in one.code}
    said["meta_org:different_resources_average"] = told
    said["meta_general:different_traces handovers"] = "1"
    expected = ", ".join(f"{key} {said[key]}" for key in sorted(said) if said[key])
    assert found == {code: expected}
