"""Whatever an editor does to a text, no decision ends on words that its reviewer did not see."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from factcheck.domain.desk import ClaimView, DocumentView
from factcheck.domain.extraction import Extraction
from factcheck.domain.review import AttributionCheck, Decision, Finding, State
from factcheck.domain.spans import Span
from factcheck.matching.carrying import Altered, Kept, carried, readings
from factcheck.matching.drafts import Draft, Pairing
from factcheck.workbench import Workbench
from tests.databases import sqlite_desk
from tests.db.test_drafts import read

SENTENCES = (
    "Kim Jong Un said on Friday that North Korea would test more rockets this year.",
    "Sergey Lavrov said on Friday that North Korea would test more rockets this year.",
    "He also told the party that the rockets would fly farther than before.",
    "They flew 3,000 kilometers over the sea before they fell apart.",
    "North Korea has sent more than 10,000 troops to fight beside Russia near Kursk.",
    "The nuclear agency saw no sign of preparations for a test at Punggye-ri in May.",
    "Officials in Seoul declined to comment on the report.",
    "Officials in Seoul declined to comment on the report.",
    "He declined.",
    "China and Russia blocked new sanctions at the United Nations in June.",
    "The launch on Monday was the third of its kind since the spring.",
)
WORDS = ("not", "never", "12,000", "Lavrov", "Kim", "quickly", "the", "“rockets”", "in 2023")
Text = list[list[str]]
"""Paragraphs of sentences."""

texts = st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3), min_size=1, max_size=6)
kinds = st.sampled_from(
    ["insert", "delete", "replace", "move", "move paragraph", "join", "split", "word in", "word out", "swap", "number"]
)


@dataclass(frozen=True)
class Edit:
    """What an editor does, and where: the numbers are taken modulo what there is."""

    kind: str
    at: int
    to: int
    sentence: str
    word: str


edits = st.builds(
    Edit, kinds, st.integers(0, 30), st.integers(0, 30), st.sampled_from(SENTENCES), st.sampled_from(WORDS)
)


def edited(text: Text, edit: Edit) -> Text:
    """`text` after the edit; a text never becomes empty."""
    paragraphs = [list(paragraph) for paragraph in text]
    flat = [(p, s) for p, paragraph in enumerate(paragraphs) for s in range(len(paragraph))]
    p, s = flat[edit.at % len(flat)]
    words = paragraphs[p][s][:-1].split()
    at = edit.to % len(words)
    if edit.kind == "insert":
        paragraphs[p].insert(s, edit.sentence)
    elif edit.kind == "delete" and len(flat) > 1:
        del paragraphs[p][s]
    elif edit.kind == "replace":
        paragraphs[p][s] = edit.sentence
    elif edit.kind == "move":
        sentence = paragraphs[p].pop(s)
        paragraphs[edit.to % len(paragraphs)].append(sentence)
    elif edit.kind == "move paragraph":
        paragraph = paragraphs.pop(p)
        paragraphs.insert(edit.to % (len(paragraphs) + 1), paragraph)
    elif edit.kind == "join" and p:
        paragraphs[p - 1 : p + 1] = [paragraphs[p - 1] + paragraphs[p]]
    elif edit.kind == "split" and s:
        paragraphs[p : p + 1] = [paragraphs[p][:s], paragraphs[p][s:]]
    elif edit.kind == "word in":
        paragraphs[p][s] = " ".join([*words[:at], edit.word, *words[at:]]) + "."
    elif edit.kind == "word out" and len(words) > 1:
        paragraphs[p][s] = " ".join([*words[:at], *words[at + 1 :]]) + "."
    elif edit.kind == "swap":
        other = (at + 1) % len(words)
        words[at], words[other] = words[other], words[at]
        paragraphs[p][s] = " ".join(words) + "."
    elif edit.kind == "number":
        paragraphs[p][s] = re.sub(r"\d", lambda digit: str((int(digit[0]) + 1) % 10), paragraphs[p][s])
    return [paragraph for paragraph in paragraphs if paragraph]


def extraction(text: Text) -> Extraction:
    """The text as the program reads it: a claim a sentence, credited where somebody says it."""
    return read(*(" ".join(paragraph) for paragraph in text))


def around(text: str, sentences: Sequence[Span], spans: Sequence[Span]) -> list[str]:
    """The whole sentences that any of `spans` touches."""
    return [s.of(text) for s in sentences if any(s.overlaps(span) for span in spans)]


@given(texts, st.lists(edits, max_size=6))
@example([[SENTENCES[0]] * 2, [SENTENCES[3], "He declined."]], [Edit("delete", 0, 0, SENTENCES[0], "not")] * 2)
@settings(max_examples=400, deadline=None)
def test_a_claim_is_kept_only_where_all_that_was_seen_of_it_is_the_same(text: Text, changes: list[Edit]) -> None:
    old = extraction(text)
    for change in changes:
        text = edited(text, change)
    new = extraction(text)
    one, other = (Draft(e.document.text, e.sentences) for e in (old, new))
    before, after = readings(old), readings(new)
    result = carried(Pairing(one, other), before, after)
    assert set(result.fates) == {claim.key for claim in before}
    used = [fate.reading for fate in result.fates.values() if fate is not None and fate.reading is not None]
    assert len(used) == len(set(used)) and not set(used) & set(result.fresh)
    places = [fate.spans for fate in result.fates.values() if isinstance(fate, Kept)]
    assert len(places) == len(set(places))
    for claim in before:
        fate = result.fates[claim.key]
        if isinstance(fate, Kept):
            assert [s.of(other.text) for s in fate.spans] == [s.of(one.text) for s in claim.spans]
            assert around(other.text, new.sentences, fate.spans) == around(one.text, old.sentences, claim.spans)
            assert fate.reading is not None and after[fate.reading].credit == claim.credit
            if not (_begins(old, claim.spans[0]) and _begins(new, fate.spans[0])):
                assert _meant(new, fate.spans[0]) == _meant(old, claim.spans[0])
        elif isinstance(fate, Altered) and fate.reading is not None:
            assert fate.spans == after[fate.reading].spans
    if new.document.text == old.document.text:
        assert all(isinstance(fate, Kept) for fate in result.fates.values())


def _meant(read_as: Extraction, span: Span) -> list[str]:
    """Whom a sentence with a pronoun may mean: the names before it, back to the first that means none before it."""
    text = read_as.document.text
    here = next(s for s in read_as.sentences if s.overlaps(span))
    behind = [s for s in read_as.sentences if s.end <= here.start]
    if not behind or not re.search(r"\b(?:He|They)\b", here.of(text)):
        return []
    return re.findall(r"\b(?:Kim|Lavrov)\b", behind[-1].of(text)) or _meant(read_as, behind[-1])


def _begins(read_as: Extraction, span: Span) -> bool:
    """Whether a paragraph begins with the sentence: it may have been moved as a whole."""
    here = next(s for s in read_as.sentences if s.overlaps(span))
    return not read_as.document.text[: here.start].rstrip(" ") or read_as.document.text[: here.start].endswith("\n\n")


@dataclass(frozen=True)
class SeenBy:
    """What was on the reviewer's screen when they decided."""

    quoted: str
    text: str
    around: list[str]
    said: list[str]
    sources: list[str]
    decided: tuple[object, ...]


