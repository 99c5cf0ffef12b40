"""The command `ecosystem`: the same as the library, from a shell."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from errno import EACCES, ENOSPC, EROFS

from ecosystem.cli.arguments import parser
from ecosystem.cli.printing import print_problems, total
from ecosystem.cli.speaking import asked_in
from ecosystem.tables.language import LANG

_STOPPED = {
    "en": "stopped; what was there before is as it was.",
    "nl": "gestopt; wat er al stond is zoals het was.",
}
_NO_TEXT = {
    "en": "a word that was given holds bytes that are no text; type it again.",
    "nl": "in een woord dat is gegeven staan bytes die geen tekst zijn; typ het opnieuw.",
}
_ELSEWHERE = {
    "en": "this cannot be read or written{at} ({why}); name another place.",
    "nl": "dit is niet te lezen of te schrijven{at} ({why}); noem een andere plek.",
}
_NO_PLACE = {
    "en": {
        ENOSPC: "the disk is full{at}; make room, or write elsewhere with --out, and ask again.",
        EROFS: "nothing can be written here{at}; write elsewhere with --out.",
        EACCES: "this may not be read or written by you{at}; ask for access, or name another.",
    },
    "nl": {
        ENOSPC: "de schijf is vol{at}; maak ruimte of schrijf elders met --out, en vraag opnieuw.",
        EROFS: "hier is niets te schrijven{at}; schrijf elders met --out.",
        EACCES: "dit mag u niet lezen of schrijven{at}; vraag toegang, of noem een ander.",
    },
}


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Run the command.

    Parameters
    ----------
    arguments
        What was typed after `ecosystem`; by default the process's own.

    Returns
    -------
    status
        0 when it did what was asked, 1 when the input would not let it, 2 when it was asked
        in words it does not know.
    """
    from ecosystem.tables.problems import MissingTable, TableError

    given = sys.argv[1:] if arguments is None else arguments
    lang = asked_in(given)
    spoken = LANG.set(lang)
    try:
        options = parser(lang).parse_args(given)
        status: int = options.run(options)
    except TableError as error:
        print_problems(error.problems, sys.stderr, lang=lang)
        print(total(error.accounting, lang), file=sys.stderr)
        return 1
    except BrokenPipeError:  # whoever reads along has seen enough, as `head` has
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 (until the process ends)
        return 0
    except OSError as error:
        words = _NO_PLACE[lang].get(error.errno, _ELSEWHERE[lang]) if error.errno else "{error}"
        at = f": {error.filename}" if error.filename else ""
        told = words.format(at=at, why=error.strerror, error=error)
        print(f"ecosystem: {told}", file=sys.stderr)
        return 1
    except (MissingTable, ValueError) as error:
        told = _NO_TEXT[lang] if isinstance(error, UnicodeError) else str(error)
        print(f"ecosystem: {told}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"ecosystem: {_STOPPED[lang]}", file=sys.stderr)
        return 130
    else:
        return status
    finally:
        LANG.reset(spoken)
