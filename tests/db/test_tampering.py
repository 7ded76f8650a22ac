"""What anybody changes behind the program's back, of what a reviewer decided or what it was decided on, is found."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from factcheck.domain.earlier import Twin
from factcheck.domain.evidence import Citation, Request
from factcheck.domain.extraction import Document
from factcheck.domain.matching import EarlierCheck
from factcheck.domain.papers import Origin
from factcheck.domain.review import AttributionCheck, Decision, Desk, Finding, State
from factcheck.domain.spans import Span
from factcheck.workbench import Workbench
from tests.builders import TEXT, build
from tests.databases import on_engine, sqlite_desk

RAIN = "all day."


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """A desk on which all that can be done was done: two drafts, corrections, evidence, links, rules."""
    with on_engine(request, tmp_path_factory) as address, Workbench.open(address, "ann") as made:
        yield _worked_on(made)


def _worked_on(desk: Workbench) -> Workbench:
    """Claims 1 to 3 are the story's, 4 to 6 those of another, 7 and 8 were made by hand."""
    for name, words in (("story", TEXT), ("other", TEXT + " Elsewhere.")):
        desk.add(build(words, name))
    desk.decide(1, 1, Decision(State.CHECKED, Finding.WRONG, AttributionCheck.CORRECT, "seen", "known"))
    desk.decide(2, 1, Decision(finding=Finding.WRONG, correction="two", rating="False", public_note="No."))
    desk.add(build(TEXT.replace(RAIN, "all night."), "story"))
    desk.add_evidence(2, Citation(title="Records", url="https://example.org"))
    desk.add_evidence(2, Citation(title="Ledger"))
    desk.withdraw_evidence(2, 2)
    desk.add_reply(2, Request(person="Kim", asked=datetime(2024, 5, 1, tzinfo=UTC)))
    desk.credit(5, 1, ["Sergey Lavrov"])
    desk.set_checkable(5, 2, False)
    desk.reject(6, 1)
    desk.add_claim("other", [Span(0, 8)])
    desk.import_checks(
        [EarlierCheck("r1", "It rained.", "False", "https://example.org", "Kim", "AP", "2020")], "checks"
    )
    desk.accept_check(2, Twin(check=1), 0.9)
    desk.merge_sources("1", "3")
    words = "Comrades! We will test, again and again."
    speech = Document("speech", None, None, None, words, hashlib.sha256(words.encode()).hexdigest())
    desk.keep_document(speech, Origin(speaker="Kim"), claims=[2], source="1")
    desk.set_desk(Desk(one_person=True))
    assert desk.verify() == []
    return desk


@contextmanager
def tampered(desk: Workbench, statement: str) -> Iterator[None]:
    """The desk as it is after `statement`, which is taken back."""
    with Session(desk._engine) as session:
        assert session.connection().execute(text(statement)).rowcount > 0, statement
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(desk, "_reading", lambda: nullcontext(session))
            yield
        session.rollback()


