import pytest

from benchmarks.trust import hostile_bounded
from benchmarks.trust.tally import caught


def test_every_hostile_file_is_refused_in_words_within_its_bounds():
    tally = hostile_bounded.run(range(hostile_bounded.SHORT))
    assert tally.tried > 40
    assert tally.failed == 0, tally.examples


@pytest.mark.parametrize("fault", hostile_bounded.FAULTS)
def test_a_planted_fault_is_caught(fault):
    assert caught(hostile_bounded, fault, most=hostile_bounded.SHORT)
