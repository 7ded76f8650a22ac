"""A desk on either engine keeps what is decided, refuses what the rules forbid, and forgets nothing."""

import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from db import engine as engines
from db.models import Base
from factcheck.domain.errors import (
    Conflict,
    DatabaseOutdated,
    DatabaseTooNew,
    DatabaseUnavailable,
    NotFound,
    RuleBroken,
)
from factcheck.domain.extraction import Flag
from factcheck.domain.review import AttributionCheck, Decision, Desk, Finding, State
from factcheck.workbench import ClaimFilter, Workbench
from tests.builders import TEXT, build


def test_what_is_added_comes_back_and_the_same_text_adds_nothing(database: str) -> None:
    with Workbench.open(database, "ann") as desk:
        assert desk.add(build()).new
        assert not desk.add(build(name="other")).new
        view = desk.document("story")
        assert view.text == TEXT
        assert [c.number for c in view.claims] == [1, 2, 3]
        assert [s.name for s in view.claims[0].sources] == ["Kim Jong Un"]
        assert [s.name for s in view.claims[0].via] == ["KCNA"]
        assert desk.verify() == []
        assert len(desk.documents()) == 1


def test_another_text_of_the_same_name_gets_a_number(database: str) -> None:
    with Workbench.open(database, "ann") as desk:
        desk.add(build())
        assert desk.add(build(TEXT + " More.")).document.name == "story-2"
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
        seen = desk.add_evidence(claim.id, "Weather report", "https://example.org")
        seen = desk.decide(claim.id, seen.review.version, Decision(state=State.CHECKED, note="done"))
        assert (seen.review.state, seen.review.checked_by, seen.review.note) == (State.CHECKED, "ann", "done")
        for _ in range(4):
            assert desk.undo("story") is not None
        assert desk.undo("story") is None
        review = desk.claim(claim.id).review
        assert (review.state, review.finding, review.evidence, review.note) == (State.UNSTARTED, Finding.NONE, 0, "")
        assert len(desk.history(claim.id)) == 2 * 7
        assert desk.verify() == []


def test_two_people_on_one_field_get_a_conflict_and_on_two_fields_none(database: str) -> None:
    with Workbench.open(database, "ann") as ann, Workbench.open(database, "bob") as bob:
        ann.add(build())
        claim = ann.document("story").claims[0]
        ann.decide(claim.id, 1, Decision(finding=Finding.CONFIRMED))
        with pytest.raises(Conflict, match=r"changed meanwhile by ann.*confirmed.*wrong"):
            bob.decide(claim.id, 1, Decision(finding=Finding.WRONG))
        assert bob.decide(claim.id, 1, Decision(note="mine")).review.finding is Finding.CONFIRMED


def test_many_writers_lose_nothing(database: str) -> None:
    with Workbench.open(database, "ann") as desk:
        desk.add(build())
        claims = desk.document("story").claims

    def write(name: str) -> None:
        with Workbench.open(database, name) as own:
            for number in range(10):
                claim = own.claim(claims[number % 3].id)
                own.add_evidence(claim.id, f"{name} {number}")

    threads = [threading.Thread(target=write, args=(name,)) for name in ("bob", "eve", "joe")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Workbench.open(database, "ann") as desk:
        assert sum(c.review.evidence for c in desk.document("story").claims) == 30
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


def test_the_log_cannot_be_rewritten_and_tampering_is_found(database: str) -> None:
    with Workbench.open(database, "ann") as desk:
        desk.add(build())
        claim = desk.document("story").claims[0]
        desk.decide(claim.id, 1, Decision(finding=Finding.WRONG))
        engine = engines.connect(engines.address(database))
        try:
            for statement in ("UPDATE event SET after = 'confirmed'", "DELETE FROM event"):
                with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
                    connection.execute(text(statement))
            with engine.begin() as connection:
                if database.startswith("postgresql"):
                    connection.execute(text("ALTER TABLE event DISABLE TRIGGER ALL"))
                else:
                    connection.execute(text("DROP TRIGGER event_no_update"))
                connection.execute(text("UPDATE event SET after = 'confirmed' WHERE field = 'finding'"))
        finally:
            engine.dispose()
        assert any("was changed" in fault for fault in desk.verify())


def test_the_migrations_make_what_the_models_say(database: str) -> None:
    Workbench.open(database, "ann").close()
    engine = engines.connect(engines.address(database))
    try:
        with engine.connect() as connection:
            assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    finally:
        engine.dispose()


def test_a_schema_that_is_not_ours_is_refused(database: str) -> None:
    Workbench.open(database, "ann").close()
    engine = engines.connect(engines.address(database))
    try:
        with engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = 'future'"))
        with pytest.raises(DatabaseTooNew, match="update this program"):
            Workbench.open(database, "ann")
        with engine.begin() as connection:
            connection.execute(text("DELETE FROM alembic_version"))
        with pytest.raises(DatabaseOutdated, match="db upgrade"):
            Workbench.open(database, "ann")
    finally:
        engine.dispose()


def test_the_desk_rule_is_shared(database: str) -> None:
    with Workbench.open(database, "ann") as ann, Workbench.open(database, "bob") as bob:
        ann.set_desk(Desk(one_person=True))
        assert bob.desk == Desk(one_person=True)


def test_what_is_no_database_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_text("this is a text file, and a long one at that, so that a header is there" * 20)
    with pytest.raises(DatabaseUnavailable, match="is not an SQLite database"):
        Workbench.open(str(tmp_path / "a.db"), "ann")
    (tmp_path / "file").write_text("x")
    with pytest.raises(DatabaseUnavailable, match="cannot be"):
        Workbench.open(str(tmp_path / "file" / "a.db"), "ann")
    with pytest.raises(DatabaseUnavailable) as caught:
        Workbench.open("postgresql+psycopg://user:secret@127.0.0.1:1/x", "ann")
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_backup_and_restore_keep_everything(tmp_path: Path) -> None:
    database, copy = str(tmp_path / "a.db"), tmp_path / "copy.db"
    with Workbench.open(database, "ann") as desk:
        desk.add(build())
        Workbench.backup(database, copy)
        desk.decide(desk.document("story").claims[0].id, 1, Decision(finding=Finding.WRONG))
    Workbench.restore(database, copy)
    with Workbench.open(database, "ann") as desk:
        assert desk.document("story").claims[0].review.finding is Finding.NONE
    assert len(list(tmp_path.glob("a.db.replaced-*"))) == 1


def test_a_killed_writer_leaves_all_or_nothing(tmp_path: Path) -> None:
    database = str(tmp_path / "a.db")
    with Workbench.open(database, "ann") as desk:
        desk.add(build())
    script = (
        "import sys; from factcheck.workbench import Workbench; from tests.builders import *\n"
        f"desk = Workbench.open({database!r}, 'bob'); n = 0\n"
        "while True:\n    desk.add(build(TEXT + str(n))); n += 1; print(n, flush=True)\n"
    )
    root = Path(__file__).parents[2]
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, cwd=root) as process:
        assert process.stdout is not None
        for _ in range(5):
            acknowledged = int(process.stdout.readline())
        process.kill()
    with Workbench.open(database, "ann") as desk:
        documents = desk.documents()
        assert len(documents) >= acknowledged + 1
        assert all(d.progress.claims == 3 for d in documents)
        assert desk.verify() == []
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
