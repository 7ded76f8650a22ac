"""Made-up statements are annotated as a careful annotator would."""

import random
from typing import Any

import pytest

from benchmarks.scoring import ROLES
from training import augment
from training.augment import Pools, augmented

POOL = Pools(relied_on=["the ministry"], speakers=["the union", "Ama Boateng"])
SAID = "Rain fell.\n\nMarta Ruiz said the dam would hold. Nobody left."
QUOTED = "Rain fell.\n\n“The dam will hold,” Marta Ruiz said. “I am sure.”"


def spans(text: str, *words: str) -> list[list[int]]:
    return [[text.index(one), text.index(one) + len(one)] for one in words]


def article(text: str, source: str, cue: str, *content: str) -> dict[str, Any]:
    said = {"id": "1", "source": spans(text, source), "cue": spans(text, cue), "content": spans(text, *content)}
    return {"text": text, "attributions": [said]}


def shown(found: dict[str, Any]) -> list[tuple[list[str], ...]]:
    return [
        tuple([found["text"][s:e] for s, e in one[role]] for role in ROLES)
        for one in sorted(found["attributions"], key=lambda a: a["id"])
    ]


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Make one kind of change certain and the others impossible."""

    def chosen(name: str) -> None:
        for share in ("_RELAYED", "_NESTED", "_LISTED", "_HEADLINE", "_RENAMED"):
            monkeypatch.setattr(augment, share, float(share == name))

    return chosen


@pytest.mark.parametrize("seed", range(12))
def test_a_relay_reports_the_whole_statement(only: Any, seed: int) -> None:
    only("_RELAYED")
    found = augmented(article(SAID, "Marta Ruiz", "said", "the dam would hold"), POOL, random.Random(seed))
    plain, relay = shown(found)
    assert plain == (["Marta Ruiz"], ["said"], ["the dam would hold"])
    assert relay[0] == ["the ministry"]
    assert relay[2] == ["Marta Ruiz said the dam would hold"]


def test_a_relay_of_a_quotation_leaves_out_nothing_said(only: Any) -> None:
    only("_RELAYED")
    given = article(QUOTED, "Marta Ruiz", "said", "“The dam will hold,”", "“I am sure.”")
    changed = [augmented(given, POOL, random.Random(seed)) for seed in range(12)]
    relays = [shown(found)[1] for found in changed if len(found["attributions"]) == 2]
    assert relays
    assert all(relay[2] == ["“The dam will hold,” Marta Ruiz said", "“I am sure.”"] for relay in relays)


@pytest.mark.parametrize("seed", range(12))
def test_a_statement_is_nested_in_another(only: Any, seed: int) -> None:
    only("_NESTED")
    found = augmented(article(SAID, "Marta Ruiz", "said", "the dam would hold"), POOL, random.Random(seed))
    plain, outer = shown(found)
    assert plain == (["Marta Ruiz"], ["said"], ["the dam would hold"])
    assert outer[0][0].lower() in ("the union", "ama boateng")
    assert outer[2][0].removeprefix("that ") == "Marta Ruiz said the dam would hold"


def test_a_list_of_sources_is_one_span(only: Any) -> None:
    only("_LISTED")
    found = augmented(article(SAID, "Marta Ruiz", "said", "the dam would hold"), POOL, random.Random(1))
    assert shown(found)[0][0][0].startswith("Marta Ruiz") and " and " in shown(found)[0][0][0]
    assert shown(found)[0][1:] == (["said"], ["the dam would hold"])


@pytest.mark.parametrize("seed", range(12))
def test_a_headline_repeats_a_statement(only: Any, seed: int) -> None:
    only("_HEADLINE")
    found = augmented(article(SAID, "Marta Ruiz", "said", "the dam would hold"), POOL, random.Random(seed))
    plain, headline = shown(found)
    assert plain == (["Marta Ruiz"], ["said"], ["the dam would hold"])
    assert (headline[0], headline[2]) == (["Marta Ruiz"], ["The dam would hold"])
    assert found["text"].endswith(SAID) and found["text"].index("\n\n") < 50


def test_people_are_renamed_wherever_they_are_named(only: Any) -> None:
    only("_RENAMED")
    text = "Marta Ruiz said the dam would hold. Ruiz left."
    found = augmented(article(text, "Marta Ruiz", "said", "the dam would hold"), POOL, random.Random(1))
    assert "Ruiz" not in found["text"]
    assert shown(found)[0][1:] == (["said"], ["the dam would hold"])
    assert found["text"].startswith(shown(found)[0][0][0])
