"""A document through its drafts, on both engines: decisions stay with the words that they were taken on."""

import hashlib
import re
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from factcheck.domain.drafts import Fate
from factcheck.domain.errors import DraftChanged, InputError, NotFound, RuleBroken
from factcheck.domain.evidence import Citation
from factcheck.domain.extraction import Attribution, Claim, Document, Extraction, QuotationType, Source, SourceKind
from factcheck.domain.review import AttributionCheck, Decision, Finding, State
from factcheck.domain.spans import Span
from factcheck.reports.drafts import lines
from factcheck.workbench import ClaimFilter, Workbench
from tests.db.test_writers import ended, started

KIM = "Kim Jong Un said on Friday that North Korea would test more rockets this year."
TROOPS = "North Korea has sent more than 10,000 troops to fight beside Russia near Kursk."
IAEA = "The nuclear agency saw no sign of preparations for a test at Punggye-ri in May."
CHINA = "China and Russia blocked new sanctions at the United Nations Security Council in June."
ARTICLE = (KIM, TROOPS, IAEA, CHINA)
SAID = re.compile(r"(?P<source>Kim Jong Un|Sergey Lavrov) (?P<cue>said) on \w+ that (?P<content>[^.]+\.)")


def read(*paragraphs: str, name: str = "story", named: bool = True) -> Extraction:
    """Each sentence is a claim; what somebody says is theirs."""
    text = "\n\n".join(paragraphs)
    sentences = tuple(Span(*match.span()) for match in re.finditer(r"[^\s.](?:[^.\n]|\n(?!\n))*\.", text))
    sources = [Source(0, "AP", SourceKind.OUTLET, ())]
    attributions: list[Attribution] = []
    claims: list[Claim] = []
    for sentence in sentences:
        said = SAID.search(text, *sentence)
        spans, credit, number = (sentence,), 0, None
        if said is not None:
            spans, credit, number = (Span(*said.span("content")),), len(sources), len(attributions)
            sources.append(Source(credit, said["source"], SourceKind.PERSON, (Span(*said.span("source")),)))
            source, cue = (Span(*said.span("source")),), (Span(*said.span("cue")),)
            attributions.append(Attribution(number, source, cue, spans, QuotationType.INDIRECT, (credit,), (), 0.9))
        claims.append(Claim(len(claims), spans, spans[0].of(text), number, (credit,), (), True, 0.6, ()))
    document = Document(name, "A story", None, "AP", text, hashlib.sha256(text.encode()).hexdigest(), named)
    return Extraction(document, sentences, tuple(sources), tuple(attributions), tuple(claims))


@pytest.fixture
def desk(database: str) -> Iterator[Workbench]:
    """An article of four claims by four paragraphs, all checked with evidence by ann, the first signed by bob."""
    with Workbench.open(database, "ann") as ann, Workbench.open(database, "bob") as bob:
        ann.add(read(*ARTICLE))
        for claim in ann.document("story").claims:
            ann.add_evidence(claim.id, Citation(title=f"Record {claim.number}"))
            decision = Decision(
                finding=Finding.CONFIRMED, attribution_check=AttributionCheck.CORRECT, note=f"note {claim.number}"
            )
            view = ann.decide(claim.id, ann.claim(claim.id).review.version, decision)
            view = ann.decide(claim.id, view.review.version, Decision(state=State.CHECKED))
            if claim.number == 1:
                bob.decide(claim.id, view.review.version, Decision(state=State.SIGNED_OFF))
        yield ann


def states(desk: Workbench) -> dict[int, str]:
    return {c.number: c.review.state.value for c in sorted(desk.document("story").claims, key=lambda c: c.number)}


