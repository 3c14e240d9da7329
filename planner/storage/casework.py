"""The files of customers and cases, and the facts added to them, as rows. Judges nothing and moves no case on."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import batched
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Select, delete, func, insert, select, text, update

from planner.cases.model import CaseFile, CustomerFile, Fact, Stage
from planner.errors import Conflict
from planner.model import Case, Customer, Visit
from planner.storage import tables as t
from planner.storage.codec import build, compact, dump, plain
from planner.storage.rows import MOST_VALUES, Rows

MANY = 2_000
"""What is of so many customers is found more quickly among all of its kind than by their keys."""


class Casework(Rows):
    """The part of a `Session` that knows the way of cases."""

    # --- customers

    def save_customer_files(self, files: Iterable[CustomerFile]) -> tuple[CustomerFile, ...]:
        """Keep files; a customer known by source and reference keeps our id.

        Raises
        ------
        Conflict
            ``changed_meanwhile``: somebody else has changed one of them since it was read.
        """
        files = tuple(files)
        known = self._save_known(t.customer, (file.customer for file in files), "source", "reference")
        people = [replace(f, customer=known[f.customer.source, f.customer.reference]) for f in files]
        versions = self._keep(t.customer_file, [(file.id, file.version, _customer_row(file)) for file in people])
        return tuple(replace(file, version=version) for file, version in zip(people, versions, strict=True))

    def customer_files(self, ids: Collection[UUID]) -> dict[UUID, CustomerFile]:
        """The files of customers by their ids; who has none is left out."""
        texts = [str(each) for each in ids]
        customers = self._by_id(t.customer, Customer, texts)
        rows = self._in(t.customer_file, t.customer_file.c.id, texts)
        return {UUID(row.id): _customer_file(row, customers[row.id]) for row in rows}

    def customers_by(self, *, id_hash: str = "", search: str = "") -> tuple[UUID, ...]:
        """Customers whose ID number has this hash, or whose name, last digits or numbers hold every word.

        Their numbers are their own, and those of their cases and visits: what stands on the letter in their hand.
        """
        wanted = select(t.customer_file.c.id).order_by(t.customer_file.c.search)
        if id_hash:
            wanted = wanted.where(t.customer_file.c.id_hash == id_hash)
        for word in folded(search).split():
            also = select(t.fact.c.customer_id).where(
                t.fact.c.kind == "also_known",
                func.lower(t.fact.c.body.op("->>")("$.reference")).contains(word, autoescape=True),
            )
            held = t.customer_file.c.search.contains(word, autoescape=True) | t.customer_file.c.id.in_(also)
            for numbered in _numbered(word) if any(map(str.isdigit, word)) else ():
                held |= t.customer_file.c.id.in_(numbered)
            wanted = wanted.where(held)
        return tuple(UUID(row.id) for row in self.connection.execute(wanted))

    def remember_customers(self, visits: Iterable[Visit]) -> None:
        """Have every customer of these visits found by name, digits and reference, also who has no case here."""
        people = {visit.customer.id: visit for visit in visits}
        known = {row.id: row for row in self._in(t.customer_file, t.customer_file.c.id, map(str, people))}
        fresh = []
        for key, visit in people.items():
            words, row = _words(visit.customer), known.get(str(key))
            if row is None:
                columns = _customer_row(CustomerFile(visit.customer, visit.address))
                fresh.append({"id": str(key), "version": 1, **columns})
            elif row.search != words:
                changed = update(t.customer_file).where(t.customer_file.c.id == row.id)
                self.connection.execute(changed.values(search=words))
        self._insert(t.customer_file, fresh)

    # --- cases

    def save_case_files(self, files: Iterable[CaseFile]) -> tuple[CaseFile, ...]:
        """Keep files; a case known by source and reference keeps our id. Raises as `save_customer_files`."""
        files = tuple(files)
        known = self._save_known(t.case, (file.case for file in files), "source", "reference")
        cases = [replace(file, case=known[file.case.source, file.case.reference]) for file in files]
        versions = self._keep(t.case_file, [(file.id, file.version, _case_row(file)) for file in cases])
        return tuple(replace(file, version=version) for file, version in zip(cases, versions, strict=True))

    def save_case_file(self, file: CaseFile) -> CaseFile:
        """Keep one; raises as `save_case_files`."""
        return self.save_case_files((file,))[0]

    def has_case_files(self) -> bool:
        """Whether any case lies here; an office that only makes visits approved elsewhere has none."""
        return self.connection.execute(select(t.case_file.c.id).limit(1)).first() is not None

    def case_files(
        self,
        ids: Collection[UUID] | None = None,
        *,
        customers: Collection[UUID] | None = None,
        stages: Collection[Stage] = (),
    ) -> tuple[CaseFile, ...]:
        """Files of cases, the longest overdue first: those of these ids, customers or stages, or all."""
        few = customers if ids is None and customers is not None and len(customers) <= MANY else ids
        if few is not None:
            column = t.case_file.c.customer_id if ids is None else t.case_file.c.id
            rows = [row for row in self._in(t.case_file, column, map(str, few)) if not stages or row.stage in stages]
        else:
            wanted = select(t.case_file)
            if stages:
                wanted = wanted.where(t.case_file.c.stage.in_([stage.value for stage in stages]))
            whose = None if customers is None else set(map(str, customers))
            rows = [row for row in self.connection.execute(wanted) if whose is None or row.customer_id in whose]
        cases = self._by_id(t.case, Case, (row.id for row in rows))
        files = (_case_file(row, cases[row.id]) for row in rows)
        return tuple(sorted(files, key=lambda file: (file.overdue_since, file.case.reference)))

    def forget_cases(self) -> None:
        """Keep no case, fact or attachment any longer. A demo begins anew; nobody else does."""
        for table in (t.attachment, t.fact, t.case_file):
            self.connection.execute(delete(table))

    # --- facts

    def add_fact[F: Fact](self, fact: F) -> F:
        """Keep something that happened."""
        return self.add_facts((fact,))[0]

    def add_facts[F: Fact](self, facts: Iterable[F]) -> tuple[F, ...]:
        """Keep several."""
        kept = tuple(replace(fact, version=1) for fact in facts)
        self._insert(t.fact, [{"id": str(fact.id), "version": 1, **_fact_row(fact)} for fact in kept])
        return kept

    def change_fact[F: Fact](self, fact: F) -> F:
        """Keep what has become of a fact, such as its end; raises ``changed_meanwhile`` as others do."""
        return replace(fact, version=self._write(t.fact, fact.id, fact.version, _fact_row(fact)))

    def facts[F: Fact](
        self,
        kind: type[F],
        *,
        customers: Collection[UUID] | None = None,
        cases: Collection[UUID] | None = None,
        visits: Collection[UUID] | None = None,
        open_only: bool = False,
        since: datetime | None = None,
    ) -> tuple[F, ...]:
        """Facts of a kind, oldest first: of these customers, cases or visits, still in force, since a moment."""
        columns = t.fact.c.customer_id, t.fact.c.case_id, t.fact.c.visit_id
        asked = zip(columns, (customers, cases, visits), strict=True)
        column, ids = next(((each, ids) for each, ids in asked if ids is not None), (None, ()))
        keys = dict.fromkeys(map(str, ids or ()))
        rows: list[Any] = []
        if column is None or len(keys) > MANY:
            rows += self.connection.execute(_facts(kind, open_only, since))
            rows = [row for row in rows if getattr(row, column.name) in keys] if column is not None else rows
        else:
            of_kind = _facts(kind, open_only, since, looked_up=True)
            for some in batched(keys, MOST_VALUES):
                rows += self.connection.execute(of_kind.where(column.in_(some)))
        return tuple(_fact(kind, row) for row in sorted(rows, key=lambda row: row.at))

    def fact[F: Fact](self, kind: type[F], fact_id: UUID) -> F | None:
        """One fact by its id."""
        row = self.connection.execute(select(t.fact).where(t.fact.c.id == str(fact_id))).first()
        return _fact(kind, row) if row and row.kind == kind.KIND else None

    # --- attachments

    def add_attachment(self, case_id: UUID, kind: str, name: str, at: datetime, content: bytes) -> UUID:
        """Keep a file with a case, encrypted as all of the database is; its id."""
        key, moment = uuid4(), at.astimezone(UTC).isoformat()
        row = {"id": str(key), "case_id": str(case_id), "kind": kind, "name": name, "at": moment, "content": content}
        self.connection.execute(insert(t.attachment).values(row))
        return key

    def attachments(self, case_id: UUID) -> tuple[tuple[UUID, str, str, datetime], ...]:
        """Id, kind, name and moment of what is kept with a case, oldest first."""
        kept = t.attachment.c
        wanted = select(kept.id, kept.kind, kept.name, kept.at).where(kept.case_id == str(case_id)).order_by(kept.at)
        rows = self.connection.execute(wanted)
        return tuple((UUID(row.id), row.kind, row.name, datetime.fromisoformat(row.at)) for row in rows)

    def attachment(self, attachment_id: UUID) -> bytes | None:
        """The content of an attachment."""
        found = select(t.attachment.c.content).where(t.attachment.c.id == str(attachment_id))
        row = self.connection.execute(found).first()
        return bytes(row.content) if row else None

    def remove_attachment(self, attachment_id: UUID) -> None:
        """Keep it no longer."""
        self.connection.execute(delete(t.attachment).where(t.attachment.c.id == str(attachment_id)))

    # --- rows

    def _keep(self, table: Any, files: Sequence[tuple[UUID, int, dict[str, Any]]]) -> list[int]:
        # A file's key is that of the customer or case it is of. What is as it was is not written.
        stored = {row.id: row for row in self._in(table, table.c.id, (str(key) for key, _, _ in files))}
        fresh, versions = [], []
        for key, version, columns in files:
            old = stored.get(str(key))
            if old is None:
                fresh.append({"id": str(key), "version": 1, **columns})
                versions.append(1)
            elif all(old._mapping[name] == value for name, value in columns.items()):
                versions.append(old.version)
            else:
                if version not in (0, old.version):
                    raise Conflict("changed_meanwhile", what=table.name)
                changed = update(table).where(table.c.id == str(key))
                self.connection.execute(changed.values(version=old.version + 1, **columns))
                versions.append(old.version + 1)
        self._insert(table, fresh)
        return versions


def folded(text: str) -> str:
    """A text as it is searched: without case and doubled spaces."""
    return " ".join(text.casefold().split())


def _words(customer: Customer) -> str:
    # By the last digits people are found, never by the whole number.
    phone = "".join(filter(str.isdigit, customer.phone))[-4:]
    return folded(" ".join((customer.name, customer.reference, phone)))


def _numbered(word: str) -> Iterable[Select[Any]]:
    # Whose case, or visit, goes by a number with this in it.
    case, visit = (func.lower(each.c.reference).contains(word, autoescape=True) for each in (t.case, t.visit))
    yield select(t.case_file.c.customer_id).join(t.case, t.case.c.id == t.case_file.c.id).where(case)
    yield select(t.visit.c.customer_id).where(visit)


def _customer_row(file: CustomerFile) -> dict[str, Any]:
    body = {name: value for name, value in plain(replace(file, version=0)).items() if name != "customer"}
    return {"id_hash": file.id_hash, "search": _words(file.customer), "body": compact(body)}


def _customer_file(row: Any, customer: Customer) -> CustomerFile:
    return build(CustomerFile, json.loads(row.body) | {"customer": customer, "version": row.version})


def _case_row(file: CaseFile) -> dict[str, Any]:
    columns = {"customer_id": str(file.customer_id), "stage": file.stage.value}
    body = {name: value for name, value in plain(replace(file, version=0)).items() if name != "case"}
    return {**columns, "overdue_since": file.overdue_since.isoformat(), "body": compact(body)}


def _case_file(row: Any, case: Case) -> CaseFile:
    return build(CaseFile, json.loads(row.body) | {"case": case, "version": row.version})


def _facts(kind: type[Fact], open_only: bool, since: datetime | None, *, looked_up: bool = False) -> Select[Any]:
    # Whoever looks facts up by whose they are hides the kind: SQLite would read all of a kind for each few hundred.
    kinds = t.fact.c.kind.concat("") if looked_up else t.fact.c.kind
    wanted = select(t.fact).where(kinds == kind.KIND).order_by(t.fact.c.at, text("rowid"))
    if open_only:
        wanted = wanted.where(t.fact.c.open == 1)
    return wanted.where(t.fact.c.at >= since.astimezone(UTC).isoformat()) if since else wanted


def _fact[F: Fact](kind: type[F], row: Any) -> F:
    return build(kind, json.loads(row.body) | {"version": row.version})


def _fact_row(fact: Fact) -> dict[str, Any]:
    return {
        "kind": fact.KIND,
        "customer_id": str(fact.customer_id),
        "case_id": str(fact.case_id) if fact.case_id else None,
        "visit_id": str(fact.visit_id) if fact.visit_id else None,
        "at": fact.at.astimezone(UTC).isoformat(),
        "open": int(fact.open),
        "body": dump(replace(fact, version=0)),
    }
