import pytest

from benchmarks.trust import optimum
from benchmarks.trust.tally import caught


def test_of_two_thousand_cases_every_answer_is_the_optimum():
    tally = optimum.run(range(optimum.SHORT))
    assert tally.tried > 2_000
    assert tally.failed == 0, tally.examples


@pytest.mark.parametrize("fault", optimum.FAULTS)
def test_a_planted_fault_is_caught(fault):
    assert caught(optimum, fault, most=optimum.SHORT)