def test_a_changed_text_is_a_draft_and_unchanged_claims_keep_what_was_decided(desk: Workbench) -> None:
    added = desk.add(read(CHINA, KIM, TROOPS.replace("10,000", "12,000")))
    assert not added.new and added.document.draft == added.document.drafts == 2
    told = added.redrafted
    assert told is not None and (told.kept, told.altered, told.stale, told.cut, told.new) == (2, 1, 1, 1, 0)
    view = desk.document("story")
    assert [claim.number for claim in view.claims] == [4, 1, 2]
    assert states(desk) == {1: "signed_off", 2: "stale", 4: "checked"}
    kept = {claim.number: claim for claim in view.claims}[1]
    assert kept.quoted == kept.spans[0].of(view.text) and kept.attribution is not None
    assert kept.attribution.source[0].of(view.text) == "Kim Jong Un"
    assert (kept.review.finding, kept.review.note, kept.review.signed_by) == (Finding.CONFIRMED, "note 1", "bob")
    assert [piece.title for piece in kept.evidence] == ["Record 1"]
    assert desk.verify() == []
    assert len(desk.documents()) == 1


def test_an_altered_claim_is_stale_without_any_answer_and_what_was_decided_can_be_looked_up(desk: Workbench) -> None:
    desk.add(read(KIM, TROOPS.replace("10,000", "12,000"), IAEA, CHINA))
    claim = desk.claims(ClaimFilter(states=(State.STALE,)))[0]
    review = claim.review
    assert (review.finding, review.attribution_check, review.checked_by) == (Finding.NONE, AttributionCheck.NONE, None)
    assert review.note == "note 2" and review.evidence == 1
    earlier = desk.earlier(claim.id)
    assert earlier is not None and earlier.by == "ann"
    assert (earlier.review.finding, earlier.review.state) == (Finding.CONFIRMED, State.CHECKED)
    assert "10,000" in earlier.before.context and "12,000" in earlier.now.context
    assert desk.earlier_of("story") == {claim.id: earlier}
    assert desk.earlier(desk.document("story").claims[0].id) is None


def test_what_a_reviewer_finds_still_right_is_theirs_to_have_checked(desk: Workbench, database: str) -> None:
    desk.add(read(KIM, TROOPS.replace("10,000", "12,000"), IAEA, CHINA))
    claim = desk.claims(ClaimFilter(states=(State.STALE,)))[0]
    with Workbench.open(database, "cem") as cem:
        view = cem.reaffirm(claim.id, claim.review.version)
        assert (view.review.state, view.review.finding) == (State.CHECKED, Finding.CONFIRMED)
        assert view.review.attribution_check is AttributionCheck.CORRECT and view.review.checked_by == "cem"
        with pytest.raises(RuleBroken, match="claim 2 is not stale"):
            cem.reaffirm(claim.id, view.review.version)
        assert cem.undo("story") is not None
        assert cem.claim(claim.id).review.state is State.STALE
        assert cem.verify() == []


def test_a_claim_that_was_signed_off_is_signed_anew(desk: Workbench) -> None:
    desk.add(read(KIM.replace("rockets", "missiles"), TROOPS, IAEA, CHINA))
    claim = desk.claims(ClaimFilter(states=(State.STALE,)))[0]
    view = desk.reaffirm(claim.id, claim.review.version)
    assert (view.review.state, view.review.signed_by) == (State.CHECKED, None)


def test_an_untouched_claim_in_other_words_is_no_news(database: str) -> None:
    with Workbench.open(database, "ann") as ann:
        ann.add(read(*ARTICLE))
        ann.add(read(KIM, TROOPS.replace("10,000", "12,000"), IAEA, CHINA))
        assert set(states(ann).values()) == {"unstarted"}
        assert "12,000" in ann.document("story").claims[1].text
        assert ann.verify() == []


def test_a_claim_that_is_stale_for_its_surroundings_is_told_among_the_altered(desk: Workbench) -> None:
    again = read(KIM, TROOPS, IAEA, CHINA, "Sergey Lavrov said on Friday that he had read it.")
    relayed = (replace(again.claims[0], via=(2,)), *again.claims[1:])
    told = desk.add(replace(again, claims=relayed)).redrafted
    assert told is not None and told.stale == 1
    diff = desk.diff("story")
    (change,) = diff.of(Fate.ALTERED)
    assert (change.number, change.stale) == (1, True)
    assert change.before is not None and change.after is not None
    assert change.before.context == change.after.context and change.before.sources == change.after.sources
    page = "\n".join(lines(diff))
    assert "1 to be looked at again" in page and "its own words are the same" in page


