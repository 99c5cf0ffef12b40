import pytest

from benchmarks.trust import canaries
from benchmarks.trust.tally import caught


def test_no_canary_is_found_in_anything_that_leaves_or_is_told():
    tally = canaries.run(range(canaries.SHORT))
    assert tally.tried == 4
    assert tally.failed == 0, tally.examples


@pytest.mark.parametrize("fault", canaries.FAULTS)
def test_a_planted_fault_is_caught(fault):
    assert caught(canaries, fault, most=canaries.SHORT)
