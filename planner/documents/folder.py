"""The folder of a team as data for its template: a packing list, and for each visit two envelopes. Pure.

The team's envelope holds the letter and the card, the customer's the rest. What lies outside an envelope tells neither
who sends it nor why: the packing list knows numbers alone.
"""

from __future__ import annotations

from planner.cases.copy_words import ranges_words
from planner.discreet import carried_reference
from planner.documents.carried_papers import customer_papers, letter
from planner.documents.case_card import case_card
from planner.documents.folder_order import FolderOrder, Talk
from planner.documents.wording import Page, clock, date_words, sign_page
from planner.text import gettext as _


def folder(order: FolderOrder) -> Page:
    """The data of ``folder.typ``."""
    language = order.stamp.language
    return {
        "language": language,
        "paper": order.paper,
        "both_sides": order.both_sides,
        "demo": order.stamp.demo_mark,
        "anchor": order.stamp.anchor_words,
        "sign": sign_page(order.shift.team),
        "version": _("version {version}", language).format(version=order.stamp.version),
        "logo": order.office.logo,
        "packing": _packing(order),
        "visits": [_visit(order, talk) for talk in order.talks],
        "words": {
            "title": _("Folder", language),
            "page": _("Page {page} of {pages}", language),
            "back": _("Back in its envelope, by {time}", language).format(time=order.valid),
            "return": _("Return or destroy by {time}", language).format(time=order.valid),
        },
    }


def _visit(order: FolderOrder, talk: Talk) -> Page:
    own, theirs = order.stamp.language, talk.language
    # Where the customer speaks another language, the back of the letter does.
    letters = [letter(order, talk, each) for each in dict.fromkeys((own, theirs))]
    return {
        "number": str(talk.number),
        "mark": _("Visit {number} · {time}", own).format(
            number=talk.number, time=clock(talk.start, order.clock_zone)
        ),
        "team_copy": _("No. {number}", own).format(number=talk.team_copy),
        "customer_copy": _("No. {number}", own).format(number=talk.customer_copy),
        "bookmarks": [
            _("Visit {number}: team's envelope, No. {copy}", own).format(number=talk.number, copy=talk.team_copy),
            _("Visit {number}: customer's envelope, No. {copy}", own).format(
                number=talk.number, copy=talk.customer_copy
            ),
        ],
        "letters": letters,
        "card": case_card(order, talk),
        "customer": customer_papers(order, talk),
    }  # fmt: skip


def _packing(order: FolderOrder) -> Page:
    language = order.stamp.language
    replaces = _("replaces version {version}", language).format(version=order.replaces)
    return {
        "title": _("Packing list", language),
        "copy": _("No. {number}", language).format(number=order.packing_copy),
        "date": date_words(order.day, language),
        "staff": [each.name for each in order.members],
        "replaces": replaces if order.replaces else "",
        "valid": [_("Valid until end of shift", language), order.valid],
        "heads": [
            _("Visit", language),
            _("At", language),
            _("Team's envelope", language),
            _("Customer's envelope", language),
            _("packed", language),
            _("back", language),
            _("handed over", language),
        ],
        "rows": [
            [
                str(talk.number),
                clock(talk.start, order.clock_zone),
                carried_reference(talk.visit, talk.number),
                str(talk.team_copy),
                str(talk.customer_copy),
            ]
            for talk in order.talks
        ],
        "rules": [
            _("Two envelopes for each visit, sealed. On the outside only the number; no name, no sender.", language),
            _("Team's envelope: letter and card. Customer's envelope: the other sheets.", language),
            _("Keep them in the bag, never on a seat. Open one only where nobody else can read it.", language),
            _("Back at the office: every number is ticked. Ring up at once if one is missing.", language),
        ],
        "destroy": [_("Destroy, and tick off, these older numbers:", language), ranges_words(order.destroy)]
        if order.destroy
        else None,
        "names": [_("Version", language), _("Staff", language), str(order.stamp.version)],
    }
