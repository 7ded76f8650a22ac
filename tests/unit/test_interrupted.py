"""Contents that their source interrupts, and nouns that report, on readings made by hand."""

import pytest

from factcheck.attribution.interrupted import gone_on, made_whole
from factcheck.attribution.layout import laid_out
from factcheck.attribution.noun_frames import noun_framed
from factcheck.domain.extraction import Tagged
from factcheck.domain.spans import Span
from factcheck.text.quotations import quotations
from factcheck.text.sentences import sentences


def place(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def tagged(text: str, source: str, cue: str, *content: str) -> Tagged:
    return Tagged((place(text, source),), (place(text, cue),), tuple(place(text, words) for words in content), 0.8)


@pytest.mark.parametrize(
    ("text", "source", "cue", "read", "whole"),
    [
        (
            "Most of her patients, she added, arrive on foot.",
            "she",
            "added",
            "Most of her patients",
            ["Most of her patients", "arrive on foot"],
        ),
        (
            "The tower, the owners said on Monday, will be pulled down.",
            "the owners",
            "said",
            "The tower",
            ["The tower", "will be pulled down"],
        ),
        (
            "The president had vowed to stay, state media reported Sunday, two weeks before the summit.",
            "state media",
            "reported",
            "The president had vowed to stay",
            ["The president had vowed to stay"],
        ),
        (
            "The yield, the ministry said, citing farmers, was poor.",
            "the ministry",
            "said",
            "The yield",
            ["The yield"],
        ),
        (
            "Minutes of the meeting, due on Monday, are likely to show doubts, ING wrote in a note.",
            "ING",
            "wrote",
            "are likely to show doubts",
            ["Minutes of the meeting, due on Monday, are likely to show doubts"],
        ),
        (
            "In the north, where the rain fell, snow may follow, the office said.",
            "the office",
            "said",
            "snow may follow",
            ["snow may follow"],
        ),
        (
            "'It's about time,' said Priya Nandan, a teacher. 'But we've heard warm words before.'",
            "Priya Nandan, a teacher",
            "said",
            "'But we've heard warm words before.'",
            ["'It's about time,'", "'But we've heard warm words before.'"],
        ),
        (
            "“And I was told to,” he added, “by a minister.”",
            "he",
            "added",
            "“by a minister.”",
            ["“And I was told to,”", "“by a minister.”"],
        ),
        (
            "“I knew the hill” — he says it twice — “and I went,” the climber told us.",
            "the climber",
            "told",
            "“and I went,”",
            ["“I knew the hill”", "“and I went,”"],
        ),
        (
            "“We have to act,” the candidate told “Fox and Friends” by telephone.",
            "the candidate",
            "told",
            "“We have to act,”",
            ["“We have to act,”"],
        ),
        (
            "On “The Late Show,” he said protesters were “out of line.”",
            "he",
            "said",
            "protesters were “out of line.”",
            ["protesters were “out of line.”"],
        ),
    ],
)
def test_a_content_takes_in_what_its_source_cut_off(
    text: str, source: str, cue: str, read: str, whole: list[str]
) -> None:
    one = made_whole(text, [tagged(text, source, cue, read)], sentences(text), quotations(text))[0]
    assert [span.of(text) for span in one.content] == whole


def test_what_somebody_else_says_stays_with_them() -> None:
    text = "“It is late,” she said, “by any clock,” he added."
    both = [tagged(text, "she", "said", "“It is late,”"), tagged(text, "he", "added", "“by any clock,”")]
    assert made_whole(text, both, sentences(text), quotations(text)) == both


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The committee rejected Mr. Novak's claim that the tunnel would pay, and adjourned.",
            [("Mr. Novak's", "claim", "that the tunnel would pay")],
        ),
        (
            "The dam was drained amid warnings by two engineers that the spillway had cracked.",
            [("two engineers", "warnings by", "that the spillway had cracked")],
        ),
        (
            "In the view of the navy, the wreck is harmless.",
            [("the navy", "In the view of", "the wreck is harmless")],
        ),
        (
            "The panel's verdict: the pilots had slept for an hour.",
            [("The panel's", "verdict", "the pilots had slept for an hour")],
        ),
        ("He relied on the fact that the bridge was closed.", []),
        ("The company made its claim and that was the end of it.", []),
        ("“They rejected his claim that the tunnel would pay,” she read.", []),
        ("The book's theme: fishing.", []),
    ],
)
def test_nouns_report_in_plain_frames(text: str, wanted: list[tuple[str, str, str]]) -> None:
    found = noun_framed(text, sentences(text), quotations(text), ())
    assert [(one.source[0].of(text), one.cue[0].of(text), one.content[0].of(text)) for one in found] == wanted


