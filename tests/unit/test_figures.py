"""Figures are read out normalised, laid side by side, and reckoned with; the tables are fixtures/figures."""

import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.figures import Case, cases, measures, read
from factcheck.domain.extraction import Extraction
from factcheck.domain.figures import Bound, Figure, FigureKind, Relation, StatedFigure
from factcheck.domain.spans import Span
from factcheck.figures.arithmetic import reckonings
from factcheck.figures.dates import MONDAY, SUNDAY, dates
from factcheck.figures.grouping import comparables, compared, converted, dimension, limits
from factcheck.figures.reading import figures
from factcheck.figures.stating import of_extraction
from factcheck.figures.tables import table
from factcheck.figures.writing import comparison, value
from factcheck.pipeline import extract
from factcheck.text.articles import document, read_file

FIXTURES = Path(__file__).parents[2] / "fixtures"
CASES = list(cases())
SUMS = tomllib.loads((FIXTURES / "figures" / "arithmetic.toml").read_text(encoding="utf-8"))["cases"]


@pytest.fixture(scope="module")
def example() -> Extraction:
    return extract(read_file(FIXTURES / "kim-toughest-policy.txt"))


def stated(text: str) -> list[StatedFigure]:
    return of_extraction(extract(document(text, id="made", published=date(2024, 12, 29))))


@pytest.mark.parametrize("case", CASES, ids=[case.text[:60] for case in CASES])
def test_a_sentence_gives_the_figures_that_a_reader_takes_from_it(case: Case) -> None:
    given = sorted((one.kind, one.bound, one.low, one.high, one.unit) for one in read(case))
    assert given == sorted((one.kind, one.bound, one.low, one.high, one.unit) for one in case.gold)


def test_nearly_all_counted_things_are_told_rightly() -> None:
    right, given, wanted = measures()["counted things"]
    assert right / given >= 0.98 and right / wanted >= 0.98
    assert len(CASES) >= 150


@pytest.mark.parametrize(("text", "verdict"), SUMS, ids=[text[:60] for text, _ in SUMS])
def test_arithmetic_is_checked_where_its_parts_are_in_the_text(text: str, verdict: str) -> None:
    found = reckonings(text, [Span(0, len(text))])
    assert [one.verdict.value for one in found] == ([verdict] if verdict else [])
    assert all("the text says" in one.calculation for one in found)


def test_the_main_example_says_who_states_which_figure(example: Extraction) -> None:
    told = {one.quoted: (value(one.figure), one.figure.counted, one.sources, one.via) for one in of_extraction(example)}
    assessments = ("U.S. assessments", "Ukrainian assessments", "South Korean assessments")
    assert told["more than 10,000 troops"] == ("more than 10,000", "troops", assessments, ())
    assert told["3,000 North Korean troops"] == ("3,000", "North Korean troops", ("Volodymyr Zelenskyy",), ())
    assert told["three times"][2] == ("AP",)
    assert told["last week"][0] == "2024-12-22 to 2024-12-28"
    assert told["Friday"][0] == "2024-12-27"
    assert told["Last month"][0] == "2024-11-01 to 2024-11-30"


def test_troops_sent_and_troops_killed_stand_side_by_side_as_two_events(example: Extraction) -> None:
    found = of_extraction(example)
    (group,) = (g for g in comparables(found) if "troops" in g.thing)
    assert [found[n].figure.low for n in group.places] == [Decimal(10000), Decimal(3000)]
    assert [one.relation for one in group.comparisons] == [Relation.OTHER_EVENT]


def test_what_sources_say_of_one_thing_is_compared_with_difference_and_overlap() -> None:
    found = stated(
        "Organizers said the march drew 100,000 people. Police said 40,000 people attended the march.\n\n"
        "The Pentagon said up to 12,000 troops had been sent. Seoul said more than 10,000 soldiers were sent."
    )
    groups = {g.thing: (g, [found[n].quoted for n in g.places]) for g in comparables(found)}
    march, quoted = groups["people (attend)"]
    assert quoted == ["100,000 people", "40,000 people"]
    assert march.comparisons[0].relation is Relation.APART
    assert march.comparisons[0].difference == (-60000, -60000)
    troops, _ = groups["soldiers (send)"]
    assert troops.comparisons[0].relation is Relation.OVERLAP
    assert troops.comparisons[0].overlap == (10000, 12000)
    assert comparison(troops.comparisons[0], found[troops.places[1]].figure) == "−2,000 or more; both: 10,000 to 12,000"


