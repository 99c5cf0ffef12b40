import pytest

from benchmarks.trust import no_live_formula
from benchmarks.trust.tally import caught


def test_no_text_of_the_data_is_a_formula_in_what_is_written():
    tally = no_live_formula.run(range(no_live_formula.SHORT))
    assert tally.tried == 4 * no_live_formula.SHORT
    assert tally.failed == 0, tally.examples


@pytest.mark.parametrize("fault", no_live_formula.FAULTS)
def test_a_planted_fault_is_caught(fault):
    assert caught(no_live_formula, fault, most=40)
