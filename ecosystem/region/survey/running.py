"""A survey from beginning to end: in this process or by workers, and going on where it stopped."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, as_completed
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from ecosystem.region.survey.columns import PLACE, table_of
from ecosystem.region.survey.one import FAILED, Row, failure
from ecosystem.region.survey.parts import Work
from ecosystem.region.survey.told import said, where
from ecosystem.region.survey.workers import executor_of
from ecosystem.tables.language import Language
from ecosystem.tables.neighbourhood import Neighbourhood, Region, empty
from ecosystem.tables.partition import Partition, write_parquet
from ecosystem.tables.problems import TableError
from ecosystem.tables.progress import counted

BATCH = 20
"""Neighbourhoods a task, at most: a task each costs a scheduler twice as much."""
TASKS = 8
"""And so many tasks at least, so that a small region is shared out too."""


@contextmanager
def running(
    region: Region,
    wanted: tuple[str, ...],
    *,
    client: Any = None,
    out: Path | None = None,
    lang: Language = "en",
) -> Iterator[pd.DataFrame]:
    """
    Survey a region by way of files, and clear these away once the result stands.

    Parameters
    ----------
    region
        Neighbourhoods by code.
    wanted
        What is asked for, as `asked` gives it.
    client
        As `survey` takes it; None is this process.
    out
        The file that the result is for; the files lie in a folder beside it until then, and a
        later run goes on with them.
    lang
        Language of what it says.

    Yields
    ------
    table
        The survey.
    """
    codes = sorted({*region.codes})
    with ExitStack() as stack:
        read, failed = _in_files(region, codes, stack, lang)
        into = Path(stack.enter_context(TemporaryDirectory())) if out is None else _beside(out)
        run = _Run(Work(read, wanted, lang, into), [code for code in codes if code not in failed])
        try:
            steps = run.through(None if client is None else executor_of(client))
            for _ in zip(counted(run.codes, "neighbourhoods"), steps, strict=False):
                pass
        except BaseException:
            if out is not None:
                _say(said("stopped", lang, folder=into))
            raise
        run.tell(lang)
        rows = ({**(failed.get(code) or run.row(code)), PLACE: code} for code in codes)
        yield table_of(rows, wanted, partial(left_out, region, lang))
        if out is not None:
            run.work.clear()


@dataclass
class _Run:
    """The work on some neighbourhoods, and how it went."""

    work: Work
    codes: Sequence[str]
    taken_over: int = 0
    here: int = 0
    why: str = ""

    def through(self, executor: Executor | None) -> Iterator[str]:
        """Do it all, here or by workers; what workers leave undone is done here."""
        if executor is None:
            for code in self.codes:
                self.taken_over += self.work([code])
                yield code
            return
        done = set()
        for batch in self._by_workers(executor):
            whole = [code for code in batch if self.work.row(code)]
            done.update(whole)
            yield from whole
        left = [code for code in self.codes if code not in done]
        self.here = len(left)
        for code in left:
            self.work([code])
            yield code

    def _by_workers(self, executor: Executor) -> Iterator[Sequence[str]]:
        """Hand out batches, and give each that came back."""
        size = max(1, min(BATCH, -(-len(self.codes) // TASKS)))
        futures: dict[Future[int], Sequence[str]] = {}
        try:
            for at in range(0, len(self.codes), size):
                batch = self.codes[at : at + size]
                futures[executor.submit(self.work, batch)] = batch
        except RuntimeError as error:  # a pool that broke meanwhile
            self.why = where(error)
        try:
            for future in as_completed(futures):
                try:
                    self.taken_over += future.result()
                except Exception as error:  # noqa: BLE001 (whatever it is, it is done here)
                    self.why = where(error)
                else:
                    yield futures[future]
        finally:
            for future in futures:
                future.cancel()

    def row(self, code: str) -> Row:
        """Give the row of a neighbourhood; one whose file is gone is surveyed again."""
        row = self.work.row(code)
        if row is None:
            self.work([code])
            row = self.work.row(code)
        return row or {}

    def tell(self, lang: Language) -> None:
        """Say what was taken over, and what workers left undone."""
        every = len(self.codes)
        if self.taken_over:
            _say(said("taken_over", lang, count=self.taken_over, of=every))
        if self.here:
            error = self.why or said("no_file", lang, folder=self.work.into)
            _say(said("done_here", lang, count=self.here, of=every, error=error))


def left_out(region: Region, lang: Language, code: str = "") -> list[str]:
    """Name the files that could not be opened; those of the part of one neighbourhood, or all."""
    if not isinstance(region.read, Partition) or region.read.index.notices.empty:
        return []
    where, _, rows = region.read.index
    part = where.get(code, "")
    each = zip(rows["file"], rows["message"], strict=True)
    return [said("left_out", lang, file=at, why=why) for at, why in each if at.startswith(part)]


def _in_files(
    region: Region, codes: Sequence[str], stack: ExitStack, lang: Language
) -> tuple[Partition, dict[str, Row]]:
    """Give what reads a region from Parquet; if need be it is written first."""
    if isinstance(region.read, Partition):
        return region.read, {}
    folder = Path(stack.enter_context(TemporaryDirectory()))
    failed: dict[str, Row] = {}

    def read(code: str) -> Neighbourhood:
        try:
            return _fitting(region.read(code))
        except TableError as error:
            failed[code] = failure("unreadable", error, lang)
        except Exception as error:  # noqa: BLE001 (whatever it is, the others go on)
            failed[code] = failure(FAILED, error, lang)
        return Neighbourhood(code, code, {})

    write_parquet(replace(region, codes=tuple(codes), read=read), folder)
    return Partition(folder, lang), failed


def _fitting(hood: Neighbourhood) -> Neighbourhood:
    """Refuse tables that are not as `load` makes them; see to it that its name stands in one."""
    for name, frame in hood.tables.items():
        if frame.dtypes.to_dict() != empty(name).dtypes.to_dict():
            raise TypeError(f"{name} has not the columns of the schema")
    if hood.name == hood.code or hood.neighbourhoods["name"].notna().any():
        return hood
    known = hood.neighbourhoods.iloc[:1].reindex([0])
    named = known.assign(neighbourhood=hood.code, name=hood.name)
    return hood.replace(neighbourhoods=named.astype(empty("neighbourhoods").dtypes.to_dict()))


def _beside(out: Path) -> Path:
    """Make the folder beside a result in which what is done lies, for its owner alone."""
    folder = out.with_name(f"{out.name}.parts")
    folder.mkdir(0o700, parents=True, exist_ok=True)
    return folder


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
