"""
Hidden stays hidden: what the rule hides is changed, and shareable outputs are the same bytes.

A seed is a change of a small neighbourhood (`small_world`, `hidden_changes`), of seventeen kinds:
a resident more or less, a question of somebody else, a contact more, less or with another, another
key and so other pseudonyms, a rare need that comes or goes, other minutes and times, notes, names
of persons, one informal helper more, their hours, a column nobody knows, another order of rows. A
change of which a count as it is told would change (`by_design`) is drawn again, twelve times at
most, and then left out.

A neighbourhood gets `A_WORLD` changes, one on top of the other. After the first and after the last
it is made anew (`hidden_outputs`), and every byte is held against what was made before any. Where
something differs, the chain is halved until the change is found that shows. What is held:

- `protect`: every table that it gives out, cell by cell with its kind, findings and moves among
  them, and five tables counted over residents, whole and row by row (`rows`). After the first
  change the findings are those of `find` itself; after the last the same statements are handed
  in, each figure in them that is hidden another one.
- the view, after the first change and after the last.
- of one neighbourhood in four the survey figure by figure, the map and the neighbourhoods abreast,
  after the first change and after the last.
- of one neighbourhood in four now and after in figures, with the view of both; and of one in
  eight the page, the PDF, the workbook and the files for Gephi, Kumu and networkx, and whether
  what is internal says so in each. The least teams are told there, rounded: of the chain so much
  is taken that these are the same.

What is told by design: distinct residents of each need, actor and two actors, "<10" or rounded to
5; of counted tables the residents and totals, from ten residents and where the two largest are
under 85 %; residents, people and the fewest of now and after; quarters; and *that* a thing is
found or moved, about whom, with its residents as told: somebody hands that in to be shared. How
many, how long, how firmly and in which order is hidden. An output of which something told by
design became another is not held against the earlier one, and counted as `told` apart.

One on top of the other, two changes could make up for each other: the first of each chain stands
alone. Not hidden in a survey and its maps: in how many findings of a kind there are, and in how
many needs somebody has, one resident can count.
"""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np

from benchmarks.trust import by_design
from benchmarks.trust.by_design import Told
from benchmarks.trust.hidden_changes import CHANGES, Log
from benchmarks.trust.hidden_faults import FAULTS
from benchmarks.trust.hidden_outputs import MAKERS, World, found, least
from benchmarks.trust.small_world import small_world
from benchmarks.trust.tally import Tally

__all__ = ["A_WORLD", "FAULTS", "LONG", "SHORT", "run"]

SHORT, LONG = 2_500, 64_000
A_WORLD = 250
"""Changes of one neighbourhood."""
DRAWS = 12
"""So often a change is drawn, until one tells nothing."""
PIECES = 20
"""A chain loses one of so many after the other, until least teams are told as before any change."""
LONGEST = ("counted", "handed", "files")
"""Of these it is counted how many changes were held, each once."""
Chain = list[tuple[int, str, Log]]


def run(seeds: range) -> Tally:
    """Change neighbourhoods, and compare every byte."""
    worlds: dict[int, list[int]] = defaultdict(list)
    for seed in seeds:
        worlds[seed // A_WORLD].append(seed)
    return sum((_of_world(number, some) for number, some in worlds.items()), Tally())


def _of_world(number: int, seeds: list[int]) -> Tally:
    first = Log.of(small_world(number))
    world = World(number, first, found(first.hood()))
    chain: Chain = [(-1, "", first)]
    kinds: Counter[str] = Counter()
    for seed in seeds:
        kind = list(CHANGES)[seed % len(CHANGES)]
        log = _changed(chain[-1][2], kind, np.random.default_rng([number, seed]))
        kinds["left out" if log is None else f"change: {kind}"] += 1
        chain += [] if log is None else [(seed, kind, log)]
    total = Tally(len(chain) - 1, counts=kinds)
    if len(chain) > 1:
        total += _held(world, chain[:2], ("counted", "found"))
        total += _held(world, chain, ("counted", "handed"))
        if number % 4 == 1:
            total += _held(world, chain[:2], ("region",)) + _held(world, chain, ("region",))
        more = () if number % 4 else ("after",) if number % 8 else ("after", "files", "marks")
        if more and seeds[-1] % A_WORLD == A_WORLD - 1:
            total += _held(world, chain[: _as_far(chain) + 1], more)
    return total


def _changed(log: Log, kind: str, rng: np.random.Generator) -> Log | None:
    told = by_design.counts(log)
    for _ in range(DRAWS):
        new = CHANGES[kind](log, rng)
        if by_design.counts(new) == told:
            return new
    return None


def _as_far(chain: Chain) -> int:
    """Say after how many changes least teams are told as before any."""
    told, last = least(chain[0][2]), len(chain) - 1
    tried = (max(1, last * piece // PIECES) for piece in range(PIECES, 0, -1))
    return next((at for at in tried if least(chain[at][2]) == told), last)


def _held(world: World, chain: Chain, makers: tuple[str, ...]) -> Tally:
    """Hold what is made after the last of these changes against what was made before the first."""
    total, leaks = Tally(), []
    for maker in makers:
        counts, shows = _compared(world, chain[-1], maker)
        leaks += [(maker, output) for output in shows]
        total += Tally(counts=counts)
        layers = {name.removeprefix("same: ") for name in counts if name.startswith("same: ")}
        if maker in LONGEST and len(chain) > 2:
            total += Tally(counts={f"changes in {layer}": len(chain) - 1 for layer in layers})
    if not leaks:
        return total
    low, high = 0, len(chain) - 1  # after so many nothing shows, and after so many it does
    while high - low > 1:
        middle = (low + high) // 2
        shows = _compared(world, chain[middle], leaks[0][0])[1]
        low, high = (low, middle) if shows else (middle, high)
    seed, kind, _ = chain[high]
    shown = ", ".join(sorted({f"{layer} {name}" for _, (layer, name) in leaks}))
    return total + Tally(0, 1, (f"{seed}: {kind} shows in {shown}"[:200],))


def _compared(
    world: World, link: tuple[int, str, Log], maker: str
) -> tuple[Counter[str], list[tuple[str, str]]]:
    if maker not in world.known:
        world.known[maker] = MAKERS[maker](world, world.first, -1)
    before, after = world.known[maker], MAKERS[maker](world, link[2], link[0])
    nothing: tuple[Told, bytes] = ({}, b"")
    counts: Counter[str] = Counter()
    shows = []
    for output in sorted({*before, *after}):
        (was, old), (now, new) = before.get(output, nothing), after.get(output, nothing)
        if was != now:
            counts[f"told: {output[0]}"] += 1
        elif old == new:
            counts[f"same: {output[0]}"] += 1
        else:
            shows.append(output)
    return counts, shows
