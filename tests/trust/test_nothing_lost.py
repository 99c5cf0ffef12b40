import pytest

from benchmarks.trust import nothing_lost
from benchmarks.trust.tally import caught


def test_of_damaged_files_nothing_is_lost_without_a_word():
    tally = nothing_lost.run(range(nothing_lost.SHORT))
    assert tally.failed == 0, tally.examples
    assert tally.tried > 1_000
    assert sum(name.startswith("kind: ") for name in tally.counts) > 100
    assert all(tally.counts[form] > 200 for form in ("csv", "xlsx", "parquet"))
    assert tally.counts["same"] > 300


@pytest.mark.parametrize("fault", nothing_lost.FAULTS)
def test_a_planted_fault_is_caught(fault):
    assert caught(nothing_lost, fault, most=nothing_lost.SHORT)
