"""What the tagger read is made consistent, and the plainest statements that it left out are found."""

import time

import pytest

from factcheck.attribution.frames import framed
from factcheck.attribution.layout import laid_out, spoken
from factcheck.attribution.mending import mended
from factcheck.domain.extraction import Tagged
from factcheck.domain.spans import Span
from factcheck.text.quotations import quotations
from factcheck.text.sentences import sentences

Shown = tuple[list[str], list[str], list[str]]


def shown(text: str, found: list[Tagged]) -> list[Shown]:
    return [tuple([s.of(text) for s in spans] for spans in (one.source, one.cue, one.content)) for one in found]  # type: ignore[misc]


def tagged(text: str, source: str, cue: str, *content: str) -> Tagged:
    def place(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    return Tagged((place(source),) if source else (), (place(cue),), tuple(place(c) for c in content), 0.9)


def mend(text: str, *found: Tagged) -> list[Shown]:
    return shown(text, mended(text, list(found), sentences(text), quotations(text)))


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("The bank declined to comment on the loan.", "declined", "to comment on the loan"),
        ("The agency has not said when it will fly.", "has not said", "when it will fly"),
        ("Police did not say how many had left.", "say", "how many had left"),
        ("She could not be reached for a comment on it.", "reached for", "a comment on it"),
        ("They made no comment on the sale of it.", "made", "no comment on the sale of it"),
        ("He declined to be named in this article.", "declined", "to be named in this article"),
        ("One nurse asked not to be identified by the paper.", "asked", "not to be identified by the paper"),
        ("The ministry stopped short of saying who had signed.", "stopped short of saying", "who had signed"),
    ],
)
def test_silence_attributes_nothing(text: str, cue: str, content: str) -> None:
    assert mend(text, tagged(text, text.split()[0], cue, content)) == []


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("She did not deny that he won.", "did not deny", "that he won"),
        ("She said he would not comment on it.", "said", "he would not comment on it"),
        ("She declined an invitation to the talks.", "declined", "an invitation to the talks"),
        ("She asked not to be moved to the new ward.", "asked", "not to be moved to the new ward"),
        ("She stopped short of endorsing the deal.", "stopped short of endorsing", "the deal"),
    ],
)
def test_what_is_said_of_silence_or_denied_stays(text: str, cue: str, content: str) -> None:
    assert mend(text, tagged(text, "She", cue, content)) == [(["She"], [cue], [content])]


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("Jane Roe, a lawyer,", "Jane Roe, a lawyer,"),
        ("Jane Roe — a lawyer —", "Jane Roe — a lawyer —"),
        ("Jane Roe,", "Jane Roe"),
        ("Jane Roe — a lawyer,", "Jane Roe — a lawyer"),
    ],
)
def test_a_source_keeps_the_mark_that_closes_its_apposition(source: str, kept: str) -> None:
    text = f"{source} said the bridge would open soon."
    assert mend(text, tagged(text, source, "said", "the bridge would open soon"))[0][0] == [kept]


def test_a_source_that_runs_over_the_end_of_a_sentence_is_that_of_the_cues() -> None:
    text = "“He is right,” said his agent, Jane Roe. Orlov himself wrote that he had never cheated."
    found = tagged(text, "his agent, Jane Roe. Orlov himself", "wrote", "that he had never cheated")
    assert (["Orlov himself"], ["wrote"], ["that he had never cheated"]) in mend(text, found)


def test_a_relative_pronoun_before_a_cue_is_its_source() -> None:
    text = "It angered the North, which views such drills as a rehearsal of war."
    assert mend(text, tagged(text, "", "views", "such drills as a rehearsal of war"))[0][0] == ["which"]
    text = "It angered the North, and views of such drills as a rehearsal differ."
    assert mend(text, tagged(text, "", "views", "of such drills as a rehearsal"))[0][0] == []


def test_the_pronoun_behind_a_cue_is_its_source() -> None:
    text = "“We sail at noon,” said he. “Not before.”"
    one = tagged(text, "", "said", "“We sail at noon,”", "“Not before.”")
    assert mend(text, one) == [(["he"], ["said"], ["“We sail at noon,”", "“Not before.”"])]


