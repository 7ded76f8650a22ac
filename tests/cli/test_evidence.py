"""`factcheck evidence`, and `factcheck quotes` on the desk."""

import json
from pathlib import Path

from factcheck.workbench import Workbench
from tests.builders import build
from tests.cli.conftest import Run, one_line
from tests.db.test_papers import SPEECH


def test_documents_are_kept_listed_shown_and_removed(run: Run, tmp_path: Path) -> None:
    with Workbench.open(str(tmp_path / "desk.db"), "ann") as desk:
        desk.add(build())
    speech = tmp_path / "speech.txt"
    speech.write_text(SPEECH, encoding="utf-8")
    assert run("evidence", "list").stderr.startswith("nothing is kept yet")
    added = run(
        "evidence", "add", speech, "--source", "Kim Jong Un", "--primary", "--claim", "1", "--date", "2024-12-29"
    )
    assert added.stdout == (
        "kept speech: 82 characters; speech holds words of Kim Jong Un (source 1); claim 1 of story cites speech\n"
    )
    assert run("evidence", "add", speech).stdout == "already there: speech\n"
    (record,) = json.loads(run("evidence", "list", "--format", "json").stdout)
    assert (record["origin"], record["published"], record["claims"]) == (str(speech), "2024-12-29", [1])
    assert "Kim Jong Un" in run("evidence", "list").stdout
    assert run("evidence", "list", "--format", "csv").stdout.startswith("id,name,title")
    assert SPEECH in run("evidence", "show", "speech").stdout
    assert json.loads(run("evidence", "show", "1", "--format", "json").stdout)["text"] == SPEECH
    assert run("evidence", "attach", "speech", "--source", "KCNA").stdout == "speech holds words of KCNA (source 2)\n"
    assert run("evidence", "attach", "speech", "--claim", "1").stdout == "it is attached already\n"
    assert run("evidence", "remove", "speech").stdout == "removed speech\n"
    assert "no evidence document is kept yet" in one_line(run("evidence", "show", "speech"))


def test_quotations_are_held_against_the_documents_of_the_desk(run: Run, tmp_path: Path) -> None:
    with Workbench.open(str(tmp_path / "desk.db"), "ann") as desk:
        desk.add(build())
    assert "nothing to hold it against" in run("quotes", "story").stderr
    speech = tmp_path / "speech.txt"
    speech.write_text(SPEECH, encoding="utf-8")
    unknown = run("evidence", "add", speech, "--source", "Donald Trump")
    assert "no source is named Donald Trump yet" in unknown.stderr
    assert "no document" in run("quotes", "story", "--database").stdout
    assert "wrong source" in run("quotes", "story", "--all").stdout
    run("evidence", "attach", "speech", "--source", "Kim Jong Un")
    (record,) = json.loads(run("quotes", "story", "--format", "json").stdout)
    assert (record["verdict"], record["proposes"], record["claims"]) == ("verbatim", "correct", [1])
    assert record["matches"][0]["document"] == "speech"
    assert run("quotes", "story", "--format", "csv").stdout.splitlines()[1].endswith(",1,correct")


def test_bad_input_is_one_line_and_keeps_nothing(run: Run, tmp_path: Path) -> None:
    assert "no such file" in one_line(run("evidence", "add", tmp_path / "none.txt"))
    assert "give --claim or --source" in one_line(run("evidence", "attach", "speech"))
    assert "no database" in one_line(run("quotes", "a.txt", "--all", "--document", "b.txt"))
    assert "there is no document" in one_line(run("quotes", "story"))


def test_the_rule_on_independent_sources_is_on_the_sign_off_sheet(run: Run, tmp_path: Path) -> None:
    with Workbench.open(str(tmp_path / "desk.db"), "ann") as desk:
        desk.add(build())
    assert "independent sources of a central claim  no rule" in run("settings").stdout
    assert "independent sources of a central claim  2" in run("settings", "--independent-sources", "2").stdout
    assert "one person  no" in run("settings", "--no-one-person").stdout
    sheet = run("export", "story", "--layout", "sign-off-sheet", "--format", "markdown").stdout
    assert "Fewer independent sources than 2: 2 claims" in sheet
    assert "Claim 2: 0 links, 0 independent; 2 are wanted" in sheet
    assert (
        "Fewer independent sources" in run("export", "story", "--layout", "sign-off-sheet", "--format", "html").stdout
    )
    assert run("check", "story", "--fail-on", "too-few-sources").exit_code == 1
    run("settings", "--independent-sources", "0")
    sheet = run("export", "story", "--layout", "sign-off-sheet", "--format", "markdown").stdout
    assert "independent sources" not in sheet
