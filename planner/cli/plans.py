"""``rounds plans``: ways to pay it off, a draft, the customer's agreement, and how plans are kept."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from datetime import date

from planner.bootstrap import Office
from planner.cases import agreeing
from planner.cases.follow_up import Followed, follow, note_done
from planner.cases.follow_up_words import DONE, STEPS, TASKS, risk_words, task_words
from planner.cases.masking import sees
from planner.cases.model import CaseFile
from planner.cases.offering import Offer, offer_for
from planner.cases.paper import print_agreement, write_calendar
from planner.cases.plan_tasks import Done, Task
from planner.cases.plan_terms import terms
from planner.cases.progress import Paid, PlanProgress
from planner.cases.repayment import ConsentForm, RepaymentPlan
from planner.cases.ringing import PhoneTeam
from planner.cases.risk import risks_among
from planner.cases.stage_words import money_words
from planner.cases.talking import begin_pause
from planner.cases.withdrawing import Withdrawn
from planner.cli.console import at_work, opened, say, show_table
from planner.errors import BadInput, NotFound
from planner.text import N_, listed, ngettext
from planner.text import gettext as _
from planner.users import Right

PAID = {
    Paid.ON_TIME: N_("paid"), Paid.LATE: N_("paid late"), Paid.OPEN: N_("to come"), Paid.PARTLY: N_("paid in part"),
    Paid.MISSED: N_("missed"),
}  # fmt: skip


def list(options: argparse.Namespace) -> int:  # noqa: A001  (the command's name)
    """List plans in force; 1 while something is to be done about one."""
    with opened(options, Right.SEE_CASE) as office:
        plans, shown = follow(office, by=office.user), sees(office.user)
        if options.danger:
            found = risks_among(office, plans)
            for risk in found:
                say(f"{_who(risk.followed)}: {_cases(risk.followed)}")
                for fact in risk.facts:
                    say(f"  - {risk_words(fact, date.isoformat, shown=shown)}")
            if not found:
                say(_("No fact says that a plan is in danger."))
            return int(bool(found))
        heads = (_("Customer"), _("Cases"), _("Paid"), _("Next"), _("To do"))
        show_table(heads, [_cells(each) for each in plans])
        count = sum(bool(each.to_do) for each in plans)
        words = ngettext("{count} plan is in force.", "{count} plans are in force.", len(plans))
        say(words.format(count=len(plans)) if plans else _("No plan is in force."))
    return int(bool(count))


def _cells(each: Followed) -> Sequence[str]:
    coming = each.progress.next.installment.due.isoformat() if each.progress.next else ""
    paid = f"{money_words(each.progress.paid)} / {money_words(each.plan.total)}"
    return _who(each), _cases(each), paid, coming, listed(_(TASKS[task.kind]) for task in each.to_do)


def _who(each: Followed) -> str:
    return f"{each.customer.customer.name} ({each.customer.customer.reference})"


def _cases(each: Followed) -> str:
    return listed(case.case.reference for case in each.cases)


def show(options: argparse.Namespace) -> int:
    """The terms of a plan or a draft, and how it is kept."""
    if options.agreement:
        with at_work(options, Right.CONTACT) as (office, worker):
            plan = _show(office, options)
            print_agreement(office, plan, options.agreement, by=office.user, worker=worker)
            say(_("Written: {file}").format(file=options.agreement))
    else:
        with opened(options, Right.CONTACT) as office:
            _show(office, options)
    return 0


def _show(office: Office, options: argparse.Namespace) -> RepaymentPlan:
    offer = offer_of(office, options.case)
    plan = offer.plan or offer.draft
    if plan is None:
        raise NotFound("no_repayment_plan", case=options.case)
    _head(offer, plan)
    say_terms(offer, plan)
    if offer.plan and offer.progress:
        _kept(offer.progress)
        for task in _tasks(office, offer.plan):
            steps = " ".join(_(STEPS[step]) for step in task.steps)
            say(f"  ! {_(TASKS[task.kind])}: {task_words(task, date.isoformat)} {steps}")
    if options.calendar:
        write_calendar(office, plan, options.calendar, by=office.user)
        say(_("Written: {file}").format(file=options.calendar))
    return plan


def _head(offer: Offer, plan: RepaymentPlan) -> None:
    if not plan.in_force:
        say(_("A draft, not agreed yet."))
    elif offer.thinking:
        say(_("Agreed; they may still take it back without a reason."))
    else:
        say(_("The plan in force"))


def say_terms(offer: Offer, plan: RepaymentPlan) -> None:
    """Every term, in the order in which it is explained."""
    names = tuple(case.case.reference for case in offer.cases if case.id in plan.cases)
    told = terms(plan, names, date.isoformat, cool_off_hours=offer.rules.cool_off_hours, zone=offer.zone)
    for term in told:
        say(f"{term.about}: {term.words}")


def _kept(now: PlanProgress) -> None:
    heads = ("", _("Due"), _("Amount"), _("Paid"), "")
    show_table(heads, [
        (
            str(number), each.installment.due.isoformat(), money_words(each.installment.amount),
            money_words(each.paid), _(PAID[each.state]),
        )
        for number, each in enumerate(now.standings, start=1)
    ])  # fmt: skip


def agree(options: argparse.Namespace) -> int:
    """The customer agrees to the draft; 1 where a team has to be rung up."""
    with opened(options, Right.CONTACT) as office:
        offer = offer_of(office, options.case)
        if offer.draft is None:
            raise NotFound("no_draft", case=options.case)
        done = agreeing.agree(
            office, offer.draft, by=office.user, understood=options.understood,
            consent_form=ConsentForm(options.form) if options.form else None, recording=options.recording,
            says_affordable=options.affordable,
        )  # fmt: skip
        say(_("The plan is agreed. No visit is made while it is kept."))
        return _told(done.withdrawn, done.phone)


def note(options: argparse.Namespace) -> int:
    """Keep what was done about a plan today: of several things to do the most urgent one. 1 while others wait."""
    done = Done(options.done)
    with opened(options, Right.CONTACT) as office:
        offer = offer_of(office, options.case)
        found = _tasks(office, offer.plan) if offer.plan else ()
        if not found:
            raise NotFound("nothing_to_do", case=options.case)
        note_done(office, found[0], done, by=office.user)
        say(f"{_(TASKS[found[0].kind])}: {_(DONE[done])}.")
        for task in found[1:]:
            say(f"  ! {_(TASKS[task.kind])}: {task_words(task, date.isoformat)}")
    return int(len(found) > 1)


def end(options: argparse.Namespace) -> int:
    """End a plan."""
    with opened(options, Right.CONTACT) as office:
        offer = offer_of(office, options.case)
        if offer.plan is None:
            raise NotFound("no_repayment_plan", case=options.case)
        how = agreeing.change_mind if options.changed_mind else agreeing.end_as_broken
        how(office, offer.plan, by=office.user)
        say(_("The plan has ended. The next step is a talk."))
    return 0


def pause(options: argparse.Namespace) -> int:
    """Let everything rest; 1 where a team has to be rung up."""
    with opened(options, Right.CONTACT) as office:
        done = begin_pause(office, case_named(office, options.case).customer_id, by=office.user)
        day = done.hold.until.isoformat() if done.hold.until else ""
        say(_("The pause lasts until {day}.").format(day=day))
        return _told(done.withdrawn, done.phone)


def _told(gone: Sequence[Withdrawn], phone: Iterable[PhoneTeam]) -> int:
    if count := len(gone):
        words = ngettext("{count} visit is called off.", "{count} visits are called off.", count)
        say(words.format(count=count))
    teams = listed(each.team for each in phone)
    if teams:
        say("  ! " + _("Phone {team} now: its paper names a visit that is no longer made.").format(team=teams))
    return int(bool(teams))


# --- what it is about


def case_named(office: Office, reference: str) -> CaseFile:
    """The case of this reference; raises ``no_such_case``."""
    with office.store.reading() as session:
        for file in session.case_files():
            if file.case.reference == reference:
                return file
    raise NotFound("no_such_case")


def offer_of(office: Office, reference: str) -> Offer:
    """What a talk about a plan of this case begins with; that somebody looked is recorded."""
    offer = offer_for(office, case_named(office, reference).id, by=office.user)
    if not offer.cases:
        raise BadInput("nothing_owed")
    return offer


def _tasks(office: Office, plan: RepaymentPlan) -> tuple[Task, ...]:
    return next((each.to_do for each in follow(office, by=office.user) if each.plan.id == plan.id), ())
