import pytest

from benchmarks.trust import hidden_stays_hidden
from benchmarks.trust.hidden_changes import CHANGES
from benchmarks.trust.hidden_faults import FAULTS, OF_CHAINS, OF_RARE
from benchmarks.trust.hidden_outputs import FORMATS

END = hidden_stays_hidden.A_WORLD


def test_what_the_rule_hides_alters_no_byte_of_what_is_shared():
    tally = hidden_stays_hidden.run(range(hidden_stays_hidden.SHORT))
    assert tally.failed == 0, tally.examples
    assert tally.tried >= 2_000
    assert min(tally.counts[f"change: {kind}"] for kind in CHANGES) > 0
    assert min(tally.counts[f"changes in {one}"] for one in ("protect", "rows", "view")) > 1_500
    assert min(tally.counts[f"same: {one}"] for one in ("map", "abreast")) > 1
    assert tally.counts["same: survey"] > 300
    assert min(tally.counts[f"changes in {one}"] for one in (*FORMATS, "page", "pdf")) >= 50


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_caught(fault, monkeypatch):
    FAULTS[fault](monkeypatch)
    if fault in OF_CHAINS:
        seeds = range(END - 20, END)
    else:
        first = END * (6 if fault in OF_RARE else 1)
        seeds = range(first, first + 20)
    assert hidden_stays_hidden.run(seeds).failed