ATTACKS = {
    # what was decided
    "UPDATE claim SET state = 'signed_off' WHERE id = 1": "claim 1: state is “signed_off”",
    "UPDATE claim SET finding = 'confirmed' WHERE id = 1": "claim 1: finding is “confirmed”",
    "UPDATE claim SET attribution_check = 'missing' WHERE id = 1": "claim 1: attribution_check",
    "UPDATE claim SET note = 'x' WHERE id = 1": "claim 1: note",
    "UPDATE claim SET reason = 'x' WHERE id = 1": "claim 1: reason",
    "UPDATE claim SET correction = 'x' WHERE id = 2": "claim 2: correction",
    "UPDATE claim SET rating = 'True' WHERE id = 2": "claim 2: rating",
    "UPDATE claim SET public_note = 'Yes.' WHERE id = 2": "claim 2: public_note",
    "UPDATE claim SET checked_by = 'eve' WHERE id = 1": "claim 1: checked_by",
    "UPDATE claim SET signed_by = 'eve' WHERE id = 1": "claim 1: signed_by",
    "UPDATE claim SET assigned_to = 'eve' WHERE id = 1": "claim 1: assigned_to",
    "UPDATE claim SET second_by = 'eve' WHERE id = 1": "claim 1: second_by",
    "UPDATE claim SET version = 9 WHERE id = 1": "claim 1: is at version 9",
    # what it was decided on: as it was read
    "UPDATE claim SET text = 'Four men left.' WHERE id = 4": "document 2:",
    "UPDATE claim SET spans = '[[0, 3]]', quoted = '[\"Kim\"]' WHERE id = 4": "document 2:",
    "UPDATE claim SET flags = '[]' WHERE id = 4": "document 2:",
    "UPDATE claim SET checkworthiness = 0.01 WHERE id = 4": "document 2:",
    "UPDATE claim SET checkable = true WHERE id = 4": "document 2:",
    "UPDATE claim SET attribution_id = NULL WHERE id = 4": "document 2:",
    "UPDATE claim SET number = 77 WHERE id = 4": "document 2:",
    "UPDATE claim SET draft_id = 3, spans = '[[0, 3]]', quoted = '[\"Kim\"]' WHERE id = 4": "document 2:",
    "UPDATE credit SET source_id = 4 WHERE claim_id = 4 AND position = 0": "document 2:",
    "UPDATE credit SET relay = false WHERE claim_id = 4": "document 2:",
    "DELETE FROM credit WHERE claim_id = 4 AND position = 0": "document 2:",
    "INSERT INTO credit (claim_id, position, source_id, relay) VALUES (4, 7, 4, false)": "document 2:",
    "UPDATE source SET name = 'Sergey Lavrov' WHERE id = 3": "which sources are one is not what the log says",
    "UPDATE source SET name = 'Sergey Lavrov' WHERE id = 4": "document 2:",
    "UPDATE source SET kind = 'anonymous' WHERE id = 4": "document 2:",
    "UPDATE source SET description = 'x' WHERE id = 4": "document 2:",
    "UPDATE source SET mentions = '[]' WHERE id = 3": "document 2:",
    "UPDATE attribution SET cue = '[]' WHERE draft_id = 2": "document 2:",
    "UPDATE attribution SET quotation = 'indirect' WHERE draft_id = 2": "document 2:",
    "UPDATE document SET title = 'x' WHERE id = 2": "document 2:",
    "UPDATE document SET outlet = 'x' WHERE id = 2": "document 2:",
    "UPDATE document SET name = 'x' WHERE id = 2": "document 2:",
    "UPDATE document SET published = '2020-01-01' WHERE id = 2": "document 2:",
    "UPDATE document SET added_by = 'eve' WHERE id = 2": "document 2:",
    "UPDATE draft SET sentences = '[]' WHERE id = 2": "document 2:",
    # and as its second draft was
    "UPDATE claim SET text = 'Four men left.' WHERE id = 3": "document 1:",
    "UPDATE claim SET spans = '[[0, 3]]', quoted = '[\"Kim\"]' WHERE id = 1": "document 1:",
    "UPDATE source SET name = 'Sergey Lavrov' WHERE id = 2": "document 1:",
    "UPDATE document SET draft = 1 WHERE id = 1": "document 1 is at draft 1",
    # what reviewers corrected, and claims that go and come
    "UPDATE claim SET checkable = true WHERE id = 5": "claim 5: checkable is “true”, but the log says “false”",
    "UPDATE claim SET text = 'x' WHERE id = 5": "document 2:",
    "UPDATE credit SET source_id = 3 WHERE claim_id = 5": "claim 5: sources is “3: Kim Jong Un”",
    "UPDATE claim SET struck = false WHERE id = 6": "claim 6: struck is “false”, but the log says “true”",
    "UPDATE claim SET struck = true WHERE id = 1": "claim 1: struck is “true”, but the log says “false”",
    "UPDATE claim SET cut = 2 WHERE id = 1": "claim 1: the log does not say that it was cut in draft 2",
    "DELETE FROM credit WHERE claim_id = 4": "document 2:",
    # evidence and replies, also those that were withdrawn
    "UPDATE evidence SET url = 'https://example.com' WHERE number = 1": "claim 2: its evidence is not",
    "UPDATE evidence SET withdrawn = true WHERE number = 1": "claim 2: its evidence is not",
    "UPDATE evidence SET withdrawn = false": "claim 2: its evidence is not",
    "UPDATE evidence SET title = 'x' WHERE withdrawn": "claim 2: its evidence, or what was withdrawn of it,",
    "UPDATE evidence SET added_by = 'eve' WHERE number = 1": "claim 2: its evidence",
    "UPDATE evidence SET claim_id = 1 WHERE number = 1": "claim 1: its evidence",
    "UPDATE reply SET answer = 'yes'": "claim 2: its reply is not",
    "UPDATE reply SET added_by = 'eve'": "claim 2: its reply",
    "DELETE FROM reply": "claim 2: its reply is not",
    # links
    "UPDATE check_link SET withdrawn = true": "claim 2: its earlier checks",
    "UPDATE check_link SET same = false": "claim 2: its earlier checks",
    "UPDATE earlier_check SET claim = 'It snowed.'": "earlier check 1 was changed",
    "UPDATE source_link SET withdrawn = true": "which sources are one is not what the log says",
    "UPDATE source SET body_id = NULL WHERE id = 3": "source 3 is not in the body",
    # documents, rules, counts
    "UPDATE evidence_passage SET text = text || '!'": "evidence document 1 was changed",
    "UPDATE evidence_document SET speaker = 'eve'": "evidence document 1 is not what the log says",
    "UPDATE evidence_document SET withdrawn = true": "evidence document 1 is not what the log says",
    "UPDATE evidence_source SET source_id = 4": "whose words the evidence documents hold",
    "UPDATE setting SET value = 'false' WHERE name = 'one_person'": "the desk's rule one_person is “false”",
    "DELETE FROM setting WHERE name = 'one_person'": "the desk's rule one_person is “false”",
    "UPDATE claim_tally SET claims = 9": "the counts in the list",
}


@pytest.mark.parametrize("statement", ATTACKS)
def test_what_is_changed_behind_the_program_s_back_is_found_and_named(desk: Workbench, statement: str) -> None:
    with tampered(desk, statement):
        faults = desk.verify()
        assert [fault for fault in faults if ATTACKS[statement] in fault] != [], faults
    assert desk.verify() == []


def test_a_claim_that_no_event_brought_is_found(desk: Workbench) -> None:
    names = "document_id, draft_id, spans, quoted, text, checkable, checkworthiness, flags, state, finding"
    more = "attribution_check, note, reason, correction, rating, public_note, struck, version"
    statement = f"INSERT INTO claim (number, {names}, {more}) SELECT 50, {names}, {more} FROM claim WHERE id = 4"
    with tampered(desk, statement):
        assert any("the log does not say where it comes from" in fault for fault in desk.verify())


def test_a_desk_of_an_older_program_has_no_seals_and_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factcheck.workbench.sealing.Read.seal", lambda _: "")
    with Workbench.open(sqlite_desk(tmp_path / "desk.db"), "ann") as desk:
        desk.add(build())
        assert desk.verify() == []
