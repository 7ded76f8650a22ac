"""One source for one real body, on both engines: proposed by the program, said by a reviewer, each an event."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import text

from db import engine as engines
from factcheck.domain.errors import InputError, NotFound, RuleBroken
from factcheck.workbench import ClaimFilter, Workbench
from tests.builders import TEXT, build

NAMES = (("Kim Jong Un", "KCNA"), ("Kim Jong-un", "Korean Central News Agency"), ("Kim", "KCNA"))


def add(desk: Workbench, *names: tuple[str, str]) -> None:
    """A document for each pair of a person's and a body's name; sources are numbered 1, 2; 3, 4; …"""
    for number, pair in enumerate(names):
        story = build(f"{TEXT} {number}", f"story{number}")
        named = tuple(replace(source, name=name) for source, name in zip(story.sources, pair, strict=True))
        desk.add(replace(story, sources=named))


@pytest.fixture
def desk(database: str) -> Iterator[Workbench]:
    """A desk with three documents that name two bodies in five ways."""
    with Workbench.open(database, "ann") as opened:
        add(opened, *NAMES)
        yield opened


def bodies(desk: Workbench) -> list[tuple[str, tuple[int, ...], int]]:
    """Each body with its sources and the number of its claims."""
    return sorted((s.name, s.sources, s.claims) for s in desk.sources())


def test_what_is_proposed_becomes_one_source_when_it_is_accepted(desk: Workbench) -> None:
    assert len(desk.sources()) == 6
    while proposals := desk.merge_proposals():
        desk.accept_merge(proposals[0])
    assert bodies(desk) == [("Kim Jong Un", (1, 3, 5), 3), ("Korean Central News Agency", (2, 4, 6), 3)]
    assert [s.aliases for s in desk.sources()] == [("Kim", "Kim Jong-un"), ("KCNA",)]
    assert desk.verify() == []


def test_filters_by_source_follow_merges(desk: Workbench) -> None:
    assert len(desk.claims(ClaimFilter(source="korean central"))) == 1
    desk.merge_sources("KCNA", "Korean Central News Agency")
    assert len(desk.claims(ClaimFilter(source="korean central"))) == 3
    assert desk.search(ClaimFilter(words="korean")).total == 3
    assert [s.name for s in desk.sources(text="central")] == ["Korean Central News Agency"]
    assert {claim.document_name for claim in desk.claims_of(6)} == {"story0", "story1", "story2"}
    assert [claim.document_name for claim in desk.claims_of(6, document="story1")] == ["story1"]
    # a document shows the name that it gives
    assert [s.name for s in desk.sources("story0")] == ["Kim Jong Un", "KCNA"]


def test_a_refusal_is_remembered_until_it_is_taken_back(desk: Workbench) -> None:
    before = desk.merge_proposals()
    lone = next(one for one in before if one.other.name == "Kim")
    desk.decline_merge(lone)
    assert lone not in desk.merge_proposals()
    add(desk, *NAMES[:0], ("Kim", "Reuters"))
    assert not any("Kim" in (one.one.name, one.other.name) and one.score == 0.5 for one in desk.merge_proposals())
    with pytest.raises(RuleBroken, match="said already"):
        desk.refuse_merge("1", "5")
    assert desk.undo_merge() is not None
    assert any(one.other.name == "Kim" for one in desk.merge_proposals())
    assert desk.undo_merge() is None
    assert desk.verify() == []


def test_a_merge_is_undone_as_it_was_made(desk: Workbench) -> None:
    desk.merge_sources("KCNA", "4")
    desk.merge_sources("1", "3")
    assert desk.undo_merge() is not None
    assert bodies(desk) == [
        ("Kim", (5,), 1),
        ("Kim Jong Un", (1,), 1),
        ("Kim Jong-un", (3,), 1),
        ("Korean Central News Agency", (2, 4, 6), 3),
    ]
    decision = next(line.event.decision for line in desk.log_page() if "source 4" in line.event.after)
    desk.take_back(decision)
    assert len(desk.sources()) == 6
    with pytest.raises(RuleBroken, match="already"):
        desk.take_back(decision)
    assert desk.verify() == []


def test_a_source_is_split_off_while_the_others_stay_together(desk: Workbench) -> None:
    desk.merge_sources("1", "3")
    desk.merge_sources("1", "5")
    desk.split_source("1")
    assert ("Kim Jong-un", (3, 5), 2) in bodies(desk)
    assert not any({1, 3} <= {*p.one.sources, *p.other.sources} for p in desk.merge_proposals())
    with pytest.raises(RuleBroken, match="merged with no other"):
        desk.split_source("1")
    with pytest.raises(InputError, match="sources 2, 6; give the number"):
        desk.split_source("kcna")
    desk.undo_merge()
    assert ("Kim Jong Un", (1, 3, 5), 3) in bodies(desk)
    assert desk.verify() == []


def test_merging_what_was_told_apart_takes_that_back(desk: Workbench) -> None:
    desk.refuse_merge("1", "3")
    desk.merge_sources("1", "3")
    assert ("Kim Jong Un", (1, 3), 2) in bodies(desk)
    with pytest.raises(RuleBroken, match="sources split"):
        desk.refuse_merge("1", "3")
    desk.undo_merge()
    assert not any(p.one.sources == (1,) and p.other.sources == (3,) for p in desk.merge_proposals())
    assert desk.verify() == []


def test_all_that_is_proposed_with_a_score_is_one_decision(desk: Workbench) -> None:
    assert desk.accept_merges(0.9) == 3
    assert [name for name, *_ in bodies(desk)] == ["Kim", "Kim Jong Un", "Korean Central News Agency"]
    with pytest.raises(InputError, match="nothing is proposed"):
        desk.accept_merges(0.9)
    desk.undo_merge()
    assert len(desk.sources()) == 6
    assert desk.verify() == []


def test_a_source_is_of_one_kind(desk: Workbench) -> None:
    with pytest.raises(RuleBroken, match="of one kind only"):
        desk.merge_sources("1", "2")
    with pytest.raises(RuleBroken, match="one source already"):
        desk.merge_sources("1", "1")
    with pytest.raises(NotFound, match="no source “Nobody”"):
        desk.merge_sources("1", "Nobody")
    assert desk.log()[-1].field == "added"


def test_what_is_changed_behind_the_log_is_found(desk: Workbench, database: str) -> None:
    desk.merge_sources("1", "3")
    engine = engines.connect(engines.address(database))
    try:
        with engine.begin() as connection:
            connection.execute(text("UPDATE source SET body_id = 2 WHERE id = 4"))
            connection.execute(text("UPDATE source_link SET other_id = 5"))
    finally:
        engine.dispose()
    faults = desk.verify()
    assert "which sources are one is not what the log says" in faults
    assert any(fault.startswith("source 4 is not in the body") for fault in faults)
