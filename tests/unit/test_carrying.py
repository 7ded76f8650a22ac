"""What becomes of claims when the text changes, on texts whose every sentence is one claim."""

import re
import time

import pytest

from factcheck.domain.spans import Span
from factcheck.matching.carrying import Altered, Kept, Seen, carried
from factcheck.matching.drafts import Draft, Pairing, is_kin, paired

KIM = "Kim Jong Un vowed on Friday to test more rockets this year."
TROOPS = "North Korea has sent more than 10,000 troops to Russia."
IAEA = "The IAEA saw no sign of a nuclear test at Punggye-ri in May."
CHINA = "China and Russia blocked new sanctions at the United Nations in June."
HE = "He also told the party that the rockets would fly farther."
MORE = "They are more than it has ever sent to a war."
DECLINED = "Officials in Seoul declined to comment on the report."


def draft(*paragraphs: str) -> Draft:
    text = "\n\n".join(paragraphs)
    return Draft(text, [Span(*match.span()) for match in re.finditer(r"[^\s.](?:[^.\n]|\n(?!\n))*\.", text)])


def claims(of: Draft, credit: str = "person: Kim") -> list[Seen]:
    return [Seen(n, (s,), of.plain[n], (), (credit,)) for n, s in enumerate(of.sentences)]


def fates(old: Draft, new: Draft) -> list[str]:
    result = carried(Pairing(old, new), claims(old), claims(new))
    told = [result.fates[n] for n in range(len(old.sentences))]
    for number, fate in enumerate(told):
        if isinstance(fate, Kept):
            assert " ".join(fate.spans[0].of(new.text).split()) == old.plain[number]
    names = ["kept" if isinstance(f, Kept) else "altered" if isinstance(f, Altered) else "cut" for f in told]
    return [*names, *("new" for _ in result.fresh)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ((KIM, TROOPS, IAEA), (KIM, TROOPS, IAEA), "kept kept kept"),
        ((KIM, TROOPS, IAEA), (KIM, TROOPS.replace("10,000", "12,000"), IAEA), "kept altered kept"),
        ((KIM, TROOPS, IAEA), (KIM, TROOPS, IAEA.replace("saw no", "saw a")), "kept kept altered"),
        ((KIM, TROOPS, IAEA), (KIM, IAEA), "kept cut kept"),
        ((KIM, IAEA), (KIM, TROOPS, IAEA), "kept kept new"),
        ((KIM, TROOPS, IAEA, CHINA), (CHINA, IAEA, TROOPS, KIM), "kept kept kept kept"),
        ((KIM, TROOPS), (KIM.replace(" ", "\n"), TROOPS), "kept kept"),
        ((KIM, TROOPS), (KIM, TROOPS.replace("North", "“North”")), "kept altered"),
    ],
)
def test_only_what_stands_word_for_word_is_kept(old: tuple[str, ...], new: tuple[str, ...], expected: str) -> None:
    assert " ".join(fates(draft(*old), draft(*new))) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (f"{KIM} {HE}", f"{KIM} {HE}", "kept kept kept"),
        # the day is another one, but he is still Kim
        (f"{KIM} {HE}", f"{KIM.replace('Friday', 'Monday')} {HE}", "altered kept kept"),
        (f"{KIM} {HE}", f"{KIM.replace('Kim Jong Un', 'Sergey Lavrov')} {HE}", "altered altered kept"),
        (f"{KIM} {HE}", f"{KIM} {CHINA} {HE}", "kept altered kept new"),
        (f"{KIM} {HE}", HE, "cut altered kept"),
        # what "it" and "that" stand for is another thing where the number or the "no" is another one
        (f"{TROOPS} {MORE}", f"{TROOPS.replace('10,000', '100')} {MORE}", "altered altered kept"),
        (
            f"{IAEA} That was expected by all who follow it.",
            f"{IAEA.replace('no ', 'a ')} That was expected by all who follow it.",
            "altered altered kept",
        ),
        # how it is set is none
        (f"{TROOPS} {MORE}", f"{TROOPS.replace('10,000 troops', '10,000-troops')} {MORE}", "altered kept kept"),
        # the words after "that" and "this" say whether they point to what was said before
        (
            f"{CHINA} Kim rejected that decision on Friday in Pyongyang.",
            f"{KIM} Kim rejected that decision on Friday in Pyongyang.",
            "cut altered kept new",
        ),
        (
            f"{CHINA} Both Seoul and Tokyo were told this week.",
            f"{KIM} Both Seoul and Tokyo were told this week.",
            "cut kept kept new",
        ),
        (
            f"{CHINA} A former mayor of Lagos left the party on Monday.",
            f"{KIM} A former mayor of Lagos left the party on Monday.",
            "cut kept kept new",
        ),
        (
            f"{CHINA} The former mayor of Lagos left the party on Monday.",
            f"{KIM} The former mayor of Lagos left the party on Monday.",
            "cut kept kept new",
        ),
        (
            f"{CHINA} The former had abstained in the vote on Monday.",
            f"{KIM} The former had abstained in the vote on Monday.",
            "cut altered kept new",
        ),
        (
            f"{CHINA} Some towns, such as those who voted, were told.",
            f"{KIM} Some towns, such as those who voted, were told.",
            "cut kept kept new",
        ),
        (
            f"{CHINA} But there were also signs of a thaw at the border.",
            f"{KIM} But there were also signs of a thaw at the border.",
            "cut kept kept new",
        ),
    ],
)
def test_a_sentence_that_points_back_is_kept_with_what_it_points_to(before: str, after: str, expected: str) -> None:
    assert " ".join(fates(draft(before, IAEA), draft(after, IAEA))) == expected


