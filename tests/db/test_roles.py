"""The roles of a PostgreSQL desk, tried out by people who want more than they may."""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner
from psycopg import sql
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from db import engine as engines
from db import log
from db.models import EventRow
from factcheck.cli.main import main
from factcheck.domain.desk import Event
from factcheck.domain.errors import DatabaseUnavailable
from factcheck.domain.evidence import Citation
from factcheck.domain.review import Decision, Desk, Finding, State
from factcheck.workbench import Workbench
from tests.builders import TEXT, build
from tests.databases import SERVER, Server
from tests.db.test_migrations import run

GROUPS = ("factcheck_reader", "factcheck_checker", "factcheck_editor")
PASSWORD = "s3cret"


class People:
    """A desk with its roles, and who logs in to it: an address a role."""

    def __init__(self, owner: str, logins: dict[str, str]) -> None:
        self.owner = owner
        self._logins = logins

    def __getitem__(self, role: str) -> str:
        return self.owner.replace("postgres@", f"{self._logins[role]}@")

    def name(self, role: str) -> str:
        """The login of who has the role."""
        return self._logins[role]


@contextmanager
def _logins() -> Iterator[dict[str, str]]:
    made = {group.removeprefix("factcheck_"): f"fc_{uuid.uuid4().hex[:12]}" for group in GROUPS}
    with psycopg.connect(SERVER.replace("+psycopg", ""), autocommit=True) as server:
        for role, login in made.items():
            server.execute(
                sql.SQL("CREATE ROLE {} LOGIN PASSWORD {} IN ROLE {}").format(
                    sql.Identifier(login), PASSWORD, sql.Identifier(f"factcheck_{role}")
                )
            )
        try:
            yield made
        finally:
            for login in made.values():
                server.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(login)))


@pytest.fixture(scope="module")
def people(server: Server) -> Iterator[People]:
    """A desk with one story, whose roles were made by the script as it is printed, twice."""
    with server.empty() as owner:
        with Workbench.open(owner, "owner") as desk:
            desk.add(build())
        script = CliRunner().invoke(main, ["db", "roles"]).stdout
        with psycopg.connect(owner.replace("+psycopg", ""), autocommit=True) as connection:
            for _ in range(2):
                connection.execute(script)
        with _logins() as logins:
            yield People(owner, logins)
    with psycopg.connect(SERVER.replace("+psycopg", ""), autocommit=True) as connection:
        for group in reversed(GROUPS):
            # another desk of this server may use them
            with suppress(psycopg.errors.DependentObjectsStillExist):
                connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(group)))


def story(people: People, marker: str) -> int:
    """A claim of a story of its own."""
    with Workbench.open(people.owner, "owner") as desk:
        return desk.document(desk.add(build(f"{TEXT} {marker}", marker)).document.name).claims[0].id


def checked(people: People, marker: str) -> tuple[int, int]:
    """A claim that the checker checked, and its version."""
    claim = story(people, marker)
    with Workbench.open(people["checker"], "ann") as desk:
        desk.add_evidence(claim, Citation(title="Records"))
        version = desk.claim(claim).review.version
        return claim, desk.decide(claim, version, Decision(State.CHECKED, Finding.WRONG)).review.version


def refused(address: str, statement: str) -> str:
    """Why the server refuses a statement, which is for want of privilege and for nothing else."""
    with pytest.raises(DBAPIError) as caught:
        run(address, statement)
    reason = caught.value.orig
    assert isinstance(reason, psycopg.errors.InsufficientPrivilege), reason
    return str(reason)


def test_a_reader_sees_everything_and_changes_nothing(people: People) -> None:
    claim = story(people, "reader")
    with Workbench.open(people["reader"], "eve") as desk:
        assert desk.document("reader").claims
        assert desk.verify() == []
        for write in (
            lambda: desk.decide(claim, 1, Decision(finding=Finding.WRONG)),
            lambda: desk.add(build(TEXT + " by a reader")),
            lambda: desk.add_evidence(claim, Citation(title="x")),
            lambda: desk.set_desk(Desk(one_person=True)),
            lambda: desk.save_search("kim"),
        ):
            with pytest.raises(DatabaseUnavailable, match="your role may not do this"):
                write()
        assert desk.claim(claim).review.version == 1


