"""Earlier checks on both engines: imported once, matched, taken for the same as a claim or not, each an event."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import text

from db import engine as engines
from factcheck.domain.earlier import Imported, Twin
from factcheck.domain.errors import Conflict, NotFound, RuleBroken
from factcheck.domain.matching import EarlierCheck
from factcheck.domain.review import Decision, Finding, State
from factcheck.domain.spans import Span
from factcheck.matching import claimed, likeness
from factcheck.workbench import Workbench, alike, lookup
from tests.builders import TEXT, build

RULING = EarlierCheck(
    "r1", "Three men left the building.", "False", "https://fc.example/1", "", "Fact Org", "2024-01-01"
)
OTHER = EarlierCheck("r2", "The moon is made of cheese.", "False", "https://fc.example/2")


@pytest.fixture
def desk(database: str) -> Iterator[Workbench]:
    """A desk whose second claim is that three men left, and two imported checks."""
    with Workbench.open(database, "ann") as opened:
        opened.add(build())
        opened.import_checks([RULING, OTHER], "feed.json")
        yield opened


def test_a_check_is_kept_once_and_takes_on_a_changed_rating(desk: Workbench) -> None:
    assert desk.log()[-1].after == "feed.json: 2 new, 0 with another rating, 0 known"
    changed = replace(RULING, rating="Half true", id="another number")
    assert desk.import_checks([changed, OTHER, OTHER], "again.json") == Imported(new=0, known=2, changed=1)
    listed = list(desk.imported_checks())
    assert [(one.id, one.check.rating) for one in listed] == [(2, "False"), (1, "Half true")]
    assert [one.id for one in desk.imported_checks("fact MEN")] == [1]
    assert len(list(desk.imported_checks(limit=1))) == 1
    assert desk.verify() == []


def test_many_checks_are_kept_and_listed_in_pages(desk: Workbench) -> None:
    many = (replace(OTHER, claim=f"Number {number} is odd\x00.") for number in range(4500))
    assert desk.import_checks(many, "big").new == 4500
    assert desk.count_checks() == 4502
    assert len({one.id for one in desk.imported_checks()}) == 4502


def test_a_claim_shows_what_was_checked_before(desk: Workbench) -> None:
    (found,) = desk.checked_before(2)
    assert (found.twin, found.match.check, found.accepted) == (Twin(check=1), RULING, False)
    assert found.match.score > 0.4
    assert desk.checked_before(3) == []
    assert [one.twin for one in desk.known_checks("Three men left")] == [Twin(check=1)]
    with pytest.raises(NotFound):
        desk.checked_before(99)


def test_the_desk_s_own_reviewed_claims_are_earlier_checks(desk: Workbench) -> None:
    desk.add(build(f"{TEXT} Again.", "two"))
    assert [one.twin for one in desk.checked_before(5)] == [Twin(check=1)]
    desk.decide(2, 1, Decision(finding=Finding.WRONG, reason="seen", state=State.CHECKED))
    own = desk.checked_before(5)[0]
    assert (own.twin, own.match.check.id, own.match.check.rating) == (Twin(claim=2), "story#2", "wrong")
    assert Twin(claim=2) not in [one.twin for one in desk.checked_before(2)]
    view = desk.accept_check(5, Twin(claim=2), own.match.score)
    assert view.checked_before[0].check.id == "story#2"
    # nothing is inherited
    assert view.review.finding is Finding.NONE


def test_a_claim_is_found_by_what_it_says_now(desk: Workbench) -> None:
    desk.add(build(f"{TEXT} Again.", "two"))
    assert desk.checked_before(5)
    begin = TEXT.index("Three")
    moved = desk.move(2, 1, [Span(begin + len("Three men "), begin + len("Three men [/ruling] left"))])
    desk.decide(2, moved.review.version, Decision(finding=Finding.WRONG, reason="seen", state=State.CHECKED))
    assert desk.known_checks("The ruling left it out")[0].twin == Twin(claim=2)
    desk.import_checks([replace(OTHER, claim="Whales sang the ruling into law.")], "later.json")
    assert desk.known_checks("Whales sang the ruling")[0].twin == Twin(check=3)


def test_much_that_came_later_is_indexed_with_the_rest(desk: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookup, "_MOST_LATER", 3)
    assert desk.known_checks("Three men left")
    for count in range(1, 9):
        desk.import_checks([replace(OTHER, claim=f"Whales sang song number {count}.")], "later.json")
        assert desk.known_checks(f"Whales sang song number {count}")[0].twin == Twin(check=2 + count)
        assert desk.known_checks("The moon is made of cheese")[0].twin == Twin(check=2)


def test_claims_of_the_desk_that_say_nearly_the_same_are_one_group(desk: Workbench) -> None:
    assert desk.alike(2) == () and desk.alike_groups("story") == []
    desk.add(build(f"{TEXT} Again.", "two"))
    desk.add(build(TEXT.replace("[/ruling] left", "[/ruling] never left"), "three"))
    group = desk.alike(2)
    assert [(one.claim, one.document, one.number) for one in group] == [(2, "story", 2), (5, "two", 2)]
    assert group[1].score > 0.6
    assert [{one.claim for one in group} for group in desk.alike_groups("two")] == [{1, 4, 7}, {2, 5}, {3, 6, 9}]
    # a review is shown beside and inherited by none
    desk.decide(5, 1, Decision(finding=Finding.WRONG, reason="seen", state=State.CHECKED))
    assert (desk.alike(2)[1].finding, desk.claim(2).review.finding) == (Finding.WRONG, Finding.NONE)
    with pytest.raises(NotFound):
        desk.alike(99)


@pytest.mark.parametrize("together", [1, 2, 50])
def test_copies_are_compared_once_and_found_alike_however_many_at_a_time(
    desk: Workbench, monkeypatch: pytest.MonkeyPatch, together: int
) -> None:
    monkeypatch.setattr(alike, "_TOGETHER", together)
    made, compared = [], []
    ready, like = claimed.prepared, likeness.likeness
    monkeypatch.setattr(claimed, "prepared", lambda texts: made.extend(texts) or ready(texts))
    monkeypatch.setattr(likeness, "likeness", lambda a, b: compared.append((a.text, b.text)) or like(a, b))
    for name in ("two", "three", "four"):
        desk.add(build(f"{TEXT} Again, {name}.", name))
    desk.refuse_check(2, Twin(claim=8), 0.9)
    groups = desk.alike_groups("story")
    if together == 50:
        assert sorted(made) == sorted(set(made)) and sorted(compared) == sorted(set(compared))
    one_by_one = [desk.alike(claim.id) for claim in desk.document("story").claims]
    assert {one.claim for group in groups for one in group} == {one.claim for group in one_by_one for one in group}
    assert {one.claim for one in one_by_one[1]} == {2, 5, 11}


def test_reviewers_take_near_duplicates_apart_and_put_others_together(desk: Workbench) -> None:
    desk.add(build(f"{TEXT} Again.", "two"))
    desk.refuse_check(5, Twin(claim=2), 0.9)
    assert desk.alike(2) == desk.alike(5) == ()
    desk.leave_check(5, Twin(claim=2))
    assert len(desk.alike(2)) == 2
    desk.accept_check(1, Twin(claim=6), 0.1)
    assert {one.claim for one in desk.alike(6)} == {1, 3, 6}
    desk.reject(6, desk.claim(6).review.version)
    assert {one.claim for one in desk.alike(1)} == {1, 4}


def test_what_was_accepted_comes_first_and_is_taken_back_by_undo(desk: Workbench) -> None:
    view = desk.accept_check(2, Twin(check=2), 0.01)
    assert [link.check for link in view.checked_before] == [OTHER]
    assert [(one.twin.check, one.accepted) for one in desk.checked_before(2)] == [(2, True), (1, False)]
    with pytest.raises(RuleBroken, match="said already"):
        desk.accept_check(2, Twin(check=2), 0.01)
    desk.undo("story")
    assert desk.claim(2).checked_before == ()
    desk.redo("story")
    assert len(desk.claim(2).checked_before) == 1
    assert desk.verify() == []


def test_a_refusal_is_remembered_until_it_is_left_open(desk: Workbench) -> None:
    desk.refuse_check(2, Twin(check=1), 0.9)
    assert desk.checked_before(2) == []
    assert desk.import_checks([RULING], "again").known == 1
    assert desk.checked_before(2) == []
    desk.leave_check(2, Twin(check=1))
    assert len(desk.checked_before(2)) == 1
    desk.undo("story")
    assert desk.checked_before(2) == []
    desk.accept_check(2, Twin(check=1), 0.9)
    assert desk.checked_before(2)[0].accepted
    with pytest.raises(RuleBroken):
        desk.leave_check(2, Twin(check=2))
    assert desk.verify() == []


def test_undo_does_not_go_over_what_was_said_since(desk: Workbench, database: str) -> None:
    desk.accept_check(2, Twin(check=1), 0.9)
    with Workbench.open(database, "bob") as bob:
        bob.refuse_check(2, Twin(check=1), 0.9)
    with pytest.raises(Conflict):
        desk.undo("story")
    assert desk.verify() == []


def test_what_is_not_there_cannot_be_linked(desk: Workbench) -> None:
    for twin in (Twin(check=99), Twin(claim=99), Twin(claim=2)):
        with pytest.raises(NotFound):
            desk.accept_check(2, twin, 0.0)
    assert desk.claim(2).review.version == 1


def test_a_link_behind_the_log_is_found(desk: Workbench, database: str) -> None:
    desk.accept_check(2, Twin(check=1), 0.9)
    engine = engines.connect(engines.address(database))
    try:
        with engine.begin() as connection:
            connection.execute(text("UPDATE check_link SET check_id = 2"))
    finally:
        engine.dispose()
    assert "claim 2: its earlier checks are not what the log says" in desk.verify()