def test_a_headline_in_another_order_of_words_is_the_same_claim_altered() -> None:
    old, new = "Super PACs For Clinton Target Latino Voters.", "Latino Voters Are The Target Of Clinton Super PACs."
    assert " ".join(fates(draft(old, KIM, IAEA), draft(new, KIM, IAEA))) == "altered kept kept"
    # not where it stands elsewhere, and not for another claim
    assert " ".join(fates(draft(old, KIM, IAEA), draft(KIM, IAEA, new))) == "cut kept kept new"
    assert (
        " ".join(fates(draft(old, KIM, IAEA), draft("Rain Floods Towns Near Lagos.", KIM, IAEA))) == "cut kept kept new"
    )


def test_sentences_that_repeat_are_told_apart_by_their_neighbours() -> None:
    old = draft(KIM, DECLINED, TROOPS, DECLINED, IAEA)
    assert " ".join(fates(old, draft(KIM, TROOPS, DECLINED, IAEA))) == "kept cut kept kept kept"


def test_where_neighbours_disagree_about_a_repeated_sentence_nothing_is_kept() -> None:
    assert paired(["a", "x", "b", "x", "c"], ["a", "x", "c"]) == [0, None, None, None, 2]
    assert paired(["a", "x", "x", "b"], ["a", "x", "b"]) == [0, None, None, 2]
    assert paired(["a", "x", "x", "b"], ["a", "x", "x", "b"]) == [0, 1, 2, 3]
    assert paired([], ["a"]) == []


def test_the_same_words_credited_to_another_are_altered() -> None:
    text = draft(KIM, TROOPS)
    result = carried(Pairing(text, text), claims(text), claims(text, "person: Lavrov"))
    assert {type(fate) for fate in result.fates.values()} == {Altered}


def _credited(words: str, credit: str, spans: tuple[Span, ...], key: int = 0, said: tuple[Span, ...] = ()) -> Seen:
    return Seen(key, spans, words, said, (credit,))


def test_words_that_stay_are_read_as_they_were_where_the_machine_wavers() -> None:
    old, new = draft("The fund cut it.", f"{CHINA} {TROOPS}"), draft("The IMF cut its forecast.", f"{CHINA} {TROOPS}")
    was, now = (of.text.index("China") for of in (old, new))
    vetoed = len("China and Russia blocked new sanctions")
    before = [_credited(CHINA, "outlet", (Span(was, was + len(CHINA)),))]
    after = [
        _credited(CHINA[:vetoed], "organization: United Nations", (Span(now, now + vetoed),), 0),
        _credited("new sanctions at the United Nations", "outlet", (Span(now + 25, now + len(CHINA)),), 1),
    ]
    result = carried(Pairing(old, new), before, after)
    fate = result.fates[0]
    assert isinstance(fate, Kept) and fate.reading is None and fate.spans[0].of(new.text) == CHINA
    assert result.fresh == ()