@pytest.mark.parametrize(
    "text",
    [
        "Kim said 3,000 Russian troops were killed. Zelenskyy said 40 American troops were killed.",
        "Police said 30 people were killed. Doctors said 50 people were wounded.",
        "The firm paid $30 million. It employs 30 million people, the owner said.",
        "The tunnel is 30 miles long, she said. The flight takes 30 minutes, he said.",
    ],
)
def test_what_is_not_the_same_thing_is_not_compared(text: str) -> None:
    found = stated(text)
    assert not [c for group in comparables(found) for c in group.comparisons if c.relation is not Relation.OTHER_EVENT]


def test_units_of_one_kind_are_converted_before_they_are_compared() -> None:
    mile = Figure(FigureKind.QUANTITY, Span(0, 1), Bound.EXACT, Decimal(10), Decimal(10), "mile", "road")
    kilometers = replace(mile, unit="kilometer", low=Decimal("16.09344"), high=Decimal("16.09344"))
    hours = replace(mile, unit="hour")
    assert compared(mile, kilometers, 0, 1).relation is Relation.SAME
    assert compared(mile, hours, 0, 1).relation is Relation.UNTOLD


@pytest.mark.parametrize("unit", [name.replace("_", " ") for name in table("units")["measures"]])
def test_every_unit_that_is_read_measures_something_and_can_be_converted(unit: str) -> None:
    assert dimension(unit).startswith("[")
    assert converted((Decimal(2), None), unit, unit) == (2, None)


def test_areas_are_compared_in_any_unit() -> None:
    assert converted((Decimal(1), Decimal(1)), "square kilometer", "square meter") == (1_000_000, 1_000_000)
    found = stated("The park covers 300 square meters. The park covers 200 square meters, officials said.")
    assert [one.figure.unit for one in found] == ["square meter", "square meter"]
    comparables(found)


def test_more_than_a_number_is_not_that_number_and_nearly_reaches_below_it() -> None:
    exact = Figure(FigureKind.QUANTITY, Span(0, 1), Bound.EXACT, Decimal(100), Decimal(100), "", "tanks")
    more = replace(exact, bound=Bound.MORE_THAN, high=None)
    assert compared(exact, more, 0, 1).relation is Relation.APART
    assert compared(exact, replace(more, bound=Bound.AT_LEAST), 0, 1).relation is Relation.OVERLAP
    assert limits(replace(exact, bound=Bound.NEARLY)) == (90, 100)
    assert limits(replace(exact, bound=Bound.ABOUT)) == (90, 110)


def test_a_week_begins_where_the_reader_says() -> None:
    text, day = "He said it last week.", date(2024, 12, 29)
    (us,) = dates(text, Span(0, len(text)), day, SUNDAY)
    (europe,) = dates(text, Span(0, len(text)), day, MONDAY)
    assert (us.start, us.end) == (date(2024, 12, 22), date(2024, 12, 28))
    assert (europe.start, europe.end) == (date(2024, 12, 16), date(2024, 12, 22))


def test_without_an_article_date_relative_dates_are_told_but_not_reckoned() -> None:
    text = "They met last week, on Friday, and in 2019."
    found = figures(text, [Span(0, len(text))], None)
    assert [(value(one), one.start) for one in found] == [
        ("no date to reckon from", None),
        ("no date to reckon from", None),
        ("2019-01-01 to 2019-12-31", date(2019, 1, 1)),
    ]


@pytest.mark.parametrize(
    "text", ["", "   ", "12" * 400, "1,2,3,4,5", "$", "a half of a third of", "½", "between and", "1-2-3-4"]
)
def test_odd_text_is_read_without_a_fault(text: str) -> None:
    figures(text, [Span(0, len(text))], date(2024, 2, 29))
    reckonings(text, [Span(0, len(text))])


def test_of_different_documents_a_common_noun_alone_sets_nothing_side_by_side() -> None:
    one = stated("The summit gathered 195 countries in Paris.")
    other = [replace(found, document="other") for found in stated("Five countries sent letters to the bank.")]
    far = [replace(found, document="other") for found in stated("The summit gathered 2 million countries.")]
    near = [replace(found, document="other") for found in stated("The summit gathered nearly 190 countries.")]
    assert comparables([*one, *other]) == ()
    assert comparables([*one, *far]) == ()
    assert len(comparables([*one, *near])) == 1
