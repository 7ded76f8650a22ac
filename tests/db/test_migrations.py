"""Every schema that was ever released comes up to this one with its data whole."""

import re
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from db import engine as engines
from db import log, passages, schema, search, tally
from db.models import Base
from factcheck.domain.errors import DatabaseOutdated, DatabaseTooNew, DatabaseUnavailable
from factcheck.domain.evidence import Citation
from factcheck.domain.review import Decision, Finding
from factcheck.workbench import Workbench
from tests.builders import build


def at_revision(database: str, revision: str) -> None:
    """Bring a database of this program back (or up) to `revision`."""
    engine = engines.connect(engines.address(database))
    try:
        with engines.writing(engine).begin() as connection:
            command.downgrade(schema.config(connection), revision)
    finally:
        engine.dispose()


def run(database: str, statement: str) -> None:
    """Change the database behind the program's back."""
    engine = engines.connect(engines.address(database))
    try:
        with engine.begin() as connection:
            connection.execute(text(statement))
    finally:
        engine.dispose()


def _in_models(name: str | None, kind: str, _: object) -> bool:
    """The searches' and counts' tables, column and indexes are made in SQL: the models cannot say them."""
    return kind not in ("table", "index", "column") or not any(part.is_ours(name) for part in (search, passages, tally))


def test_the_revisions_are_those_that_alembic_finds_in_this_order() -> None:
    script = ScriptDirectory.from_config(schema.config())
    assert [one.revision for one in script.walk_revisions()][::-1] == schema.revisions()
    assert script.get_current_head() == schema.head()


def test_the_migrations_make_what_the_models_say(bare_database: str) -> None:
    Workbench.open(bare_database, "ann").close()
    engine = engines.connect(engines.address(bare_database))
    try:
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"include_name": _in_models})
            assert compare_metadata(context, Base.metadata) == []
    finally:
        engine.dispose()


def test_every_older_schema_comes_up_with_its_data(bare_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    role_of = log._role
    Workbench.open(bare_database, "ann").close()
    if bare_database.startswith("postgresql"):
        # events of the first schemas recorded no role
        run(bare_database, "ALTER TABLE event DISABLE TRIGGER event_has_its_role")
        monkeypatch.setattr(log, "_role", lambda _: None)
    with Workbench.open(bare_database, "ann") as desk:
        claims = desk.document(desk.add(build()).document.name).claims
        desk.decide(claims[0].id, 1, Decision(finding=Finding.WRONG, note="so"))
        for title in ("Records", "Ledger"):
            desk.add_evidence(claims[0].id, Citation(title=title, url="https://example.org"))
        desk.decide(claims[1].id, 1, Decision(finding=Finding.CONFIRMED, reason="known"))
        before = (desk.documents(), desk.document("story"), desk.log())
    monkeypatch.setattr(log, "_role", role_of)
    for revision in schema.revisions()[-2::-1]:
        at_revision(bare_database, revision)
        with pytest.raises(DatabaseOutdated, match="run factcheck db upgrade"):
            Workbench.open(bare_database, "ann")
        assert f"upgraded to schema {schema.head()}" in Workbench.upgrade(bare_database)
        with Workbench.open(bare_database, "ann") as desk:
            assert (desk.documents(), desk.document("story"), desk.log()) == before, revision
            assert desk.verify() == [], revision
    assert f"is up to date (schema {schema.head()})" in Workbench.upgrade(bare_database)
    with Workbench.open(bare_database, "ann") as desk:
        assert desk.undo("story") is not None


def test_an_sqlite_file_is_kept_as_it_was_before_an_upgrade(tmp_path: Path) -> None:
    database = str(tmp_path / "my desk?#%.db")
    with Workbench.open(database, "ann") as desk:
        desk.add(build())
    at_revision(database, "0001")
    said = Workbench.upgrade(database)
    kept = re.search(r"the file as it was is (.*)$", said)
    assert kept is not None
    with pytest.raises(DatabaseOutdated):
        Workbench.open(kept[1], "ann")
    assert "restored" in Workbench.restore(database, Path(kept[1]))
    with pytest.raises(DatabaseOutdated):
        Workbench.open(database, "ann")
    Workbench.upgrade(database)
    with Workbench.open(database, "ann") as desk:
        assert [d.name for d in desk.documents()] == ["story"]


def test_every_migration_goes_back_to_nothing(bare_database: str) -> None:
    Workbench.open(bare_database, "ann").close()
    at_revision(bare_database, "base")
    engine = engines.connect(engines.address(bare_database))
    try:
        assert inspect(engine).get_table_names() == ["alembic_version"]
    finally:
        engine.dispose()
    with Workbench.open(bare_database, "ann") as desk:
        assert desk.documents() == []


def test_a_newer_schema_is_left_alone(database: str) -> None:
    Workbench.open(database, "ann").close()
    run(database, "UPDATE alembic_version SET version_num = 'future'")
    for touch in (lambda: Workbench.open(database, "ann").close(), lambda: Workbench.upgrade(database)):
        with pytest.raises(DatabaseTooNew, match="update this program"):
            touch()


def test_another_program_s_database_is_left_alone(bare_database: str) -> None:
    run(bare_database, "CREATE TABLE bookmark (id integer)")
    for touch in (lambda: Workbench.open(bare_database, "ann").close(), lambda: Workbench.upgrade(bare_database)):
        with pytest.raises(DatabaseUnavailable, match="another program's"):
            touch()
    engine = engines.connect(engines.address(bare_database))
    try:
        assert inspect(engine).get_table_names() == ["bookmark"]
    finally:
        engine.dispose()
