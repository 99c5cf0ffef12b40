import pytest

from benchmarks.trust import no_traceback
from benchmarks.trust.tally import caught


def test_whatever_is_handed_in_the_answer_is_words_and_none_of_a_resident():
    tally = no_traceback.run(range(no_traceback.SHORT))
    assert tally.failed == 0, tally.examples
    assert set(tally.counts) == set(no_traceback.KINDS)


@pytest.mark.parametrize("fault", no_traceback.FAULTS)
def test_a_planted_fault_is_caught(fault):
    assert caught(no_traceback, fault, most=no_traceback.SHORT)
