"""Title, date and outlet come from the text where it says them; nothing is made up."""

import pytest

from factcheck.text.datelines import dateline
from factcheck.text.metadata import body, calendar_date, head
from factcheck.text.paragraphs import paragraphs


@pytest.mark.parametrize(
    ("text", "title", "published", "outlet"),
    [
        (" date 2024-12-29 Kim vows more\n\nSEOUL (AP) — He spoke.", "Kim vows more", "2024-12-29", "AP"),
        ("date 2024-13-29 Kim vows more\n\nHe spoke.", "date 2024-13-29 Kim vows more", None, None),
        (
            "---\ntitle: A title\ndate: 2024-05-01\noutlet: Reuters\n---\n# Other\n\nBody.",
            "A title",
            "2024-05-01",
            "Reuters",
        ),
        ("---\r\nheadline: 'No: 5'\r\npublished: May 1, 2024\r\n---\r\nBody.", "No: 5", "2024-05-01", None),
        ("---\ntitle: No\nsource: 1\ndate: soon\n...\nBody.", "No", None, "1"),
        ("---\ntitle: [a, b]\npublisher: ~\n---\nBody.", None, None, None),
        ("# The *toughest* [policy](http://x.org) `yet` #\n\nBody.", "The toughest policy yet", None, None),
        ("Title\n=====\n\nBody.", "Title", None, None),
        ("U.S. and South Korea respond\n\nBody.", "U.S. and South Korea respond", None, None),
        ("What did Sen. Roe say?\n\nBody.", "What did Sen. Roe say?", None, None),
        ("Analysis: What Kim wants\nBody.", "Analysis: What Kim wants", None, None),
        ("Trump Rips The Press Again.\n\nBody.", "Trump Rips The Press Again", None, None),
        ("Trump rips the press.\n\nWASHINGTON (UPI) — Body.", "Trump rips the press", None, "UPI"),
        ("Kim spoke on Friday.\n\nHe left.", None, None, None),
        ("He left. She stayed\n\nBody.", None, None, None),
        ("By Jane Roe\n\nBody.", None, None, None),
        ("Only one paragraph", None, None, None),
        ("SEOUL (AP) — Kim spoke\n\nHe left.", None, None, "AP"),
        ("A headline\n\nSunday, December 29, 2024\n\nBody.", "A headline", "2024-12-29", None),
        ("A headline\n\nPublished: 29 Dec. 2024\n\nBody.", "A headline", "2024-12-29", None),
        ("A headline\n\nBEIJING, Dec. 29, 2024 (Xinhua) -- Body.", "A headline", "2024-12-29", "Xinhua"),
        ("A headline\n\nKYIV, Ukraine, Dec. 29 (UPI) -- Body.", "A headline", None, "UPI"),
    ],
)
def test_head(text: str, title: str | None, published: str | None, outlet: str | None) -> None:
    found = head(text)
    day = str(found.published) if found.published else None
    assert (found.title, day, found.outlet) == (title, published, outlet)


@pytest.mark.parametrize(
    "block",
    [
        "title: [unclosed",
        "title: *nowhere",
        "a: &a [*a]\ntitle: *a",
        "? {a: b}\n: c",
        "!!python/object/apply:os.system ['true']",
        "[" * 3000,
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\ntitle: *c",
        "date: !!timestamp nonsense",
        "just words",
        "\x1b: x",
    ],
)
def test_front_matter_that_cannot_be_read_is_text(block: str) -> None:
    found = head(f"---\n{block}\n---\nBody of the text.")
    assert (found.title or "").count("x") == 0
    assert found.published is None
    assert (
        body(f"---\n{block}\n---\nBody of the text.")[-1].of(f"---\n{block}\n---\nBody of the text.")
        == "Body of the text."
    )


@pytest.mark.parametrize(
    ("text", "rest", "outlet"),
    [
        ("SEOUL, South Korea (AP) — North", "North", "AP"),
        ("WASHINGTON (Reuters) - Kim", "Kim", "Reuters"),
        ("KYIV, Ukraine, Dec. 29 (UPI) -- Kim", "Kim", "UPI"),
        ("BEDFORD, N.H. (AP) — “We", "“We", "AP"),
        ("BEIJING/SEOUL, Dec 29, 2024 (Reuters) - Kim", "Kim", "Reuters"),
        ("SÃO PAULO (AP) — The", "The", "AP"),
        ("COX’S BAZAR, Bangladesh (AP) _ The", "The", "AP"),
        ("**SEOUL (AP)** — The", "The", "AP"),
        ("Dec 29 (Reuters) - U.S.", "U.S.", "Reuters"),
        ("Mexico City (AFP) – It", "It", "AFP"),
        ("(CNN)The president", "The president", "CNN"),
        ("Washington (CNN) President Roe", "President Roe", "CNN"),
        ("NEW YORK - Republican", "Republican", None),
        ("ST. LOUIS — Presumptive", "Presumptive", None),
    ],
)
def test_datelines(text: str, rest: str, outlet: str | None) -> None:
    found = dateline(text, paragraphs(text)[0])
    assert found is not None
    assert (text[found.span.end :], found.outlet) == (rest, outlet)


@pytest.mark.parametrize(
    "text",
    [
        "NATO — which is growing — said no.",
        "Rep. Jane Roe (R-Texas) — who won — left.",
        "Apple (AAPL) — The company",
        "The agency (AP) reported it.",
        "I (Bob) — The",
        "Kim spoke.",
        "SEOUL (AP) —",
    ],
)
def test_no_datelines(text: str) -> None:
    assert dateline(text, paragraphs(text)[0]) is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2024-12-29", "2024-12-29"),
        ("2024-12-29T23:59:59+09:00", "2024-12-29"),
        ("Dec. 29, 2024", "2024-12-29"),
        ("Sunday, 29 December 2024", "2024-12-29"),
        ("December 29, 2024 5:30 p.m. EST", "2024-12-29"),
        ("13/04/2024", "2024-04-13"),
        ("03/04/2024", None),
        ("Dec. 29", None),
        ("December 2024", None),
        ("2024", None),
        ("Sunday", None),
        ("5:30 p.m.", None),
        ("2024-02-30", None),
        ("soon", None),
        ("", None),
        (None, None),
        ("9" * 60, None),
        ("1e999", None),
    ],
)
def test_a_date_is_read_only_where_it_is_whole(words: str | None, expected: str | None) -> None:
    found = calendar_date(words)
    assert (str(found) if found else None) == expected
