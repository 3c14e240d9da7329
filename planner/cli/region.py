"""``rounds region build`` and ``rounds region list``."""

from __future__ import annotations

import argparse

from planner import regions
from planner.cli.console import at_work, opened, progress_bar, say
from planner.text import gettext as _


def build(options: argparse.Namespace) -> int:
    """Make a region from an extract and use it from now on."""
    with at_work(options) as (office, worker), progress_bar() as show:
        regions.sweep(office)
        made = regions.build(office, options.file, worker, name=options.name, on_message=show)
    say(
        _("Region {name} is ready: {count} addresses, data of {date}.").format(
            name=made.name, count=made.addresses, date=made.data_date or _("an unknown date")
        )
    )
    return 0


def list(options: argparse.Namespace) -> int:  # noqa: A001  (the command's name)
    """List the regions there are."""
    with opened(options) as office:
        found = regions.regions(office)
    for region in found:
        mark = "*" if region.active else " "
        say(f"{mark} {region.name}  {region.addresses}  {region.data_date}  sha256 {region.sha256[:16]}")
    if not found:
        say(_("There is no region yet: rounds region build FILE.osm.pbf"))
    return 0
