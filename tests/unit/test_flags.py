"""Every flag is set where docs/flags.md says so, and not where something near it is said."""

from itertools import count

import pytest

from factcheck.claims.signs import flags_of
from factcheck.claims.sourcing import alone, together
from factcheck.domain.extraction import Attribution, Claim, Flag, QuotationType, Source, SourceKind
from factcheck.domain.spans import Span

WORDS = [
    (Flag.FIGURE, "3,000 North Korean troops have been killed.", "Their talks collapsed in 2019."),
    (Flag.FIGURE, "Dozens of homes burned.", "The homes burned."),
    (Flag.DATE, "Their talks eventually collapsed in 2019.", "Their talks eventually collapsed."),
    (Flag.DATE, "He resigned on Friday.", "He resigned at once."),
    (Flag.DATE, "The march was held in March.", "The march may be held."),
    (Flag.DATE, "It was built last year.", "It was built by the last of them."),
    (Flag.FIGURE, "The two leaders met three times.", "The two leaders met."),
    (Flag.SUPERLATIVE, "It was the first of 20 talks.", "The first thing is safety."),
    (Flag.SUPERLATIVE, "It was the last talk.", "The talks began last Monday."),
    (Flag.SUPERLATIVE, "It is the least that can be done.", "At least 14 ships turned back."),
    (Flag.SUPERLATIVE, "It is the most expensive bridge.", "Most Portuguese saw the bridge."),
    (Flag.SUPERLATIVE, "Sales reached a record high.", "He has a criminal record in the records."),
    (Flag.SUPERLATIVE, "She was the only witness.", "Only 1.1 million was left."),
    (Flag.SUPERLATIVE, "It was their first meeting.", "During his first term, they met."),
    (Flag.SUPERLATIVE, "They never met.", "They had not only met but talked."),
    (Flag.COMPARISON, "Most Portuguese saw the bridge.", "It is the most expensive bridge."),
    (Flag.COMPARISON, "Prices fell 3 percent.", "They fell in love."),
    (Flag.PREDICTION, "She could resign.", "She could not be reached for comment."),
    (Flag.PREDICTION, "It may rain.", "Theresa May left in May."),
    (Flag.PREDICTION, "They would lose.", "They would have lost."),
    (Flag.PREDICTION, "The firm will pay.", "The agency could not independently verify the report."),
    (Flag.DENIAL, "She rejected the accusations.", "The court rejected the bill twice."),
    (Flag.DENIAL, "He dismissed the report as fiction.", "He dismissed his coach."),
    (Flag.NAME, "During his first term, Trump met Kim three times.", "The two met three times."),
    (Flag.COMPARISON, "North Korea has sent more than 10,000 troops.", "North Korea has sent 10,000 troops."),
    (Flag.COMPARISON, "Arrests doubled in a year.", "Arrests were made in a year."),
    (
        Flag.SUPERLATIVE,
        "It was the first significant estimate by Ukraine.",
        "It was a significant estimate by Ukraine.",
    ),
    (Flag.OPINION, "It is the most reactionary state.", "It is a state with two parties."),
    (Flag.PREDICTION, "Russia could give North Korea advanced weapons.", "Russia gave North Korea advanced weapons."),
    (
        Flag.DENIAL,
        "The ministry denied that the bridge had been hit.",
        "The ministry said that the bridge had been hit.",
    ),
]
SOURCES = (
    Source(0, "Volodymyr Zelenskyy", SourceKind.PERSON, ()),
    Source(1, "a person familiar with the matter", SourceKind.ANONYMOUS, ()),
    Source(2, "experts", SourceKind.GROUP, ()),
    Source(3, "unknown", SourceKind.UNKNOWN, ()),
    Source(4, "state media", SourceKind.ORGANIZATION, ()),
    Source(5, "Yonhap", SourceKind.ORGANIZATION, ()),
    Source(6, "AP", SourceKind.OUTLET, ()),
)
WHO, UNNAMED, EXPERTS, UNKNOWN, MEDIA, AGENCY, OUTLET = range(7)


class Made:
    """An article put together from statements, so that what the flags rest on does not hang on a tagger."""

    def __init__(self) -> None:
        self.text = ""
        self.sentences: list[Span] = []
        self.claims: list[Claim] = []
        self.attributions: list[Attribution] = []
        self._numbers = count()

    def say(self, cue: str, content: str, source: int | None = WHO, via: tuple[int, ...] = ()) -> "Made":
        start = len(self.text)
        self.text += f"{cue} {content}".strip() + ". "
        begin = start + (len(cue) + 1 if cue else 0)
        span = Span(begin, begin + len(content))
        self.sentences.append(Span(start, len(self.text) - 1))
        number = None
        if source is not None:
            number = len(self.attributions)
            cues = (Span(start, start + len(cue)),) if cue else ()
            made = Attribution(number, cues, cues, (span,), QuotationType.INDIRECT, (source,), via, 1.0)
            self.attributions.append(made)
        flags = tuple(flags_of(content))
        if number is not None:
            flags = (*flags, *alone(self.text, self.attributions[number], SOURCES))
        sources = (OUTLET,) if source is None else (source,)
        claim = Claim(next(self._numbers), (span,), content, number, sources, via, True, 0.9, flags)
        self.claims.append(claim)
        return self

    def flags(self) -> list[set[Flag]]:
        """The flags of each statement, in order."""
        found = together(self.text, self.sentences, self.claims, self.attributions)
        return [set(claim.flags) for claim in found]


