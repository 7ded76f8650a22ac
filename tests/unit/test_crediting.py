"""Who speaks, who passes it on and who only listens, on readings made by hand."""

import pytest

from factcheck.attribution.crediting import only_listens
from factcheck.attribution.mending import mended
from factcheck.attribution.passing_on import passed_on
from factcheck.domain.extraction import Tagged
from factcheck.domain.spans import Span
from factcheck.text.quotations import quotations
from factcheck.text.sentences import sentences

Shown = tuple[str, str, list[str]]


def place(text: str, words: str) -> Span:
    assert words in text
    return Span(text.index(words), text.index(words) + len(words))


def tagged(text: str, source: str, cue: str, *content: str) -> Tagged:
    return Tagged(
        (place(text, source),) if source else (),
        (place(text, cue),),
        tuple(place(text, words) for words in content),
        0.8,
    )


def shown(text: str, found: list[Tagged]) -> list[Shown]:
    return [
        (
            " + ".join(span.of(text) for span in one.source),
            " + ".join(span.of(text) for span in one.cue),
            [span.of(text) for span in one.content],
        )
        for one in found
    ]


@pytest.mark.parametrize(
    ("text", "read", "expected"),
    [
        (
            "“They kept us in a yard,” it quotes a 19-year-old student as saying. “We slept on stones.”",
            ("it", "quotes", "“They kept us in a yard,”", "a 19-year-old student as saying. “We slept on stones.”"),
            [
                ("it", "quotes", ["“They kept us in a yard,”", "“We slept on stones.”"]),
                ("a 19-year-old student", "as saying", ["“They kept us in a yard,”", "“We slept on stones.”"]),
            ],
        ),
        (
            "Talks would go on, the agency Antara quoted minister Retno Wulan as saying on Friday.",
            ("the agency Antara", "quoted", "Talks would go on"),
            [
                ("the agency Antara", "quoted", ["Talks would go on"]),
                ("minister Retno Wulan", "as saying", ["Talks would go on"]),
            ],
        ),
        (
            '"We will not yield," state TV cited the minister as saying.',
            ("state TV", "cited", "the minister as saying"),
            [
                ("state TV", "cited", ['"We will not yield,"']),
                ("the minister", "as saying", ['"We will not yield,"']),
            ],
        ),
        (
            "“I never signed it,” Mr Oduya was quoted as saying by the Nation newspaper.",
            ("the Nation newspaper", "was quoted as saying", "“I never signed it,” Mr Oduya"),
            [
                ("the Nation newspaper", "was quoted", ["“I never signed it,”"]),
                ("Mr Oduya", "as saying", ["“I never signed it,”"]),
            ],
        ),
        (
            "Talks will resume next week, the deputy foreign minister was quoted by Interfax as saying.",
            ("Interfax", "was quoted", "the deputy foreign minister"),
            [
                ("Interfax", "was quoted", ["Talks will resume next week"]),
                ("the deputy foreign minister", "as saying", ["Talks will resume next week"]),
            ],
        ),
        (
            "“We affirm the line,” Kim was quoted as saying.",
            ("", "was quoted as saying", "“We affirm the line,”"),
            [("Kim", "was quoted as saying", ["“We affirm the line,”"])],
        ),
        # what is said stands behind: left to the reading of contents again
        (
            "The agency quoted Kim as saying the country would never bow.",
            ("The agency", "quoted", "Kim as saying the country would never bow"),
            [("The agency", "quoted", ["Kim as saying the country would never bow"])],
        ),
        (
            "The minister was quoted as saying that the dam would hold.",
            ("The minister", "was quoted as saying", "that the dam would hold"),
            [("The minister", "was quoted as saying", ["that the dam would hold"])],
        ),
    ],
)
def test_who_is_quoted_as_saying_what_stands_before(text: str, read: tuple[str, ...], expected: list[Shown]) -> None:
    found = passed_on(text, [tagged(text, *read)], sentences(text), quotations(text))
    assert shown(text, found) == expected


@pytest.mark.parametrize(
    ("text", "source", "cue", "listens"),
    [
        ("Clerk took bribes for years, court told", "court", "told", True),
        ("Bank knew of faulty software, MPs told", "MPs", "told", True),
        ("Driver texted before the crash, inquest hears", "inquest", "hears", True),
        ("She called three times, Leeds Crown Court heard.", "Leeds Crown Court", "heard", True),
        ("The jury was told that the safe was empty.", "The jury", "was told", True),
        ("The court told both sides to return in May.", "The court", "told", False),
        ("MPs told the minister that it would not work.", "MPs", "told", False),
        ("The court said that it had heard enough.", "The court", "said", False),
        ("Neighbours heard that the house was sold.", "Neighbours", "heard", False),
    ],
)
def test_an_audience_is_no_source(text: str, source: str, cue: str, listens: bool) -> None:
    assert only_listens(text, tagged(text, source, cue, text.split()[-1])) is listens


@pytest.mark.parametrize(
    ("text", "cue", "content", "said"),
    [
        (
            "They told residents the sea wall was safe.",
            "told",
            "residents the sea wall was safe",
            "the sea wall was safe",
        ),
        ("They told the crowd that it was safe.", "told", "the crowd that it was safe", "that it was safe"),
        (
            "They caution investors that actual results may differ.",
            "caution",
            "investors that actual results may differ",
            "that actual results may differ",
        ),
        ("They assured the new board he would stay.", "assured", "the new board he would stay", "he would stay"),
        (
            "They warned firms that polluted rivers.",
            "warned",
            "firms that polluted rivers",
            "firms that polluted rivers",
        ),
        ("They told reporters police shot the man.", "told", "police shot the man", "police shot the man"),
        (
            "They said residents the wall protects were safe.",
            "said",
            "residents the wall protects were safe",
            "residents the wall protects were safe",
        ),
        (
            "They told it was over when the bell rang.",
            "told",
            "it was over when the bell rang",
            "it was over when the bell rang",
        ),
    ],
)
def test_whom_it_is_said_to_is_no_part_of_what_is_said(text: str, cue: str, content: str, said: str) -> None:
    one = tagged(text, "They", cue, content)
    assert shown(text, mended(text, [one], sentences(text), quotations(text))) == [("They", cue, [said])]
