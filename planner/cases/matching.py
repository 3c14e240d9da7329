"""Who arrives is known again: by the lender's customer number, or by the hash of an ID number. What is only likely,
the same name with the same phone or dwelling, is queued for a person, who merges two files or keeps them apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations
from typing import ClassVar
from uuid import UUID

from planner.bootstrap import Office
from planner.cases.model import CustomerFile, Fact
from planner.errors import BadInput, NotFound
from planner.storage.case_board import Person, join_customers, people
from planner.storage.casework import folded
from planner.storage.session import Session
from planner.text import N_
from planner.users import Right, User


@dataclass(frozen=True, slots=True, kw_only=True)
class AlsoKnown(Fact):
    """The customer goes by another number too: that of another branch, or of a file that was merged into this one."""

    KIND: ClassVar[str] = "also_known"

    source: str
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptApart(Fact):
    """Somebody looked: this customer and `other` are two people."""

    KIND: ClassVar[str] = "kept_apart"

    other: UUID


class Likeness(StrEnum):
    """Why two files may be of one person."""

    ID_NUMBER = "id_number"
    PHONE = "phone"
    HOUSEHOLD = "household"


LIKENESS: Mapping[Likeness, str] = {
    Likeness.ID_NUMBER: N_("ID number"),
    Likeness.PHONE: N_("name and phone"),
    Likeness.HOUSEHOLD: N_("name and dwelling"),
}


@dataclass(frozen=True, slots=True)
class Double:
    """Two files that may be of one person. `first` is the one that was there before."""

    first: CustomerFile
    second: CustomerFile
    likeness: frozenset[Likeness]


class People:
    """Everybody who is kept, to know again who arrives. Grows as more arrive."""

    def __init__(self, known: Iterable[Person], aliases: Iterable[AlsoKnown] = ()) -> None:
        self._numbers: dict[tuple[str, str], UUID] = {}
        self._hashes: dict[str, UUID] = {}
        self._named: dict[tuple[str, str], UUID] = {}
        for person in known:
            self.add(person)
        self._numbers |= {(alias.source, alias.reference): alias.customer_id for alias in aliases}

    def add(self, person: Person) -> None:
        """Know one more."""
        self._numbers.setdefault((person.source, person.reference), person.id)
        if not person.has_file:  # one that was merged into another, and is known by its number alone
            return
        self._named.setdefault((person.reference, folded(person.name)), person.id)
        if person.id_hash:
            self._hashes.setdefault(person.id_hash, person.id)

    def number(self, source: str, reference: str) -> UUID | None:
        """Whose number this is."""
        return self._numbers.get((source, reference))

    def who(self, source: str, reference: str, name: str, id_hash: str) -> UUID | None:
        """Who it surely is: by the number of this branch, by the ID number, by number and name at another branch."""
        found = self.number(source, reference)
        if found is None and id_hash:
            found = self._hashes.get(id_hash)
        return found or self._named.get((reference, folded(name)))


def known_people(session: Session) -> People:
    """Everybody who is kept."""
    return People(people(session), session.facts(AlsoKnown))


def customer_of(office: Office, reference: str) -> UUID:
    """Whose number this is, at whichever branch.

    Raises
    ------
    NotFound
        ``no_such_customer``: nobody goes by it, or several do.
    """
    with office.store.reading() as session:
        found = session.customers_of_references([reference]).get(reference, ())
    if len(found) != 1:
        raise NotFound("no_such_customer")
    return found[0]


# --- likely doubles


def doubles(office: Office, *, by: User) -> tuple[Double, ...]:
    """The pairs that nobody has decided about yet, those alike in most ways first."""
    by.require(Right.SEE_CASE)
    with office.store.reading() as session:
        pairs = _pairs(session)
        files = session.customer_files({each for pair in pairs for each in pair})
    found = [Double(files[a], files[b], why) for (a, b), why in pairs.items() if a in files and b in files]
    return tuple(sorted(found, key=lambda each: (-len(each.likeness), each.first.customer.name)))


def count_doubles(office: Office) -> int:
    """How many pairs wait for somebody."""
    with office.store.reading() as session:
        return len(_pairs(session))


def _pairs(session: Session) -> dict[tuple[UUID, UUID], frozenset[Likeness]]:
    apart = {frozenset((fact.customer_id, fact.other)) for fact in session.facts(KeptApart)}
    found: dict[tuple[UUID, UUID], set[Likeness]] = {}
    for likeness, alike in _groups(session):
        # Few have a number or a dwelling in common: only of those are names compared.
        named: dict[str, list[UUID]] = {}
        for person in alike:
            name = "" if likeness is Likeness.ID_NUMBER else folded_name(person.name)
            named.setdefault(name, []).append(person.id)
        for pair in (pair for ids in named.values() for pair in combinations(ids, 2)):
            if frozenset(pair) not in apart:
                found.setdefault(pair, set()).add(likeness)
    return {pair: frozenset(why) for pair, why in found.items()}


def _groups(session: Session) -> Iterator[tuple[Likeness, list[Person]]]:
    # Those that have an ID number, a phone or a dwelling in common.
    groups: dict[tuple[Likeness, str], list[Person]] = {}
    for person in people(session):
        digits = _digits(person.phone)
        for likeness, mark in (
            (Likeness.ID_NUMBER, person.id_hash),
            (Likeness.PHONE, digits[-8:] if len(digits) >= 7 else ""),  # told with the country's code or not
            (Likeness.HOUSEHOLD, person.household),
        ):
            if mark and person.has_file:
                groups.setdefault((likeness, mark), []).append(person)
    return ((likeness, alike) for (likeness, _mark), alike in groups.items() if len(alike) > 1)


def _digits(phone: str) -> str:
    plain = phone if phone.isascii() else unicodedata.normalize("NFKC", phone)
    return "".join(filter(str.isdigit, plain))


def folded_name(name: str) -> str:
    """A name as two files may agree on it: without accents, case, marks and the order of its words."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(sorted(re.findall(r"\w+", letters)))


