"""What lies where a database should: each fault is one clear line, and nothing is half done."""

import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from factcheck.domain.errors import DatabaseUnavailable, InputError
from factcheck.domain.review import Decision, Finding
from factcheck.workbench import Workbench
from tests.builders import build

CHECK = "check the permissions of the file and its folder"
ROOT = Path(__file__).parents[2]

READ = """
import sys
from tests.db.unprivileged import obey_permissions
from factcheck.domain.errors import FactcheckError
from factcheck.domain.review import Decision, Finding
from factcheck.workbench import Workbench
obey_permissions()
try:
    with Workbench.open(sys.argv[1], "bob") as desk:
        claim = desk.document("story").claims[0]
        print(claim.quoted)
        desk.decide(claim.id, claim.review.version, Decision(finding=Finding.CONFIRMED))
        print("written")
except FactcheckError as error:
    print(type(error).__name__, error)
"""


def unprivileged(database: Path) -> list[str]:
    """What a person who may write only where permissions let them reads, line by line."""
    made = subprocess.run(
        [sys.executable, "-W", "error", "-c", READ, str(database)],
        capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip
    assert made.stderr == ""
    return made.stdout.splitlines()


@contextmanager
def mode(path: Path, bits: int) -> Iterator[None]:
    """Give `path` these permissions for a while."""
    before = path.stat().st_mode
    path.chmod(bits)
    try:
        yield
    finally:
        path.chmod(before)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A database with one story, closed."""
    path = tmp_path / "folder" / "desk.db"
    with Workbench.open(str(path), "ann") as opened:
        opened.add(build())
    return path


def test_a_read_only_folder_can_be_read(desk: Path) -> None:
    with mode(desk.parent, 0o555), mode(desk, 0o444):
        lines = unprivileged(desk)
    assert lines[0].startswith("“We will test,”")
    assert (
        lines[1] == f"DatabaseUnavailable {desk}: cannot be written; check the permissions of the file and its folder"
    )


def test_a_read_only_file_can_be_read(desk: Path) -> None:
    with mode(desk, 0o444):
        lines = unprivileged(desk)
    assert lines[0].startswith("“We will test,”")
    assert lines[1].startswith(f"DatabaseUnavailable {desk}: cannot be written")


def test_a_new_database_in_a_read_only_folder_is_one_line(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    with mode(folder, 0o555):
        for path in (folder / "desk.db", folder / "deeper" / "desk.db"):
            (line,) = unprivileged(path)
            assert line.startswith("DatabaseUnavailable")
            assert "cannot be" in line
    assert list(folder.iterdir()) == []


def test_a_file_that_may_not_be_read_is_one_line(desk: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root reads every file")
    with mode(desk, 0):
        (line,) = unprivileged(desk)
    assert "cannot be opened" in line


def refused(location: str, reason: str) -> None:
    """Opening gives one line with the reason and no secret."""
    with pytest.raises(DatabaseUnavailable, match=reason) as caught:
        Workbench.open(location, "ann")
    assert "\n" not in str(caught.value)
    assert "s3cret" not in str(caught.value)


def test_what_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    for content in (b"x", b"this is a text file, and a long one at that" * 40, bytes(range(256)) * 20):
        path.write_bytes(content)
        refused(str(path), "is not an SQLite database")
        assert path.read_bytes() == content
    assert [p.name for p in tmp_path.iterdir()] == ["notes.txt"]


def test_a_place_where_no_file_can_be_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    os.mkfifo(tmp_path / "pipe")
    refused(str(tmp_path), "is a folder")
    refused(str(tmp_path / "pipe"), "is a device or pipe")
    refused("/dev/null", "is a device or pipe")
    refused(str(tmp_path / "file" / "desk.db"), "cannot be reached or created")
    refused(str(tmp_path / ("n" * 300)), "cannot be")
    refused("a\x00b", "NUL")


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    path.touch()
    with Workbench.open(str(path), "ann") as opened:
        assert opened.add(build()).new


def test_a_truncated_file_is_one_line_and_a_backup_brings_it_back(desk: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    Workbench.backup(str(desk), copy)
    desk.write_bytes(desk.read_bytes()[: 4096 * 3])
    with (
        pytest.raises(DatabaseUnavailable, match="damaged; restore a backup"),
        Workbench.open(str(desk), "ann") as opened,
    ):
        opened.document("story")
    with pytest.raises(DatabaseUnavailable, match="damaged"):
        Workbench.backup(str(desk), tmp_path / "other.db")
    assert "what was there is" in Workbench.restore(str(desk), copy)
    with Workbench.open(str(desk), "ann") as opened:
        assert opened.verify() == []
        assert len(opened.document("story").claims) == 3


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("postgresql+psycopg://ann:s3cret@127.0.0.1:1/desk", "check the address and that the server runs"),
        ("postgres://ann:s3cret@127.0.0.1:1/desk", "check the address and that the server runs"),
        ("postgresql://127.0.0.1:1/desk?user=ann&password=s3cret", "check the address and that the server runs"),
        ("postgresql+psycopg://ann:s3cret@host:notaport/desk", "is not understood"),
        ("mysql://ann:s3cret@127.0.0.1/desk", "mysql cannot be used"),
        ("postgresql+pg8000://ann:s3cret@127.0.0.1/desk", r"no driver for postgresql\+pg8000"),
        ("://", "is not understood"),
        ("postgresql+psycopg://ann:s3cret@127.0.0.1:1/desk?nonsense=s3cret", "desk"),
    ],
)
def test_a_server_that_cannot_serve_is_one_line_without_the_password(location: str, reason: str) -> None:
    refused(location, reason)


def test_a_server_that_does_not_speak_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        refused(f"postgresql+psycopg://ann:s3cret@127.0.0.1:{port}/desk?connect_timeout=2", "timeout|connection")


def test_a_backup_is_whole_while_the_desk_works_and_never_overwrites(desk: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with Workbench.open(str(desk), "ann") as opened:
        opened.decide(1, 1, Decision(finding=Finding.WRONG))
        assert "holds a backup" in Workbench.backup(str(desk), copy)
    with pytest.raises(InputError, match="is there already"):
        Workbench.backup(str(desk), copy)
    with Workbench.open(str(copy), "ann") as opened:
        assert opened.claim(1).review.finding is Finding.WRONG
        assert opened.verify() == []
    with pytest.raises(DatabaseUnavailable, match="no database yet"):
        Workbench.backup(str(tmp_path / "none.db"), tmp_path / "x.db")
    with pytest.raises(DatabaseUnavailable, match="cannot be copied"):
        Workbench.backup(str(desk), tmp_path / "no folder" / "x.db")
    with pytest.raises(InputError, match="pg_dump"):
        Workbench.backup("postgresql+psycopg://127.0.0.1/desk", tmp_path / "x.db")


def test_restoring_reaches_who_has_the_desk_open_and_keeps_what_was_there(desk: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    Workbench.backup(str(desk), copy)
    content = copy.read_bytes()
    with Workbench.open(str(desk), "ann") as opened:
        opened.decide(1, 1, Decision(finding=Finding.WRONG))
        Workbench.restore(str(desk), copy)
        assert opened.claim(1).review.finding is Finding.NONE
        opened.decide(1, 1, Decision(finding=Finding.CONFIRMED))
        assert opened.verify() == []
    (aside,) = desk.parent.glob("desk.db.replaced-*")
    with Workbench.open(str(aside), "ann") as opened:
        assert opened.claim(1).review.finding is Finding.WRONG
    assert copy.read_bytes() == content


def test_only_a_backup_of_ours_is_restored(desk: Path, tmp_path: Path) -> None:
    before = desk.read_bytes()
    (tmp_path / "text.db").write_text("not a database at all" * 100)
    (tmp_path / "empty.db").touch()
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE bookmark (id integer)")
    for name, reason in (
        ("text.db", "is not an SQLite database"),
        ("empty.db", "holds nothing"),
        ("other.db", "another program's"),
    ):
        with pytest.raises(DatabaseUnavailable, match=reason):
            Workbench.restore(str(desk), tmp_path / name)
    with pytest.raises(DatabaseUnavailable, match="another program's"):
        Workbench.restore(str(tmp_path / "other.db"), desk)
    for backup, wrong in ((tmp_path / "none.db", "no such file"), (desk, "is the database itself")):
        with pytest.raises(InputError, match=wrong):
            Workbench.restore(str(desk), backup)
    assert desk.read_bytes() == before
    assert [p.name for p in desk.parent.iterdir()] == ["desk.db"]


def test_a_backup_restores_where_nothing_is_yet(desk: Path, tmp_path: Path) -> None:
    Workbench.restore(str(tmp_path / "new" / "desk.db"), desk)
    with Workbench.open(str(tmp_path / "new" / "desk.db"), "ann") as opened:
        assert len(opened.documents()) == 1
