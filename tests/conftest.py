"""No test touches the person's own data or settings."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

FIXTURES = Path(__file__).parent.parent / "fixtures"
POSTGRES = os.environ.get("FACTCHECK_TEST_POSTGRES", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Data folders, settings and the reviewer's name are the test's own."""
    for variable in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(variable, str(tmp_path / "home"))
    monkeypatch.setenv("FACTCHECK_REVIEWER", "ann")
    monkeypatch.delenv("FACTCHECK_DATABASE", raising=False)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database that is this test's alone, on each engine."""
    if request.param == "sqlite":
        yield str(tmp_path / "desk.db")
        return
    import psycopg

    server = POSTGRES.replace("+psycopg", "")
    name = f"factcheck_test_{uuid.uuid4().hex}"
    try:
        connection = psycopg.connect(server, autocommit=True, connect_timeout=5)
    except psycopg.OperationalError as error:
        if os.environ.get("CI"):
            pytest.fail(f"CI needs a PostgreSQL server: {error}")
        pytest.skip("no PostgreSQL server; name one in FACTCHECK_TEST_POSTGRES")
    with connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield POSTGRES.rsplit("/", 1)[0] + f"/{name}"
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def article() -> Path:
    """The main example."""
    return FIXTURES / "kim-toughest-policy.txt"
