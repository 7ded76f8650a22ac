"""The real program from an article to a report, with real keys in a pseudo-terminal."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pexpect

ROOT = Path(__file__).parents[2]


def test_from_add_to_export(tmp_path: Path) -> None:
    database = str(tmp_path / "desk.db")

    def factcheck(*arguments: str) -> str:
        command = [sys.executable, "-m", "factcheck", *arguments, "--database", database]
        return subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True, check=True).stdout

    assert "added kim-toughest-policy" in factcheck("add", "fixtures/kim-toughest-policy.txt")
    child = pexpect.spawn(
        sys.executable, ["-m", "factcheck", "review", "--database", database],
        dimensions=(36, 120), encoding="utf-8", timeout=60, cwd=str(ROOT),
    )  # fmt: skip
    child.expect("Documents")
    child.send("\r")
    child.expect("Was it said")
    child.send("w")
    child.expect("why none")
    child.send("the minutes say otherwise\r")
    child.expect("Claim 2")
    child.send("nask KCNA\x1b")
    child.expect("the note is kept")
    child.send("q")
    child.expect("claims open")
    child.send("q")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    report = tmp_path / "report.json"
    factcheck("export", "kim-toughest-policy", "--format", "json", "--output", str(report))
    claims = json.loads(report.read_text(encoding="utf-8"))["claims"]
    decided = [(claim["state"], claim["reason"]) for claim in claims if claim["finding"] == "wrong"]
    assert decided == [("checked", "the minutes say otherwise")]
    assert [claim["finding"] for claim in claims if claim["note"] == "ask KCNA"] == ["none"]