def test_another_source_that_the_unchanged_words_do_not_name_is_no_wavering() -> None:
    said = "The fund said the economy of Britain will grow by 2 percent this year."
    old, new = draft(IAEA, said), draft(CHINA, said)
    before, after = (
        [_credited(said, credit, (Span(of.text.index(said), of.text.index(said) + len(said)),))]
        for of, credit in ((old, "organization: IMF"), (new, "organization: World Bank"))
    )
    assert isinstance(carried(Pairing(old, new), before, after).fates[0], Altered)


def test_a_moved_paragraph_is_kept_unless_it_begins_with_what_another_one_named() -> None:
    it, later = (
        "It is the largest fall for a developed nation.",
        "The bank said on Monday that it would not lower rates.",
    )
    for paragraph, expected in (
        (it, "altered"),
        (later, "kept"),
        ("They were arrested on Monday near the border.", "altered"),
    ):
        assert fates(draft(KIM, paragraph, IAEA, CHINA), draft(KIM, IAEA, paragraph, CHINA))[1] == expected


def test_a_claim_that_points_to_nothing_is_kept_whatever_its_sentence_begins_with() -> None:
    sentence = "It was in Lagos that the ministry of Nigeria closed 40 schools in May."
    old, new = draft(f"{KIM} {sentence}"), draft(f"{KIM} {CHINA} {sentence}")
    words = "the ministry of Nigeria closed 40 schools in May"
    before, after = (
        [_credited(words, "outlet", (Span(of.text.index(words), of.text.index(words) + len(words)),))]
        for of in (old, new)
    )
    assert isinstance(carried(Pairing(old, new), before, after).fates[0], Kept)


def test_what_a_reviewer_marked_is_kept_though_the_machine_reads_no_such_claim() -> None:
    old, new = draft(KIM, TROOPS), draft(TROOPS, KIM)
    start = old.text.index("to test")
    by_hand = Seen(
        7, (Span(start, start + 20),), "to test more rockets", (), ("outlet",), place_by_hand=True, by_hand=True
    )
    result = carried(Pairing(old, new), [*claims(old), by_hand], claims(new))
    fate = result.fates[7]
    assert isinstance(fate, Kept)
    assert fate.spans[0].of(new.text) == "to test more rockets"


def test_moved_paragraphs_are_named_as_moved() -> None:
    moved = Pairing(draft(KIM, TROOPS, IAEA, CHINA), draft(CHINA, KIM, TROOPS, IAEA)).moved()
    assert [(one.before, one.after, one.whole, one.text) for one in moved] == [(4, 1, True, CHINA)]


@pytest.mark.parametrize(
    ("old", "new", "kin"),
    [
        (f"{KIM} {TROOPS} {IAEA}", f"{IAEA} {KIM}", True),
        (TROOPS, TROOPS.replace("10,000", "some"), True),
        ("He left on Monday.", "He left on Tuesday.", True),
        (f"{KIM} {TROOPS}", f"{CHINA} {DECLINED}", False),
        ("", KIM, False),
    ],
)
def test_drafts_of_one_article_have_words_in_common(old: str, new: str, kin: bool) -> None:
    assert is_kin(old, new) is kin


def test_ten_thousand_words_with_five_hundred_claims_take_less_than_a_second() -> None:
    paragraphs = [
        f"Report {n} of the agency says {n * 7} soldiers of unit {n} crossed the river near town {n} on day {n % 30}."
        for n in range(500)
    ]
    new = [p.replace("soldiers", "men") if n % 10 == 3 else p for n, p in enumerate(paragraphs)]
    new[20:40], new[100:120] = new[100:120], new[20:40]
    one, other = draft(*paragraphs), draft(*new)
    assert len(one.text.split()) >= 9_000
    began = time.perf_counter()
    result = fates(one, other)
    took = time.perf_counter() - began
    assert result.count("kept") == 450 and result.count("altered") == 50
    assert took < 3, "a slow machine is given three times as long"
