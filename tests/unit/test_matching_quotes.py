"""Printed quotations get the verdict that a careful reader gives them, and never a false yes."""

import tomllib
from collections.abc import Iterator

import pytest

from factcheck.domain.extraction import Document
from factcheck.domain.matching import ChangeKind, QuotationCheck, Quoted, Verdict
from factcheck.domain.spans import Span
from factcheck.matching.checking import check
from factcheck.text.articles import document, read_file
from tests.conftest import FIXTURES

ADDRESS = read_file(FIXTURES / "quotations" / "address.txt")
PAIRS = tomllib.loads((FIXTURES / "quotations" / "pairs.toml").read_text(encoding="utf-8"))

HOSTILE = {
    f"{name}.{style}": tables
    for name in ("hostile", "twisted", "genres")
    for style, tables in tomllib.loads((FIXTURES / "quotations" / f"{name}.toml").read_text(encoding="utf-8")).items()
}
HOSTILE_DOCUMENTS = {
    style: document("\n\n".join(pair[0] for table in tables.values() for pair in table["pairs"]), id=style)
    for style, tables in HOSTILE.items()
}


def checked(
    printed: str, *documents: Document, tongue: str | None = "en", whole: bool = False, lead: str = ""
) -> QuotationCheck:
    quoted = Quoted((Span(0, len(printed)),), printed, (), whole, lead)
    (found,) = check([quoted], documents or (ADDRESS,), tongue)
    return found


def said(text: str, name: str = "d") -> Document:
    return document(text, id=name)


def pairs() -> Iterator[tuple[str, str, list[str]]]:
    for verdict, table in PAIRS.items():
        for pair in table["pairs"]:
            printed, *kinds = [pair] if isinstance(pair, str) else pair
            if printed in table.get("not_found", ()):
                yield printed, "not_found", kinds
            elif printed not in table.get("loose", ()):
                yield printed, verdict, kinds


@pytest.mark.parametrize(("printed", "verdict", "kinds"), list(pairs()))
def test_a_quotation_gets_its_verdict(printed: str, verdict: str, kinds: list[str]) -> None:
    found = checked(printed)
    assert found.verdict.value == verdict, (found.changes, found.places)
    assert set(kinds) <= {change.kind.value for change in found.changes}


@pytest.mark.parametrize("printed", PAIRS["meaning_altered"]["loose"])
def test_what_is_hard_to_judge_is_never_a_yes(printed: str) -> None:
    assert checked(printed).verdict not in (Verdict.VERBATIM, Verdict.TYPOGRAPHIC, Verdict.SHORTENED)


def hostile() -> Iterator[tuple[str, str, str, list[str]]]:
    for style, tables in HOSTILE.items():
        for verdict, table in tables.items():
            for _, printed, *kinds in table["pairs"]:
                yield style, verdict, printed, kinds


@pytest.mark.parametrize(("style", "verdict", "printed", "kinds"), list(hostile()))
def test_an_adversary_gets_no_false_yes(style: str, verdict: str, printed: str, kinds: list[str]) -> None:
    found = checked(printed, HOSTILE_DOCUMENTS[style])
    if verdict == "not_verbatim":
        assert found.verdict in (Verdict.WORDING_ALTERED, Verdict.MEANING_ALTERED, Verdict.NOT_FOUND)
    else:
        assert found.verdict.value == verdict, (found.changes, found.places)
    assert set(kinds) <= {change.kind.value for change in found.changes}


def test_what_the_article_says_before_the_quotation_carries_its_negation() -> None:
    told = said("We will not be intimidated by threats, and most of our ships are ready.")
    assert checked("be intimidated by threats", told).verdict is Verdict.MEANING_ALTERED
    assert checked("be intimidated by threats", told, lead="She said they would not ").verdict is Verdict.VERBATIM
    assert checked("our ships are ready", told).verdict is Verdict.MEANING_ALTERED
    assert checked("our ships are ready", told, lead="most of ").verdict is Verdict.VERBATIM


