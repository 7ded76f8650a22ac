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
    ],
)
def test_a_sentence_that_points_back_is_kept_with_what_it_points_to(before: str, after: str, expected: str) -> None:
    assert " ".join(fates(draft(before, IAEA), draft(after, IAEA))) == expected


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
