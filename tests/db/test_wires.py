"""A network that breaks or falls silent in the middle of a change: one line, nothing half there, and work goes on."""

import threading
from collections.abc import Iterator

import pytest

from factcheck.domain.errors import DatabaseUnavailable
from factcheck.domain.evidence import Citation
from factcheck.domain.review import Decision, Finding
from factcheck.workbench import Workbench
from tests.builders import TEXT, build
from tests.databases import Server
from tests.wires import Wire, wire


@pytest.fixture
def wired(server: Server) -> Iterator[tuple[Wire, str, str]]:
    """A wire, the address of a desk at its end, and that of the same desk without it."""
    with server.migrated() as address, wire(address) as (made, far):
        yield made, far, address


@pytest.mark.parametrize("at", [b"advisory", b"INSERT INTO", b"UPDATE claim", b"COMMIT"])
def test_a_wire_that_is_cut_in_a_change_is_one_line_and_nothing_is_half_there(
    wired: tuple[Wire, str, str], at: bytes
) -> None:
    made, far, near = wired
    with Workbench.open(far, "ann") as desk, Workbench.open(near, "bob") as other:
        claim = desk.document(desk.add(build()).document.name).claims[0].id
        made.at = at
        with pytest.raises(DatabaseUnavailable, match="check the address and that the server runs") as caught:
            desk.decide(claim, 1, Decision(finding=Finding.WRONG))
        assert "\n" not in str(caught.value)
        assert other.claim(claim).review.version == 1
        assert desk.decide(claim, 1, Decision(finding=Finding.WRONG)).review.finding is Finding.WRONG
        assert desk.verify() == []


@pytest.mark.parametrize("at", [b"INSERT INTO", b"COMMIT"])
def test_a_wire_that_is_cut_while_an_article_is_added_leaves_all_of_it_or_nothing(
    wired: tuple[Wire, str, str], at: bytes
) -> None:
    made, far, near = wired
    with Workbench.open(far, "ann") as desk, Workbench.open(near, "bob") as other:
        desk.add(build())
        made.at = at
        with pytest.raises(DatabaseUnavailable):
            desk.add(build(TEXT + " More.", "more"))
        assert [document.name for document in other.documents()] == ["story"]
        assert desk.add(build(TEXT + " More.", "more")).new
        assert other.verify() == []


def test_who_falls_silent_in_a_change_holds_up_the_others_only_for_so_long(
    wired: tuple[Wire, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made, far, near = wired
    monkeypatch.setattr("db.engine._IDLE_SECONDS", 1)
    said: list[str] = []

    def silent(desk: Workbench, claim: int) -> None:
        try:
            desk.add_evidence(claim, Citation(title="never"))
        except DatabaseUnavailable as error:
            said.append(str(error))

    with Workbench.open(far, "ann") as desk, Workbench.open(near, "bob") as other:
        claim = other.document(other.add(build()).document.name).claims[0].id
        made.at, made.done = b"INSERT INTO", "held"
        thread = threading.Thread(target=silent, args=(desk, claim))
        thread.start()
        assert made.reached.wait(30)
        assert other.decide(claim, 1, Decision(finding=Finding.WRONG)).review.version == 2
        made.let_go()
        thread.join(30)
        assert len(said) == 1
        assert said[0].endswith("silent in the middle of a change; nothing of it was written, try again")
        assert desk.claim(claim).evidence == ()
        assert desk.verify() == []


def test_both_ends_of_a_connection_notice_that_the_other_is_gone(wired: tuple[Wire, str, str]) -> None:
    made, far, _ = wired
    with Workbench.open(far, "ann") as desk, desk._engine.connect() as connection:
        asked = "SELECT current_setting('tcp_keepalives_idle')::int, current_setting('lock_timeout')"
        assert connection.exec_driver_sql(asked).one() == (10, "30s")
        raw = connection.connection.driver_connection
        assert raw is not None
        mine = {one.keyword: one.val for one in raw.pgconn.info}
        assert (mine[b"keepalives_idle"], mine[b"tcp_user_timeout"]) == (b"10", b"30000")
    assert not made.reached.is_set()