def test_what_is_cut_keeps_its_words_and_its_decisions_and_leaves_the_lists(desk: Workbench) -> None:
    cut = desk.document("story").claims[2]
    desk.add(read(KIM, TROOPS, CHINA))
    assert [c.id for c in desk.claims(ClaimFilter(cut_only=True))] == [cut.id]
    gone = desk.claim(cut.id)
    assert (gone.cut, gone.quoted, gone.review.finding) == (2, IAEA, Finding.CONFIRMED)
    assert cut.id not in [c.id for c in desk.claims(ClaimFilter())]
    assert desk.document("story").summary.progress.claims == 3
    with pytest.raises(RuleBroken, match="claim 3 is not in draft 2 any more"):
        desk.decide(cut.id, gone.review.version, Decision(finding=Finding.WRONG))
    with pytest.raises(RuleBroken, match="not in draft 2"):
        desk.add_evidence(cut.id, Citation(title="Late"))
    assert desk.decide(cut.id, gone.review.version, Decision(note="a note is kept")).review.note == "a note is kept"
    assert desk.verify() == []


def test_the_same_words_credited_to_another_go_stale(desk: Workbench) -> None:
    desk.add(read(KIM.replace("Kim Jong Un", "Sergey Lavrov"), TROOPS, IAEA, CHINA))
    stale = desk.claims(ClaimFilter(states=(State.STALE,)))
    assert [(c.number, [s.name for s in c.sources]) for c in stale] == [(1, ["Sergey Lavrov"])]
    assert [source.name for source in desk.sources("story")] == ["AP", "Sergey Lavrov"]


def test_what_reviewers_corrected_stays_with_the_words(desk: Workbench) -> None:
    claims = {claim.number: claim for claim in desk.document("story").claims}
    text = desk.document("story").text
    desk.credit(claims[2].id, claims[2].review.version, ["Ukraine’s general staff"])
    desk.reject(claims[3].id, claims[3].review.version)
    first, second = desk.split(claims[4].id, claims[4].review.version, text.index("blocked"))
    start = text.index("fight beside")
    added = desk.add_claim("story", [Span(start, start + 20)])
    desk.add(read(CHINA, IAEA, KIM, TROOPS))
    now = {claim.id: claim for claim in desk.document("story").claims}
    assert [s.name for s in now[claims[2].id].sources] == ["Ukraine’s general staff"]
    assert claims[3].id not in now
    assert [now[c.id].quoted for c in (first, second)] == ["China and Russia", CHINA.partition("Russia ")[2]]
    assert now[added.id].quoted == "fight beside Russia"
    assert desk.verify() == []
    told = desk.add(read(CHINA, IAEA, KIM, TROOPS.replace("fight beside", "serve with"))).redrafted
    assert told is not None and told.stale == 1
    stale = desk.claims(ClaimFilter(states=(State.STALE,)))
    assert [(c.id, [s.name for s in c.sources]) for c in stale] == [(claims[2].id, ["AP"])]
    assert desk.claim(added.id).cut == 3
    assert desk.verify() == []


def test_a_decision_on_the_draft_before_is_refused_and_its_note_is_kept(desk: Workbench, database: str) -> None:
    seen = desk.document("story").claims[1]
    with Workbench.open(database, "bob") as bob:
        bob.add(read(KIM, TROOPS.replace("10,000", "12,000"), IAEA, CHINA))
    with pytest.raises(DraftChanged, match="bob added draft 2 of the text meanwhile"):
        desk.decide(seen.id, seen.review.version, Decision(finding=Finding.WRONG))
    with pytest.raises(DraftChanged):
        desk.move(seen.id, seen.review.version, [Span(0, 8)])
    with pytest.raises(DraftChanged):
        desk.add_evidence(seen.id, Citation(title="Late"), seen.review.version)
    with pytest.raises(RuleBroken, match="draft 2 by now"):
        desk.add_claim("story", [Span(0, 8)], draft_seen=1)
    view = desk.decide(seen.id, seen.review.version, Decision(note="typed meanwhile"))
    assert view.review.note == "typed meanwhile" and view.review.state is State.STALE
    assert desk.verify() == []


