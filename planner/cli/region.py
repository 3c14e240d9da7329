"""``rounds region``: build, update, list, show, use, rename and remove regions."""

from __future__ import annotations

import argparse

from planner import region_build, regions
from planner.bootstrap import Office
from planner.cli.console import agreed, at_work, note, opened, progress_bar, say
from planner.errors import NotFound
from planner.region_changes import Changes, OwnPlace, changes_words, own_words
from planner.regions import Region
from planner.text import duration, file_size, listed, ngettext, sentence
from planner.text import gettext as _


def build(options: argparse.Namespace) -> int:
    """Make a region from an extract and use it from now on."""
    with at_work(options) as (office, worker), progress_bar() as show:
        regions.sweep(office)
        _tell_estimate(options)
        made = region_build.build(office, options.file, worker, name=options.name, on_message=show)
        regions.sweep(office)
    return _tell(made)


def update(options: argparse.Namespace) -> int:
    """Build a region anew from a newer extract of the same area; exit code 1 where addresses wait for a person."""
    with at_work(options) as (office, worker), progress_bar() as show:
        regions.sweep(office)
        before = _wanted(office, options.name)
        _tell_estimate(options)
        made = region_build.build(office, options.file, worker, before=before, on_message=show)
        regions.sweep(office)
    return _tell(made)


def list(options: argparse.Namespace) -> int:  # noqa: A001  (the command's name)
    """List the regions there are."""
    with opened(options) as office:
        found = regions.regions(office)
    for region in found:
        mark = "*" if region.active else " "
        size = file_size(region.size_bytes)
        say(f"{mark} {region.name}  {region.addresses}  {region.data_date}  {size}  sha256 {region.sha256[:16]}")
        if fault := regions.fault(region):
            say(f"    {sentence(fault)}")
    if not found:
        say(_("There is no region yet: rounds region build FILE.osm.pbf"))
    return 0


def show(options: argparse.Namespace) -> int:
    """Tell all about one region."""
    with opened(options) as office:
        region = _wanted(office, options.name)
    fault = regions.fault(region)
    south, west, north, east = region.bounds
    told = {
        _("Region"): region.name,
        _("In use"): _("yes") if region.active else _("no"),
        _("State"): sentence(fault) if fault else _("whole"),
        _("Made of"): region.file or _("unknown"),
        _("Data of"): region.data_date or _("unknown"),
        "SHA-256": region.sha256,
        _("License"): region.attribution,
        _("Addresses"): f"{region.addresses:,}",
        _("Size"): file_size(region.size_bytes),
        _("Area"): f"{south:.4f},{west:.4f} – {north:.4f},{east:.4f}",
        _("Folder"): str(region.folder),
    }
    for name, value in told.items():
        say(f"{name}: {value}")
    return 0


def use(options: argparse.Namespace) -> int:
    """Use another region that is there."""
    with opened(options) as office:
        regions.use(office, regions.named(office, options.name).id)
    say(_("{name} is in use from now on.").format(name=options.name))
    return 0


def rename(options: argparse.Namespace) -> int:
    """Call a region something else."""
    with opened(options) as office:
        region = regions.rename(office, regions.named(office, options.name).id, options.new_name)
    say(_("The region is called {name} from now on.").format(name=region.name))
    return 0


def remove(options: argparse.Namespace) -> int:
    """Remove a region; a person who is there is asked first."""
    with opened(options) as office:
        region = regions.named(office, options.name)
        say(regions.removal_words(region))
        if agreed(_("Remove it?")) is False:
            return 0
        regions.remove(office, region.id)
    say(_("{name} is removed.").format(name=region.name))
    return 0


def _wanted(office: Office, name: str | None) -> Region:
    # The one that was named, else the one in use.
    if name:
        return regions.named(office, name)
    if region := regions.active(office):
        return region
    raise NotFound("no_region_yet")


def _tell_estimate(options: argparse.Namespace) -> None:
    expected = region_build.estimate(options.file)
    note(
        _("Building takes about {time}, {memory} of memory and {disk} on the disk; the region then has {size}.").format(
            time=duration(expected.seconds),
            memory=file_size(expected.memory_bytes),
            disk=file_size(expected.disk_bytes),
            size=file_size(expected.size_bytes),
        )
    )


def _tell(made: region_build.Built) -> int:
    region, changes = made.region, made.changes
    say(
        _("Region {name} is ready: {count} addresses, data of {date}.").format(
            name=region.name, count=region.addresses, date=region.data_date or _("an unknown date")
        )
    )
    return _tell_changes(changes) if changes else 0


def _tell_changes(changes: Changes) -> int:
    say(changes_words(changes))
    if changes.to_review:
        many = len(changes.to_review)
        say(ngettext("Back to review: {count} address", "Back to review: {count} addresses", many).format(count=many))
        _tell_places(changes.to_review)
    if changes.disagreeing:
        say(_("You know these otherwise; they stay as they are:"))
        _tell_places(changes.disagreeing)
    return 1 if changes.to_review else 0


def _tell_places(places: tuple[OwnPlace, ...]) -> None:
    for place in places:
        say(f"  {listed(place.names) or place.text}: {own_words(place)}")
