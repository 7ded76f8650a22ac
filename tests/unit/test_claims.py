"""What is asserted, by whom, whether it can be checked, and what is weak in its sourcing."""

from dataclasses import replace

import pytest

from factcheck.claims.claiming import claims
from factcheck.claims.worth import checkworthiness, logit
from factcheck.domain.extraction import Attribution, Claim, Flag, QuotationType, Source, SourceKind
from factcheck.domain.spans import Span
from factcheck.pipeline import extract
from factcheck.text.articles import document
from factcheck.text.sentences import sentences


def said(
    text: str, who: str, cue: str, content: str, *, number: int = 0, sources: tuple[int, ...] = (0,),
    via: tuple[int, ...] = (), quotation: QuotationType = QuotationType.INDIRECT,
) -> Attribution:  # fmt: skip
    """An attribution of the first stretches of `text` that read so; several of a content are parted by `|`."""

    def spans(words: str) -> tuple[Span, ...]:
        found = []
        for part in filter(None, words.split("|")):
            begin = text.index(part)
            found.append(Span(begin, begin + len(part)))
        return tuple(found)

    return Attribution(number, spans(who), spans(cue), spans(content), quotation, sources, via, 0.9)


def source(name: str, kind: SourceKind = SourceKind.PERSON, number: int = 0, *mentions: Span) -> Source:
    return Source(number, name, kind, mentions)


OUTLET = "AP"


def read(text: str, *credited: Attribution, sources: tuple[Source, ...] = ()) -> tuple[Claim, ...]:
    outlet = Source(len(sources), OUTLET, SourceKind.OUTLET, ())
    return claims(text, sentences(text), credited, (*sources, outlet), outlet.id)


def shown(text: str, found: tuple[Claim, ...]) -> list[str]:
    return [" … ".join(span.of(text) for span in claim.spans) for claim in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The ministry closed the bridge on Monday, and the mayor ordered an inquiry.",
            ["The ministry closed the bridge on Monday", "the mayor ordered an inquiry"],
        ),
        (
            "The company, which was founded in 1990, employs 400 people in Ohio.",
            ["The company, which was founded in 1990", "The company … employs 400 people in Ohio"],
        ),
        (
            "Megan Hester, senior associate at the institute, lives in Brooklyn with her family.",
            ["Megan Hester, senior associate at the institute", "Megan Hester … lives in Brooklyn with her family"],
        ),
        (
            "The program has been marred by fraud and used to build large projects in wealthier areas.",
            ["The program has been marred by fraud", "used to build large projects in wealthier areas"],
        ),
        (
            "The court ruled against the state on Friday, dealing a blow to the governor.",
            ["The court ruled against the state on Friday", "dealing a blow to the governor"],
        ),
        (
            "Jane Roe, 56, who has led the panel for a decade, opposed the bill on Monday.",
            ["Jane Roe, 56", "Jane Roe … who has led the panel for a decade", "Jane Roe … opposed the bill on Monday"],
        ),
        (
            "Rep. John Doe (R-Utah), who leads the panel, left the room on Monday.",
            ["Rep. John Doe … who leads the panel", "Rep. John Doe … left the room on Monday"],
        ),
        (
            "The bank’s chairman, John Doe, left the country on Monday.",
            ["The bank’s chairman, John Doe", "The bank’s chairman … left the country on Monday"],
        ),
        (
            "The incentive to cheat was strong: the bank paid bonuses for new accounts.",
            ["The incentive to cheat was strong", "the bank paid bonuses for new accounts"],
        ),
        (
            "In a town where most people have little money, the school is free.",
            ["In a town … the school is free", "a town where most people have little money"],
        ),
        (
            "The 312-page report, written by a judge, cleared the mayor of the town.",
            ["The 312-page report, written by a judge", "The 312-page report … cleared the mayor of the town"],
        ),
        ("Little has changed when it comes to bread.", ["Little has changed when it comes to bread."]),
        ("(Reporting by Jane Roe; editing by John Doe.)", []),
        ("Jane Roe contributed to this report.", []),
        ("It rained.", ["It rained."]),
    ],
)
def test_clauses_appositions_and_predicates_are_claims_of_their_own(text: str, expected: list[str]) -> None:
    assert shown(text, read(text)) == expected


