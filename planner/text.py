"""Sentences for people, in the language of the window, the command line or the paper.

The core returns codes and values; only this module and `planner.sentences` turn them into words. Catalogs are gettext
files in `resources/locale`, compiled at set-up. Qt's own texts are not here.
"""

from __future__ import annotations

import gettext as _gettext
from functools import cache
from pathlib import Path

import resources

LANGUAGES = ("en", "zh")
_LOCALE = Path(resources.__file__).parent / "locale"
_current = "en"


def use_language(language: str) -> None:
    """Choose the language of everything said from now on; anything but Chinese falls back to English."""
    global _current
    _current = "zh" if language.lower().startswith("zh") else "en"


def language() -> str:
    """The language in use, ``"en"`` or ``"zh"``."""
    return _current


@cache
def catalog(language: str) -> _gettext.NullTranslations:
    """The catalog of a language; English needs none, its messages are the keys."""
    return _gettext.translation("rounds", _LOCALE, [language], fallback=True)


def gettext(message: str, language: str | None = None) -> str:
    """The message in a language (default: the one in use). Imported as ``_`` where sentences are made."""
    return catalog(language or _current).gettext(message)


def ngettext(one: str, many: str, count: int, language: str | None = None) -> str:
    """The message for a number of things; both forms may use ``{count}``, filled in by the caller."""
    return catalog(language or _current).ngettext(one, many, count)


def N_(message: str) -> str:  # the marker's usual name in gettext
    """Mark a message for translation where it stands; it is translated where it is said."""
    return message


def sentence(error: Exception) -> str:
    """One translated sentence for an error with a code and details, of `planner` or `routing`."""
    from planner.sentences import SENTENCES

    code = str(getattr(error, "code", ""))
    template = SENTENCES.get(code)
    if template is None:
        return str(getattr(error, "message", error))
    return gettext(template).format_map(_Details(getattr(error, "details", {})))


class _Details(dict[str, object]):
    # A detail that is missing must not turn a clear error into a traceback.
    def __missing__(self, key: str) -> str:
        return f"({key})"
