"""The command ``rounds``: every use case without a window. Words and exit codes only; the work is done elsewhere.

Exit codes: 0 done; 1 done, but something needs a person (bad rows, unsure addresses, violations, a sick machine);
2 not done, said in one line; 130 stopped on request.
"""

from __future__ import annotations

import io
import logging
import os
import sys
from collections.abc import Sequence

from planner.cli.arguments import make_parser
from planner.errors import PlannerError
from planner.text import gettext as _
from planner.text import sentence, use_language
from routing.child import internal_error
from routing.errors import Cancelled, InternalError, RoutingError

DONE, NEEDS_SOMEONE, NOT_DONE, STOPPED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; never a traceback for what a person can mend, and never a value in one for a fault of ours."""
    try:
        return _run(list(sys.argv[1:] if arguments is None else arguments))
    except (KeyboardInterrupt, Cancelled):
        return _fail(_("Stopped as you asked; nothing was changed."), STOPPED)
    except BrokenPipeError:
        # Who reads, as `head` does, has enough. Nothing may be written any more, not even when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except (PlannerError, RoutingError, OSError) as error:
        if isinstance(error, InternalError):
            _log(error)
        return _fail(sentence(error), NOT_DONE)
    except Exception as error:
        fault = internal_error(error)
        _log(fault)
        return _fail(sentence(fault), NOT_DONE)


def _run(words: Sequence[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console that lacks a letter must not end a command
    use_language(_early_language(words))
    options = make_parser().parse_args(words)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    code = int(options.run(options))
    sys.stdout.flush()
    return code


def _log(fault: InternalError) -> None:
    # Where it happened and of what kind it is: its text might quote a customer.
    logging.getLogger(__name__).error("%s\n%s", fault.details.get("kind"), fault.details.get("traceback", ""))


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
