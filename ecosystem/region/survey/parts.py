"""A small file a neighbourhood: so rows come back from workers, and so a later run goes on."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import local
from uuid import uuid4

from ecosystem.region.survey.one import FAILED, Row, row_of
from ecosystem.tables.key import VARIABLE
from ecosystem.tables.key import key as own_key
from ecosystem.tables.language import Language
from ecosystem.tables.partition import Partition
from ecosystem.tables.problems import Problem
from ecosystem.tables.row_groups import stop

PART, UNDER_WAY = ".part.json", ".part.tmp"
"""How the files end."""
_COUNTS = ("numpy", "pandas", "pyarrow", "scipy")
"""Libraries of which another version may give other figures."""
_HOUSE = Path(__file__).resolve().parents[2]
_HERE = local()


def _own() -> str:
    """Tell keys of residents apart, without telling them."""
    secret = own_key()
    return (
        "" if isinstance(secret, Problem) else _hash(f"ecosystem survey\0{(secret or b'').hex()}")
    )


@dataclass(frozen=True)
class Work:
    """
    What every worker does: survey neighbourhoods of a folder, and leave a file of each.

    A class, as it has to travel to other processes; it travels as paths and names.

    Parameters
    ----------
    read
        Reads the neighbourhoods; every worker must see its folder.
    wanted
        What is asked for, as `asked` gives it.
    lang
        Language of what a row says.
    into
        The folder for the files; every worker must see it.
    run
        Of which run it is.
    own
        Which key of residents whoever asks has: a worker that has another leaves the work undone.
    """

    read: Partition
    wanted: tuple[str, ...]
    lang: Language
    into: Path
    run: str = field(default_factory=lambda: uuid4().hex)
    own: str = field(default_factory=_own)

    def __call__(self, codes: Iterable[str]) -> int:
        """Survey each of which no good file lies there, and count those of which one does."""
        if _own() != self.own:
            stop([Problem(VARIABLE, "other_key")], self.lang)
        read = self.opened()
        return sum(self._there(read, code) for code in codes)

    def opened(self) -> Partition:
        """Keep the folder open until another run; each thread its own, as files are not shared."""
        if getattr(_HERE, "run", None) != self.run:
            _HERE.run, _HERE.read = self.run, replace(self.read)
        opened: Partition = _HERE.read
        return opened

    def _there(self, read: Partition, code: str) -> bool:
        key = self._key(read, code)
        if key and self._content(code, key) is not None:
            return True
        row = row_of(read, code, self.wanted, self.lang)
        content = json.dumps(row, ensure_ascii=False)
        mark = f"{FAILED if FAILED in row else key} {_hash(content)}"
        _write(self._path(code), f"{mark}\n{content}")
        return False

    def row(self, code: str) -> Row | None:
        """Give the row of a neighbourhood; None where no whole file of it is there."""
        content = self._content(code)
        if content is None:
            return None
        row: Row = json.loads(content)
        return row

    def clear(self) -> None:
        """Take the files away, and the folder with them where nothing else is in it."""
        for ending in (PART, UNDER_WAY):
            for file in self.into.glob(f"*{ending}"):
                file.unlink(missing_ok=True)
        if not any(self.into.iterdir()):
            self.into.rmdir()

    def _key(self, read: Partition, code: str) -> str:
        """Name all that a row follows from; nothing where it cannot be read, and is tried again."""
        secret = own_key()
        if isinstance(secret, Problem):
            return ""
        made = sha256("\n".join([_version(), self.lang, code, *self.wanted]).encode())
        made.update(_own().encode())
        try:
            for piece in read.raw(code):
                made.update(f"\n{len(piece)} ".encode() + piece)
        except Exception:  # noqa: BLE001 (whoever reads the tables says why that cannot be)
            return ""
        return made.hexdigest()

    def _path(self, code: str) -> Path:
        """Name the file of a neighbourhood: a code may hold signs that no name of a file may."""
        return self.into / f"{_hash(code)[:24]}{PART}"

    def _content(self, code: str, key: str = "") -> str | None:
        """Give what stands in a file; None where it is not whole, or of another key."""
        try:
            mark, _, content = self._path(code).read_text("utf-8").partition("\n")
        except (OSError, UnicodeDecodeError):
            return None
        of, _, whole = mark.partition(" ")
        return content if whole == _hash(content) and key in ("", of) else None


def _write(path: Path, text: str) -> None:
    """Write a file that is there whole or not at all; it need not outlive the machine."""
    with NamedTemporaryFile(
        "w", dir=path.parent, suffix=UNDER_WAY, encoding="utf-8", delete=False
    ) as under_way:
        under_way.write(text)
    Path(under_way.name).replace(path)


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()


@cache
def _version() -> str:
    """Name what computes: every file of this library, and the libraries it counts with."""
    made = sha256()
    for file in sorted(_HOUSE.rglob("*")):
        if file.suffix in {".py", ".toml", ".csv"}:
            made.update(file.relative_to(_HOUSE).as_posix().encode() + file.read_bytes())
    return " ".join([made.hexdigest(), *(version(name) for name in _COUNTS)])