def test_a_second_object_shares_the_verb_with_the_first() -> None:
    text = "North Korea has sent more than 10,000 troops and conventional weapons systems to the front."
    assert shown(text, read(text)) == [
        "North Korea has sent more than 10,000 troops",
        "North Korea has sent … conventional weapons systems to the front",
    ]


def test_conditions_and_joined_verbs_stay_together() -> None:
    for text in (
        "The bill will fail if the senators of both parties vote against the budget.",
        "Troops have been killed and wounded in the fighting.",
    ):
        assert len(read(text)) == 1


def test_background_on_a_name_inside_a_sources_words_is_the_outlets() -> None:
    text = "Kim said the attack on John McCain, a former prisoner of war, was wrong."
    found = read(
        text, said(text, "Kim", "said", "the attack on John McCain, a former prisoner of war, was wrong"),
        sources=(source("Kim"),),
    )  # fmt: skip
    owners = {shown(text, (claim,))[0]: claim.attribution for claim in found}
    assert owners["John McCain, a former prisoner of war"] is None
    assert owners["the attack on John McCain … was wrong"] == 0


def test_when_it_was_said_is_the_outlets() -> None:
    text = "Kim vowed revenge, state media reported Sunday, less than a month before Trump takes office."
    one = said(text, "state media", "reported", "Kim vowed revenge|less than a month before Trump takes office")
    found = read(text, one, sources=(source("state media", SourceKind.ORGANIZATION),))
    assert [claim.attribution for claim in found if "takes office" in claim.text] == [None]


@pytest.mark.parametrize(
    ("text", "who", "cue", "content", "told"),
    [
        (
            "State media reported Sunday that Kim left.", "State media", "reported", "Kim left",
            "State media reported Sunday",
        ),
        ("At Monday’s debate, Roe said it was late.", "Roe", "said", "it was late", "At Monday’s debate"),
        (
            "During a five-day meeting of the party that ended Friday, Kim said it was late.", "Kim", "said",
            "it was late",
            "During a five-day meeting of the party that ended Friday",
        ),
        ("Roe told him on Friday that it was over.", "Roe", "told", "it was over", None),
        ("Doe spoke, Roe said of the long and costly talks with China.", "Roe", "said", "Doe spoke", None),
        (
            "The mayor has promised a veto and argued that the bill is bad.", "The mayor", "argued", "the bill is bad",
            "The mayor has promised a veto",
        ),
    ],
)  # fmt: skip
def test_what_a_crediting_sentence_tells_beside_is_the_outlets(
    text: str, who: str, cue: str, content: str, told: str | None
) -> None:
    found = read(text, said(text, who, cue, content), sources=(source(who),))
    assert shown(text, tuple(claim for claim in found if claim.attribution is None)) == [told] * (told is not None)


def test_what_somebody_did_is_an_event_that_the_outlet_reports() -> None:
    text = "In July, the senators opposed the resolution of the board."
    one = said(text, "the senators", "opposed", "the resolution of the board")
    found = read(text, one, sources=(source("the senators", SourceKind.GROUP),))
    assert [(claim.text, claim.attribution) for claim in found] == [(text, None)]


