"""Messages sent from here through Apprise, where the office has switched it on: one by one, each counted as leaving.

Off by default. The addresses of Apprise hold secrets and lie in the keyring; the database knows their hosts alone. What
is sent to whom is in no log and no error.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from planner.cases.around import around
from planner.cases.messages import LeftOut, Message, Wanted, batch, keep_all, record_batch, settle
from planner.cases.model import Channel, Contact, ContactResult, Purpose
from planner.day.geocoding.services import host_is_here
from planner.errors import BadInput, NotAllowed
from planner.outside import MESSAGES, sending
from planner.recipients import choose
from planner.settings import Settings
from planner.storage.keys import find_service_key, keep_service_key
from planner.users import Right, User
from routing.worker import Progress

if TYPE_CHECKING:
    from planner.bootstrap import Office

TO = "{to}"
"""Stands in an address of Apprise where the customer's number or mail address goes."""
SENT_BY = {Channel.SMS: "sms_host", Channel.EMAIL: "email_host"}
"""The ways that can be sent by, and the settings that hold their hosts."""
_SOMEBODY = {Channel.SMS: "+15550100231", Channel.EMAIL: "somebody@example.org"}


@dataclass(frozen=True, slots=True)
class SendResult:
    """What became of one message on its way out."""

    message: Message
    sent: bool


@dataclass(frozen=True, slots=True)
class SentOut:
    """What a run sent, what it left out, and how many were not begun because it was stopped."""

    results: tuple[SendResult, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    not_begun: int = 0


# --- setting up


def host_of(url: str, channel: Channel) -> str:
    """The host that an address of Apprise leads to; nothing is sent.

    Raises
    ------
    BadInput
        ``bad_outbox``: Apprise does not know it, it has no ``{to}``, or its host cannot be told. ``not_encrypted``.
    """
    if TO not in url:
        raise BadInput("bad_outbox", reason=TO)
    service = _service(url, _SOMEBODY[channel])
    host, secure = _host(service) if service else ("", False)
    if not host:
        raise BadInput("bad_outbox", reason=url.partition("://")[0][:20])
    if not secure and not host_is_here(host):
        raise BadInput("not_encrypted", host=host)
    return host


def set_up(office: Office, channel: Channel, url: str, *, by: User) -> None:
    """Switch sending by a way on, or with an empty address off; the address goes to the keyring.

    Raises
    ------
    NotAllowed
        ``no_right``.
    BadInput
        As `host_of`.
    """
    by.require(Right.SETTLE)
    host = host_of(url, channel) if url else ""
    keep_service_key(office.store.file, f"apprise-{channel.value}", url)
    wanted: dict[str, Any] = {SENT_BY[channel]: host}
    with office.store.writing() as session:
        choose(office, session, replace(office.settings, **wanted), by)


def is_on(settings: Settings, channel: Channel) -> bool:
    """Whether messages are sent from here by this way."""
    return channel in SENT_BY and bool(getattr(settings, SENT_BY[channel]))


# --- sending


def send(
    office: Office,
    wanted: Sequence[Wanted],
    *,
    by: User,
    purpose: Purpose = Purpose.REMINDER,
    on_message: Callable[[object], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> SentOut:
    """Send messages one after the other; for a thread. Each is kept before it goes, so that none goes twice.

    `on_message` hears `Progress` and each `SendResult`.

    Raises
    ------
    NotAllowed
        ``no_right``; ``outbox_off`` where a way is not switched on.
    """
    by.require(Right.CONTACT)
    settings = office.settings
    if any(not is_on(settings, channel) for _key, channel in wanted):
        raise NotAllowed("outbox_off")
    urls = {way: find_service_key(office.store.file, f"apprise-{way.value}") or "" for _key, way in wanted}
    if not all(urls.values()):
        raise BadInput("no_outbox_key")
    results: list[SendResult] = []
    left: list[LeftOut] = []
    for number, each in enumerate(wanted):
        if cancelled and cancelled():
            return SentOut(tuple(results), tuple(left), len(wanted) - number)
        one = _send_one(office, each, urls[each[1]], purpose, by)
        if isinstance(one, SendResult):
            results.append(one)
        elif one:
            left.append(one)
        if on_message:
            if one:
                on_message(one)
            on_message(Progress((number + 1) / len(wanted), "messages"))
    return SentOut(tuple(results), tuple(left))


def _send_one(office: Office, wanted: Wanted, url: str, purpose: Purpose, by: User) -> SendResult | LeftOut | None:
    known = around(office)
    with office.store.writing() as session:
        made = batch(session, known, [wanted], purpose)
        if not made.messages:
            return made.left_out[0] if made.left_out else None
        (message,) = made.messages
        (contact,) = keep_all(session, made.messages, ContactResult.SENT, known.now, by)
        record_batch(session, "message_sent", made, known.now, by)
    if _go(office, message, url):
        return SendResult(message, True)
    with office.store.writing() as session:
        fresh = session.fact(Contact, contact.id)
        if fresh:
            settle(session, fresh, ContactResult.FAILED, office.clock(), by)
    return SendResult(message, False)


def _go(office: Office, message: Message, url: str) -> bool:
    service = _service(url, message.to)
    if service is None:
        return False
    sending(office, MESSAGES, _host(service)[0], MESSAGES)
    try:
        return bool(service.notify(body=message.filled.text, title=message.filled.subject))
    except Exception:  # a plugin of a service may break in any way, and its words would quote the customer
        return False


def _service(url: str, to: str) -> Any:
    # One service of Apprise; None where it knows none by this address. It writes no files, follows nobody elsewhere.
    import apprise  # takes a while to come, and few offices send from here

    logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)  # it would log whom it writes to
    asset = apprise.AppriseAsset(
        app_id="Rounds", app_desc="Rounds", app_url="", storage_mode="memory", http_redirects=False, plugin_paths=[]
    )
    return apprise.Apprise.instantiate(url.replace(TO, quote(to, safe="@")), asset=asset, suppress_exceptions=True)


def _host(service: Any) -> tuple[str, bool]:
    # Where it goes, and whether encrypted: a mail server, the host of an own gateway, or that of a service with a name.
    secure = bool(getattr(service, "secure", False))
    if host := getattr(service, "smtp_host", ""):
        return str(host), secure and str(getattr(service, "secure_mode", "insecure")) != "insecure"
    if "host" in (service.template_tokens or {}) and (own := getattr(service, "host", "")):
        port = getattr(service, "port", None)
        return (f"{own}:{port}" if port else str(own)), secure
    named = [getattr(service, name) for name in sorted(dir(type(service))) if name.endswith("_url")]
    known = [urlsplit(each).hostname for each in named if isinstance(each, str) and each.startswith("https://")]
    return next((host for host in known if host), ""), True