@pytest.mark.parametrize(("flag", "yes", "no"), WORDS)
def test_the_words_of_a_claim_show_a_flag_or_not(flag: Flag, yes: str, no: str) -> None:
    assert flag in flags_of(yes)
    assert flag not in flags_of(no)


@pytest.mark.parametrize(
    ("flag", "source", "cue"),
    [
        (Flag.ANONYMOUS_SOURCE, UNNAMED, "an insider said"),
        (Flag.VAGUE_SOURCE, EXPERTS, "experts say"),
        (Flag.VAGUE_SOURCE, UNKNOWN, "there are concerns"),
        (Flag.UNKNOWN_SOURCE, UNKNOWN, "there are concerns"),
    ],
)
def test_who_stands_behind_a_claim_shows_a_flag_or_not(flag: Flag, source: int, cue: str) -> None:
    assert flag in Made().say(cue, "ships left the port on Monday", source).flags()[0]
    assert flag not in Made().say("he said", "ships left the port on Monday").flags()[0]


def test_relays_are_counted() -> None:
    once = Made().say("he said", "ships left the port", via=(MEDIA,)).flags()[0]
    twice = Made().say("he said", "ships left the port", via=(AGENCY, MEDIA)).flags()[0]
    assert Flag.RELAYED in once and Flag.RELAYED_TWICE not in once
    assert {Flag.RELAYED, Flag.RELAYED_TWICE} <= twice
    assert not {Flag.RELAYED, Flag.RELAYED_TWICE} & Made().say("he said", "ships left the port").flags()[0]


def test_a_central_claim_that_somebody_else_says_too_has_more_than_one_source() -> None:
    alone_told = Made().say("he said", "3,000 troops were killed in Kursk")
    both = (
        Made()
        .say("he said", "3,000 troops were killed in Kursk")
        .say("experts say", "3,000 troops were killed", EXPERTS)
    )
    assert Flag.SINGLE_SOURCE in alone_told.flags()[0]
    assert Flag.SINGLE_SOURCE not in both.flags()[0]


def test_a_headline_collapses_the_chain_that_even_the_lead_gives() -> None:
    collapsed = Made().say("Kim vows", "the toughest anti-US policy")
    collapsed.say("Kim vowed", "to implement the toughest anti-U.S. policy", via=(MEDIA,))
    kept = Made().say("Kim vows", "the toughest anti-US policy", via=(MEDIA,))
    kept.say("Kim vowed", "to implement the toughest anti-U.S. policy", via=(MEDIA,))
    other = Made().say("Kim vows", "the toughest anti-US policy")
    other.say("Trump vowed", "to implement the toughest anti-U.S. policy", EXPERTS, via=(MEDIA,))
    assert Flag.CHAIN_COLLAPSED in collapsed.flags()[0]
    assert Flag.CHAIN_COLLAPSED not in kept.flags()[0]
    assert Flag.CHAIN_COLLAPSED not in other.flags()[0]


def test_a_headline_drops_the_attribution_that_the_text_gives() -> None:
    headline = "More than 100,000 people join walk-in"
    told = "more than 100,000 people took part"
    assert Flag.ATTRIBUTION_DROPPED in Made().say("", headline, None).say("he said", told).flags()[0]
    assert Flag.ATTRIBUTION_DROPPED not in Made().say("", headline, None).say("", told, None).flags()[0]
    assert Flag.ATTRIBUTION_DROPPED not in Made().say("he says", headline).say("he said", told).flags()[0]


@pytest.mark.parametrize(
    ("headline", "told"),
    [
        # a few names in common are not the same statement, and a headline that asks states nothing
        ("Federal court rules against Ohio purges of voter rolls", "the state purged them from the rolls"),
        (
            "Hold Melania Trump to her husband’s standards",
            "the story of Melania Trump would hurt her husband’s policies",
        ),
        ("When it comes to rewriting the tax code", "his experience makes him fit for a tax code rewrite"),
    ],
)
def test_likeness_alone_drops_no_attribution(headline: str, told: str) -> None:
    assert Flag.ATTRIBUTION_DROPPED not in Made().say("", headline, None).say("he said", told).flags()[0]


def test_a_cue_escalates_what_the_same_source_is_said_to_have_only_said() -> None:
    def flags(cue: str, weaker: int = WHO) -> set[Flag]:
        return Made().say(cue, "the bridge is unsafe").say("he said", "the bridge is unsafe", weaker).flags()[0]

    assert Flag.CUE_ESCALATION in flags("the mayor confirmed")
    assert Flag.CUE_ESCALATION not in flags("the mayor said")
    assert Flag.CUE_ESCALATION not in flags("the mayor offered no proof")
    assert Flag.CUE_ESCALATION not in flags("the mayor confirmed", EXPERTS)
