"""What is to be done about plans, and why one is on the list, in calm words. Decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from planner.cases.model import ArrearsReason
from planner.cases.plan_tasks import Done, NextStep, Task, TaskKind
from planner.cases.risk import RiskFact, Why
from planner.cases.stage_words import REASONS, money_words
from planner.text import N_, ngettext
from planner.text import gettext as _

type SayDay = Callable[[date], str]

TASKS: Mapping[TaskKind, str] = {
    TaskKind.REMIND: N_("Remind kindly"),
    TaskKind.CHECK: N_("Not booked yet"),
    TaskKind.PARTLY: N_("Part of it came"),
    TaskKind.MISSED: N_("Nothing came"),
    TaskKind.LESS_OWED: N_("Less is owed than planned"),
}
STEPS: Mapping[NextStep, str] = {
    NextStep.SEND_REMINDER: N_("Send a short, friendly reminder, if they want one."),
    NextStep.WAIT: N_("Wait a day or two: the money may be on its way."),
    NextStep.CALL: N_("Call and ask how things are. Listen first."),
    NextStep.ADAPT: N_("Offer other terms: smaller installments, a pause, another day."),
    NextStep.ADVICE: N_("Tell them where advice is free and independent."),
    NextStep.TALK_ANEW: N_("Talk about a new plan. Only after that may this one be ended."),
    NextStep.SUPERVISOR: N_("Do not call. A supervisor decides what else may be done."),
}
DONE: Mapping[Done, str] = {
    Done.REMINDED: N_("Reminded"),
    Done.TALKED: N_("Talked"),
    Done.NOT_REACHED: N_("Not reached"),
    Done.LEFT: N_("Looked at"),
}
WHY: Mapping[Why, str] = {
    Why.MISSED: N_("{count} missed, the last one on {day}"),
    Why.FIRST_MISSED: N_("The very first one did not come ({day})"),
    Why.PAID_LESS: N_("Paid less than agreed: {amount} is left of {day}"),
    Why.LATE_TWICE: N_("Late {count} times"),
    Why.HARD_TIMES: N_("They said on {day}: {reason}"),
    Why.LESS_MEANS: N_("By what they told on {day} they can spare {amount} at most"),
    Why.NO_ROOM: N_("The installments leave no room for anything unforeseen"),
    Why.NOT_REACHED: N_("Not reached by telephone, {count} times in a row"),
    Why.ADAPTED: N_("The terms were changed {count} times"),
}
PRIVATE = frozenset({ArrearsReason.ILLNESS, ArrearsReason.VULNERABLE})
"""What is about health or family: shown to those alone who may see it."""


def task_words(task: Task, say_day: SayDay) -> str:
    """What a task is about: how much, due when."""
    amount, day = money_words(task.standing.left), say_day(task.due)
    if task.kind == TaskKind.REMIND:
        return _("{amount} is due on {day}.").format(amount=amount, day=day)
    if task.kind == TaskKind.LESS_OWED:
        return _("The lender says less than the plan still asks for. Nobody pays more than is owed.")
    if task.kind == TaskKind.PARTLY:
        return _("{amount} is left of what was due on {day}.").format(amount=amount, day=day)
    words = _("{amount} was due on {day}.").format(amount=amount, day=day)
    if task.missed > 1 and task.alert:
        more = ngettext("{count} missed in all.", "{count} missed in all.", task.missed).format(count=task.missed)
        return f"{words} {more}"
    return words


def risk_words(fact: RiskFact, say_day: SayDay, *, shown: bool) -> str:
    """One fact in words. `shown` tells whether health and family may be seen."""
    reason = ""
    if fact.code:
        code = ArrearsReason(fact.code)
        reason = _(REASONS[code]) if shown or code not in PRIVATE else _("withheld")
    return _(WHY[fact.why]).format(
        count=fact.count,
        amount=money_words(fact.amount) if fact.amount is not None else "",
        day=say_day(fact.day) if fact.day else "",
        reason=reason,
    )
