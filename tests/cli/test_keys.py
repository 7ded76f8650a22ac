"""`factcheck keys`: the ids that a settings file may name."""

import json
from pathlib import Path

import pytest

from factcheck.tui.commands import COMMANDS
from tests.cli.conftest import Run


def test_every_command_is_listed_with_the_keys_it_has_now(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = run("keys").stdout.splitlines()
    assert len(lines) == len(COMMANDS) + 1
    assert any(line.startswith("review.checked ") and " m " in line for line in lines)
    file = tmp_path / "mine.toml"
    monkeypatch.setenv("FACTCHECK_SETTINGS", str(file))
    file.write_text('[keys]\n"review.checked" = ["f5", "m"]\n')
    records = {record["id"]: record for record in json.loads(run("keys", "--format", "json").stdout)}
    assert records["review.checked"]["keys"] == ["f5", "m"]
    assert "review.checked,F5 m," in run("keys", "--format", "csv").stdout
    assert str(file) in run("settings").stdout


def test_a_bad_settings_file_is_one_line_and_exit_code_2(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "mine.toml"
    monkeypatch.setenv("FACTCHECK_SETTINGS", str(file))
    file.write_text("theme = 3\n")
    monkeypatch.delenv("FACTCHECK_REVIEWER")
    for command in (["keys"], ["claims"]):
        done = run(*command)
        assert done.exit_code == 2
        assert done.stderr.count("\n") == 1 and "theme wants a text" in done.stderr
