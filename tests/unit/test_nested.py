"""What the words of one source report of another is found too, where a verb of saying shows it."""

import pytest

from factcheck.attribution.nested import nested
from factcheck.domain.extraction import Tagged
from factcheck.domain.spans import Span
from factcheck.pipeline import extract
from factcheck.text.articles import document
from factcheck.text.quotations import quotations
from factcheck.text.sentences import sentences


def read(text: str) -> list[tuple[str, str, list[str], list[str]]]:
    found = extract(document(text, id="test"))
    names = [source.name for source in found.sources]
    return [
        (
            " ".join(span.of(text) for span in one.source),
            " ".join(span.of(text) for span in one.content),
            [names[n] for n in one.sources],
            [names[n] for n in one.via],
        )
        for one in found.attributions
    ]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        (
            "Judge Mara Lindholm said that the contractor had promised to repair the dam by June.",
            ("the contractor", "to repair the dam by June", ["contractor"], ["Mara Lindholm"]),
        ),
        (
            "According to the Daily Herald, company spokesman Peter Okafor said Friday that the mine would close.",
            ("company spokesman Peter Okafor", "that the mine would close", ["Peter Okafor"], ["Daily Herald"]),
        ),
        (
            "Two engineers had warned the valve was cracked, the Bergen Tidende reported.",
            ("Two engineers", "the valve was cracked", ["engineers"], ["Bergen Tidende"]),
        ),
        (
            "“The manager looked at us and said, ‘You will all be paid on Friday,’” Anna Brandt said.",
            ("The manager", "‘You will all be paid on Friday,’", ["manager"], ["Anna Brandt"]),
        ),
    ],
)
def test_what_one_source_reports_of_another_comes_through_the_first(
    text: str, inner: tuple[str, str, list[str], list[str]]
) -> None:
    found = read(text)
    source, content, _, via = inner
    (one,) = [one for one in found if one[0] == source]
    assert one[1] == content
    assert one[3][-1:] == via


@pytest.mark.parametrize(
    "text",
    [
        # whoever speaks speaks of himself
        "Judge Mara Lindholm said that she had promised to repair the dam by June.",
        # an attitude, no words
        "Judge Mara Lindholm said that the contractor hopes to repair the dam by June.",
        # not said, or not yet
        "Judge Mara Lindholm said that the contractor would promise to repair the dam by June.",
        "Judge Mara Lindholm said that the contractor never said when the dam would be repaired.",
        # inside a quotation, not quoted again
        "“The manager looked at us and said we would all be paid on Friday,” Anna Brandt said.",
        # one word quoted again
        "“The manager says ‘forthwith’ and means never at all,” Anna Brandt said.",
    ],
)
def test_nothing_is_made_of_other_words_in_a_content(text: str) -> None:
    assert len(read(text)) == 1


def test_a_reading_of_nothing_and_of_too_much_adds_nothing() -> None:
    assert nested("", [], [], [], lambda text, marks: []) == []
    text = "Roe said " + "the mayor said so and " * 60 + "left."
    one = Tagged((Span(0, 3),), (Span(4, 8),), (Span(9, len(text) - 1),), 0.9)

    def never(text: str, marks: object) -> list[Tagged]:
        raise AssertionError("a stretch of this length is not read again")

    assert nested(text, [one], sentences(text), quotations(text), never) == [one]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        (
            "KCNA quoted Kim Jong Un as saying the country “will never bow.”",
            ("Kim Jong Un", "the country “will never bow.”", ["Kim Jong Un"], ["KCNA"]),
        ),
        (
            "The newspaper quoted Mary Roe as saying: “We will win.”",
            ("Mary Roe", "“We will win.”", ["Mary Roe"], ["newspaper"]),
        ),
        (
            "“We will not yield,” President Adaeze Obi said in a speech, state media reported on Friday.",
            ("President Adaeze Obi", "“We will not yield,”", ["Adaeze Obi"], ["state media"]),
        ),
        (
            "“These are fantasies,” its spokesperson Dmitry Peskov told reporters, according to Interfax.",
            ("its spokesperson Dmitry Peskov", "“These are fantasies,”", ["Dmitry Peskov"], ["Interfax"]),
        ),
    ],
)
def test_a_medium_that_quotes_or_reports_is_the_relay(text: str, inner: tuple[str, str, list[str], list[str]]) -> None:
    assert inner in read(text)


def test_a_medium_that_quotes_a_document_relays_nobody() -> None:
    assert not any(one[3] for one in read("KCNA quoted the treaty of 1953 in its report."))
