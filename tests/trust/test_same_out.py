import pytest

from benchmarks.trust import same_out
from benchmarks.trust.tally import caught

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")


def test_the_same_tables_give_the_same_bytes_wherever_they_are_made():
    tally = same_out.run(range(same_out.SHORT))
    assert tally.counts["neighbourhoods"] == same_out.SHORT
    assert tally.failed == 0, tally.examples
    assert sum(name.startswith("combination ") for name in tally.counts) == 5 * 4 * 2


@pytest.mark.parametrize("fault", same_out.FAULTS)
def test_a_planted_fault_is_caught(fault):
    assert caught(same_out, fault, most=same_out.SHORT)
