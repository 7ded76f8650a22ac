"""The PostgreSQL for a desk, as far as it can be checked without running containers."""

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]


def test_compose_starts_one_database_and_holds_no_secret() -> None:
    composed = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    (service,) = composed["services"].values()
    assert re.fullmatch(r"postgres:\d+", service["image"])
    given = service["environment"]
    # without a password of the desk's own nothing starts
    assert re.fullmatch(r"\$\{PGPASSWORD:\?[^}]+\}", given["POSTGRES_PASSWORD"])
    assert "POSTGRES_HOST_AUTH_METHOD" not in given
    assert "scram-sha-256" in given["POSTGRES_INITDB_ARGS"]
    (port,) = service["ports"]
    assert port.startswith("${FACTCHECK_LISTEN:-127.0.0.1}:")
    (volume,) = service["volumes"]
    name, _, folder = volume.partition(":")
    assert name in composed["volumes"]
    assert folder == "/var/lib/postgresql/data"
    assert "/.env" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_the_docs_open_the_desk_that_compose_starts() -> None:
    composed = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    given = composed["services"]["database"]["environment"]
    told = (ROOT / "docs" / "database.md").read_text(encoding="utf-8")
    assert "docker compose up" in told
    assert f"postgresql+psycopg://{given['POSTGRES_USER']}@127.0.0.1/{given['POSTGRES_DB']}" in told