def test_a_checker_checks_and_an_editor_signs(people: People) -> None:
    claim, version = checked(people, "signing")
    with Workbench.open(people["checker"], "bob") as desk:
        with pytest.raises(DatabaseUnavailable, match="only an editor may sign off"):
            desk.decide(claim, version, Decision(state=State.SIGNED_OFF))
        with pytest.raises(DatabaseUnavailable, match="only an editor may change the rules"):
            desk.set_desk(Desk(one_person=True))
        assert desk.save_search("kim") == ["kim"]
        assert desk.claim(claim).review.state is State.CHECKED
    with Workbench.open(people["editor"], "bob") as desk:
        assert desk.decide(claim, version, Decision(state=State.SIGNED_OFF)).review.signed_by == "bob"
        desk.set_desk(Desk(one_person=True))
        desk.set_desk(Desk(one_person=False))
        assert desk.verify() == []
    with Workbench.open(people["checker"], "bob") as desk:
        # what a checker may do to a signed claim is to open it again
        again = desk.decide(claim, desk.claim(claim).review.version, Decision(state=State.RETURNED, note="see p. 3"))
        assert again.review.signed_by is None
        with pytest.raises(DatabaseUnavailable, match="only an editor may sign off"):
            desk.take_back(desk.history(claim)[-1].decision)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE claim SET state = 'signed_off' WHERE id = {claim}",
        "UPDATE claim SET signed_by = 'ann' WHERE id = {claim}",
        "INSERT INTO event SELECT max(id) + 1, {claim}, 1, max(id) + 1, now(), 'ann', 'state', '', 'signed_off', "
        "'', 9, NULL, 'x', 'y', session_user FROM event",
        "INSERT INTO setting VALUES ('one_person', 'true')",
        "UPDATE setting SET name = 'one_person', value = 'true' WHERE name = 'other'",
        "GRANT factcheck_editor TO session_user",
        "SET ROLE factcheck_editor",
        "SET SESSION AUTHORIZATION postgres",
        "ALTER TABLE claim DISABLE TRIGGER claim_is_signed_by_editors",
        "DROP TRIGGER claim_is_signed_by_editors ON claim",
        "CREATE OR REPLACE FUNCTION may_sign() RETURNS boolean LANGUAGE sql AS 'SELECT true'",
        "CREATE FUNCTION pg_temp.may_sign() RETURNS boolean LANGUAGE sql AS 'SELECT true'",
        "CREATE TEMP TABLE pg_class (oid oid, relowner oid)",
        "CREATE SCHEMA mine",
        "ALTER FUNCTION may_sign() SET search_path = pg_temp",
        "ALTER ROLE factcheck_checker SUPERUSER",
        "ALTER TABLE claim ADD COLUMN mine integer",
        "ALTER TABLE claim OWNER TO session_user",
        "UPDATE claim SET (state, signed_by) = ('signed_off', 'ann') WHERE id = {claim}",
        "UPDATE claim SET number = number + 100 WHERE id = {claim}",
        "UPDATE evidence SET title = 'another' WHERE claim_id = {claim}",
        "UPDATE credit SET source_id = source_id WHERE claim_id = {claim}",
        "UPDATE source SET name = 'another'",
        "UPDATE attribution SET content = '[]'",
        "UPDATE document SET name = 'another'",
        "UPDATE earlier_check SET claim = 'another'",
    ],
)
def test_a_checker_cannot_sign_by_hand_either(people: People, statement: str) -> None:
    claim, _ = checked(people, uuid.uuid4().hex)
    run(people["checker"], "INSERT INTO setting VALUES ('other', 'x') ON CONFLICT DO NOTHING")
    columns = "id, claim_id, document_id, decision, at, by, field, before, after, note, version, undoes"
    into = f"INTO event ({columns}, previous, digest, role) "
    assert refused(people["checker"], statement.replace("INTO event ", into).format(claim=claim))
    with Workbench.open(people.owner, "owner") as desk:
        assert desk.claim(claim).review.state is State.CHECKED
        assert desk.verify() == []
        assert not desk.desk.one_person


def test_what_is_signed_is_not_changed_under_the_signature(people: People) -> None:
    claim, version = checked(people, "under")
    with Workbench.open(people["editor"], "bob") as desk:
        desk.decide(claim, version, Decision(state=State.SIGNED_OFF))
    for change in ("finding = 'confirmed'", "text = 'other'", "signed_by = 'eve'", "correction = 'x'"):
        assert "only an editor" in refused(people["checker"], f"UPDATE claim SET {change} WHERE id = {claim}")