def test_pronouns_and_what_is_elided_are_filled_in() -> None:
    text = "William Stenger announced that he had reached a settlement. He vowed to leave the town."
    stenger = source(
        "William Stenger", SourceKind.PERSON, 0, Span(0, 15), Span(text.index("He vowed"), text.index(" vowed"))
    )
    first = said(text, "William Stenger", "announced", "that he had reached a settlement")
    second = said(text, "He", "vowed", "to leave the town", number=1)
    assert [claim.text for claim in read(text, first, second, sources=(stenger,))] == [
        "[William Stenger] had reached a settlement",
        "[William Stenger vowed] to leave the town",
    ]
    text = (
        "The Harbour Center said it had recorded 11. The Kremlin accused Oslo of sabotaging it. Roe told her over tea."
    )
    its = text.index("it.")
    center = source("Harbour Center", SourceKind.ORGANIZATION, 0, Span(4, 18), Span(its, its + 2))
    kremlin = source("Kremlin", SourceKind.ORGANIZATION, 1, Span(text.index("Kremlin"), text.index(" accused")))
    her = text.index("her ")
    mary = source("Mary Moe", SourceKind.PERSON, 2, Span(her, her + 3))
    first = said(text, "The Harbour Center", "said", "it had recorded 11")
    second = replace(said(text, "The Kremlin", "accused", "Oslo of sabotaging it", number=1), sources=(1,))
    # "it" is filled in where a body speaks of itself and nowhere else; "her" with an object is no possessive
    assert [claim.text for claim in read(text, first, second, sources=(center, kremlin, mary))] == [
        "[The Harbour Center] had recorded 11",
        "[The Kremlin accused] Oslo of sabotaging it",
        "Roe told [Mary Moe] over tea.",
    ]
    text = "The North has responded to North Korea’s critics. The North views the drills as a rehearsal."
    at = text.index("North views")
    north = source("North Korea", SourceKind.ORGANIZATION, 0, Span(4, 9), Span(at, at + 5))
    view = said(text, "The North", "views", "the drills as a rehearsal")
    assert "[North Korea views] the drills as a rehearsal" in [
        claim.text for claim in read(text, view, sources=(north,))
    ]
    text = "The Harbour Center said it “has never paid, and will never pay, a guard.”"
    paid = said(text, "The Harbour Center", "said", "it “has never paid, and will never pay, a guard.”")
    assert [claim.text for claim in read(text, paid, sources=(center,))] == [
        "[The Harbour Center] “has never paid",
        "[The Harbour Center] will never pay, a guard.”",
    ]
    text = "The program has been marred by fraud and used to build large projects in wealthier areas."
    assert read(text)[1].text == "[The program] used to build large projects in wealthier areas"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("The unemployment rate fell to 4.9 percent in 2016.", True),
        ("The bank laid off 300 workers last year.", True),
        ("We will make this country great again.", False),
        ("It is the worst and most disgraceful thing in the world.", False),
    ],
)
def test_evidence_could_settle_facts_but_no_judgement_or_promise(text: str, answer: bool) -> None:
    content = text[:-1]
    one = replace(said(f"Kim said {text}", "Kim", "said", content))
    (claim,) = read(f"Kim said {text}", one, sources=(source("Kim"),))
    assert claim.checkable is answer


@pytest.mark.parametrize(
    ("who", "kind", "cue", "content", "answer"),
    [
        ("Roe", SourceKind.PERSON, "urged", "Congress to leave the program intact", False),
        ("Roe", SourceKind.PERSON, "has called for", "an end to the program", False),
        ("Critics", SourceKind.GROUP, "called", "the program a gift to the rich", False),
        ("Roe", SourceKind.PERSON, "said", "the city could lose the program", False),
        ("Roe", SourceKind.PERSON, "said", "the city lost the program", True),
        ("The audit", SourceKind.DOCUMENT, "found", "that the city runs the program", True),
    ],
)
def test_who_speaks_with_what_verb_and_in_which_mood_tells_what_can_be_checked(
    who: str, kind: SourceKind, cue: str, content: str, answer: bool
) -> None:
    text = f"{who} {cue} {content}."
    (claim,) = read(text, said(text, who, cue, content), sources=(source(who, kind),))
    assert claim.checkable is answer


def test_figures_want_a_check_more_than_thanks() -> None:
    figures, thanks = (
        checkworthiness(logit(words))
        for words in ("Unemployment rose by 2 million to 8 percent last year", "Thank you very much for having me")
    )
    assert figures > 0.7 > 0.2 > thanks


FILLER = " The weather stayed dry all week. The market opened at nine as usual."


def flagged(found: tuple[Claim, ...], words: str) -> set[Flag]:
    return {flag for claim in found if words in claim.text for flag in claim.flags}


@pytest.mark.parametrize(("kind", "warned"), [(SourceKind.ANONYMOUS, True), (SourceKind.PERSON, False)])
def test_an_unnamed_source_is_marked(kind: SourceKind, warned: bool) -> None:
    text = "A person familiar with the matter said the ships left the port."
    one = said(text, "A person familiar with the matter", "said", "the ships left the port")
    found = read(text, one, sources=(source("person familiar with the matter", kind),))
    assert (Flag.ANONYMOUS_SOURCE in flagged(found, "ships left")) is warned


