"""What a finding rests on: everything that is stated comes back, and every change of it is in the log."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from db import engine as engines
from factcheck.domain.errors import Conflict, InputError, NotFound, RuleBroken
from factcheck.domain.evidence import Bearing, Citation, Rank, Request
from factcheck.domain.review import Decision, Finding, State
from factcheck.workbench import Workbench
from tests.builders import build

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
FULL = Citation(
    title="Port log",
    url="https://port.example/log",
    archive_url="https://archive.example/1",
    locator="p. 12",
    accessed=date(2026, 3, 1),
    rank=Rank.PRIMARY,
    bearing=Bearing.CONTRADICTS,
    quotation="two men left",
)
ASKED = Request(person="KCNA", asked=NOON, deadline=NOON + timedelta(hours=5))


@pytest.fixture
def desk(database: str) -> Iterator[Workbench]:
    """A desk with one story."""
    with Workbench.open(database, "ann") as opened:
        opened.add(build())
        yield opened


def stated(piece: Citation) -> Citation:
    """What a reviewer stated of a piece that is kept."""
    return Citation(**{name: getattr(piece, name) for name in Citation.__dataclass_fields__})


def test_all_that_is_stated_comes_back(desk: Workbench, tmp_path: Path) -> None:
    (tmp_path / "log.pdf").write_bytes(b"two men")
    desk.add_evidence(1, FULL)
    second = replace(FULL, title=" Photo ", file=str(tmp_path / "log.pdf"), independent_of=(1,))
    first, kept = desk.add_evidence(1, second).evidence
    assert stated(first) == FULL
    digest = hashlib.sha256(b"two men").hexdigest()
    assert stated(kept) == replace(second, title="Photo", sha256=digest)
    assert (first.number, kept.number, kept.added_by) == (1, 2, "ann")
    logged = desk.history(1)[-1].after
    for part in ("Photo", "archive.example", "p. 12", "2026-03-01", "primary", "contradicts", "two men left", digest):
        assert part in logged
    assert desk.verify() == []


def test_a_change_keeps_the_number_and_an_undo_brings_back_what_stood(desk: Workbench) -> None:
    desk.add_evidence(1, FULL)
    changed = desk.change_evidence(1, 1, replace(FULL, locator="p. 13"))
    assert [(e.number, e.locator) for e in changed.evidence] == [(1, "p. 13")]
    assert changed.review.version == 3
    assert desk.change_evidence(1, 1, changed.evidence[0]).review.version == 3
    desk.undo("story")
    assert [(e.number, e.locator) for e in desk.claim(1).evidence] == [(1, "p. 12")]
    assert desk.withdraw_evidence(1, 1).evidence == ()
    desk.undo("story")
    assert [e.locator for e in desk.claim(1).evidence] == ["p. 12"]
    desk.undo("story")
    assert desk.claim(1).evidence == ()
    assert desk.verify() == []


def test_a_number_is_not_given_twice(desk: Workbench) -> None:
    desk.add_evidence(1, FULL)
    desk.withdraw_evidence(1, 1)
    assert [e.number for e in desk.add_evidence(1, FULL).evidence] == [2]
    with pytest.raises(NotFound, match="no evidence 1 that stands"):
        desk.withdraw_evidence(1, 1)


def test_a_check_does_not_outlive_what_it_rests_on(desk: Workbench) -> None:
    desk.add_evidence(1, FULL)
    seen = desk.decide(1, 2, Decision(finding=Finding.WRONG)).review.version
    seen = desk.decide(1, seen, Decision(state=State.CHECKED)).review.version
    assert desk.add_evidence(1, FULL).review.state is State.CHECKED
    opened = desk.change_evidence(1, 1, replace(FULL, bearing=Bearing.SUPPORTS)).review
    assert (opened.state, opened.checked_by, opened.finding) == (State.IN_PROGRESS, None, Finding.WRONG)
    desk.undo("story")
    assert desk.claim(1).review.checked_by == "ann"
    assert desk.withdraw_evidence(1, 1).review.state is State.IN_PROGRESS
    assert desk.verify() == []


def test_undo_is_refused_where_somebody_changed_the_piece_since(database: str, desk: Workbench) -> None:
    desk.add_evidence(1, FULL)
    with Workbench.open(database, "bob") as bob:
        bob.change_evidence(1, 1, replace(FULL, locator="p. 14"))
        with pytest.raises(Conflict, match=r"p\. 14"):
            desk.undo("story")
        bob.withdraw_evidence(1, 1)
        with pytest.raises(Conflict, match="evidence is now “”"):
            desk.undo("story")
    assert desk.verify() == []


def test_undo_does_not_bring_back_a_check_whose_evidence_was_changed(database: str, desk: Workbench) -> None:
    desk.add_evidence(1, FULL)
    desk.decide(1, 2, Decision(finding=Finding.WRONG))
    desk.decide(1, 3, Decision(state=State.CHECKED))
    desk.decide(1, 4, Decision(state=State.WAITING))
    with Workbench.open(database, "bob") as bob:
        bob.change_evidence(1, 1, replace(FULL, bearing=Bearing.SUPPORTS))
    with pytest.raises(Conflict, match="evidence"):
        desk.undo("story")


@pytest.mark.parametrize("empty", [Citation(), Citation(title=" "), Citation(locator="p. 1", rank=Rank.PRIMARY)])
def test_evidence_names_something(desk: Workbench, empty: Citation) -> None:
    with pytest.raises(RuleBroken, match="type one"):
        desk.add_evidence(1, empty)
    with pytest.raises(RuleBroken, match="no other evidence 1"):
        desk.add_evidence(1, replace(FULL, independent_of=(1,)))
    assert desk.history(1) == []


def test_a_file_that_cannot_be_read_attaches_nothing(desk: Workbench, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.pdf", tmp_path / ("n" * 300)):
        with pytest.raises(InputError, match=r"is no file|cannot be read"):
            desk.add_evidence(1, Citation(file=str(path)))
    assert desk.history(1) == []


def test_a_hash_is_kept_only_while_it_can_be_checked(desk: Workbench, tmp_path: Path) -> None:
    file = tmp_path / "log.pdf"
    file.write_bytes(b"two men")
    digest = hashlib.sha256(b"two men").hexdigest()
    (piece,) = desk.add_evidence(1, replace(FULL, file=str(file), sha256=digest.upper())).evidence
    assert piece.sha256 == digest
    file.write_bytes(b"three men")
    with pytest.raises(InputError, match=r"log\.pdf: is not the file .*: its SHA-256 is \w{12}…, not") as told:
        desk.change_evidence(1, 1, replace(piece, locator="p. 13"))
    assert "\n" not in str(told.value)
    with pytest.raises(InputError, match="is not the file that is stated"):
        desk.add_evidence(1, Citation(file=str(file), sha256=digest))
    (anew,) = desk.change_evidence(1, 1, replace(piece, sha256="")).evidence
    assert anew.sha256 == hashlib.sha256(b"three men").hexdigest()
    (without,) = desk.change_evidence(1, 1, replace(anew, file="")).evidence
    assert (without.file, without.sha256) == ("", "")
    for state in (
        lambda: desk.add_evidence(1, replace(FULL, sha256=digest)),
        lambda: desk.change_evidence(1, 1, replace(without, sha256=digest)),
    ):
        with pytest.raises(RuleBroken, match="a SHA-256 wants the file that it is checked against; name the file"):
            state()
    desk.undo("story")
    assert desk.claim(1).evidence[0].sha256 == anew.sha256
    assert desk.verify() == []


def test_a_right_of_reply_is_asked_answered_and_undone(desk: Workbench) -> None:
    (reply,) = desk.add_reply(1, ASKED).replies
    assert (reply.person, reply.asked, reply.deadline) == ("KCNA", NOON, ASKED.deadline)
    assert reply.is_overdue(NOON + timedelta(hours=6))
    assert not reply.is_overdue(NOON)
    answered = replace(ASKED, answer="No comment.", answered=NOON + timedelta(hours=1))
    (reply,) = desk.change_reply(1, 1, answered).replies
    assert (reply.answer, reply.answered) == ("No comment.", answered.answered)
    assert not reply.is_overdue(NOON + timedelta(hours=6))
    assert "No comment." in desk.history(1)[-1].after
    desk.undo("story")
    assert [r.answer for r in desk.claim(1).replies] == [""]
    assert desk.withdraw_reply(1, 1).replies == ()
    assert desk.verify() == []


@pytest.mark.parametrize(
    ("request_", "reason"),
    [
        (replace(ASKED, person=" "), "wants a name"),
        (replace(ASKED, deadline=NOON - timedelta(hours=1)), "before the asking"),
        (replace(ASKED, answered=NOON), "wants its words"),
    ],
)
def test_a_right_of_reply_makes_sense(desk: Workbench, request_: Request, reason: str) -> None:
    with pytest.raises(RuleBroken, match=reason):
        desk.add_reply(1, request_)


@pytest.mark.parametrize("table", ["evidence", "reply"])
def test_tampering_with_what_a_finding_rests_on_is_found(database: str, desk: Workbench, table: str) -> None:
    desk.add_evidence(1, FULL)
    desk.add_reply(1, ASKED)
    column = {"evidence": "locator", "reply": "answer"}[table]
    engine = engines.connect(engines.address(database))
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE {table} SET {column} = 'x'"))
    engine.dispose()
    assert desk.verify() == [f"claim 1: its {table} is not what the log says"]