@pytest.mark.parametrize("content", ["“One failed.", "“Two held.”"])
def test_a_quotation_is_continued_to_both_sides(content: str) -> None:
    text = "“One failed.\n\n“Two held.” Roe said."
    assert mend(text, tagged(text, "Roe", "said", content))[0][2] == ["“One failed.", "“Two held.”"]


def test_other_marks_and_others_words_are_no_continuation() -> None:
    text = '"One failed here.\n\n“Two held there,” Roe said.'
    assert mend(text, tagged(text, "Roe", "said", "“Two held there,”"))[0][2] == ["“Two held there,”"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Roe: We will win this\n\nJane Roe spoke.", [(["Roe"], [":"], ["We will win this"])]),
        ("Poll: Most want a vote\n\nIt was held in May.", [(["Poll"], [":"], ["Most want a vote"])]),
        ("Bees prefer the city: study\n\nIt is long.", [(["study"], [":"], ["Bees prefer the city"])]),
        ("Fleet to double by May – Reuters\n\nIt is small.", [(["Reuters"], ["–"], ["Fleet to double by May"])]),
        ("Breaking: Judge halts the vote\n\nBreaking news.", []),
        ("Roe: Saint or sinner of the north?\n\nJane Roe spoke.", []),
        ("Big Win For Roe: Union stays out\n\nJane Roe spoke.", []),
        ("Roe wins the vote in Oslo - again\n\nJane Roe spoke.", []),
    ],
)
def test_headlines(text: str, expected: list[Shown]) -> None:
    assert shown(text, laid_out(text, quotations(text))) == expected


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Q: How many are dry?\n\nA: Eleven of them.", ["Q", "A"]),
        ("A vote.\n\nROE: Did it pass?\n\nPOE: It did.\n\nROE: By how many?", ["ROE", "POE", "ROE"]),
        (
            "Readers write.\n\nJane Roe, Ulm: It was late.\n\nJohn Poe, Bonn: It was full.",
            ["Jane Roe, Ulm", "John Poe, Bonn"],
        ),
        ("Results.\n\nJane Roe: 1,769.\n\nJohn Poe: 1,501.", []),
        ("A lone label.\n\nJane Roe: It was late.\n\nIt rained.\n\nIt snowed.", []),
        ("Line-ups.\n\nReal Oviedo: Roe, Poe, Doe.\n\nReal Betis: Loe, Moe, Noe.", []),
    ],
)
def test_turns_of_a_transcript(text: str, speakers: list[str]) -> None:
    found = spoken(text, quotations(text))
    assert [one.source[0].of(text) for one in found] == speakers
    assert all(one.cue[0].of(text) == ":" for one in found)


@pytest.mark.parametrize(
    ("headline", "source", "words"),
    [
        (
            "'We lost everything': Fiji islanders return to ruins after cyclone",
            "Fiji islanders",
            "'We lost everything'",
        ),
        ("'Nobody came': survivors tell inquiry of night of Grange fire", "survivors", "'Nobody came'"),
        ("‘I thought I was going to die’: woman on shark attack", "woman", "‘I thought I was going to die’"),
        ("“A dark day”: MPs react to vote", "MPs", "“A dark day”"),
        ("'It was hell': survivor of Hamas captivity speaks out", "survivor of Hamas captivity", "'It was hell'"),
        ("'Like losing a limb': Kate Winslet on giving up acting", "Kate Winslet", "'Like losing a limb'"),
        ("'Worst in living memory': Spain counts cost of floods", "", ""),
        ("'Ghost flights': airlines burn fuel to keep slots", "", ""),
        ("'It Ends With Us': how a quiet film broke records", "", ""),
        ("'We lost everything': a history of the Fiji cyclone", "", ""),
    ],
)
def test_a_headline_that_begins_with_a_quotation(headline: str, source: str, words: str) -> None:
    text = headline + "\n\nIt rained on Saturday."
    assert shown(text, spoken(text, quotations(text))) == ([([source], [":"], [words])] if source else [])


