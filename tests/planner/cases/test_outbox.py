"""Sending from here: only where it is switched on, each message counted, none sent twice; on a server of ours."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from planner.bootstrap import Office
from planner.cases.model import Channel, Contact, ContactResult, Purpose, Stage
from planner.cases.outbox import SendResult, host_of, is_on, send, set_up
from planner.errors import BadInput, NotAllowed
from planner.outside import MESSAGES, requests_sent
from planner.recipients import recipients
from planner.settings import read_settings, save_settings
from planner.storage.keys import find_service_key
from planner.users import ALONE, Role, User
from routing.worker import Progress
from tests.planner.cases.builders import a_case, a_customer
from tests.planner.cases.speaking import reachable


class Gateway(ThreadingHTTPServer):
    """Takes messages, or with a status refuses them."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Taking)
        self.taken: list[tuple[str, dict[str, Any]]] = []
        self.statuses: list[int] = [200]


class _Taking(BaseHTTPRequestHandler):
    server: Gateway

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append((self.path, json.loads(body)))
        statuses = self.server.statuses
        status = statuses.pop(0) if len(statuses) > 1 else statuses[0]
        self.send_response(status)
        if status == 302:
            self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gateway]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with Gateway() as made:
        running = threading.Thread(target=made.serve_forever, args=(0.01,))
        running.start()
        yield made
        made.shutdown()
        running.join()


@pytest.fixture
def desk(office: Office, gateway: Gateway) -> Office:
    made = reachable(office)
    set_up(made, Channel.SMS, f"json://127.0.0.1:{gateway.server_port}/sms/{{to}}", by=ALONE)
    return made


def results(office: Office) -> list[ContactResult]:
    with office.store.reading() as session:
        return [contact.result for contact in session.facts(Contact)]


def test_nothing_is_sent_before_it_is_switched_on_and_nothing_after_it_is_off(office: Office, desk: Office) -> None:
    case = a_case(desk, days_past_due=3)
    with pytest.raises(NotAllowed) as off:
        send(desk, [(case.customer_id, Channel.EMAIL)], by=ALONE)
    assert off.value.code == "outbox_off"
    assert is_on(desk.settings, Channel.SMS)
    set_up(desk, Channel.SMS, "", by=ALONE)
    assert recipients(desk.settings) == ()
    with pytest.raises(NotAllowed):
        send(desk, [(case.customer_id, Channel.SMS)], by=ALONE)
    assert office.outside.total == 0


def test_each_message_is_counted_kept_and_told_of(desk: Office, gateway: Gateway) -> None:
    people = [a_customer(desk, phone=phone) for phone in ("+49 555 1", "0555 2", "0555 3")]
    for person in people:
        a_case(desk, customer=person, days_past_due=3)
    gateway.statuses[:] = [200, 500, 200]
    heard: list[object] = []
    done = send(desk, [(each.id, Channel.SMS) for each in people], by=ALONE, on_message=heard.append)
    assert [result.sent for result in done.results] == [True, False, True]
    assert [each for each in heard if isinstance(each, SendResult)] == list(done.results)
    assert [each.share for each in heard if isinstance(each, Progress)] == [1 / 3, 2 / 3, 1]
    assert results(desk) == [ContactResult.SENT, ContactResult.FAILED, ContactResult.SENT]
    path, body = gateway.taken[0]
    assert path == "/sms/+49%20555%201"
    assert "a friendly note from Emberford Office" in body["message"]
    host = f"127.0.0.1:{gateway.server_port}"
    assert desk.outside.counts == {(MESSAGES, host): 3}
    assert [(sent.service, sent.host, sent.what) for sent in requests_sent(desk)] == [(MESSAGES, host, MESSAGES)] * 3
    assert recipients(desk.settings) == ((MESSAGES, host),)
    again = send(desk, [(people[0].id, Channel.SMS)], by=ALONE)
    assert (again.results, [left.why for left in again.left_out]) == ((), ["not_due"])


def test_a_notice_leaves_by_the_same_door(desk: Office, gateway: Gateway) -> None:
    with desk.store.writing() as session:
        save_settings(session, replace(read_settings(session), outsourced=True, lender_name="First Bank"))
    case = a_case(desk, stage=Stage.PREPARED)
    wanted = [(case.customer_id, Channel.SMS)]
    assert send(desk, wanted, by=ALONE).results == ()  # nothing is to be reminded of
    (result,) = send(desk, wanted, by=ALONE, purpose=Purpose.AGENT_NOTICE).results
    assert result.sent
    assert "account with First Bank" in gateway.taken[0][1]["message"]
    assert send(desk, wanted, by=ALONE, purpose=Purpose.AGENT_NOTICE).results == ()


def test_what_is_stopped_is_not_begun(desk: Office, gateway: Gateway) -> None:
    cases = [a_case(desk, days_past_due=3) for _ in range(3)]
    done = send(
        desk, [(each.customer_id, Channel.SMS) for each in cases], by=ALONE, cancelled=lambda: len(gateway.taken) == 1
    )
    assert (len(done.results), done.not_begun, len(gateway.taken)) == (1, 2, 1)


def test_a_service_that_sends_us_elsewhere_is_not_followed(desk: Office, gateway: Gateway) -> None:
    case = a_case(desk, days_past_due=3)
    gateway.statuses[:] = [302]
    (result,) = send(desk, [(case.customer_id, Channel.SMS)], by=ALONE).results
    assert not result.sent
    assert [path for path, _body in gateway.taken] == ["/sms/0555%20010%20231"]


def test_secrets_lie_with_the_keys_and_nowhere_in_the_database(desk: Office) -> None:
    url = "mailtos://user:secret@smtp.example.org/?to={to}&from=office@example.org"
    set_up(desk, Channel.EMAIL, url, by=ALONE)
    assert find_service_key(desk.store.file, "apprise-email") == url
    assert desk.settings.email_host == "smtp.example.org"
    with desk.store.reading() as session:
        assert not [row for row in session.records() if "secret" in row["details"]]
    with pytest.raises(NotAllowed):
        set_up(desk, Channel.EMAIL, "", by=User("Cleo", Role.COORDINATOR))


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("json://gateway.example.org/{to}", "not_encrypted"),
        ("jsons://gateway.example.org/sms", "bad_outbox"),
        ("pigeon://gateway.example.org/{to}", "bad_outbox"),
        ("mailto://user:secret@smtp.example.org:25/?to={to}&from=office@example.org&mode=insecure", "not_encrypted"),
    ],
)
def test_an_address_that_is_open_or_unclear_is_refused_without_its_secret(url: str, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        host_of(url, Channel.EMAIL)
    assert refused.value.code == code
    assert "secret" not in str(refused.value)


def test_a_lost_key_is_said(desk: Office) -> None:
    case = a_case(desk, days_past_due=3)
    with desk.store.writing() as session:
        save_settings(session, replace(desk.settings, email_host="smtp.example.org"))
    with pytest.raises(BadInput) as lost:
        send(desk, [(case.customer_id, Channel.EMAIL)], by=ALONE)
    assert lost.value.code == "no_outbox_key"
