"""Commands on the desk store, list and export what is there, and say in one line what they cannot do."""

import csv
import io
import json
import os
import sqlite3
from pathlib import Path

import pytest

from factcheck.cli.record import NAME as RECORD
from factcheck.domain.extraction import Document, Extraction
from factcheck.domain.review import AttributionCheck, Decision, Desk, Finding, State
from factcheck.reports.gates import SAYS, Gate
from factcheck.reports.view import Layout
from factcheck.workbench import ClaimFilter, Workbench
from tests.builders import build
from tests.cli.conftest import Run, Shell, one_line


@pytest.fixture(autouse=True)
def _by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every article holds what the one made by hand holds."""

    def fake(document: Document) -> Extraction:
        return build(document.text, document.id)

    monkeypatch.setattr("factcheck.pipeline.extract", fake)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(build().document.text, encoding="utf-8")
    return path


@pytest.fixture
def stored(run: Run, story: Path, tmp_path: Path) -> str:
    """A desk with one article in it."""
    assert run("add", story).exit_code == 0
    return str(tmp_path / "desk.db")


def decide(database: str, number: int, reviewer: str, decision: Decision) -> None:
    with Workbench.open(database, reviewer) as desk:
        claim = desk.claims(ClaimFilter())[number - 1]
        desk.decide(claim.id, claim.review.version, decision)


def test_adding_says_what_came_in_and_twice_adds_nothing(run: Run, story: Path) -> None:
    assert run("add", story).stdout == "added story: 3 claims, 2 sources\n"
    assert run("add", story).stdout == "already there: story; nothing added\n"


def test_json_lines_are_added_in_order_or_not_at_all(run: Run, story: Path, tmp_path: Path) -> None:
    text = story.read_text(encoding="utf-8")
    rows = [json.dumps({"id": name, "text": text.replace("Three", name)}) for name in ("Threeb", "Threea")]
    lines = tmp_path / "a.jsonl"
    lines.write_text("\n".join([*rows, "no json"]), encoding="utf-8")
    assert "line 3" in one_line(run("add", lines))
    assert json.loads(run("claims", "--format", "json").stdout) == []
    lines.write_text("\n".join(rows), encoding="utf-8")
    assert run("add", lines).stdout.splitlines() == [
        "added Threeb: 3 claims, 2 sources",
        "added Threea: 3 claims, 2 sources",
    ]


def test_the_table_has_one_line_a_claim_in_a_pipe(run: Run, stored: str) -> None:
    head, *rows = run("claims").stdout.splitlines()
    assert head.split() == ["document", "no", "claim", "source", "state", "true?", "said?"]
    assert rows == [
        "story      1  “We will test,”            Kim Jong Un (person), via KCNA (organization)  unstarted  –      –",
        "story      2  Three men [/ruling] left.  own voice                                      unstarted  –      –",
        "story      3  It rained =1+1 all day.    own voice                                      unstarted  –      –",
    ]


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        (["--document", "story"], [1, 2, 3]),
        (["--state", "unstarted", "--state", "in_progress"], [1, 2, 3]),
        (["--state", "in_progress"], [2]),
        (["--finding", "wrong"], [2]),
        (["--attribution-check", "correct"], []),
        (["--flag", "prediction", "--flag", "relayed"], [1]),
        (["--source", "kcna"], [1]),
        (["--text", "rained"], [3]),
        (["--checkable"], [2, 3]),
        (["--open", "--limit", "2"], [1, 2]),
    ],
)
def test_filters_narrow_the_list(run: Run, stored: str, filters: list[str], numbers: list[int]) -> None:
    decide(stored, 2, "ann", Decision(finding=Finding.WRONG))
    found = json.loads(run("claims", *filters, "--format", "json").stdout)
    assert [claim["number"] for claim in found] == numbers


def test_csv_lists_read_back(run: Run, stored: str) -> None:
    claims = list(csv.DictReader(io.StringIO(run("claims", "--format", "csv").stdout)))
    assert [(row["number"], row["source"], row["via"]) for row in claims][:2] == [
        ("1", "Kim Jong Un", "KCNA"),
        ("2", "", ""),
    ]
    sources = list(csv.DictReader(io.StringIO(run("sources", "--kind", "person", "--format", "csv").stdout)))
    assert [(row["name"], row["kind"], row["claims"]) for row in sources] == [("Kim Jong Un", "person", "1")]


def test_sources_are_listed_and_narrowed(run: Run, stored: str) -> None:
    assert "Kim Jong Un" in run("sources").stdout
    assert [s["name"] for s in json.loads(run("sources", "--text", "kc", "--format", "json").stdout)] == ["KCNA"]


def test_an_empty_desk_says_how_to_begin(run: Run) -> None:
    for command in ("claims", "sources"):
        result = run(command)
        assert (result.exit_code, result.stdout) == (0, "")
        assert "factcheck add FILE" in result.stderr
        assert run(command, "--format", "json").stdout == "[]\n"
        assert run(command, "--format", "csv").stdout.count("\n") == 1


def test_filters_that_let_nothing_pass_say_so(run: Run, stored: str) -> None:
    assert "no claim passes" in run("claims", "--text", "nowhere").stderr
    assert "no source passes" in run("sources", "--text", "nowhere").stderr


def test_shared_options_stand_before_the_command_or_after_it(run: Run, stored: str, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    assert "factcheck add" in run("--database", other, "claims").stderr
    assert run("--database", other, "claims", "--database", stored).stdout.count("\n") == 4
    assert "reviewer    eva" in run("--as", "eva", "settings").stdout
    assert "reviewer    ben" in run("--as", "eva", "settings", "--as", "ben").stdout
    assert "other.db" in run("--database", other, "db", "upgrade").stdout


# export


@pytest.mark.parametrize(
    ("name", "begins"),
    [("r.md", "# Fact-check"), ("r.json", "{"), ("r.csv", "document,number"), ("r.txt", "# Fact-check")],
)
def test_the_ending_of_the_file_decides_the_form(run: Run, stored: str, tmp_path: Path, name: str, begins: str) -> None:
    assert run("export", "story", "--output", tmp_path / name).exit_code == 0
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)


def test_a_failed_check_is_exit_code_1_after_writing(run: Run, stored: str, tmp_path: Path) -> None:
    decide(stored, 2, "ann", Decision(finding=Finding.WRONG))
    target = tmp_path / "r.json"
    result = run("export", "story", "--output", target, "--fail-on", "wrong", "--fail-on", "open")
    assert (result.exit_code, one_line(result)) == (1, "story: 1 claim found wrong, 3 claims open")
    assert json.loads(target.read_text(encoding="utf-8"))["counts"]["finding"]["wrong"] == 1


def test_a_document_signed_off_passes_every_check(run: Run, stored: str) -> None:
    for number in (1, 2, 3):
        judged = Decision(attribution_check=AttributionCheck.CORRECT, state=State.CHECKED)
        decide(stored, number, "ann", judged)
        decide(stored, number, "ben", Decision(state=State.SIGNED_OFF))
    checks = ("--fail-on", "unsigned", "--fail-on", "open", "--fail-on", "wrong")
    result = run("export", "story", "--format", "markdown", *checks)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "**3 claims: 0 open, 3 signed off.**" in result.stdout
    assert "checked by ann" in result.stdout and "signed off by ben" in result.stdout


def test_the_one_person_rule_is_set_shown_and_reported(run: Run, stored: str) -> None:
    assert "one person  no" in run("settings").stdout
    assert "one person  yes" in run("settings", "--one-person").stdout
    with Workbench.open(stored, "ann") as desk:
        assert desk.desk == Desk(one_person=True)
    assert "one-person desk" in run("export", "story").stdout
    assert "one person  no" in run("settings", "--no-one-person").stdout


@pytest.mark.parametrize("layout", list(Layout))
@pytest.mark.parametrize(("ending", "begins"), [("md", "# "), ("html", "<!DOCTYPE html>")])
def test_every_layout_in_every_laid_out_form(
    run: Run, stored: str, tmp_path: Path, layout: Layout, ending: str, begins: str
) -> None:
    target = tmp_path / f"r.{ending}"
    assert run("export", "story", "--layout", layout, "--output", target).exit_code == 0
    text = target.read_text(encoding="utf-8")
    assert text.startswith(begins) and "Kim vows more" in text


def test_the_same_review_gives_the_same_bytes(run: Run, stored: str) -> None:
    for form in ("markdown", "html", "csv", "json"):
        first, second = (run("export", "story", "--format", form).stdout_bytes for _ in range(2))
        assert first == second
    dated = run("export", "story", "--format", "json", "--export-time").stdout
    assert json.loads(dated)["at"] >= json.loads(run("export", "story", "--format", "json").stdout)["at"]


def test_a_file_that_is_there_stays_unless_forced(run: Run, stored: str, tmp_path: Path) -> None:
    target = tmp_path / "r.md"
    target.write_text("mine", encoding="utf-8")
    assert "is there already" in one_line(run("export", "story", "--output", target))
    assert target.read_text(encoding="utf-8") == "mine"
    assert run("export", "story", "--output", target, "--force").exit_code == 0
    assert target.read_text(encoding="utf-8").startswith("# Fact-check")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".factcheck")] == []


def test_a_desk_brings_its_own_template(run: Run, stored: str, tmp_path: Path) -> None:
    template = tmp_path / "ours.j2"
    template.write_text("{{ report.title }}\n{% for r in report.in_order %}{{ r.claim|truth }};{% endfor %}", "utf-8")
    result = run("export", "story", "--template", template)
    assert result.stdout.startswith("Kim vows more \\[sic\\] tests\nnot judged yet; reads as opinion")
    assert run("export", "story", "--template", template, "--format", "html").stdout.startswith(
        "Kim vows more [sic] tests"
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("ok\n{% if %}", "line 2"),
        ("ok\n\n{{ report.nothing }}", "line 3"),
        ("{{ report }}", "cannot be printed"),
        ("{{ 1 / 0 }}", "mend the template"),
        ("{{ report.title.__class__.__mro__ }}", "mend the template"),
        ("ok\n{% include 'missing.j2' %}", "ours.j2, line 2: there is no template “missing.j2” in its folder"),
        ("\n{{ nobody }}", "ours.j2, line 2: 'nobody' is undefined"),
        ("\n{% include '../outside.j2' %}", "line 2: there is no template “../outside.j2”"),
        ("\n{% include '/etc/hostname' %}", "line 2: there is no template “/etc/hostname”"),
        ("\n{% import 'link.j2' as x %}", "line 2: there is no template “link.j2”"),
        ("{% include 'broken.j2' %}", "broken.j2, line 2"),
        ("{% include 'undefined.j2' %}", "undefined.j2, line 3: 'nobody' is undefined"),
        ("\n{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", "line 2: it does not end"),
        ("{% macro m() %}{{ m() }}{% endmacro %}\n{{ m() }}", "without an end"),
        ("{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(40) }}", "does not end"),
        ("{% include 'itself.j2' %}", "itself.j2, line 1: it calls or includes itself without an end"),
        ("\n{{ 'x' * 999999999 }}", "line 2: a text of more than"),
        ("\n{{ 9 ** 9 ** 9 }}", "line 2: ** is not for templates"),
        ("\n{{ '%999999999d' % 1 }}", "line 2: a text padded"),
        ("\n{{ 'x'|center(999999999) }}", "line 2: a text padded"),
        ("\n{{ 'x'.ljust(999999999) }}", "line 2"),
        ("\xff", "UTF-8"),
    ],
)
def test_a_template_that_does_not_work_is_one_line_and_writes_nothing(
    run: Run, stored: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, says: str
) -> None:
    monkeypatch.setattr("factcheck.reports.sandbox.MOST_STEPS", 20_000)
    folder = tmp_path / "templates"
    folder.mkdir()
    (tmp_path / "outside.j2").write_text("outside", encoding="utf-8")
    (folder / "link.j2").symlink_to(tmp_path / "outside.j2")
    (folder / "broken.j2").write_text("ok\n{% if %}", encoding="utf-8")
    (folder / "undefined.j2").write_text("ok\n\n{{ nobody }}", encoding="utf-8")
    (folder / "itself.j2").write_text("{% include 'itself.j2' %}", encoding="utf-8")
    template = folder / "ours.j2"
    template.write_bytes(text.encode("utf-8") if text != "\xff" else b"\xff")
    target = tmp_path / "report.md"
    assert says in one_line(run("export", "story", "--template", template, "--output", target))
    everything = run("export", "--all", "--template", template, "--output", tmp_path / "all")
    assert everything.exit_code == 2
    assert not target.exists() and [path.name for path in (tmp_path / "all").iterdir()] == [RECORD]


@pytest.mark.parametrize(
    "text",
    [
        "{{ 'x\\ny'|indent(999999999999) }}",
        "{{ (' a' * 99999)|wordwrap(1, wrapstring='x' * 999999) }}",
        "{{ ('a' * 999999)|replace('a', 'b' * 999999) }}",
        "{{ [1]|batch(999999999, 'x')|list|length }}",
        "{{ [1]|slice(999999999)|list|length }}",
        "{{ lipsum(n=999999999) }}",
        "{{ (9).to_bytes(99999999999)|length }}",
        "{% set ns = namespace(x='x') %}{% for i in range(99) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
        "{% set ns = namespace(x=7) %}{% for i in range(99) %}{% set ns.x = ns.x * ns.x %}{% endfor %}",
        "{% for i in range(9999) %}{{ range(99999)|list|length }}{% endfor %}",
        "{{ ('a ' * 99999)|word_changes('b a ' * 99999)|list|length }}",
        "{% for i in range(300) %}{{ 'x' * 999999 }}{% endfor %}",
    ],
)
def test_a_template_takes_neither_all_memory_nor_all_time(
    run: Run, stored: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr("factcheck.reports.apart.SECONDS", 1)
    monkeypatch.setattr("factcheck.reports.apart.MEMORY", 1 << 28)
    template, target = tmp_path / "ours.j2", tmp_path / "report.md"
    template.write_text(text, encoding="utf-8")
    line = one_line(run("export", "story", "--template", template, "--output", target))
    assert "ours.j2" in line and "mend the template" in line and len(line) < 400
    assert not target.exists()
    # and the next one is none the worse for it
    template.write_text("{{ report.title|length }}", encoding="utf-8")
    assert run("export", "story", "--template", template).stdout == "25\n"


def test_a_template_may_include_what_lies_beside_it_and_loop_as_it_likes(run: Run, stored: str, tmp_path: Path) -> None:
    (tmp_path / "head.j2").write_text("{{ report.title|length }} signs", encoding="utf-8")
    template = tmp_path / "ours.j2"
    template.write_text(
        "{% include 'head.j2' %}\n{% for r in report.in_order %}"
        "{{ loop.index }}/{{ loop.length }}{% if not loop.last %} {% endif %}{% endfor %}\n"
        "{% for a in range(300) if a < 2 %}{% for b in range(300) %}{% endfor %}{{ a }}{% else %}none{% endfor %}",
        encoding="utf-8",
    )
    made = run("export", "story", "--template", template, "--format", "html").stdout
    assert made == "25 signs1/3 2/3 3/301"


def test_tables_have_no_layout(run: Run, stored: str) -> None:
    assert "csv has no layout" in one_line(run("export", "story", "--format", "csv", "--layout", "claim-cards"))


# correct and check


def test_a_corrected_wording_is_kept_shown_and_opens_the_claim_again(run: Run, stored: str) -> None:
    decide(stored, 2, "ann", Decision(finding=Finding.WRONG, reason="counted", state=State.CHECKED))
    result = run("correct", "story", "2", "--to", "Two men left.", "--public-note", "It was two.", "--rating", "False")
    assert result.stdout == "story 2: in progress\n"
    text = run("export", "story", "--layout", "change-list").stdout
    assert "~~Three~~ **Two** men ~~\\[/ruling\\]~~ left." in text
    claim = next(c for c in json.loads(run("claims", "--format", "json").stdout) if c["number"] == 2)
    assert (claim["correction"], claim["rating"], claim["public_note"]) == ("Two men left.", "False", "It was two.")
    with Workbench.open(stored, "ann") as desk:
        assert desk.verify() == []
        desk.undo("story")
        assert desk.claims(ClaimFilter())[1].review.correction == ""
    assert "has no claim 9" in one_line(run("correct", "story", "9", "--to", "x"))
    assert "--to" in one_line(run("correct", "story", "2"))


def test_the_corrections_log_holds_what_is_signed_off_only(run: Run, stored: str) -> None:
    decide(stored, 2, "ann", Decision(finding=Finding.WRONG, reason="counted", correction="Two men left."))
    assert "No correction is signed off." in run("export", "story", "--layout", "corrections-log").stdout
    decide(stored, 2, "ann", Decision(state=State.CHECKED))
    decide(stored, 2, "ben", Decision(state=State.SIGNED_OFF))
    assert "| Two men left. | no, it is wrong |" in run(
        "export", "story", "--layout", "corrections-log"
    ).stdout.replace("**", "")


def test_a_check_lists_what_fails_and_ends_with_1(run: Run, stored: str) -> None:
    decide(stored, 2, "ann", Decision(finding=Finding.WRONG))
    result = run("check", "story", "--fail-on", "wrong,words-unchecked")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "story 2: found wrong: Three men [/ruling] left.",
        "story 1: without an answer to “was it said”: “We will test,”",
    ]
    assert result.stderr == "factcheck: story: 1 claim found wrong, 1 claim without an answer to “was it said”\n"
    records = json.loads(run("check", "--all", "--fail-on", "wrong", "--format", "json").stdout)
    assert [(r["document"], r["claim"], r["gate"]) for r in records] == [("story", 2, "wrong")]
    assert run("check", "story").exit_code == 1
    assert (
        run("check", "story", "--fail-on", "stale").exit_code,
        run("check", "--all", "--fail-on", "stale").stdout,
    ) == (
        0,
        "",
    )


def test_every_gate_can_be_named_in_any_case_and_a_document_counts_once(run: Run, stored: str) -> None:
    decide(stored, 2, "ann", Decision(finding=Finding.WRONG))
    for gate in Gate:
        result = run("check", "story", "--fail-on", gate.value.upper())
        assert (result.exit_code == 1) == bool(result.stdout), gate
        assert all(f": {SAYS[gate]}: " in line for line in result.stdout.splitlines())
    once = run("check", "story", "--fail-on", "wrong")
    assert run("check", "story", "1", "sto", "--fail-on", "wrong,wrong", "--fail-on", "Wrong").stdout == once.stdout
    assert "unsigned, open, stale" in one_line(run("check", "story", "--fail-on", "wrong,,open"))


def test_a_check_takes_names_from_standard_input_and_refuses_unknown_ones_whole(run: Run, stored: str) -> None:
    decide(stored, 2, "ann", Decision(finding=Finding.WRONG))
    piped = run("check", "-", "--fail-on", "wrong", stdin="\nstory\r\n")
    assert (piped.exit_code, piped.stdout) == (1, "story 2: found wrong: Three men [/ruling] left.\n")
    assert "names no document" in one_line(run("check", "-", stdin="\n"))
    for arguments, stdin in ((("story", "nosuch"), ""), (("-",), "story\nnosuch\n"), (("-",), b"story\n\xff\n")):
        result = run("check", *arguments, "--fail-on", "wrong", stdin=stdin)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "there is no document" in one_line(result)


@pytest.mark.parametrize("arguments", [("check",), ("check", "story", "--all"), ("check", "story", "--fail-on", "odd")])
def test_a_check_of_nothing_or_of_an_unknown_gate_is_refused(run: Run, stored: str, arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


def test_a_report_goes_to_a_pipe_that_ends_early(shell: Shell, stored: str) -> None:
    result = shell("factcheck export story --format json | head -1", FACTCHECK_DATABASE=stored)
    assert (result.stdout, result.stderr) == ("{\n", "")


# databases


def test_backup_restore_and_verify(run: Run, stored: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert run("db", "backup", copy).exit_code == 0
    decide(stored, 2, "ann", Decision(finding=Finding.WRONG))
    assert "is there already" in one_line(run("db", "backup", copy))
    assert run("db", "restore", copy).exit_code == 0
    assert json.loads(run("claims", "--finding", "wrong", "--format", "json").stdout) == []
    assert run("db", "verify").exit_code == 0
    assert run("db", "upgrade").exit_code == 0


def test_a_log_that_somebody_rewrote_does_not_verify(run: Run, stored: str) -> None:
    decide(stored, 2, "ann", Decision(finding=Finding.WRONG))
    connection = sqlite3.connect(stored)
    with connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute("UPDATE event SET \"by\" = 'eva'")
    connection.close()
    result = run("db", "verify")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert result.stdout


@pytest.mark.parametrize("command", [["claims"], ["settings"], ["export", "x"], ["db", "verify"], ["db", "upgrade"]])
def test_a_database_that_cannot_be_opened_is_one_line(run: Run, tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    (tmp_path / "text.db").write_text("this is no database, whatever its name says " * 50, encoding="utf-8")
    for place in (tmp_path / "file" / "desk.db", tmp_path, tmp_path / "text.db"):
        result = run(*command, "--database", place)
        assert result.exit_code == 2
        one_line(result)


def test_a_read_only_folder_is_one_line(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    folder.chmod(0o555)
    # nothing is locked to the superuser but the kernel's own folders
    place = folder if os.geteuid() else Path("/proc")
    result = run("claims", "--database", place / "desk.db")
    assert result.exit_code == 2
    one_line(result)


def test_bare_groups_show_their_help(run: Run) -> None:
    for command in ([], ["db"]):
        result = run(*command)
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout.startswith("Usage: factcheck")


def test_the_version_is_one_word(run: Run) -> None:
    assert run("--version").stdout.startswith("factcheck 0.")