def test_such_a_headline_is_put_right() -> None:
    text = "'Nobody came': survivors tell inquiry of the fire\n\nIt rained on Saturday."
    read = tagged(text, "survivors tell inquiry of the fire", ":", "'Nobody came'", "survivors tell inquiry")
    assert mend(text, read) == [(["survivors"], [":"], ["'Nobody came'"])]


@pytest.mark.parametrize(
    ("source", "cue", "named"),
    [
        ("Biden on Gaza", ":", "Biden"),
        ("Kate Winslet on acting", "–", "Kate Winslet"),
        ("Houses on fire", "said", "Houses on fire"),
    ],
)
def test_what_a_headline_speaks_about_is_no_part_of_who_speaks(source: str, cue: str, named: str) -> None:
    text = f"{source} {cue} it must end now, for all of us\n\nIt rained on Saturday."
    (one,) = mend(text, tagged(text, source, cue, "it must end now, for all of us"))
    assert one[0] == [named]


def test_a_lone_word_out_of_another_sentence_is_no_content() -> None:
    text = "The mayor is still hoping for a buyer. He will not say who."
    read = tagged(text, "The mayor", "is still hoping for", "a buyer", "who")
    assert mend(text, read) == [(["The mayor"], ["is still hoping for"], ["a buyer"])]


def test_a_turn_is_whole_whatever_is_reported_in_it() -> None:
    text = (
        "ROE: Good morning. The mayor said that the bridge is safe. We open it on May 3.\n\n"
        "POE: And the union says it will strike?\n\nROE: It does."
    )
    cut = Tagged((Span(0, 3),), (Span(3, 4),), (Span(5, text.index(" The")),), 0.6)
    mayor = tagged(text, "The mayor", "said", "that the bridge is safe")
    union = tagged(text, "the union", "says", "it will strike")
    assert mend(text, cut, mayor, union) == [
        (["ROE"], [":"], ["Good morning. The mayor said that the bridge is safe. We open it on May 3."]),
        (["The mayor"], ["said"], ["that the bridge is safe"]),
        (["POE"], [":"], ["And the union says it will strike?"]),
        (["the union"], ["says"], ["it will strike"]),
        (["ROE"], [":"], ["It does."]),
    ]


@pytest.mark.parametrize(("label", "kept"), [("Review", False), ("Update", False), ("Ministry", True)])
def test_a_rubric_before_a_colon_is_no_speaker(label: str, kept: bool) -> None:
    text = f"{label}: The harbour is to be dredged.\n\nIt was last dredged in 1998."
    assert bool(mend(text, tagged(text, label, ":", "The harbour is to be dredged"))) is kept


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("News.\n\n“Nobody asked us.” — Jane Roe, farmer", ["Jane Roe, farmer"]),
        ("News.\n\n“Nobody asked us.”\n\n— Jane Roe.", ["Jane Roe"]),
        ("News.\n\nNobody asked us. — Jane Roe", []),
        ("News.\n\n“No.” — Jane Roe", []),
    ],
)
def test_signed_quotations(text: str, source: list[str]) -> None:
    assert [one.source[0].of(text) for one in laid_out(text, quotations(text))] == source


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The snow will reach Sarajevo, forecaster Emina Hodžić said on Friday.",
            [(["forecaster Emina Hodžić"], ["said"], ["The snow will reach Sarajevo"])],
        ),
        (
            "Nobody minds the border, says Agnieszka Wrona, a mayor.",
            [(["Agnieszka Wrona, a mayor"], ["says"], ["Nobody minds the border"])],
        ),
        ("Most of them, she added, come on foot.", [(["she"], ["added"], ["Most of them", "come on foot"])]),
        ("The gun was loaded, as police have said.", []),
        ("“Whatever they do, everyone said.” It rained.", []),
        (
            "Three people in the know, who spoke on condition of anonymity, said a minister was under suspicion.",
            [
                (
                    ["Three people in the know, who spoke on condition of anonymity"],
                    ["said"],
                    ["a minister was under suspicion"],
                )
            ],
        ),
        (
            "The deal is close, said a man who asked not to be named because it is private.",
            [(["a man who asked not to be named because it is private"], ["said"], ["The deal is close"])],
        ),
        (
            "A man set fire to a store for money, prosecutors said in an indictment filed Monday, a fire that spread.",
            [(["prosecutors"], ["said"], ["A man set fire to a store for money"])],
        ),
        (
            "The bridge was unsafe for years, an independent inquiry has found.",
            [(["an independent inquiry"], ["has found"], ["The bridge was unsafe for years"])],
        ),
        (
            "Mrs Hale called three times before help came, the inquest heard, despite living nearby.",
            [([], ["heard"], ["Mrs Hale called three times before help came"])],
        ),
        ("Driver wrote texts at wheel, court hears", [([], ["hears"], ["Driver wrote texts at wheel"])]),
        ("Nurse laughed as patient lay dying, tribunal told", [([], ["told"], ["Nurse laughed as patient lay dying"])]),
        ("After the fighting in the north ended, the king had ruled for a decade.", []),
        ("The gate of the old mill was left open, a neighbour heard.", []),
        ("The men of the village came to the door, neighbours told", []),
        ("When they came to the bridge, said the mayor had been, no one was there.", []),
        ("Having lost the vote in March, said officials were asleep.", []),
        ("He came, he saw and he left.", []),
    ],
)
def test_plain_frames(text: str, expected: list[Shown]) -> None:
    assert shown(text, list(framed(text, sentences(text), quotations(text), []))) == expected


