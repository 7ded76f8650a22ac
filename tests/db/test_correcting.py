"""Corrections of what the machine read are events: undone, done again, conflicting, and verified."""

import pytest

from factcheck.domain.errors import Conflict, RuleBroken
from factcheck.domain.review import Decision, Finding, State
from factcheck.domain.spans import Span
from factcheck.workbench import Workbench
from factcheck.workbench.training import article_of
from tests.builders import TEXT, build


@pytest.fixture
def desk(database: str) -> Workbench:
    workbench = Workbench.open(database, "ann")
    workbench.add(build())
    return workbench


def _names(desk: Workbench, number: int) -> tuple[list[str], list[str]]:
    claim = desk.document("story").claims[number]
    return [s.name for s in claim.sources], [s.name for s in claim.via]


def test_a_claim_is_credited_to_another_source_and_back(desk: Workbench) -> None:
    with desk:
        first, second, _ = desk.document("story").claims
        kcna = next(s for s in desk.sources_of("story") if s.name == "KCNA")
        view = desk.credit(first.id, 1, [kcna.id, "Jo  Pak"])
        assert _names(desk, 0) == (["KCNA", "Jo Pak"], ["KCNA"])
        assert view.review.version == 2 and desk.history(first.id)[-1].field == "sources"
        desk.credit(first.id, 2, [], relay=True)
        desk.credit(second.id, 1, ["jo pak"])
        assert _names(desk, 0) == (["KCNA", "Jo Pak"], []) and _names(desk, 1) == (["Jo Pak"], [])
        assert desk.verify() == []
        for _ in range(3):
            assert desk.undo("story") is not None
        assert _names(desk, 0) == (["Kim Jong Un"], ["KCNA"]) and _names(desk, 1) == ([], [])
        desk.redo("story")
        assert _names(desk, 0)[0] == ["KCNA", "Jo Pak"]
        assert desk.verify() == []
        with pytest.raises(RuleBroken, match="wants a name"):
            desk.credit(first.id, 2, [" "])


def test_correcting_a_checked_claim_opens_it_again(desk: Workbench) -> None:
    with desk:
        second = desk.document("story").claims[1]
        view = desk.decide(second.id, 1, Decision(State.CHECKED, Finding.WRONG, reason="known"))
        view = desk.set_checkable(second.id, view.review.version, False)
        assert (view.checkable, view.review.state, view.review.checked_by) == (False, State.IN_PROGRESS, None)
        desk.undo("story")
        assert desk.claim(second.id).checkable and desk.claim(second.id).review.state is State.CHECKED
        assert desk.verify() == []


def test_two_who_correct_the_same_conflict_and_others_do_not(desk: Workbench, database: str) -> None:
    with desk, Workbench.open(database, "bob") as other:
        second = desk.document("story").claims[1]
        other.credit(second.id, 1, ["Jo Pak"])
        with pytest.raises(Conflict) as conflict:
            desk.credit(second.id, 1, ["Al Roe"])
        assert conflict.value.by == "bob" and "Jo Pak" in conflict.value.theirs
        assert desk.set_checkable(second.id, 1, False).sources[0].name == "Jo Pak"


def test_a_claim_is_moved_split_merged_added_and_rejected(desk: Workbench) -> None:
    with desk:
        _, second, third = desk.document("story").claims
        start = TEXT.index("Three")
        moved = desk.move(second.id, 1, [Span(start, start + 10)])
        assert moved.quoted == moved.text == "Three men"
        one, two = desk.split(third.id, 1, TEXT.index("=1+1"))
        assert (one.text, two.text, two.number) == ("It rained", "=1+1 all day.", 4)
        assert [claim.text for claim in desk.document("story").claims][2:] == ["It rained", "=1+1 all day."]
        assert desk.search.__name__ and desk.document("story").summary.progress.claims == 4
        whole = desk.merge([(two.id, two.review.version), (one.id, one.review.version)])
        assert whole.id == one.id and whole.text == "It rained =1+1 all day."
        added = desk.add_claim("story", [Span(0, 8)])
        assert desk.document("story").claims[0].id == added.id and added.text == "Kim vows"
        desk.reject(moved.id, moved.review.version)
        assert [claim.number for claim in desk.document("story").claims] == [5, 1, 3]
        assert desk.verify() == []
        for _ in range(5):
            assert desk.undo("story") is not None
        assert [claim.text for claim in desk.document("story").claims] == [c.text for c in build().claims]
        assert desk.undo("story") is None
        for _ in range(5):
            assert desk.redo("story") is not None
        assert [claim.number for claim in desk.document("story").claims] == [5, 1, 3]
        assert desk.verify() == []


def test_what_cannot_be_corrected_is_refused(desk: Workbench) -> None:
    with desk:
        first, second, third = desk.document("story").claims
        with pytest.raises(RuleBroken, match="no words"):
            desk.move(second.id, 1, [Span(3, 3)])
        with pytest.raises(RuleBroken, match="outside"):
            desk.move(second.id, 1, [Span(0, 10_000)])
        with pytest.raises(RuleBroken, match="no words"):
            desk.split(third.id, 1, third.spans[0].start)
        with pytest.raises(RuleBroken, match="two claims"):
            desk.merge([(first.id, 1)])
        desk.decide(third.id, 1, Decision(note="seen"))
        with pytest.raises(RuleBroken, match="would be lost"):
            desk.merge([(second.id, 1), (third.id, 2)])


def test_other_words_name_the_source_and_training_data_has_them(desk: Workbench) -> None:
    with desk:
        first, second, _ = desk.document("story").claims
        cue = Span(TEXT.index("said"), TEXT.index("said") + 4)
        assert article_of(desk, "story")["attributions"][0]["cue"] == [list(cue)]
        view = desk.attribute(second.id, 1, [Span(0, 3)], [Span(4, 8)])
        assert view.attribution is not None and view.attribution.confidence == 1.0
        assert view.attribution.content == second.spans
        made = article_of(desk, "story")
        assert made["text"] == TEXT and made["attributions"][0]["source"] == [[0, 3]]
        desk.reject(first.id, 1)
        assert [a["source"] for a in article_of(desk, "story")["attributions"]] == [[[0, 3]]]
        desk.undo("story")
        desk.undo("story")
        assert len(article_of(desk, "story")["attributions"]) == 1
        assert desk.claim(second.id).attribution is None and desk.verify() == []