# --- decisions


def merge(office: Office, kept_id: UUID, dropped_id: UUID, *, by: User) -> CustomerFile:
    """Two files are of one person: all that is known of both is of the kept one, holds first of all.

    What only the other file knows (a phone, an e-mail address) is kept; the other number is known from now on.

    Raises
    ------
    NotFound
        ``no_such_customer``.
    BadInput
        ``same_customer``: it is one file already.
    """
    by.require(Right.PLAN)
    now = office.clock()
    with office.store.writing() as session:
        kept, dropped = _two(session, kept_id, dropped_id)
        hashes = {"customer": session.subject(kept.id), "merged": session.subject(dropped.id)}
        join_customers(session, kept.id, dropped.id)
        session.add_fact(
            AlsoKnown(
                customer_id=kept.id,
                at=now,
                by=by.actor,
                source=dropped.customer.source,
                reference=dropped.customer.reference,
            )
        )
        session.record("customers_merged", by.actor, now, **hashes)
        return session.save_customer_files([_joined(kept, dropped)])[0]


def keep_apart(office: Office, first_id: UUID, second_id: UUID, *, by: User) -> None:
    """Two files are of two people: they are not asked about again. Raises as `merge` does."""
    by.require(Right.PLAN)
    now = office.clock()
    with office.store.writing() as session:
        first, second = _two(session, first_id, second_id)
        session.add_fact(KeptApart(customer_id=first.id, at=now, by=by.actor, other=second.id))
        hashes = {"customer": session.subject(first.id), "other": session.subject(second.id)}
        session.record("customers_kept_apart", by.actor, now, **hashes)


def _two(session: Session, first_id: UUID, second_id: UUID) -> tuple[CustomerFile, CustomerFile]:
    files = session.customer_files([first_id, second_id])
    if first_id == second_id:
        raise BadInput("same_customer")
    if len(files) < 2:
        raise NotFound("no_such_customer")
    return files[first_id], files[second_id]


def _joined(kept: CustomerFile, dropped: CustomerFile) -> CustomerFile:
    customer = replace(
        kept.customer,
        phone=kept.customer.phone or dropped.customer.phone,
        language=kept.customer.language or dropped.customer.language,
    )
    return replace(
        kept,
        customer=customer,
        address=kept.address if kept.address.text else dropped.address,
        email=kept.email or dropped.email,
        time_zone=kept.time_zone or dropped.time_zone,
        id_hash=kept.id_hash or dropped.id_hash,
    )