def test_a_sentence_in_which_somebody_speaks_already_gets_no_frame() -> None:
    text = "The snow will reach Sarajevo, a forecaster said."
    known = tagged(text, "a forecaster", "said", "The snow will reach Sarajevo")
    assert list(framed(text, sentences(text), quotations(text), [known])) == []


@pytest.mark.parametrize(
    "piece",
    [
        "Aa Bb: yes, he said. x\n\n",
        "a, ",
        "Aa ",
        "Aa, who x, said ",
        "“x y z.” — Aa\n\n",
        "word word, x said, ",
        "A: ok.\n\n",
    ],
)
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    stretches, marks = sentences(text), quotations(text)
    begun = time.perf_counter()
    laid_out(text, marks)
    list(framed(text, stretches, marks, []))
    assert time.perf_counter() - begun < 5


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("There are growing fears that the dam will break.", ["that the dam will break"]),
        ("But there were concerns that Oslo could lose its port.", ["that Oslo could lose its port"]),
        ("There are fears of a flood.", []),
        ("There are cats that nobody owns.", []),
    ],
)
def test_what_nobody_in_particular_holds_is_told_by_its_frame(text: str, contents: list[str]) -> None:
    assert [content for _, _, found in mend(text) for content in found] == contents
    assert all(source == [] for source, _, _ in mend(text))


def test_a_content_does_not_end_in_its_own_source_and_cue() -> None:
    text = "“The dam will hold all winter,” said Minister Zhukov, TASS reported."
    found = mend(text, tagged(text, "Minister Zhukov", "said", "“The dam will hold all winter,” said Minister Zhukov"))
    assert found == [(["Minister Zhukov"], ["said"], ["“The dam will hold all winter,”"])]
    text = "Zhukov said the dam he said would hold is his."
    whole = "the dam he said would hold is his"
    assert mend(text, tagged(text, "Zhukov", "said", whole)) == [(["Zhukov"], ["said"], [whole])]


@pytest.mark.parametrize(
    ("text", "cue", "content", "kept"),
    [
        (
            "Roe met Kim three times for talks on the nuclear program.",
            "met Kim three times for talks on",
            "the nuclear program",
            0,
        ),
        (
            "Roe repeatedly wrangled over sanctions on the North.",
            "repeatedly wrangled over",
            "sanctions on the North",
            0,
        ),
        ("Roe sparred over whether the dam should be built.", "sparred over", "whether the dam should be built", 1),
        ("Roe clashed over what he called “a wasted dam” there.", "clashed over", "what he called “a wasted dam”", 1),
        ("Roe spoke about sanctions on the North.", "spoke about", "sanctions on the North", 1),
    ],
)
def test_that_people_met_or_quarrelled_says_nothing_of_their_words(
    text: str, cue: str, content: str, kept: int
) -> None:
    assert len(mend(text, tagged(text, "Roe", cue, content))) == kept