@pytest.mark.parametrize(
    ("name", "kind", "cue", "warned"),
    [
        ("experts", SourceKind.GROUP, "say", True),
        ("unknown", SourceKind.UNKNOWN, "There are concerns", True),
        ("unknown", SourceKind.UNKNOWN, "said", False),
        ("steelworkers", SourceKind.GROUP, "say", False),
    ],
)
def test_nobody_in_particular_is_marked(name: str, kind: SourceKind, cue: str, warned: bool) -> None:
    text = f"{cue} the ships left the port."
    found = read(text, said(text, "", cue, "the ships left the port"), sources=(source(name, kind),))
    assert (Flag.VAGUE_SOURCE in flagged(found, "ships left")) is warned


def test_how_many_relays_a_claim_went_through_is_marked() -> None:
    text = "Kim said the ships left the port."
    everybody = (
        source("Kim"),
        source("KCNA", SourceKind.ORGANIZATION, 1),
        source("Yonhap", SourceKind.ORGANIZATION, 2),
    )
    marks = {Flag.RELAYED, Flag.RELAYED_TWICE}
    for via, expected in (((), set()), ((1,), {Flag.RELAYED}), ((1, 2), marks)):
        found = read(text, said(text, "Kim", "said", "the ships left the port", via=via), sources=everybody)
        assert flagged(found, "ships left") & marks == expected


@pytest.mark.parametrize("alone", [True, False])
def test_a_central_figure_from_one_source_is_marked_unless_another_says_it(alone: bool) -> None:
    text = (
        "Zelenskyy said 3,000 North Korean troops have been killed." + FILLER
        + (" Seoul said the mission ended." if alone else " Seoul estimates 3,000 troops from North Korea were killed.")
    )  # fmt: skip
    first = said(text, "Zelenskyy", "said", "3,000 North Korean troops have been killed")
    second = (
        said(text, "Seoul", " said", "the mission ended", number=1, sources=(1,))
        if alone
        else said(text, "Seoul", "estimates", "3,000 troops from North Korea were killed", number=1, sources=(1,))
    )
    everybody = (source("Volodymyr Zelenskyy"), source("South Korea", SourceKind.ORGANIZATION, 1))
    found = read(text, first, second, sources=everybody)
    assert (Flag.SINGLE_SOURCE in flagged(found, "3,000 North Korean")) is alone


@pytest.mark.parametrize("relayed", [True, False])
def test_a_lead_that_leaves_out_the_relay_is_marked(relayed: bool) -> None:
    text = "Kim vows the toughest policy against Washington." + FILLER
    text += " Kim vowed to implement the toughest policy, state media reported."
    first = said(text, "Kim", "vows", "the toughest policy against Washington")
    second = said(
        text, "Kim", "vowed", "to implement the toughest policy", number=1, via=(1,) if relayed else ()
    )  # fmt: skip
    everybody = (source("Kim Jong Un"), source("state media", SourceKind.ORGANIZATION, 1))
    found = read(text, first, second, sources=everybody)
    assert (Flag.CHAIN_COLLAPSED in flagged(found, "against Washington")) is relayed


@pytest.mark.parametrize("credited", [True, False])
def test_a_lead_that_states_as_fact_what_the_text_credits_is_marked(credited: bool) -> None:
    text = "More than 100,000 people joined the walk-in. Schools opened late." + FILLER
    text += " The organizer said more than 100,000 people joined the walk-in at schools."
    one = said(text, "The organizer", "said", "more than 100,000 people joined the walk-in at schools")
    found = read(text, *([one] if credited else []), sources=(source("AROS", SourceKind.ORGANIZATION),))
    assert (Flag.ATTRIBUTION_DROPPED in flagged(found, "More than 100,000")) is credited


