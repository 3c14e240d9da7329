"""The command ``rounds``: every use case without a window. Words and exit codes only; the work is done elsewhere.

Exit codes: 0 done; 1 done, but something needs a person (bad rows, unsure addresses, violations, a sick machine);
2 not done, said in one line; 130 stopped on request.
"""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Sequence

from planner.cli.arguments import make_parser
from planner.errors import PlannerError
from planner.text import gettext as _
from planner.text import sentence, use_language
from routing.errors import Cancelled, InternalError, RoutingError

DONE, NEEDS_SOMEONE, NOT_DONE, STOPPED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; never a traceback for what a person can mend."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console that lacks a letter must not end a command
    words = list(sys.argv[1:] if arguments is None else arguments)
    use_language(_early_language(words))
    options = make_parser().parse_args(words)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        return int(options.run(options))
    except (KeyboardInterrupt, Cancelled):
        return _fail(_("Stopped as you asked; nothing was changed."), STOPPED)
    except (PlannerError, RoutingError) as error:
        if isinstance(error, InternalError):
            logging.getLogger(__name__).error("%s\n%s", error.message, error.details.get("traceback", ""))
        return _fail(sentence(error), NOT_DONE)
    except BrokenPipeError:
        return DONE
    except OSError as error:
        return _fail(
            _("Cannot read or write: {reason}.").format(reason=error.strerror or type(error).__name__), NOT_DONE
        )


def _early_language(words: Sequence[str]) -> str:
    # Help is translated too, so the language is needed before the options are parsed.
    for index, word in enumerate(words):
        if word.startswith("--lang="):
            return word.partition("=")[2]
        if word == "--lang" and index + 1 < len(words):
            return words[index + 1]
    return "en"


def _fail(text: str, code: int) -> int:
    sys.stderr.write(text.replace("\n", " ") + "\n")
    return code
