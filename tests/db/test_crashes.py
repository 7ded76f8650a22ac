"""Pulled plugs, killed programs, full disks: what was acknowledged is there, nothing is half there."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import event

from db import engine as engines
from factcheck.domain.errors import DatabaseUnavailable
from factcheck.domain.evidence import Citation
from factcheck.domain.review import Decision, Finding
from factcheck.workbench import Workbench
from tests.builders import TEXT, build
from tests.clusters import Cluster, cluster
from tests.db.test_writers import ROOT, ended, started

PASSWORD = "s3cret-of-the-cluster"
WRITES = (
    "import sys; from factcheck.workbench import Workbench; from factcheck.domain.errors import FactcheckError\n"
    "from tests.builders import *\n"
    "desk = Workbench.open(sys.argv[1], 'bob'); n = 0\n"
    "while True:\n"
    "    try: desk.add(build(TEXT + sys.argv[2] + str(n), sys.argv[2] + str(n)))\n"
    "    except FactcheckError as error: print(error, flush=True); break\n"
    "    n += 1; print(n, flush=True)\n"
)


def whole(desk: Workbench, at_least: int) -> None:
    """Everything acknowledged is there, nothing is half there, and work goes on."""
    documents = desk.documents()
    assert len(documents) >= at_least
    assert all(document.progress.claims == 3 for document in documents)
    assert desk.verify() == []
    assert desk.add(build(TEXT + f" after {len(documents)}", f"after-{len(documents)}")).new


@pytest.fixture(scope="module")
def server_of_ones_own() -> Iterator[Cluster]:
    with cluster(PASSWORD) as made:
        yield made


def test_a_pulled_plug_of_the_server_loses_nothing_that_was_acknowledged(server_of_ones_own: Cluster) -> None:
    address = server_of_ones_own.address
    with Workbench.open(address, "ann") as desk:
        desk.add(build())
        before = len(desk.documents())
        running = started("-c", WRITES, address, "plug")
        assert running.stdout is not None
        acknowledged = [running.stdout.readline() for _ in range(5)]
        assert acknowledged == [f"{n}\n" for n in range(1, 6)]
        server_of_ones_own.pull_the_plug()
        *more, reason = ended(running)
        # who was at work hears in one line what happened, without the password
        assert "check the address and that the server runs" in reason
        assert PASSWORD not in reason
        with pytest.raises(DatabaseUnavailable, match="check the address and that the server runs"):
            desk.documents()
        server_of_ones_own.start()
        # who has the desk open goes on without opening it again
        whole(desk, before + 5 + len(more))


def test_a_killed_backend_is_one_line_and_the_next_attempt_works(server_of_ones_own: Cluster) -> None:
    address = server_of_ones_own.address
    with Workbench.open(address, "ann") as desk:
        claim = desk.document(desk.add(build(TEXT + " backend", "backend")).document.name).claims[0].id
        with psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as other:
            killed = []

            def kill(*_: object) -> None:
                # once, in the middle of the transaction
                if not killed:
                    killed.append(other.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                    ).fetchall())  # fmt: skip

            event.listen(desk._engine, "before_cursor_execute", kill)
            with pytest.raises(DatabaseUnavailable) as caught:
                desk.decide(claim, 1, Decision(finding=Finding.WRONG))
            assert "\n" not in str(caught.value)
            assert desk.claim(claim).review.version == 1
            assert desk.decide(claim, 1, Decision(finding=Finding.WRONG)).review.version == 2
        assert desk.verify() == []


def test_a_desk_that_another_program_holds_is_one_line_in_the_end(
    server_of_ones_own: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = server_of_ones_own.address
    monkeypatch.setattr("db.engine._BUSY_SECONDS", 1)
    with Workbench.open(address, "ann") as desk, psycopg.connect(address.replace("+psycopg", "")) as other:
        other.execute(f"SELECT pg_advisory_xact_lock({engines._WRITERS})")
        with pytest.raises(DatabaseUnavailable, match="is held by another program; try again"):
            desk.add(build(TEXT + " held", "held"))
        assert desk.documents() is not None
        other.rollback()
        assert desk.add(build(TEXT + " held", "held")).new


def test_a_password_comes_from_a_file_and_shows_nowhere(
    server_of_ones_own: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = server_of_ones_own.safe_address
    # libpq otherwise takes the person's own
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "none"))
    monkeypatch.delenv("PGPASSWORD", raising=False)
    with pytest.raises(DatabaseUnavailable, match="password"):
        Workbench.open(address, "ann")
    wrong = server_of_ones_own.address.replace(PASSWORD, "wr0ng-one")
    with pytest.raises(DatabaseUnavailable, match="password authentication failed") as caught:
        Workbench.open(wrong, "ann")
    assert "wr0ng-one" not in str(caught.value)
    kept = tmp_path / "pgpass"
    kept.write_text(f"127.0.0.1:{server_of_ones_own.port}:*:owner:{PASSWORD}\n")
    kept.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(kept))
    with Workbench.open(address, "ann") as desk:
        desk.add(build(TEXT + " password file"))
        assert PASSWORD not in desk.location
    services = tmp_path / "services"
    services.write_text(f"[desk]\nhost=127.0.0.1\nport={server_of_ones_own.port}\ndbname=postgres\nuser=owner\n")
    monkeypatch.setenv("PGSERVICEFILE", str(services))
    with Workbench.open("postgresql+psycopg:///?service=desk", "ann") as desk:
        assert desk.documents()
    made = subprocess.run(
        [sys.executable, "-m", "factcheck", "settings", "--database", "postgresql+psycopg:///?service=desk"],
        capture_output=True, text=True, check=True, cwd=ROOT, env=dict(os.environ),
    )  # fmt: skip
    assert PASSWORD not in made.stdout + made.stderr
    assert PASSWORD not in server_of_ones_own.log()


def test_a_killed_import_leaves_whole_articles_and_can_be_run_again(database: str, tmp_path: Path) -> None:
    articles = tmp_path / "wire.jsonl"
    texts = [f"Jane Roe said on day {n} that it rained in town {n}." for n in range(60)]
    articles.write_text("".join(json.dumps({"id": f"wire-{n}", "text": text}) + "\n" for n, text in enumerate(texts)))
    command = ["-m", "factcheck", "add", str(articles), "--database", database]
    with started(*command) as running:
        assert running.stdout is not None
        acknowledged = [running.stdout.readline() for _ in range(4)]
        running.kill()
    assert [line.partition(":")[0] for line in acknowledged] == [f"added wire-{n}" for n in range(4)]
    if not database.startswith("postgresql"):
        # what the killed program had not yet moved into the file lies beside it, and a backup takes it along
        assert Path(f"{database}-wal").stat().st_size > 0
        Workbench.backup(database, tmp_path / "copy.db")
        with Workbench.open(str(tmp_path / "copy.db"), "ann") as copy:
            assert len(copy.documents()) >= 4
            assert copy.verify() == []
    with Workbench.open(database, "ann") as desk:
        there = desk.documents()
        assert 4 <= len(there) < 60
        assert all(document.progress.claims for document in there)
        assert desk.verify() == []
        lines = ended(started(*command))
        assert [line.startswith("already there") for line in lines] == [n < len(there) for n in range(60)]
        assert len(desk.documents()) == 60
        assert desk.verify() == []
    if not database.startswith("postgresql"):
        said = Workbench.restore(database, tmp_path / "copy.db")
        assert "what was there is" in said


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A file system with room for a little more than an empty desk."""
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("no file system can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(desk: Workbench) -> tuple[int, str]:
    """Add until there is no room; gives how many are in, and what was said of the next."""
    for number in range(1000):
        try:
            desk.add(build(f"{TEXT} {number} " + "word " * 5_000, f"story-{number}"))
        except DatabaseUnavailable as error:
            return number, str(error)
    raise AssertionError("there was room for everything")


def test_a_full_disk_is_one_line_and_takes_nothing_away(tmp_path: Path) -> None:
    with small_disk(tmp_path / "small") as folder, Workbench.open(str(folder / "desk.db"), "ann") as desk:
        kept, said = fill(desk)
        assert said == f"{folder / 'desk.db'}: the disk is full; nothing was written"
        assert len(desk.documents()) == kept
        assert desk.verify() == []
        with pytest.raises(DatabaseUnavailable, match="cannot be copied"):
            Workbench.backup(str(folder / "desk.db"), folder / "copy.db")
        assert not list(folder.glob("copy.db*"))
        Workbench.backup(str(folder / "desk.db"), tmp_path / "copy.db")
        with Workbench.open(str(tmp_path / "copy.db"), "ann") as copy:
            assert len(copy.documents()) == kept
            assert copy.verify() == []
        with pytest.raises(DatabaseUnavailable, match=r"the disk is full; nothing was written|cannot be"):
            Workbench.copy(str(tmp_path / "copy.db"), str(folder / "moved.db"))
        assert not list(folder.glob("moved.db*"))


def test_a_file_that_may_not_grow_is_one_line_and_takes_nothing_away(tmp_path: Path) -> None:
    """A stand-in for a full disk where none can be mounted: the file may have so many pages and no more."""
    database = str(tmp_path / "desk.db")
    with Workbench.open(database, "ann") as desk:
        event.listen(
            desk._engine, "begin", lambda connection: connection.exec_driver_sql("PRAGMA max_page_count = 200")
        )
        kept, said = fill(desk)
        assert said == f"{database}: the disk is full; nothing was written"
        assert len(desk.documents()) == kept
        assert desk.verify() == []
    with Workbench.open(database, "ann") as desk:
        assert desk.add(build()).new


def test_a_desk_whose_pending_changes_are_cut_off_opens_with_what_was_whole(tmp_path: Path) -> None:
    database = tmp_path / "desk.db"
    with started("-c", WRITES, str(database), "wal") as running:
        assert running.stdout is not None
        for number in range(6):
            assert running.stdout.readline() == f"{number + 1}\n"
        running.kill()
    pending = tmp_path / "desk.db-wal"
    pending.write_bytes(pending.read_bytes()[:-1000])
    with Workbench.open(str(database), "ann") as desk:
        assert all(document.progress.claims == 3 for document in desk.documents())
        assert desk.verify() == []
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_evidence_of_a_killed_writer_is_there_with_its_event(database: str) -> None:
    with Workbench.open(database, "ann") as desk:
        claim = desk.document(desk.add(build()).document.name).claims[0].id
        script = (
            "import sys; from factcheck.workbench import Workbench; from factcheck.domain.evidence import Citation\n"
            "desk = Workbench.open(sys.argv[1], 'bob')\n"
            "while True: print(len(desk.add_evidence(int(sys.argv[2]), Citation(title='x')).evidence), flush=True)\n"
        )
        with started("-c", script, database, str(claim)) as running:
            assert running.stdout is not None
            for number in range(3):
                assert running.stdout.readline() == f"{number + 1}\n"
            running.kill()
        assert len(desk.claim(claim).evidence) >= 3
        assert desk.verify() == []
        desk.add_evidence(claim, Citation(title="y"))
