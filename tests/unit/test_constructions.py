"""The hard constructions of news prose come out as a careful reader would have them, case by case."""

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.cases import Case, Fault, judge, load, read
from benchmarks.constructions import mark
from factcheck.domain.extraction import Attribution, QuotationType
from factcheck.domain.spans import Span

CASES = load()


def parameter(case: Case) -> object:
    """A case as a parameter; one that the weights are known to miss must fail, so that an improvement is noticed."""
    marks = []
    if case.missed:
        marks = [pytest.mark.xfail(reason="missed with the present weights", raises=AssertionError)]
    elif case.unsteady:
        marks = [pytest.mark.xfail(reason="right on some processors only", raises=AssertionError, strict=False)]
    return pytest.param(case, id=f"{case.path.stem}:{case.name}", marks=marks)


@pytest.mark.parametrize("case", [parameter(case) for case in CASES])
def test_the_case_is_read_as_a_reader_would(case: Case) -> None:
    verdict = judge(case, read(case).attributions)
    assert not verdict.faults, "\n".join(f"{fault}: {line}" for fault, line in verdict.faults)


def test_every_construction_has_a_dozen_cases_each_of_its_own_name() -> None:
    counts = Counter(case.path for case in CASES)
    assert len(counts) == 14
    assert min(counts.values()) >= 12
    assert len({(case.path, case.name) for case in CASES}) == len(CASES)


CASE = next(case for case in CASES if case.name == "quoted-plain")
TEXT = "“There was no second driver,” the prosecutor said."


def attribution(source: str, cue: str, content: str, quotation: QuotationType = QuotationType.DIRECT) -> Attribution:
    spans = [
        (Span(TEXT.index(words), TEXT.index(words) + len(words)),) if words else () for words in (source, cue, content)
    ]
    return Attribution(0, *spans, quotation, (), (), 0.9)


@pytest.mark.parametrize(
    ("found", "faults"),
    [
        ([attribution("the prosecutor", "said", "“There was no second driver,”")], []),
        ([attribution("prosecutor", "said", "There was no second driver")], []),
        ([], [Fault.MISSED]),
        ([attribution("the prosecutor", "said", "no second driver,”")], [Fault.SPAN]),
        ([attribution("the prosecutor", "", "“There was no second driver,”")], [Fault.SPAN]),
        ([attribution("driver", "said", "“There was no second driver,”")], [Fault.SOURCE]),
        ([attribution("", "said", "“There was no second driver,”")], [Fault.SOURCE]),
        (
            [attribution("the prosecutor", "said", "There was no second driver", QuotationType.MIXED)],
            [Fault.SPAN],
        ),
        (
            [attribution("the prosecutor", "said", "“There was no second driver,”")] * 2,
            [Fault.INVENTED],
        ),
        ([attribution("driver", "was", "the prosecutor said")], [Fault.MISSED, Fault.INVENTED]),
    ],
)
def test_faults_are_told_apart(found: list[Attribution], faults: list[Fault]) -> None:
    assert CASE.text == TEXT
    assert [fault for fault, _ in judge(CASE, found).faults] == faults


def test_a_string_that_the_text_lacks_or_holds_twice_is_refused(tmp_path: Path) -> None:
    table = """
construction = "x"
[[case]]
name = "a"
text = "He said he won."
expected = [{{source = [{}], cue = [], content = []}}]
"""
    path = tmp_path / "x.toml"
    path.write_text(table.format('"she"'), encoding="utf-8")
    with pytest.raises(ValueError, match=r"x\.toml, a: not in the text: 'she'"):
        load(tmp_path)
    path.write_text(table.format('"e"').replace("He said he won", "e and e"), encoding="utf-8")
    with pytest.raises(ValueError, match="2 times in the text"):
        load(tmp_path)
    path.write_text(table.format('["e", 2]').replace("He said he won", "e and e"), encoding="utf-8")
    (case,) = load(tmp_path)
    assert case.expected[0].readings[0].source == (Span(6, 7),)


def test_marking_changes_nothing_but_the_marks(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    before = "# why\nconstruction = \"x\"\n\n[[case]]\nname = \"a\"\ntext = '''A.'''\nexpected = []  # none\n"
    path.write_text(before, encoding="utf-8")
    (case,) = load(tmp_path)
    wrong = judge(case, [Attribution(0, (), (), (Span(0, 1),), QuotationType.INDIRECT, (), (), 0.5)])
    assert mark(path, [(case, wrong)])
    assert path.read_text(encoding="utf-8") == before.replace('name = "a"\n', 'name = "a"\nmissed = true\n')
    (case,) = load(tmp_path)
    assert case.missed
    assert mark(path, [(case, judge(case, []))])
    assert path.read_text(encoding="utf-8") == before
    path.write_text(before.replace('name = "a"\n', 'name = "a"\nunsteady = true\n'), encoding="utf-8")
    (case,) = load(tmp_path)
    assert not mark(path, [(case, wrong)])