def test_undo_stops_at_a_change_of_draft(desk: Workbench) -> None:
    first = next(event for event in desk.log("story") if event.field == "finding")
    desk.add(read(KIM, TROOPS.replace("10,000", "12,000"), IAEA, CHINA))
    move = next(event for event in desk.log("story") if event.field == "draft")
    assert desk.undo("story") is None
    with pytest.raises(RuleBroken, match="decided on an earlier draft"):
        desk.take_back(first.decision)
    with pytest.raises(RuleBroken, match="a draft is not taken back"):
        desk.take_back(move.decision)
    claim = desk.document("story").claims[0]
    desk.decide(claim.id, claim.review.version, Decision(finding=Finding.WRONG))
    assert desk.undo("story") is not None
    assert desk.undo("story") is None
    assert desk.claim(claim.id).review.finding is Finding.CONFIRMED


def test_the_text_of_an_earlier_draft_comes_back_with_its_decisions_only_when_asked_for(desk: Workbench) -> None:
    before = {c.number: (c.review.state, c.review.finding, c.quoted) for c in desk.document("story").claims}
    desk.add(read(KIM, TROOPS.replace("10,000", "12,000"), CHINA))
    again = desk.add(read(*ARTICLE))
    assert again.redrafted is None and again.known_as == 1 and again.document.draft == 2
    back = desk.add(read(*ARTICLE), draft_of="story").redrafted
    assert back is not None and (back.number, back.back, back.kept) == (1, 2, 2)
    now = {c.number: (c.review.state, c.review.finding, c.quoted) for c in desk.document("story").claims}
    assert now == before
    assert desk.document("story").summary.draft == 1 and desk.document("story").summary.drafts == 2
    assert desk.verify() == []
    assert desk.add(read(*ARTICLE), draft_of="story").redrafted is None


def test_quite_another_text_of_the_same_name_is_refused_with_both_ways_out(desk: Workbench) -> None:
    other = read("Rain fell on Oslo all through the first week of March, the city said.")
    with pytest.raises(InputError, match=r"story: .*--new.*--draft-of story"):
        desk.add(other)
    assert desk.document("story").summary.drafts == 1
    assert desk.add(other, apart=True).document.name == "story-2"
    with pytest.raises(InputError, match="this very text is draft 1 of story-2"):
        desk.add(other, draft_of="story")
    with pytest.raises(NotFound):
        desk.add(read(KIM), draft_of="nothing")


def test_an_article_that_nobody_named_is_known_by_its_text_alone(desk: Workbench) -> None:
    assert desk.add(read(KIM, TROOPS, IAEA, named=False)).document.name == "story-2"
    assert desk.add(read(KIM, TROOPS, name="other"), draft_of="story").document.name == "story"


def test_the_difference_between_any_two_drafts(desk: Workbench) -> None:
    with pytest.raises(NotFound, match="one draft only"):
        desk.diff("story")
    desk.add(read(CHINA, KIM, TROOPS.replace("10,000", "12,000")))
    desk.add(read(CHINA, KIM, TROOPS.replace("10,000", "13,000"), IAEA.replace("May", "June")))
    one = desk.diff("story", 1, 2)
    assert {fate: [c.number for c in one.of(fate)] for fate in Fate} == {
        Fate.KEPT: [1, 4],
        Fate.ALTERED: [2],
        Fate.CUT: [3],
        Fate.NEW: [],
    }
    assert [(moved.before, moved.after) for moved in one.moved] == [(1, 2)]
    altered, cut = one.of(Fate.ALTERED)[0], one.of(Fate.CUT)[0]
    assert altered.review.finding is cut.review.finding is Finding.CONFIRMED
    assert altered.before is not None and "10,000" in altered.before.context and altered.stale
    assert [(c.number, c.fate) for c in desk.diff("story").claims] == [
        (1, Fate.KEPT),
        (2, Fate.ALTERED),
        (4, Fate.KEPT),
        (5, Fate.NEW),
    ]
    whole = desk.diff("story", 1)
    assert [(c.number, c.fate.value) for c in whole.claims] == [
        (1, "kept"),
        (2, "altered"),
        (3, "cut"),
        (4, "kept"),
        (5, "new"),
    ]
    assert whole.of(Fate.ALTERED)[0].review.finding is Finding.CONFIRMED
    assert [draft.number for draft in desk.drafts("story")] == [1, 2, 3]
    with pytest.raises(NotFound, match="no draft 9; it has 1, 2, 3"):
        desk.diff("story", 9)
    with pytest.raises(InputError, match="both are draft 3"):
        desk.diff("story", 3)


