"""The closed lists of the way of a case: stages, steps, holds, and what is told of contacts. Codes, never free text."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """How far a case has come, in this order."""

    OVERDUE = "overdue"
    REMINDED = "reminded"
    PREPARED = "prepared"
    CONTACTED = "contacted"
    PROPOSED = "proposed"
    APPROVED = "approved"
    ISSUED = "issued"
    VISITED = "visited"
    AGREED = "agreed"
    FOLLOWED_UP = "followed_up"
    CLOSED = "closed"


class StepKind(StrEnum):
    """What moves a case on, see `planner.cases.way`."""

    OPENED = "opened"
    REMINDED = "reminded"
    PREPARED = "prepared"
    CONTACTED = "contacted"
    PROPOSED = "proposed"
    APPROVED = "approved"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    ISSUED = "issued"
    VISITED = "visited"
    AGREED = "agreed"
    FOLLOWED_UP = "followed_up"
    BROKEN = "broken"
    CLOSED = "closed"
    REOPENED = "reopened"


class HoldKind(StrEnum):
    """What stops the way of a customer's cases."""

    PAID = "paid_or_settled"
    PAYMENT_CLAIMED = "payment_claimed"
    PLAN_PERFORMING = "plan_performing"
    CEASE_CONTACT = "cease_contact"
    VISIT_REFUSED = "visit_refused"
    REPRESENTED = "represented"
    DISPUTE = "dispute_or_complaint_open"
    MORATORIUM = "moratorium_or_insolvency"
    ADVISER = "adviser_or_plan_in_progress"
    SUB_JUDICE = "sub_judice"
    CAPACITY = "capacity_doubt"
    DECEASED = "deceased"
    HOSPITAL = "hospitalised"
    FRAUD = "identity_fraud_claim"
    SAFETY = "safety_risk"
    VULNERABLE = "vulnerable"
    BEREAVEMENT = "bereavement"
    ADDRESS = "address_in_doubt"
    BIRTH = "birth"
    DISASTER = "disaster"
    INCONVENIENT = "inconvenient_time_or_place"


class Channel(StrEnum):
    """By what a customer is spoken to."""

    SMS = "sms"
    EMAIL = "email"
    LETTER = "letter"
    PHONE = "phone"


class Purpose(StrEnum):
    """What a contact is for."""

    REMINDER = "reminder"
    PRE_CONTACT = "pre_contact"
    VISIT_NOTICE = "visit_notice"
    AGENT_NOTICE = "agent_notice"
    PROMISE = "promise"
    FOLLOW_UP = "follow_up"
    INCOMING = "incoming"


class ContactResult(StrEnum):
    """What became of a contact."""

    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"
    NO_ANSWER = "no_answer"
    TALKED = "talked"
    DECLINED = "declined"


class ArrearsReason(StrEnum):
    """Why the customer is behind, as they say."""

    HARDSHIP = "hardship"
    JOB_LOSS = "job_loss"
    ILLNESS = "illness"
    VULNERABLE = "vulnerable"
    DISPUTE = "dispute"
    FORGOTTEN = "forgotten"
    UNWILLING = "unwilling"
    UNKNOWN = "unknown"


class Willingness(StrEnum):
    """Whether the customer wants to find a way."""

    WILLING = "willing"
    PARTLY = "partly"
    UNWILLING = "unwilling"
    UNKNOWN = "unknown"
