"""No test touches the person's own data or settings."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import Server, sqlite_desk

FIXTURES = Path(__file__).parent.parent / "fixtures"


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Data folders, settings and the reviewer's name are the test's own, apart from the files that it makes."""
    home = tmp_path_factory.mktemp("home")
    for variable in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(variable, str(home))
    monkeypatch.setenv("FACTCHECK_REVIEWER", "ann")
    monkeypatch.delenv("FACTCHECK_DATABASE", raising=False)
    monkeypatch.delenv("FACTCHECK_SETTINGS", raising=False)
    # nobody is here for the first time
    remembered = home / "factcheck" / "remembered.json"
    remembered.parent.mkdir(parents=True)
    remembered.write_text('{"lesson": "shown"}', encoding="utf-8")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The PostgreSQL server of the tests; without one its tests are skipped, or fail where CI needs it."""
    opened = Server()
    yield opened
    opened.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a desk with nothing in it that is this test's alone, on each engine."""
    if request.param == "sqlite":
        yield sqlite_desk(tmp_path / "desk.db")
        return
    with request.getfixturevalue("server").migrated() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database that has no table yet, on each engine."""
    if request.param == "sqlite":
        yield str(tmp_path / "desk.db")
        return
    with request.getfixturevalue("server").empty() as address:
        yield address


@pytest.fixture
def article() -> Path:
    """The main example."""
    return FIXTURES / "kim-toughest-policy.txt"