def test_a_claim_that_reads_as_it_was_asked_for_says_so(desk: Workbench) -> None:
    claim = desk.document("story").claims[1]
    asked = TROOPS.replace("10,000", "12,000")
    desk.decide(claim.id, claim.review.version, Decision(finding=Finding.WRONG, correction=asked))
    desk.add(read(KIM, asked, IAEA, CHINA))
    assert desk.diff("story").of(Fate.ALTERED)[0].corrected


def test_a_draft_that_is_killed_in_the_middle_leaves_the_older_one_whole(database: str) -> None:
    sentences = [f"Unit {n} of the army crossed the river near town {n} on Monday {n}." for n in range(200)]
    with Workbench.open(database, "ann") as ann:
        ann.add(read(*sentences))
        before = ann.document("story")
    script = (
        "import sys; from factcheck.workbench import Workbench; from tests.db.test_drafts import *\n"
        "sentences = [f'Unit {n} of the army crossed the river near town {n} on Monday {n}.' for n in range(200)]\n"
        "desk = Workbench.open(sys.argv[1], 'bob'); n = 0\n"
        "while True:\n    n += 1; sentences[n % 200] = f'Draft {n} says so here.'; print(n, flush=True)\n"
        "    desk.add(read(*sentences), draft_of='story')\n"
    )
    for wait in (0.02, 0.1, 0.25):
        with started("-c", script, database) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(wait)
            process.kill()
        with Workbench.open(database, "ann") as ann:
            now = ann.document("story")
            assert ann.verify() == []
            assert len(now.claims) == 200
            assert now.text == before.text or now.summary.draft > before.summary.draft
            assert now.summary.draft == now.summary.drafts


def test_two_drafts_at_once_are_one_after_the_other(database: str) -> None:
    with Workbench.open(database, "ann") as ann:
        ann.add(read(*ARTICLE))
    script = (
        "import sys; from factcheck.workbench import Workbench; from tests.db.test_drafts import *\n"
        "with Workbench.open(sys.argv[1], sys.argv[2]) as desk:\n"
        "    print(desk.add(read(*ARTICLE, f'{sys.argv[2]} was there in the evening, too.')).document.draft)"
    )
    running = [started("-c", script, database, name) for name in ("bob", "cem", "dia")]
    assert sorted(line for process in running for line in ended(process)) == ["2", "3", "4"]
    with Workbench.open(database, "ann") as ann:
        assert ann.verify() == []
        assert len(ann.document("story").claims) == 5


def test_the_example_with_its_flags_survives_a_draft_by_the_program_itself(database: str) -> None:
    from pathlib import Path

    from factcheck.pipeline import extract
    from factcheck.text.articles import document

    text = (Path(__file__).parent.parent.parent / "fixtures" / "kim-toughest-policy.txt").read_text(encoding="utf-8")
    with Workbench.open(database, "ann") as ann:
        ann.add(extract(document(text, id="story")))
        for claim in ann.document("story").claims:
            decision = Decision(finding=Finding.CONFIRMED, reason="seen", state=State.CHECKED)
            ann.decide(claim.id, claim.review.version, decision)
        told = ann.add(extract(document(text.replace("10,000 troops", "12,000 troops"), id="story"))).redrafted
        assert told is not None and told.kept >= 35 and told.stale == told.altered
        assert all(
            "12,000" in c.text or c.review.state is State.STALE or "12,000" not in c.text
            for c in ann.claims(ClaimFilter())
        )
        assert ann.verify() == []


def test_a_document_of_one_draft_is_untouched_by_what_only_renames_it(desk: Workbench) -> None:
    renamed = read(*ARTICLE, "Nothing else happened on that day in the whole of the country.")
    desk.add(replace(renamed, document=replace(renamed.document, title="Another title")))
    assert desk.document("story").summary.title == "Another title"
    assert [(e.before, e.after) for e in desk.log("story") if e.field == "title"] == [("A story", "Another title")]
