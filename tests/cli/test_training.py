"""`factcheck training` writes what reviewers corrected."""

import json
from pathlib import Path

from click.testing import CliRunner

from factcheck.cli.main import main
from factcheck.domain.spans import Span
from tests.tui.driving import opened


def test_corrected_documents_are_lines_of_the_corpus_format(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        desk.attribute(desk.document("story").claims[1].id, 1, [Span(0, 3)], [Span(4, 8)])
    target = tmp_path / "own.jsonl"
    arguments = ["training", "story", "--database", str(tmp_path / "desk.db"), "--output", str(target)]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    (article,) = map(json.loads, target.read_text(encoding="utf-8").splitlines())
    assert set(article) == {"id", "text", "attributions"}
    assert article["attributions"][0]["source"] == [[0, 3]] and len(article["attributions"]) == 2