@pytest.mark.parametrize(("cue", "warned"), [("confirmed", True), ("said", False)])
def test_a_cue_that_vouches_for_what_was_only_said_is_marked(cue: str, warned: bool) -> None:
    text = (
        f"The mayor {cue} that the old bridge is unsafe."
        + FILLER
        + " Ann Lee said the old bridge is unsafe for lorries."
    )
    first = said(text, "The mayor", cue, "that the old bridge is unsafe")
    second = said(
        text,
        "Ann Lee",
        "Lee said"[4:] if cue != "said" else "Lee said",
        "the old bridge is unsafe for lorries",
        number=1,
    )
    found = read(text, first, second, sources=(source("Ann Lee"),))
    marked = [claim for claim in found if Flag.CUE_ESCALATION in claim.flags]
    assert [claim.attribution for claim in marked] == ([0] if warned else [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "The firm, founded in Ohio by two brothers, has repeatedly blocked the sale.",
            "The firm, founded in Ohio by two brothers",
        ),
        ("A bomb went off in New York on Monday and she left the country at once.", "she left the country at once"),
        ("The bank closed its branch in Leeds, and it’s moving to Paris next year.", "it’s moving to Paris next year"),
        (
            "The developers had widened these zones around the city so they could use public money to build hotels.",
            "so they could use public money to build hotels",
        ),
        (
            "A spokesman for the ministry, who asked for patience, left early on Monday.",
            "A spokesman for the ministry, who asked for patience",
        ),
        (
            "U.S. airstrikes on a port in western Yemen killed at least 38 people and wounded 102.",
            "[U.S. airstrikes on a port in western Yemen] wounded 102",
        ),
        (
            "The fire burned 300 homes, and hundreds of residents fled the valley, carrying pets.",
            "hundreds of residents fled the valley",
        ),
        (
            "The fire burned 300 homes, and hundreds of residents fled the valley, carrying pets.",
            "[hundreds of residents] carrying pets",
        ),
        (
            "A petition started by Jane Roe, a teacher, has gathered 400 signatures, and dozens of people marched.",
            "A petition started by Jane Roe … has gathered 400 signatures",
        ),
        ("Councilman Greg Torres, a Democrat, left the hall on Monday.", "Councilman Greg Torres, a Democrat"),
        (
            "Jane Roe, the lead author and an engineer at the university, left on Monday.",
            "Jane Roe … an engineer at the university",
        ),
        ("Jane Roe, the lead author and an engineer at the university, left on Monday.", "Jane Roe, the lead author"),
        (
            "Police seized a cache of weapons, including two rocket launchers.",
            "a cache of weapons, including two rocket launchers",
        ),
    ],
)
def test_clauses_that_show_by_their_words_are_cut_off(text: str, said: str) -> None:
    assert said in [claim.text.rstrip(".") for claim in extract(document(text, id="made")).claims]


@pytest.mark.parametrize(
    ("headline", "said", "warned"),
    [
        ("Bank reveals 3,000 accounts were hacked", "Dorn Bank said on Friday that 3,000 accounts were hacked.", True),
        ("Bank says 3,000 accounts were hacked", "Dorn Bank said on Friday that 3,000 accounts were hacked.", False),
        ("Bank says 3,000 accounts were hacked", "Dorn Bank confirmed that 3,000 accounts were hacked.", False),
        ("Bank reveals 3,000 accounts were hacked", "Dorn Bank confirmed that 3,000 accounts were hacked.", False),
        ("Minister confirms dam was unsafe", "Minister Ana Rojas said on Monday that the dam was unsafe.", True),
        ("Minister confirms dam was unsafe", "Minister Ana Rojas said on Monday that rain would come.", False),
        ("Minister confirms dam was unsafe", "Engineers said on Monday that the dam was unsafe.", False),
    ],
)
def test_a_headline_that_vouches_for_what_the_text_only_says_is_marked(headline: str, said: str, warned: bool) -> None:
    found = extract(document(f"{headline}\n\n{said}", id="made")).claims
    assert (Flag.CUE_ESCALATION in found[0].flags) is warned


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("An aide, who spoke on condition of anonymity because he was not authorized to talk, left on Monday.", False),
        ("An aide, who asked not to be named, left the ministry on Monday.", False),
        ("An aide, who spoke on the steps of the ministry, left the town on Monday.", True),
    ],
)
def test_why_a_source_is_not_named_is_no_claim(text: str, claimed: bool) -> None:
    found = [claim.text for claim in extract(document(text, id="made")).claims]
    assert any("who " in one or "because" in one for one in found) is claimed


def test_whom_somebody_told_it_is_no_claim() -> None:
    text = "“We checked every cable,” she told reporters outside the Lisbon headquarters."
    assert [claim.text for claim in extract(document(text, id="made")).claims] == ["“We checked every cable,”"]


def test_a_participle_behind_a_noun_is_no_verb() -> None:
    found = [claim.text for claim in extract(document("The people killed in the raid were farmers.", id="made")).claims]
    assert found == ["The people killed in the raid were farmers."]


def test_an_infinitive_stays_with_the_noun_that_it_spells_out() -> None:
    (claim,) = extract(document("The mayor has led long and costly efforts to save the bridge.", id="made")).claims
    assert claim.text == "The mayor has led long and costly efforts to save the bridge."
