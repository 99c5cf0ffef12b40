import pytest

from benchmarks.trust import earlier_survives
from benchmarks.trust.tally import caught


def test_the_earlier_report_survives_kills_a_full_disk_and_four_writers():
    tally = earlier_survives.run(range(earlier_survives.SHORT))
    assert tally.failed == 0, tally.examples


@pytest.mark.parametrize("fault", earlier_survives.FAULTS)
def test_a_planted_fault_is_caught(fault):
    assert caught(earlier_survives, fault, most=earlier_survives.SHORT)
