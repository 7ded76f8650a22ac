"""The quotations of an article are taken whole, with whoever is credited with them."""

import pytest

from factcheck.domain.extraction import Attribution, Extraction, QuotationType, Source, SourceKind
from factcheck.domain.matching import Quoted
from factcheck.domain.spans import Span
from factcheck.matching.languages import language
from factcheck.matching.printed import PartKind, printed
from factcheck.matching.quoted import quoted
from factcheck.text.articles import document


def article(text: str, *attributions: tuple[str, str, str]) -> Extraction:
    """An extraction of `text` with (source, cue, content) as they stand in it."""

    def span(words: str) -> tuple[Span, ...]:
        at = text.index(words)
        return (Span(at, at + len(words)),)

    names = list(dict.fromkeys(source for source, _, _ in attributions))
    return Extraction(
        document(text, id="a"),
        (Span(0, len(text)),),
        tuple(Source(n, name, SourceKind.PERSON, span(name)) for n, name in enumerate(names)),
        tuple(
            Attribution(n, span(source), span(cue), span(content), QuotationType.MIXED, (names.index(source),), (), 0.9)
            for n, (source, cue, content) in enumerate(attributions)
        ),
        (),
    )


def texts(extraction: Extraction) -> list[str]:
    return [one.text for one in quoted(extraction)]


def test_every_quotation_is_taken_with_its_source() -> None:
    text = "Jane Roe said she was “very glad” of it. The “talks” ended."
    one, two = quoted(article(text, ("Jane Roe", "said", "she was “very glad” of it")))
    assert (one.text, one.sources) == ("very glad", ("Jane Roe",))
    assert (two.text, two.sources) == ("talks", ())
    assert [span.of(text) for span in one.spans] == ["very glad"]


def test_of_two_sources_the_nearer_one_counts() -> None:
    text = "KCNA reported that Kim said it was “a great day” for all."
    outer = ("KCNA", "reported", "Kim said it was “a great day” for all")
    (one,) = quoted(article(text, outer, ("Kim", "said", "it was “a great day”")))
    assert one.sources == ("Kim",)


def test_what_only_the_crediting_interrupts_is_one_quotation() -> None:
    text = "“We will fight,” Jane Roe said, “and we will win.” “Now,” Jane Roe added, “Go home.”"
    found = quoted(article(text, ("Jane Roe", "said", "“We will fight,”"), ("Jane Roe", "added", "“Now,”")))
    assert [one.text for one in found] == ["We will fight, and we will win.", "Now,", "Go home."]
    assert [span.of(text) for span in found[0].spans] == ["We will fight,", "and we will win."]


def test_paragraphs_of_one_quotation_are_one() -> None:
    text = "“We came here to work.\n\n“We stay here to work,” he said."
    assert texts(article(text)) == ["We came here to work.\n\nWe stay here to work,"]


def test_a_quotation_inside_another_is_part_of_it() -> None:
    assert texts(article("He said, “My father told me ‘go away’ and I went.”")) == [
        "My father told me ‘go away’ and I went."
    ]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Kim said, “We will fight.”", True),
        ("“We will fight,” Kim said.", True),
        ("Kim vowed to be “Asia’s best.”", False),
        ("Kim said it was “a fight.”", False),
    ],
)
def test_a_sentence_of_its_own_is_known(text: str, whole: bool) -> None:
    assert quoted(article(text))[0].whole is whole


def test_marks_around_no_word_are_none() -> None:
    assert texts(article("He said “…” and “?!” and left.")) == []


def test_what_the_editor_did_is_seen() -> None:
    parts = printed(Quoted((Span(0, 1),), "[T]he man [Smith] walk[ed] … home [sic] (...) and [...] slept", ())).parts
    assert [part.kind for part in parts if part.kind is not PartKind.WORD] == [
        PartKind.INSERTION, PartKind.GAP, PartKind.INSERTION, PartKind.GAP, PartKind.GAP,
    ]  # fmt: skip
    assert [part.token.norm for part in parts if part.token] == ["the", "man", "walked", "home", "and", "slept"]
    assert [part.token.norm for part in parts if part.bracketed and part.token] == ["the", "walked"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("It is the policy of the government that all of us have to work for our country.", "en"),
        ("Die Regierung hat beschlossen, dass wir alle für unser Land arbeiten und nicht ruhen.", "de"),
        ("El gobierno ha decidido que todos los hombres del país trabajen por la paz y la vida.", "es"),
        ("Le gouvernement a décidé que nous sommes les amis de la paix et de la liberté dans le monde.", "fr"),
        ("Правительство решило, что мы все должны работать.", "cyrillic"),
        ("정부는 우리가 모두 일해야 한다고 결정했다.", "hangul"),
        ("政府は私たち全員が働くべきだと決めた。", "hiragana"),
        ("xyzzy", None),
        ("1234 …", None),
    ],
)
def test_languages_are_told_by_script_and_common_words(text: str, code: str | None) -> None:
    assert language(text) == code
