import pytest

from benchmarks.trust import hidden_stays_hidden
from benchmarks.trust.hidden_changes import CHANGES
from benchmarks.trust.tally import caught


def test_what_the_rule_hides_alters_no_byte_of_what_is_shared():
    tally = hidden_stays_hidden.run(range(hidden_stays_hidden.SHORT))
    assert tally.failed == 0, tally.examples
    assert set(tally.counts) == {"outputs", *CHANGES}
    assert tally.counts["outputs"] > 10 * tally.tried


@pytest.mark.parametrize("fault", hidden_stays_hidden.FAULTS)
def test_a_planted_fault_is_caught(fault):
    assert caught(hidden_stays_hidden, fault, most=hidden_stays_hidden.SHORT)
