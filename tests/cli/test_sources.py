"""`factcheck sources`: one line for one real body, and saying which are one."""

import json
from pathlib import Path

from factcheck.workbench import Workbench
from tests.cli.conftest import Run, one_line
from tests.db.test_merging import NAMES, add


def filled(tmp_path: Path) -> None:
    """Three documents on the desk that commands find by themselves."""
    with Workbench.open(str(tmp_path / "desk.db"), "ann") as desk:
        add(desk, *NAMES)


def test_sources_are_merged_from_the_list_of_proposals(run: Run, tmp_path: Path) -> None:
    filled(tmp_path)
    table = run("sources", "--merges").stdout
    assert "KCNA are its initials" in table
    records = json.loads(run("sources", "--merges", "--format", "json").stdout)
    assert records[-1]["one"]["sources"] == [1, 3]
    assert records[-1]["other"]["documents"] == ["story2"]
    assert run("sources", "--merges", "--format", "csv").stdout.startswith("score,one,one_sources,other")
    assert "are one (said by a reviewer)" in run("sources", "merge", "kcna", "Korean Central News Agency").stdout
    (body,) = json.loads(run("sources", "--kind", "organization", "--format", "json").stdout)
    assert (body["name"], body["aliases"], body["claims"]) == ("Korean Central News Agency", ["KCNA"], 3)
    assert body["documents"] == ["story0", "story1", "story2"]
    assert "3 documents  Korean Central News Agency (KCNA)" in run("sources").stdout
    assert run("sources", "merge", "--proposed", "0.9").stdout == "merged as proposed: 1 pair\n"
    assert "are two" in run("sources", "split", "3").stdout
    assert run("sources", "undo").stdout.startswith("taken back: ")
    assert "are two" in run("sources", "refuse", "1", "5").stdout
    assert run("sources", "--merges").stderr == "no two sources look like one\n"


def test_what_cannot_be_merged_is_one_line(run: Run, tmp_path: Path) -> None:
    filled(tmp_path)
    assert "of one kind only" in one_line(run("sources", "merge", "1", "2"))
    assert "no source “Pravda”" in one_line(run("sources", "refuse", "1", "Pravda"))
    assert "name two sources, or give --proposed" in one_line(run("sources", "merge", "1"))
    assert "whole desk" in one_line(run("sources", "--merges", "--kind", "person"))
    assert "no merge" in run("sources", "undo").stderr
