import pandas as pd
import pytest

from ecosystem.measure.meetings import meeting_hours, meetings, repeated_seats
from ecosystem.tables.problems import MissingTable
from tests.street import hood, shuffled, street


def sits(**members):
    return [{"meeting": m, "actor": actor} for m, actors in members.items() for actor in actors]


def pair(frame):
    (row,) = frame.to_dict("records")
    return {name: None if pd.isna(value) else value for name, value in row.items()}


def test_the_street():
    assert pair(meetings(street())) == {
        "meeting": "wounds",
        "other": "monday",
        "shared": 2,
        "containment": 1.0,
        "jaccard": 0.666667,
        "nested": True,
        "same_need": True,
        "redundant": True,
        "hours": 12.0,
    }


def test_the_smaller_comes_first_whatever_its_id():
    found = pair(meetings(hood(attendance=sits(a="xyz", b="x"))))
    assert (found["meeting"], found["other"]) == ("b", "a")
    found = pair(meetings(hood(attendance=sits(b="xy", a="xy"))))
    assert (found["meeting"], found["other"]) == ("a", "b")


def test_overlap_that_is_not_nested_is_not_redundant():
    found = pair(
        meetings(
            hood(
                meetings=[{"meeting": "a", "need": "skin"}, {"meeting": "b", "need": "skin"}],
                attendance=sits(a="xyz", b="zw"),
            )
        )
    )
    assert (found["containment"], found["jaccard"], found["redundant"]) == (0.5, 0.25, False)


def test_the_same_members_for_another_need_are_not_redundant():
    found = pair(
        meetings(
            hood(
                meetings=[{"meeting": "a", "need": "skin"}, {"meeting": "b", "need": "income"}],
                attendance=sits(a="xy", b="xy"),
            )
        )
    )
    assert (found["nested"], found["redundant"]) == (True, False)


def test_where_a_meeting_does_not_say_what_it_is_for_redundancy_is_unknown():
    found = pair(
        meetings(
            hood(
                meetings=[{"meeting": "a", "need": "skin"}, {"meeting": "b"}],
                attendance=sits(a="xy", b="xy"),
            )
        )
    )
    assert (found["same_need"], found["redundant"], found["hours"]) == (None, None, None)


def test_meetings_without_a_shared_member_have_no_row():
    assert meetings(hood(attendance=sits(a="x", b="y"))).empty


def test_hours_are_times_and_duration_and_members():
    assert meeting_hours(street())["hours"].to_dict() == {"monday": 36.0, "wounds": 12.0}
    unknown = meeting_hours(
        hood(meetings=[{"meeting": "a", "times": 4}, {"meeting": "b"}], attendance=sits(a="x"))
    )
    assert unknown["members"].fillna(-1).tolist() == [1, -1]
    assert unknown["hours"].isna().all()


def test_seats_taken_by_somebody_who_sits_elsewhere_already():
    assert repeated_seats(hood(attendance=sits(a="xy", b="xy"))) == 0.5
    assert repeated_seats(hood(attendance=sits(a="xy", b="zw"))) == 0.0
    assert repeated_seats(hood(attendance=[])) is None


def test_without_attendance_it_says_so():
    with pytest.raises(MissingTable, match="attendance"):
        meetings(hood(meetings=[{"meeting": "a"}]))


def test_row_order_never_matters():
    for seed in range(3):
        assert meetings(shuffled(street(), seed)).equals(meetings(street()))
        assert meeting_hours(shuffled(street(), seed)).equals(meeting_hours(street()))


def test_a_seat_without_a_name_and_a_row_without_a_meeting_count_for_nothing():
    seats = [*sits(tea=["a", "b", None]), {"meeting": None, "actor": "a"}]
    rows = [{"meeting": "tea", "times": 10.0, "hours": 1.0}, {"meeting": None, "times": 4.0}]
    whole = hood(meetings=rows, attendance=seats)
    tidy = hood(meetings=rows[:1], attendance=sits(tea=["a", "b"]))
    pd.testing.assert_frame_equal(meeting_hours(whole), meeting_hours(tidy))
