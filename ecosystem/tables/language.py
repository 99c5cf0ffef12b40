"""In which language people are spoken to."""

from __future__ import annotations

import os
from contextvars import ContextVar
from locale import getlocale
from typing import Literal

Language = Literal["en", "nl"]
LANGUAGES: tuple[Language, ...] = ("en", "nl")


def _of_the_shell() -> Language:
    """Read it as gettext does; where no variable says it, as on Windows, as Python found it."""
    said = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    first = next(filter(None, said), None) or getlocale()[0] or ""
    return "nl" if first.lower().startswith(("nl", "dutch")) else "en"


_SHELL: Language = _of_the_shell()
LANG: ContextVar[Language] = ContextVar("LANG", default=_SHELL)
"""The language of what takes none, as a refusal; that of the shell, or of the command's --lang."""
