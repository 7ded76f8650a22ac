"""A desk on either engine keeps what is decided, refuses what the rules forbid, and forgets nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import DBAPIError

from db import engine as engines
from db import log
from factcheck.domain.errors import InputError, NotFound, RuleBroken
from factcheck.domain.evidence import Citation
from factcheck.domain.extraction import Flag, SourceKind
from factcheck.domain.review import AttributionCheck, Decision, Desk, Finding, State
from factcheck.domain.spans import Span
from factcheck.workbench import ClaimFilter, Workbench
from tests.builders import TEXT, build


def test_what_is_added_comes_back_and_the_same_text_adds_nothing(database: str) -> None:
    with Workbench.open(database, "ann") as desk:
        added = desk.add(build())
        assert added.new
        assert [added.document] == desk.documents()
        assert not desk.add(build(name="other")).new
        view = desk.document("story")
        assert view.text == TEXT
        assert [c.number for c in view.claims] == [1, 2, 3]
        assert [s.name for s in view.claims[0].sources] == ["Kim Jong Un"]
        assert [s.name for s in view.claims[0].via] == ["KCNA"]
        assert desk.verify() == []
        assert len(desk.documents()) == 1


def test_another_article_of_the_same_name_gets_a_number_when_it_is_to_stand_apart(database: str) -> None:
    with Workbench.open(database, "ann") as desk:
        desk.add(build())
        assert desk.add(build(TEXT + " More."), apart=True).document.name == "story-2"
        assert desk.add(build(TEXT + " Still more."), apart=True).document.name == "story-3"
        nameless = build(TEXT + " And more.")
        nameless = replace(nameless, document=replace(nameless.document, named=False))
        assert desk.add(nameless).document.name == "story-4"
        assert desk.add(build(TEXT + " By itself.", "itself"), apart=True).document.name == "itself"
        with pytest.raises(NotFound, match="do you mean"):
            desk.document("nothing like it")


def test_decisions_are_events_and_undo_takes_them_back_one_by_one(database: str) -> None:
    with Workbench.open(database, "ann") as desk:
        desk.add(build())
        claim = desk.document("story").claims[1]
        seen = desk.decide(claim.id, 1, Decision(finding=Finding.WRONG))
        seen = desk.decide(claim.id, seen.review.version, Decision(attribution_check=AttributionCheck.MISSING))
        with pytest.raises(RuleBroken):
            desk.decide(claim.id, seen.review.version, Decision(state=State.CHECKED))
        seen = desk.add_evidence(claim.id, Citation(title="Weather report", url="https://example.org"))
        seen = desk.decide(claim.id, seen.review.version, Decision(state=State.CHECKED, note="done"))
        assert (seen.review.state, seen.review.checked_by, seen.review.note) == (State.CHECKED, "ann", "done")
        for _ in range(4):
            assert desk.undo("story") is not None
        assert desk.undo("story") is None
        review = desk.claim(claim.id).review
        assert (review.state, review.finding, review.evidence, review.note) == (State.UNSTARTED, Finding.NONE, 0, "")
        assert len(desk.history(claim.id)) == 2 * 7
        assert desk.verify() == []


def test_filters_narrow_and_take_signs_literally(database: str) -> None:
    with Workbench.open(database, "ann") as desk:
        desk.add(build())
        assert len(desk.claims(ClaimFilter())) == 3
        assert len(desk.claims(ClaimFilter(flags=(Flag.FIGURE,)))) == 2
        assert len(desk.claims(ClaimFilter(source="kim jong"))) == 1
        assert desk.claims(ClaimFilter(text="%")) == []
        assert len(desk.claims(ClaimFilter(text="=1+1"))) == 1
        assert [c.number for c in desk.each_claim(ClaimFilter(open_only=True))] == [1, 2, 3]


def test_the_desk_rule_is_shared(database: str) -> None:
    with Workbench.open(database, "ann") as ann, Workbench.open(database, "bob") as bob:
        ann.set_desk(Desk(one_person=True))
        assert bob.desk == Desk(one_person=True)


def test_a_document_is_found_by_its_file_s_name_a_beginning_or_its_number(database: str) -> None:
    with Workbench.open(database, "ann") as desk:
        number = desk.add(build(name="Story")).document.id
        desk.add(build(TEXT + " More.", name="Story"), apart=True)
        other = desk.add(build(TEXT + " Other.", name="other-100%")).document.id
        for reference in ("Story", "fixtures/Story.txt", str(number)):
            assert desk.document(reference).summary.id == number
        for reference in ("OTHER", "other-100%", "oth", str(other)):
            assert desk.document(reference).summary.id == other
        with pytest.raises(NotFound, match="may be Story, Story-2; type more"):
            desk.document("stor")
        for reference in ("%", "o_her", "", "/", "99999999999999999999"):
            with pytest.raises(NotFound):
                desk.document(reference)


def test_a_document_that_cannot_be_kept_leaves_nothing(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with Workbench.open(database, "ann") as desk:
        whole = build()
        beyond = replace(whole.claims[1], spans=(Span(5, len(TEXT) + 1),))
        with pytest.raises(InputError, match="outside of the text"):
            desk.add(replace(whole, claims=(whole.claims[0], beyond)))
        with pytest.raises(InputError, match="SHA-256"):
            desk.add(replace(whole, document=replace(whole.document, sha256="0" * 64)))

        def fail(*_: object) -> None:
            raise OSError("out of disk")

        with monkeypatch.context() as broken:
            broken.setattr(log, "append", fail)
            with pytest.raises(OSError, match="out of disk"):
                desk.add(whole)
        assert (desk.documents(), desk.claims(ClaimFilter()), desk.sources(), desk.log()) == ([], [], [], [])
        assert desk.add(whole).new


def test_filters_know_letters_beyond_ascii(database: str) -> None:
    with Workbench.open(database, "ann") as desk:
        desk.add(build("Kim vows more [sic] tests\n\n“Да,” Kim said. Three ÉTATS left.\n\nIt rained."))
        assert len(desk.claims(ClaimFilter(text="états"))) == 1
        assert len(desk.claims(ClaimFilter(text="ДА"))) == 1
        assert desk.claims(ClaimFilter(text="_tats")) == []


def test_sources_count_each_claim_once(database: str) -> None:
    with Workbench.open(database, "ann") as desk:
        whole = build()
        first = replace(whole.claims[0], sources=(0, 1), via=(1,))
        desk.add(replace(whole, claims=(first, *whole.claims[1:])))
        assert [(s.name, s.mentions, s.claims, s.open) for s in desk.sources("story")] == [
            ("Kim Jong Un", 1, 1, 1),
            ("KCNA", 0, 1, 1),
        ]
        assert [s.name for s in desk.sources(kinds=[SourceKind.PERSON], text="JONG")] == ["Kim Jong Un"]


def test_a_list_of_claims_is_a_bounded_number_of_queries(database: str) -> None:
    with Workbench.open(database, "ann") as desk:
        counts = []
        for number in range(2):
            for copy in range(8):
                desk.add(build(TEXT + f" {number} {copy}"), apart=True)
            seen: list[str] = []
            listen = partial(_note_statement, seen)
            event.listen(Engine, "before_cursor_execute", listen)
            assert len(desk.claims(ClaimFilter())) == 24 * (number + 1)
            event.remove(Engine, "before_cursor_execute", listen)
            counts.append(len([s for s in seen if s.startswith("SELECT")]))
        assert counts[0] == counts[1] <= 5


def _note_statement(seen: list[str], _c: object, _k: object, statement: str, *_: object) -> None:
    seen.append(statement)


def test_pages_follow_each_other(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factcheck.workbench.workbench._PAGE", 2)
    with Workbench.open(database, "ann") as desk:
        for copy in range(3):
            desk.add(build(TEXT + f" {copy}"), apart=True)
        assert [c.id for c in desk.each_claim(ClaimFilter())] == [c.id for c in desk.claims(ClaimFilter())]
        assert [c.number for c in desk.claims(ClaimFilter(), limit=2, offset=2)] == [3, 1]


STATEMENTS = ("UPDATE event SET after = 'x'", "DELETE FROM event", "UPDATE event SET id = id + 100")


def test_the_log_cannot_be_rewritten(database: str) -> None:
    sqlite = not database.startswith("postgresql")
    replaced = "INSERT OR REPLACE INTO event SELECT * FROM event WHERE id = 1"
    with decided(database):
        for statement in (*STATEMENTS, replaced if sqlite else "TRUNCATE event"):
            with pytest.raises(DBAPIError, match="append-only"):
                run(database, statement)


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE event SET after = 'confirmed' WHERE id = 3", "event 3 (ann"),
        ("DELETE FROM event WHERE id = 3", "event 3 is missing before event 4"),
        ("UPDATE event SET id = 9 WHERE id = 3", "event 3 is missing before event 4"),
        ("UPDATE claim SET finding = 'confirmed' WHERE number = 1", "finding is “confirmed”, but the log says “wrong”"),
        ("UPDATE claim SET note = 'x' WHERE number = 2", "note is “x”, but the log says “”"),
        ("UPDATE claim SET text = text, quoted = '[\"x\"]' WHERE number = 1", "quotes words that are not at its place"),
        ("UPDATE draft SET text = text || ' '", "draft 1 of document 1 was changed"),
        ("DELETE FROM evidence", "its evidence is not what the log says"),
        ("UPDATE claim_tally SET claims = 7", "document 1: the counts in the list are not those of its claims"),
    ],
)
def test_tampering_is_found_and_named(database: str, statement: str, fault: str) -> None:
    with decided(database) as desk:
        if "event" in statement:
            off = "ALTER TABLE event DISABLE TRIGGER ALL" if database.startswith("postgresql") else None
            for line in [off] if off else ["DROP TRIGGER event_no_update", "DROP TRIGGER event_no_delete"]:
                run(database, line)
        run(database, statement)
        faults = desk.verify()
        assert fault in faults[0]


def test_events_that_change_places_are_found(database: str) -> None:
    with decided(database) as desk:
        if database.startswith("postgresql"):
            run(database, "ALTER TABLE event DISABLE TRIGGER ALL")
        else:
            run(database, "DROP TRIGGER event_no_update")
        for old, new in ((2, 20), (3, 2), (20, 3)):
            run(database, f"UPDATE event SET id = {new} WHERE id = {old}")
        assert "event 2" in desk.verify()[0]


@contextmanager
def decided(database: str) -> Iterator[Workbench]:
    """A desk whose first claim has a finding and evidence."""
    with Workbench.open(database, "ann") as desk:
        claim = desk.document(desk.add(build()).document.name).claims[0].id
        desk.decide(claim, 1, Decision(finding=Finding.WRONG))
        desk.add_evidence(claim, Citation(title="Records"))
        assert desk.verify() == []
        yield desk


def run(database: str, statement: str) -> None:
    """Change the database behind the program's back."""
    engine = engines.connect(engines.address(database))
    try:
        with engine.begin() as connection:
            connection.execute(text(statement))
    finally:
        engine.dispose()


def test_the_saves_of_one_sitting_of_a_note_are_one_step(database: str) -> None:
    with Workbench.open(database, "ann") as desk:
        first, second = (claim.id for claim in desk.document(desk.add(build()).document.name).claims[:2])
        for note in ("a", "ab", "abc"):
            desk.decide(first, desk.claim(first).review.version, Decision(note=note))
        desk.decide(second, 1, Decision(note="other"))
        desk.undo("story")
        assert (desk.claim(first).review.note, desk.claim(second).review.note) == ("abc", "")
        desk.undo("story")
        assert desk.claim(first).review.note == ""
        desk.redo("story")
        assert desk.claim(first).review.note == "abc"
        assert desk.verify() == []
