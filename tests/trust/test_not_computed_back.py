import pytest

from benchmarks.trust import not_computed_back
from benchmarks.trust.tally import caught


def test_no_hidden_cell_can_be_fewer_than_ten_numbers():
    tally = not_computed_back.run(range(not_computed_back.SHORT))
    assert tally.counts["hidden cells"] > 10 * not_computed_back.SHORT
    assert tally.failed == 0, tally.examples


@pytest.mark.parametrize("fault", not_computed_back.FAULTS)
def test_a_planted_fault_is_caught(fault):
    assert caught(not_computed_back, fault, most=not_computed_back.SHORT)