def test_the_place_covers_the_words_and_a_shared_full_stop() -> None:
    found = checked("They do not ask for charity; they ask for work.")
    (place, *_) = found.places
    assert [span.of(ADDRESS.text) for span in place.spans] == ["They do not ask for charity; they ask for work."]
    assert (place.document, place.score) == ("address", 1.0)


def test_changes_say_what_was_said_and_what_is_printed() -> None:
    found = checked("13,000 families in Harrow have lost their homes")
    assert [(c.kind, c.said, c.printed) for c in found.changes] == [(ChangeKind.NUMBER, "3,000", "13,000")]
    assert found.places[0].score < 1


def test_a_short_form_is_one_change() -> None:
    found = checked("We're ready, but we cannot hold the bridge without fuel")
    assert [(c.kind, c.said, c.printed) for c in found.changes] == [(ChangeKind.WORD, "can't", "cannot")]


def test_an_ellipsis_gives_a_span_for_each_side() -> None:
    found = checked("The harvest failed … and 3,000 families in Harrow have lost their homes.")
    assert [span.of(ADDRESS.text).split() for span in found.places[0].spans] == [
        ["The", "harvest", "failed"],
        ["and", "3,000", "families", "in", "Harrow", "have", "lost", "their", "homes."],
    ]


def test_a_splice_gives_a_span_for_each_piece_and_each_document() -> None:
    one, other = (
        said("We went up the hill to see the sea.", "one"),
        said("Nobody ate the bread of idleness there.", "other"),
    )
    found = checked("We went up the hill. Nobody ate the bread of idleness.", one, other)
    assert found.verdict is Verdict.SPLICED
    assert {place.document: [span.of((one if place.document == "one" else other).text) for span in place.spans]
            for place in found.places} == {
        "one": ["We went up the hill"], "other": ["Nobody ate the bread of idleness"],
    }  # fmt: skip


def test_pieces_in_the_wrong_order_are_a_splice() -> None:
    printed = "those who wasted it will answer to the courts, and 3,000 families in Harrow have lost their homes"
    assert checked(printed).verdict is Verdict.SPLICED


def test_the_best_place_comes_first_and_lookalikes_after_it() -> None:
    exact = said("I said that we will never leave the valley of our fathers.", "exact")
    alike = said("He said that we will not ever leave the valley of his fathers.", "alike")
    found = checked("we will never leave the valley of our fathers", alike, exact)
    assert found.verdict is Verdict.VERBATIM
    assert [place.document for place in found.places] == ["exact", "alike"]
    assert found.places[0].score == 1.0 > found.places[1].score


def test_a_sentence_that_goes_on_is_shortened_where_a_full_stop_ends_it() -> None:
    assert checked("If an attack comes, we will defend ourselves.", whole=True).verdict is Verdict.SHORTENED
    assert checked("Women earn less than men in this country.", whole=True).verdict is Verdict.SHORTENED
    assert checked("That is a disgrace, and it's going to end.", whole=True).verdict is Verdict.VERBATIM


def test_a_question_made_a_statement_is_altered() -> None:
    assert checked("Do we want war.", whole=True).verdict is Verdict.WORDING_ALTERED
    assert checked("I believe that most of our people want peace?").verdict is Verdict.WORDING_ALTERED


def test_a_word_cut_off_before_a_capital_is_missed() -> None:
    found = checked("One of them has fired a shot.", whole=True)
    assert (found.verdict, found.changes[0].kind) == (Verdict.MEANING_ALTERED, ChangeKind.NEGATION)
    assert checked("one of them has fired a shot").verdict is Verdict.MEANING_ALTERED
    assert checked("one of them has fired a shot", lead="he said that not").verdict is Verdict.VERBATIM


