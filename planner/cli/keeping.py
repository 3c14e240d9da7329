"""``rounds backup`` and ``rounds restore``: an encrypted copy of the database, and its way back."""

from __future__ import annotations

import argparse
import getpass
import sys

from planner import audit
from planner.audit_words import restored_words
from planner.bootstrap import DATABASE, check_mark, data_folder, open_office
from planner.cli.console import need_folder, opened, say
from planner.storage import backup as copies
from planner.text import gettext as _


def backup(options: argparse.Namespace) -> int:
    """Write an encrypted copy of the database."""
    need_folder(options.file)
    with opened(options) as office:
        copies.backup(office.store, options.file)
        with office.store.writing() as session:
            session.record("backup_written", office.actor, office.clock(), file=options.file.name)
    say(_("Written: {file}").format(file=options.file))
    say(_("It opens only with the recovery key of this database."))
    return 0


def restore(options: argparse.Namespace) -> int:
    """Bring a backup back into an empty data folder."""
    database = data_folder(options.data_dir, demo=options.demo) / DATABASE
    key = options.recovery_key or _asked()
    copies.restore(options.file, key, database, accept=lambda store: check_mark(store, options.demo))
    office = open_office(options.data_dir, demo=options.demo)
    try:
        before = audit.restored(office, options.file.name, "command line")
        with office.store.reading() as session:
            count = len(session.dates())
    finally:
        office.close()
    say(_("Restored, with days: {count}. The database is {file}").format(count=count, file=database))
    if told := restored_words(before):
        say(told)
    return 0


def _asked() -> str:
    if sys.stdin.isatty():
        return getpass.getpass(_("Recovery key: "))
    return sys.stdin.readline()