def seen(document: DocumentView, claim: ClaimView) -> SeenBy:
    """A claim as the review shows it."""
    said = claim.attribution
    named = () if said is None else (*said.source, *said.cue)
    review = claim.review
    return SeenBy(
        quoted=claim.quoted,
        text=claim.text,
        around=around(document.text, document.sentences, (*claim.spans, *named)),
        said=[span.of(document.text) for span in named],
        sources=[source.name for source in (*claim.sources, *claim.via)],
        decided=(review.finding, review.attribution_check, review.reason, review.checked_by),
    )


@given(texts, st.lists(st.tuples(edits, st.lists(st.integers(0, 20), max_size=3)), min_size=1, max_size=4), st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_on_a_desk_every_decision_stands_on_what_its_reviewer_saw(
    text: Text, changes: list[tuple[Edit, list[int]]], data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder, Workbench.open(sqlite_desk(Path(folder) / "desk.db"), "ann") as desk:
        desk.add(extraction(text))
        first = [text]
        known: dict[int, SeenBy] = {}
        for change, chosen in changes:
            view = desk.document("story")
            for number in chosen[: len(view.claims)]:
                claim = view.claims[number % len(view.claims)]
                _decide(desk, claim.id)
                now = desk.document("story")
                known[claim.id] = seen(now, next(c for c in now.claims if c.id == claim.id))
            text = data.draw(st.sampled_from(first)) if change.at % 7 == 0 else edited(text, change)
            first.append(text)
            desk.add(extraction(text), draft_of="story")
            _check(desk, known)
        assert desk.verify() == []


def _decide(desk: Workbench, claim: int) -> None:
    version = desk.claim(claim).review.version
    decision = Decision(
        finding=Finding.CONFIRMED, attribution_check=AttributionCheck.CORRECT, reason="seen", state=State.CHECKED
    )
    desk.decide(claim, version, decision)


def _check(desk: Workbench, known: dict[int, SeenBy]) -> None:
    view = desk.document("story")
    standing = {claim.id: claim for claim in view.claims}
    for claim in view.claims:
        if claim.review.is_judged or claim.review.state in (State.CHECKED, State.SIGNED_OFF):
            assert seen(view, claim) == known[claim.id]
    for number, was in known.items():
        claim = desk.claim(number)
        if number not in standing:
            assert claim.cut is not None and claim.quoted == was.quoted
        elif claim.review.finding is Finding.NONE:
            assert claim.review.state is State.STALE
            earlier = desk.earlier(number)
            assert earlier is not None and earlier.before.quoted == was.quoted
            assert (earlier.review.finding, earlier.review.reason) == (Finding.CONFIRMED, "seen")