def test_a_checker_adds_drafts_and_no_signature_stands_under_other_words(people: People) -> None:
    before = f"{TEXT} for drafts"
    with Workbench.open(people.owner, "owner") as desk:
        claims = desk.document(desk.add(build(before, "drafts")).document.name).claims
    kept, altered = claims[1], claims[2]
    for claim in (kept, altered):
        with Workbench.open(people["checker"], "ann") as desk:
            desk.add_evidence(claim.id, Citation(title="Records"))
            seen = desk.decide(claim.id, desk.claim(claim.id).review.version, Decision(State.CHECKED, Finding.WRONG))
        with Workbench.open(people["editor"], "bob") as desk:
            desk.decide(claim.id, seen.review.version, Decision(state=State.SIGNED_OFF))
    after = build(before.replace("all day", "all night"), "drafts")
    with Workbench.open(people["reader"], "eve") as desk:
        with pytest.raises(DatabaseUnavailable, match="your role may not do this"):
            desk.add(after)
        assert [draft.number for draft in desk.drafts("drafts")] == [1]
    with Workbench.open(people["checker"], "ann") as desk:
        redrafted = desk.add(after).redrafted
        assert redrafted is not None
        assert (redrafted.number, redrafted.kept, redrafted.stale) == (2, 2, 1)
        stands, stale = desk.claim(kept.id).review, desk.claim(altered.id).review
        assert (stands.state, stands.signed_by) == (State.SIGNED_OFF, "bob")
        assert (stale.state, stale.finding, stale.signed_by) == (State.STALE, Finding.NONE, None)
        # back to the first text: what was decided on its words is there again, and wants a signature anew
        assert desk.add(build(before, "drafts"), draft_of="drafts").redrafted is not None
        back = desk.claim(altered.id).review
        assert (back.state, back.finding, back.signed_by) == (State.CHECKED, Finding.WRONG, None)
        assert desk.verify() == []
    assert "permission denied" in refused(people["checker"], "UPDATE draft SET text = 'x', sha256 = 'y'")


@pytest.mark.parametrize("role", ["reader", "checker", "editor"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET after = 'x'",
        "DELETE FROM event",
        "TRUNCATE event",
        "TRUNCATE event, evidence CASCADE",
        "DROP TABLE event CASCADE",
        "DROP SCHEMA public CASCADE",
        "ALTER TABLE event DISABLE TRIGGER ALL",
        "ALTER TABLE event DISABLE TRIGGER event_is_append_only",
        "ALTER TABLE event RENAME TO old_event",
        "ALTER TABLE event ALTER COLUMN note DROP NOT NULL",
        "DROP TRIGGER event_is_append_only ON event",
        "SET session_replication_role = replica",
        "CREATE OR REPLACE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "CREATE RULE nothing AS ON INSERT TO event DO INSTEAD NOTHING",
        "CREATE TABLE public.mine (id integer)",
        "UPDATE draft SET text = 'x'",
        "DELETE FROM claim",
        "DELETE FROM evidence",
        "UPDATE alembic_version SET version_num = '0001'",
        "COPY event FROM PROGRAM 'true'",
        "REASSIGN OWNED BY postgres TO session_user",
        "SET LOCAL lo_compat_privileges = on",
        "SELECT lo_create(0)",
        "SELECT lo_from_bytea(0, 'x')",
        "SELECT pg_read_file('/etc/passwd')",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'postgres'",
        "SELECT setval('claim_id_seq', 1)",
        "CREATE VIEW event_of_mine AS SELECT * FROM event",
        "CREATE TEMP TABLE event (id integer)",
        "CREATE EVENT TRIGGER mine ON ddl_command_start EXECUTE FUNCTION refuse_signing()",
        "ALTER DATABASE postgres SET session_replication_role = replica",
        "LOCK TABLE event IN ACCESS EXCLUSIVE MODE",
    ],
)
def test_nobody_rewrites_the_log(people: People, role: str, statement: str) -> None:
    assert refused(people[role], statement)
    with Workbench.open(people.owner, "owner") as desk:
        assert desk.verify() == []


