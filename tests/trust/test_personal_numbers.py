import pytest

from benchmarks.trust import personal_numbers
from benchmarks.trust.tally import caught


def test_of_two_thousand_columns_none_is_missed_and_none_refused_wrongly():
    tally = personal_numbers.run(range(personal_numbers.SHORT))
    assert tally.tried == 2_000
    assert tally.counts["persons"] == tally.counts["others"] == 1_000
    assert tally.failed == 0, tally.examples


@pytest.mark.parametrize("fault", personal_numbers.FAULTS)
def test_a_planted_fault_is_caught(fault):
    assert caught(personal_numbers, fault, most=personal_numbers.SHORT)