@pytest.mark.parametrize(
    ("spoken", "printed", "verdict"),
    [
        ("we will\nfight  them", "we will fight them", Verdict.TYPOGRAPHIC),
        ("we will\r\n  fight them", "we will fight them", Verdict.VERBATIM),
        ("WE WILL FIGHT THEM ON THE HILLS", "We will fight them on the hills", Verdict.TYPOGRAPHIC),
        ("his commu-\nnism was a pose of youth", "his communism was a pose of youth", Verdict.TYPOGRAPHIC),
        ("the caf\u00e9 on the corner", "the cafe\u0301 on the corner", Verdict.TYPOGRAPHIC),
        ("the US must help us now", "the us must help us now", Verdict.MEANING_ALTERED),
        ("the U.S. must help us now", "the US must help us now", Verdict.TYPOGRAPHIC),
        ("the United States must help us now", "the U.S. must help us now", Verdict.WORDING_ALTERED),
        ("he flew to the United States at night", "he flew to the United", Verdict.VERBATIM),
        ("President Zelenskyy spoke to us", "President Zelensky spoke to us", Verdict.WORDING_ALTERED),
        ("President Johnson spoke to us", "President Johnston spoke to us", Verdict.MEANING_ALTERED),
        ("it was fifteen hundred men that came", "it was 1,500 men that came", Verdict.TYPOGRAPHIC),
        ("it was fifteen hundred men that came", "it was 15,000 men that came", Verdict.MEANING_ALTERED),
        ("a million people marched on us", "one million people marched on us", Verdict.TYPOGRAPHIC),
        ("the first of three walls fell down", "the 1st of 3 walls fell down", Verdict.TYPOGRAPHIC),
        ("it was legal to carry them in town", "it was illegal to carry them in town", Verdict.MEANING_ALTERED),
        ("this is a hopeful day for the town", "this is a hopeless day for the town", Verdict.MEANING_ALTERED),
        ("we talked about money with the bank", "we talked of money with the bank", Verdict.WORDING_ALTERED),
        ("we gonna win this thing for you", "we going to win this thing for you", Verdict.WORDING_ALTERED),
        ("it's ours (Laughter) and we shall keep it", "it's ours and we shall keep it", Verdict.TYPOGRAPHIC),
        ("one, two, many people came to the gate", "one, three, many people came to the gate", Verdict.MEANING_ALTERED),
        ("In May the marches begin again here", "In March the marches begin again here", Verdict.MEANING_ALTERED),
        ("we ran five kilometers along the river", "we ran five miles along the river", Verdict.MEANING_ALTERED),
        ("we ran five kilometres along the river", "we ran five kilometers along the river", Verdict.TYPOGRAPHIC),
    ],
)  # fmt: skip
def test_pairs_of_single_sentences(spoken: str, printed: str, verdict: Verdict) -> None:
    found = checked(printed, said(f"So it was. {spoken}. And so it ended."))
    assert found.verdict is verdict, found.changes


FRENCH = (
    "Le président a dit que nous ne sommes pas les ennemis de la paix et que nous sommes prêts pour les négociations."
)
KOREAN = "우리는 평화를 사랑하지만 전쟁을 두려워하지 않는다. 우리의 정책은 변하지 않을 것이다."


@pytest.mark.parametrize("foreign", [FRENCH, KOREAN])
def test_a_document_in_another_language_cannot_tell(foreign: str) -> None:
    printed = "We love peace, but we are not afraid of a war"
    assert checked(printed, said(foreign)).verdict is Verdict.CANNOT_TELL
    assert checked(printed, said("All was quiet in the town and there was nothing to report to the king.")).verdict is (
        Verdict.NOT_FOUND
    )


def test_a_foreign_document_does_not_hide_what_another_holds() -> None:
    assert checked("They ask for work", said(FRENCH, "fr"), ADDRESS).verdict is Verdict.TYPOGRAPHIC
    assert checked("nous sommes prêts pour les négociations", said(FRENCH)).verdict is Verdict.VERBATIM


def test_a_document_of_five_megabytes_is_searched() -> None:
    filler = "\n".join(f"Line {n} of the record says that item {n * 7} was tabled and read." for n in range(80_000))
    long = said(f"{filler}\n{ADDRESS.text}\n{filler}", "long")
    found = checked("We borrowed $3.5 million in March and we may have to borrow again before the winter.", long)
    assert found.verdict is Verdict.VERBATIM
    assert found.places[0].spans[0].of(long.text).split()[:3] == ["We", "borrowed", "$3.5"]