def test_the_log_names_who_logged_in_and_takes_no_other_name(people: People) -> None:
    claim = story(people, "named")
    with Workbench.open(people["editor"], "somebody else") as desk:
        desk.decide(claim, 1, Decision(finding=Finding.DISPUTED))
        (event,) = [one for one in desk.history(claim) if one.field == "finding"]
        assert (event.by, event.role) == ("somebody else", people.name("editor"))
    columns = "id, decision, at, by, field, before, after, note, version, previous, digest, role"
    forged = (
        f"INSERT INTO event ({columns}) SELECT max(id) + 1, max(id) + 1, now(), 'x', 'note', '', '', '', 1, 'p', 'd', "
    )
    assert "the role that writes" in refused(people["editor"], f"{forged}'postgres' FROM event")
    assert "the role that writes" in refused(people["editor"], f"{forged}NULL FROM event")


def test_another_role_in_the_log_is_found(database: str) -> None:
    with Workbench.open(database, "ann") as desk:
        claim = desk.document(desk.add(build()).document.name).claims[0].id
        desk.decide(claim, 1, Decision(finding=Finding.WRONG))
        served = database.startswith("postgresql")
        assert {event.role for event in desk.log()} == {"postgres" if served else None}
        run(database, "ALTER TABLE event DISABLE TRIGGER ALL" if served else "DROP TRIGGER event_no_update")
        run(database, "UPDATE event SET role = 'eve' WHERE id = 2")
        assert desk.verify()[0] == "event 2 (ann, role eve) was changed after it was written"
        run(database, "UPDATE event SET role = NULL WHERE id = 2")
        assert bool(desk.verify()) is served


def test_an_event_from_before_roles_keeps_its_hash() -> None:
    """The digest of an event without a role is what it was when events had none."""
    from datetime import UTC, datetime

    event = EventRow(
        id=1, claim_id=None, document_id=1, decision=1, at=datetime(2024, 1, 2, tzinfo=UTC), by="ann", field="added",
        before="", after="x", note="", version=0, undoes=None, previous=log.START, role=None,
    )  # fmt: skip
    assert log.digest(event) == "52397c040edf85dd97ff280afc5607cac2174cdee7ae13d0095151ded74e1945"
    event.role = "ann"
    assert log.digest(event) != "52397c040edf85dd97ff280afc5607cac2174cdee7ae13d0095151ded74e1945"
    assert Event(1, 0, event.at, "ann", "added", "", "x").role is None


def test_a_service_file_names_the_desk_and_nothing_shows_the_password(
    people: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    host, name = people.owner.rsplit("/", 1)[0].rsplit("@", 1)[1], people.owner.rsplit("/", 1)[1]
    login = people.name("reader")
    service = tmp_path / "services"
    address, _, port = host.partition(":")
    service.write_text(
        f"[desk]\nhost={address}\nport={port or 5432}\ndbname={name}\nuser={login}\npassword={PASSWORD}\n"
    )
    monkeypatch.setenv("PGSERVICEFILE", str(service))
    url = "postgresql+psycopg:///?service=desk"
    with Workbench.open(url, "ann") as desk:
        assert desk.location == url
        assert desk.documents()
        with pytest.raises(DatabaseUnavailable) as caught:
            desk.set_desk(Desk(one_person=True))
    assert str(caught.value).startswith(f"{url}: your role may not do this")
    with Workbench.open(people["reader"].replace("@", f":{PASSWORD}@"), "ann") as desk:
        assert PASSWORD not in desk.location
        assert "***" in desk.location
    # others see a command line and not an environment
    process = subprocess.Popen(
        [sys.executable, "-m", "factcheck", "settings"],
        env={**os.environ, "FACTCHECK_DATABASE": url}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    shown = Path(f"/proc/{process.pid}/cmdline").read_text() if Path("/proc").is_dir() else ""
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 0, said
    assert url in said
    assert PASSWORD not in shown + said


def test_an_error_of_the_server_does_not_tell_the_password(people: People) -> None:
    secret = people["reader"].replace("@", f":{PASSWORD}@").replace("factcheck_test_", "no_such_desk_")
    with pytest.raises(DatabaseUnavailable, match="no_such_desk_") as caught:
        Workbench.open(secret, "ann")
    assert PASSWORD not in str(caught.value)
    engine = engines.connect(engines.address(people["reader"].replace("@", f":{PASSWORD}@")))
    try:
        assert PASSWORD not in repr(engine)
        with engine.connect() as connection:
            seen = connection.execute(text("SELECT string_agg(query, ' ') FROM pg_stat_activity")).scalar_one()
            assert PASSWORD not in (seen or "")
    finally:
        engine.dispose()