def test_a_noun_adds_nothing_to_what_is_told_already() -> None:
    text = "The committee rejected Mr. Novak's claim that the tunnel would pay."
    whole = tagged(text, "The committee", "rejected", "Mr. Novak's claim that the tunnel would pay")
    part = tagged(text, "The committee", "rejected", "that the tunnel would pay")
    known = tagged(text, "Mr. Novak's", "claim", "that the tunnel would pay")
    assert len(list(noun_framed(text, sentences(text), [], [whole]))) == 1
    assert not list(noun_framed(text, sentences(text), [], [part]))
    assert not list(noun_framed(text, sentences(text), [], [known]))


@pytest.mark.parametrize(
    ("headline", "source"),
    [
        ("Macron: Europe must arm itself", "Macron"),
        ("Okafor: ‘I was never asked’", "Okafor"),
        ("Sudan: What we know about the strike", None),
        ("Lisbon: Three dead in a tram crash", None),
    ],
)
def test_a_headline_with_a_colon_names_a_speaker_whose_voice_is_heard(headline: str, source: str | None) -> None:
    text = headline + "\n\nThe speech is on Wednesday in Strasbourg."
    found = laid_out(text, quotations(text))
    assert [one.source[0].of(text) for one in found] == ([source] if source else [])


@pytest.mark.parametrize(
    ("behind", "more"),
    [
        (
            "\n\n“Whatever people think of her, she worked hard.\n\n“We now need to move on.”\n\nHer term ends in May.",
            ["“Whatever people think of her, she worked hard.", "“We now need to move on.”"],
        ),
        (
            " “Nobody else would have stayed for so long.” Her term ends in May.",
            ["“Nobody else would have stayed for so long.”"],
        ),
        # somebody else's words, a pulled quotation, one with other marks, one whose sentence goes on
        ("\n\n“She was never there when we needed her,” Ina Poe said.", []),
        ("\n\n“Brenda gave eleven years”\n\nHer term ends in May.", []),
        ("\n\n'A leader who never hid.'\n\nHer term ends in May.", []),
        ("\n\n“Whatever people think of her” is the title of the book.", []),
        ("\n\nHer term ends in May.\n\n“We now need to move on.”", []),
    ],
)
def test_quotations_that_stand_by_themselves_go_on_behind_a_credited_one(behind: str, more: list[str]) -> None:
    text = "“Brenda gave eleven years to this council,” he said." + behind
    one = tagged(text, "he", "said", "“Brenda gave eleven years to this council,”")
    others = [tagged(text, "Ina Poe", "said", "“She was never there when we needed her,”")] if "Ina" in text else []
    first, *_ = gone_on(text, [one, *others], sentences(text), quotations(text))
    assert [span.of(text) for span in first.content[1:]] == more


def test_what_is_told_before_its_quotation_does_not_go_on() -> None:
    text = "She called for pay to be “clawed back” at once.\n\n“Any bank that can't be managed should be broken up.”"
    one = tagged(text, "She", "called for", "pay to be “clawed back” at once")
    assert gone_on(text, [one], sentences(text), quotations(text)) == [one]
