"""`factcheck figures` lists what articles count, measure and date, from files and from the desk."""

import csv
import io
import json
from pathlib import Path

import pytest

from benchmarks.reports import article as article_of
from factcheck.cli.figures import _COLUMNS
from factcheck.pipeline import extract
from factcheck.text.articles import document
from factcheck.workbench import Workbench
from factcheck.workbench.figures import told_by_claim
from tests.cli.conftest import Run, one_line

MARCH = (
    " date 2024-12-29 Thousands march in the capital\n\nROME (AP) — Organizers said the march drew 100,000 people. "
    "Sales rose 40 percent to $60 million from $50 million last year, the company said.\n"
)
POLICE = " date 2024-12-30 March in the capital\n\nPolice said 40,000 people attended the march.\n"


@pytest.fixture
def march(tmp_path: Path) -> Path:
    path = tmp_path / "march.txt"
    path.write_text(MARCH, encoding="utf-8")
    return path


@pytest.fixture
def police(tmp_path: Path) -> Path:
    path = tmp_path / "police.txt"
    path.write_text(POLICE, encoding="utf-8")
    return path


def test_json_lists_every_figure_with_value_bound_source_and_date(run: Run, article: Path) -> None:
    result = run("figures", article, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    found = json.loads(result.stdout)
    text = article.read_text(encoding="utf-8")
    by_words = {one["figure"]: one for one in found}
    troops = by_words["more than 10,000 troops"]
    assert (troops["bound"], troops["low"], troops["high"], troops["counted"]) == ("more_than", 10000, None, "troops")
    assert troops["sources"] == ["U.S. assessments", "Ukrainian assessments", "South Korean assessments"]
    assert text[slice(*troops["span"])] == "more than 10,000 troops"
    killed = by_words["3,000 North Korean troops"]
    assert (killed["sources"], killed["event"], killed["as_of"]) == (
        ["Volodymyr Zelenskyy"], ["kill", "injure"], "2024-12-29",
    )  # fmt: skip
    assert killed["same_thing"]["figures"] == [troops["id"], killed["id"]]
    assert (by_words["last week"]["start"], by_words["last week"]["end"]) == ("2024-12-22", "2024-12-28")


def test_several_files_are_laid_side_by_side_and_sums_are_checked(run: Run, march: Path, police: Path) -> None:
    table = run("figures", march, police).stdout
    assert "The same thing: people (attend)" in table
    assert "−60,000; no overlap" in table
    assert "does not agree  $50 million to $60 million is up 20 percent; the text says 40 percent" in table
    rows = list(csv.DictReader(io.StringIO(run("figures", march, police, "--format", "csv").stdout)))
    assert list(rows[0]) == list(_COLUMNS)
    crowd = next(row for row in rows if row["figure"] == "40,000 people")
    assert (crowd["relation"], crowd["difference_low"], crowd["as_of"]) == ("apart", "-60000", "2024-12-30")


def test_kinds_and_sameness_narrow_the_list_and_the_week_may_begin_on_monday(run: Run, article: Path) -> None:
    found = json.loads(run("figures", article, "--kind", "date", "--week-starts", "monday", "--format", "json").stdout)
    assert {one["kind"] for one in found} == {"date"}
    assert next(one["start"] for one in found if one["figure"] == "last week") == "2024-12-16"
    same = json.loads(run("figures", article, "--same", "--format", "json").stdout)
    assert [one["low"] for one in same] == [10000, 3000]
    assert same[1]["same_thing"]["figures"] == [same[0]["id"], same[1]["id"]] == [0, 1]


def test_the_whole_desk_is_read_without_a_name(run: Run, march: Path, police: Path) -> None:
    run("add", march, police)
    whole = run("figures").stdout
    assert "−60,000; no overlap" in whole
    found = json.loads(run("figures", "--database", march.parent / "desk.db", "police", "--format", "json").stdout)
    assert {one["document"] for one in found} == {"police"}
    assert [one["sources"] for one in found if one["kind"] == "quantity"] == [["Police"]]


def test_an_article_without_figures_and_an_empty_desk_say_so(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "plain.txt"
    path.write_text("Nobody counted anything here.", encoding="utf-8")
    result = run("figures", path)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "no figures; the articles count, measure and date nothing\n"
    assert run("figures").stderr == "no figures; the articles count, measure and date nothing\n"
    assert json.loads(run("figures", "--format", "json").stdout) == []


def test_what_is_not_there_is_one_line_and_exit_code_2(run: Run, tmp_path: Path) -> None:
    missing = run("figures", tmp_path / "no.txt")
    assert missing.exit_code == 2
    assert "no.txt" in one_line(missing)
    unknown = run("figures", "--database", tmp_path / "desk.db", "nothing")
    assert unknown.exit_code == 2
    assert "no document yet" in one_line(unknown)


def test_claim_cards_tell_the_figures_to_the_desk_and_not_to_the_public(
    run: Run, article: Path, tmp_path: Path
) -> None:
    run("add", article)
    name = article.stem
    made = run("export", name, "--format", "markdown", "--output", "-").stdout
    assert "**Figures:** more than 10,000 troops: more than 10,000" in made
    assert "beside it 3,000 North Korean troops (Volodymyr Zelenskyy, claim" in made
    assert "Figures:" not in run("export", name, "--format", "markdown", "--audience", "public", "--output", "-").stdout


def test_a_figure_that_a_long_article_repeats_fills_no_pages(tmp_path: Path) -> None:
    with Workbench.open(str(tmp_path / "desk.db"), "ann") as desk:
        desk.add(article_of("long", 60))
        told = told_by_claim(desk.document("long"))
    assert len(told) == 60
    assert all(len(lines) == 7 and lines[-1] == "  and the same 54 more times" for lines in told.values())


def test_many_different_figures_of_one_thing_are_counted_beyond_the_first(tmp_path: Path) -> None:
    text = " ".join(f"In part {n} it said that {n * 10 + 3} of its ships were lost." for n in range(20))
    made = extract(document(text, id="made"))
    with Workbench.open(str(tmp_path / "desk.db"), "ann") as desk:
        desk.add(made)
        lines = max(told_by_claim(desk.document("made")).values(), key=len)
    assert sum("beside it" in line for line in lines) == 5
    assert "other figures of the same thing, which factcheck figures lists" in lines[-1]
