"""A desk that moves between the engines: nothing lost, nothing half there, the log whole on the far side."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import event

from db import engine as engines
from db import moving
from factcheck.cli.main import main
from factcheck.domain.errors import DatabaseOutdated, DatabaseTooNew, DatabaseUnavailable, InputError
from factcheck.reports.forms import Form
from factcheck.reports.view import Layout
from factcheck.workbench import ClaimFilter, Workbench
from factcheck.workbench.searching import parsed
from tests.builders import TEXT, build
from tests.databases import Server
from tests.db.test_migrations import at_revision, run
from tests.desks import rows, worked

PUBLICATION = "url = 'https://c.example/{document}/{claim}'\nauthor = {name = 'Desk'}\n"
ENGINES = ("sqlite", "postgresql")


class Places:
    """New databases on either engine, gone at the end of the test."""

    def __init__(self, folder: Path, request: pytest.FixtureRequest, stack: ExitStack) -> None:
        self._folder = folder
        self._request = request
        self._stack = stack
        self._number = 0

    def bare(self, engine: str) -> str:
        """The address of a database without any table."""
        self._number += 1
        if engine == "sqlite":
            return str(self._folder / f"place-{self._number}.db")
        server: Server = self._request.getfixturevalue("server")
        return self._stack.enter_context(server.empty())

    def worked(self, engine: str) -> str:
        """The address of a desk on which everything was done."""
        address = self.bare(engine)
        worked(address)
        return address


@pytest.fixture
def places(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Places]:
    with ExitStack() as stack:
        yield Places(tmp_path, request, stack)


@pytest.fixture(params=[ENGINES, ENGINES[::-1]], ids=" to ".join)
def way(request: pytest.FixtureRequest) -> tuple[str, str]:
    """From which engine to which."""
    return request.param


def exported(database: str, folder: Path) -> dict[str, bytes]:
    """Every file of every export of the whole desk."""
    (folder / "publication.toml").parent.mkdir(parents=True)
    (folder / "publication.toml").write_text(PUBLICATION)
    # Word is slow to write, and takes every layout from what Markdown and HTML take it from
    laid_out = (Form.MARKDOWN, Form.HTML)
    asked = [(form, layout) for form in laid_out for layout in Layout]
    for form, layout in [*asked, *((form, None) for form in Form if form not in laid_out)]:
        arguments = ["export", "--all", "--format", form.value, "--database", database]
        arguments += ["--output", str(folder / f"{form}-{layout}")]
        arguments += ["--layout", layout.value] if layout else []
        arguments += ["--publication", str(folder / "publication.toml")] if form is Form.CLAIMREVIEW else []
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0, (arguments, result.output)
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_desk_goes_there_and_back_with_every_row_and_export(
    places: Places, way: tuple[str, str], tmp_path: Path
) -> None:
    here = places.worked(way[0])
    there, back = places.bare(way[1]), places.bare(way[0])
    heard: list[tuple[int, int]] = []
    said = Workbench.copy(here, there, lambda done, total: heard.append((done, total)))
    assert "its log is whole" in said
    Workbench.copy(there, back)
    before = rows(here)
    assert all(before.values()), "a table without rows proves nothing"
    assert rows(there) == before
    assert rows(back) == before
    assert heard[-1] == (total := sum(map(len, before.values())), total)
    reports = exported(here, tmp_path / "here")
    assert exported(there, tmp_path / "there") == reports
    assert len(reports) > 3 * len(Form)


def test_a_copy_on_a_server_has_the_statistics_by_which_it_chooses_its_indexes(places: Places) -> None:
    there = places.bare("postgresql")
    Workbench.copy(places.worked("sqlite"), there)
    engine = engines.connect(engines.address(there))
    with engine.connect() as connection:
        counted = connection.exec_driver_sql("SELECT reltuples FROM pg_class WHERE relname = 'claim'").scalar_one()
    engine.dispose()
    assert counted > 0


def test_work_goes_on_where_the_copy_is(places: Places, way: tuple[str, str]) -> None:
    here, there = places.worked(way[0]), places.bare(way[1])
    Workbench.copy(here, there)
    with Workbench.open(here, "ann") as desk:
        # the invented rows are no work of a desk
        known = desk.verify()
    for database in (here, there):
        with Workbench.open(database, "ann") as desk:
            assert desk.add(build(TEXT + " after", "after")).new
            added = desk.add_claim("after", desk.document("after").sentences[:1])
            desk.reject(added.id, added.review.version)
            desk.undo("after")
            assert desk.verify() == known
            assert len(desk.search(parsed("left")).claims) == len(desk.claims(ClaimFilter(text="left")))
    with Workbench.open(here, "ann") as old, Workbench.open(there, "ann") as new:
        assert [c.id for c in old.document("after").claims] == [c.id for c in new.document("after").claims]
        assert [e.id for e in old.log()] == [e.id for e in new.log()]


def untouched(database: str) -> None:
    """The target has neither a table nor, where it is a file, a file."""
    if "://" not in database:
        folder = Path(database).parent
        assert [path.name for path in folder.glob(f"{Path(database).name}*")] == []
        return
    with pytest.raises(DatabaseUnavailable, match="holds nothing"):
        Workbench.copy(database, "/nowhere/at/all.db")


def test_a_target_that_holds_a_desk_is_left_alone(places: Places, way: tuple[str, str]) -> None:
    here, there = places.worked(way[0]), places.bare(way[1])
    with Workbench.open(there, "ann") as desk:
        desk.add(build())
    before = rows(there)
    with pytest.raises(InputError, match="holds a desk already; name an empty database"):
        Workbench.copy(here, there)
    assert rows(there) == before
    with pytest.raises(InputError, match="is the desk itself"):
        Workbench.copy(here, here)


def test_a_target_that_has_only_tables_takes_the_desk(places: Places, way: tuple[str, str]) -> None:
    here, there = places.worked(way[0]), places.bare(way[1])
    Workbench.open(there, "ann").close()
    Workbench.copy(here, there)
    assert rows(there) == rows(here)


def test_another_schema_or_nothing_is_refused_on_either_side(places: Places, way: tuple[str, str]) -> None:
    here, there = places.worked(way[0]), places.bare(way[1])
    run(here, "UPDATE alembic_version SET version_num = 'future'")
    with pytest.raises(DatabaseTooNew, match="update this program"):
        Workbench.copy(here, there)
    untouched(there)
    old = places.bare(way[1])
    Workbench.open(old, "ann").close()
    at_revision(old, "0001")
    with pytest.raises(DatabaseOutdated, match="run factcheck db upgrade"):
        Workbench.copy(old, there)
    with pytest.raises(DatabaseOutdated, match="run factcheck db upgrade"):
        Workbench.copy(places.worked(way[0]), old)
    with pytest.raises(DatabaseUnavailable, match=r"no database yet|holds nothing"):
        Workbench.copy(places.bare(way[0]), there)
    untouched(there)


def test_what_stops_a_copy_halfway_leaves_the_target_as_it_was(
    places: Places, way: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = places.worked(way[0]), places.bare(way[1])
    monkeypatch.setattr(moving, "_BATCH", 2)

    def stop(done: int, _: int) -> None:
        if done > 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Workbench.copy(here, there, stop)
    untouched(there)
    Workbench.copy(here, there)
    assert rows(there) == rows(here)


def test_a_log_that_was_tampered_with_is_not_carried_on(places: Places, way: tuple[str, str]) -> None:
    here, there = places.worked(way[0]), places.bare(way[1])
    off = "ALTER TABLE event DISABLE TRIGGER ALL" if way[0] == "postgresql" else "DROP TRIGGER event_no_update"
    run(here, off)
    run(here, "UPDATE event SET note = 'x' WHERE id = 3")
    with pytest.raises(DatabaseUnavailable, match=r"event 3.* was changed after it was written; nothing was copied"):
        Workbench.copy(here, there)
    untouched(there)


def test_a_damaged_file_is_named_and_the_target_gets_nothing(places: Places) -> None:
    here, there = places.worked("sqlite"), places.bare("sqlite")
    content = Path(here).read_bytes()
    Path(here).write_bytes(content[: len(content) // 2])
    with pytest.raises(DatabaseUnavailable, match=f"{here}: is damaged; restore a backup"):
        Workbench.copy(here, there)
    untouched(there)


def test_rows_are_read_and_written_some_at_a_time(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    here, there = places.worked("sqlite"), places.bare("sqlite")
    monkeypatch.setattr(moving, "_BATCH", 3)
    most = 0
    engine_of = engines.openable

    def watched(url: engines.URL) -> engines.Engine:
        engine = engine_of(url)

        @event.listens_for(engine, "before_cursor_execute")
        def _see(_c: object, _u: object, statement: str, given: list[object], _x: object, many: bool) -> None:
            nonlocal most
            if many and statement.startswith("INSERT INTO claim "):
                most = max(most, len(given))

        return engine

    monkeypatch.setattr("factcheck.workbench.moving.openable", watched)
    Workbench.copy(here, there)
    assert most == 3


def test_the_command_says_what_it_did_and_shows_no_password(places: Places) -> None:
    here, there = places.worked("sqlite"), places.bare("sqlite")
    result = CliRunner().invoke(main, ["db", "copy", here, there])
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(f"{there}: holds the desk of {here}")
    again = CliRunner().invoke(main, ["db", "copy", here, there])
    assert (again.exit_code, again.stdout, again.stderr.count("\n")) == (2, "", 1)
    gone = CliRunner().invoke(main, ["db", "copy", here, "postgresql://ann:s3cret@127.0.0.1:1/desk"])
    assert gone.exit_code == 2
    assert "s3cret" not in gone.output
