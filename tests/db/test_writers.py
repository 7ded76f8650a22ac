"""Many at one desk, and some of them killed: no lost update, no broken chain, no lock shown to anybody."""

import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks.soak import lost, soaked
from factcheck.domain.desk import Event
from factcheck.domain.errors import Conflict
from factcheck.domain.review import Decision, Finding
from factcheck.workbench import Workbench
from tests.builders import TEXT, build

ROOT = Path(__file__).parents[2]
NAMES = ("bob", "eve", "joe", "kay")


def started(*arguments: str) -> "subprocess.Popen[str]":
    """A Python process of the tests, with warnings as errors."""
    return subprocess.Popen(
        [sys.executable, "-W", "error", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


def ended(process: "subprocess.Popen[str]") -> list[str]:
    """The lines that the process printed; it said nothing else."""
    out, err = process.communicate(timeout=120)
    assert err == ""
    return out.splitlines()


def test_processes_that_decide_at_random_leave_a_sound_desk(database: str) -> None:
    told, faults = soaked(database, writers=4, seconds=3, seed=1)
    assert faults == []
    assert "decided" in told


def test_a_soak_tells_what_was_lost() -> None:
    acknowledged = [
        {"by": "bob", "did": "decided", "token": "bob-1"},
        {"by": "bob", "did": "decided", "token": "bob-2"},
        {"by": "bob", "did": "undone", "event": 7},
    ]
    now = datetime.now(UTC)
    log = [Event(1, 1, now, "bob", "reason", "", "bob-1"), Event(2, 1, now, "eve", "note", "", "bob-2")]
    faults = list(lost(acknowledged, log))
    assert [fault.partition(" was")[0] for fault in faults] == ["bob: decided bob-2", "bob: undone"]


def test_threads_that_ask_for_one_version_get_it_once(database: str) -> None:
    with Workbench.open(database, "ann") as desk:
        claim = desk.document(desk.add(build()).document.name).claims[0].id
    findings = (Finding.WRONG, Finding.CONFIRMED, Finding.DISPUTED, Finding.UNVERIFIABLE)
    together, won, lost = threading.Barrier(len(NAMES)), list[Finding](), list[Conflict]()

    def write(name: str, finding: Finding) -> None:
        with Workbench.open(database, name) as own:
            together.wait()
            try:
                own.decide(claim, 1, Decision(finding=finding))
                won.append(finding)
            except Conflict as conflict:
                lost.append(conflict)

    threads = [threading.Thread(target=write, args=pair) for pair in zip(NAMES, findings, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(won), len(lost)) == (1, 3)
    assert {conflict.theirs for conflict in lost} == {won[0].value}
    with Workbench.open(database, "ann") as desk:
        assert desk.claim(claim).review.finding is won[0]


def test_one_reviewer_who_undoes_twice_at_once_takes_back_two_decisions(database: str) -> None:
    with Workbench.open(database, "ann") as desk:
        claim = desk.document(desk.add(build()).document.name).claims[0].id
        for number in range(8):
            desk.decide(claim, desk.claim(claim).review.version, Decision(reason=str(number)))

        def back() -> None:
            with Workbench.open(database, "ann") as own:
                own.undo("story")
                own.undo("story")

        threads = [threading.Thread(target=back) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert desk.claim(claim).review.reason == "1"
        assert desk.verify() == []


def test_many_who_open_a_desk_that_is_not_there_yet_share_one(bare_database: str) -> None:
    script = (
        "import sys; from factcheck.workbench import Workbench; from tests.builders import *\n"
        "with Workbench.open(sys.argv[1], sys.argv[2]) as desk: print(desk.add(build()).new)"
    )
    running = [started("-c", script, bare_database, name) for name in NAMES]
    answers = [line for process in running for line in ended(process)]
    assert sorted(answers) == ["False", "False", "False", "True"]
    with Workbench.open(bare_database, "ann") as desk:
        assert len(desk.documents()) == 1


@pytest.mark.parametrize("acknowledged", [1, 4, 9])
def test_a_killed_writer_leaves_all_or_nothing(database: str, acknowledged: int) -> None:
    with Workbench.open(database, "ann") as desk:
        desk.add(build())
    script = (
        "import sys; from factcheck.workbench import Workbench; from tests.builders import *\n"
        "desk = Workbench.open(sys.argv[1], 'bob'); n = 0\n"
        "while True:\n    desk.add(build(TEXT + str(n)), apart=True); n += 1; print(n, flush=True)\n"
    )
    with started("-c", script, database) as process:
        assert process.stdout is not None
        for number in range(acknowledged):
            assert process.stdout.readline() == f"{number + 1}\n"
        process.kill()
    with Workbench.open(database, "ann") as desk:
        documents = desk.documents()
        assert len(documents) >= acknowledged + 1
        assert all(d.progress.claims == 3 for d in documents)
        assert desk.verify() == []
        assert desk.add(build(TEXT + "after"), apart=True).new
    if not database.startswith("postgresql"):
        with closing(sqlite3.connect(database)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
