"""Who is meant: each attribution resolves to its sources by the fullest name that the text gives.

In the texts `[1:…]` is the source of attribution 1, `{1:…}` its cue and `<1:…>` its content; they may nest.
"""

import re

import pytest

from factcheck.attribution.quoting import quotation_types
from factcheck.domain.extraction import QuotationType, SourceKind, Tagged
from factcheck.domain.spans import Span
from factcheck.sources.resolution import Resolved, resolve
from factcheck.text.quotations import quotations
from factcheck.text.sentences import sentences

_MARK = re.compile(r"([\[{<])(\d):|([\]}>])")


def marked(text: str) -> tuple[str, list[Tagged]]:
    """The bare text and its attributions."""
    plain, begun = "", list[tuple[str, int, int]]()
    parts: dict[int, dict[str, list[Span]]] = {}
    at = 0
    for mark in _MARK.finditer(text):
        plain += text[at : mark.start()]
        at = mark.end()
        if mark[1]:
            begun.append((mark[1], int(mark[2]), len(plain)))
        else:
            kind, number, start = begun.pop()
            parts.setdefault(number, {"[": [], "{": [], "<": []})[kind].append(Span(start, len(plain)))
    plain += text[at:]
    tagged = [Tagged(tuple(p["["]), tuple(p["{"]), tuple(p["<"]), 1.0) for _, p in sorted(parts.items())]
    return plain, tagged


def read(text: str) -> Resolved:
    """The sources of a marked text."""
    plain, tagged = marked(text)
    types = quotation_types(plain, [one.content for one in tagged], quotations(plain))
    return resolve(plain, sentences(plain), tagged, types)


def names(resolved: Resolved) -> list[str]:
    """The sources of each attribution, joined by "+"."""
    return ["+".join(resolved.sources[n].name for n in one.sources) for one in resolved.attributions]


NAMES = [
    (
        "a headline leaves out the article of a title or noun that one alone bears",
        "[1:Bank] {1:reveals} <1:accounts were hacked>\n\n[2:Dorn Bank] {2:said} <2:accounts were hacked>.",
        ["Dorn Bank", "Dorn Bank"],
    ),
    (
        "of two who bear it neither is meant",
        "[1:Minister] {1:confirms} <1:it>\n\n[2:Minister Ana Roe] {2:said} <2:so>. [3:Minister Doe] {3:left} <3:it>.",
        ["Minister", "Ana Roe", "Doe"],
    ),
    (
        "himself says nothing new of who it is",
        "Pavel Orlov won. [1:Orlov himself] {1:wrote} <1:that he had never cheated>.",
        ["Pavel Orlov"],
    ),
    (
        "a surname means the person named in full before or after",
        "[1:Roe] {1:said} <1:it would rain>. Jane Roe leads the bureau. <2:“Take an umbrella,”> [2:Roe] {2:added}.",
        ["Jane Roe", "Jane Roe"],
    ),
    (
        "titles and parties are no part of a name",
        "[1:Massachusetts Sen. Jane Roe, D-Mass.,] {1:said} <1:the bank cheated>. [2:Sen. Roe] {2:wants} <2:a trial>.",
        ["Jane Roe", "Jane Roe"],
    ),
    (
        "particles and apostrophes belong to a family name",
        "Mayor Bill de Groot and Commissioner Jim O'Dowd spoke. [1:De Groot] {1:said} <1:it was an accident>. "
        "[2:O'Dowd] {2:called} <2:it deliberate>.",
        ["Bill de Groot", "Jim O'Dowd"],
    ),
    (
        "a slip of the pen or a clipped name is the same person",
        "Harold Bornstein, a doctor, wrote a letter. <1:It took five minutes>, [1:Bornsten] {1:said}. "
        "President Obama came. <2:“Hello,”> [2:Mr. Obam] {2:said}.",
        ["Harold Bornstein", "Obama"],
    ),
    (
        "the fullest name is given, with what comes between first and last name",
        "[1:Charles Moore] {1:agreed} <1:to leave>. Charles E. Moore was born in Iowa.",
        ["Charles E. Moore"],
    ),
    (
        "a headline, all in capitals, is read by the names of the text",
        "Jane Roe Slams Big Bank Over Fees\n\n[1:Roe] {1:said} <1:fees were too high>. Jane Roe is a senator.",
        ["Jane Roe"],
    ),
    (
        "a body is known by its acronym and by its long form",
        "The Alliance to Reclaim Our Parks (AROP) met. [1:AROP] {1:said} <1:parks matter>. "
        "[2:The National Park Service] {2:agreed} <2:that they do>. [3:NPS] {3:warned} <3:of fires>.",
        ["Alliance to Reclaim Our Parks", "National Park Service", "National Park Service"],
    ),
    (
        "“and” inside a body's name does not make two of it",
        "[1:The Securities and Exchange Commission] {1:sued}, {1:alleging} <1:fraud by the owners>.",
        ["Securities and Exchange Commission"],
    ),
    (
        "a capital speaks for its state where the text names the state",
        "North Korea tested a missile. [1:Pyongyang] {1:said} <1:it was a satellite>. [2:The North] {2:denied} <2:it>.",
        ["North Korea", "North Korea"],
    ),
    (
        "so does any capital, also where the text has no more than the state's adjective",
        "A Qatari left. [1:Doha] {1:denied} <1:paying him>. Peru closed a road. [2:Lima] {2:said} <2:it rained>.",
        ["Qatar", "Peru"],
    ),
    (
        "a capital that is somebody's name, too, is not taken for the state",
        "Adriana Lima flew to Peru. [1:Lima] {1:said} <1:it was hot>.",
        ["Adriana Lima"],
    ),
    (
        "a headline joins two by a comma",
        "Turkey, [1:Qatar] {1:urge} <1:restraint>\n\nThe talks in Turkey stalled, and Qatar left.",
        ["Turkey+Qatar"],
    ),
    (
        "an acronym that is a word, and one of letters of another language",
        "The World Health Organization met. [1:WHO] {1:warned} <1:of fever>. "
        "Doctors Without Borders (MSF) left. [2:MSF] {2:said} <2:it had no choice>.",
        ["World Health Organization", "Doctors Without Borders"],
    ),
    (
        "offices with “of”, months that are given names, saints' hospitals",
        "[1:Secretary of State Laura Roe] {1:said} <1:it hurt>. The defender Jan Kowalski fell. "
        "[2:Kowalski] {2:said} <2:so>. [3:St. Anne's Hospital] {3:agreed} <3:that it did>.",
        ["Laura Roe", "Jan Kowalski", "St. Anne's Hospital"],
    ),
    (
        "a name at the end of a longer description is the source's",
        "[1:A resident who gave only one name, Osman,] {1:said} <1:he fled>. "
        "[2:MSF's head of mission, Claire Roe,] {2:said} <2:all had>.",
        ["Osman", "Claire Roe"],
    ),
    (
        "a city stays a city where no state is spoken of",
        "[1:Paris] {1:said} <1:she would come>. Paris Lane lives in Ohio.",
        ["Paris Lane"],
    ),
    (
        "two of one surname stay two: given name, title and pronoun tell",
        "Bill Clinton met voters and Hillary Clinton met donors. [1:Mrs. Clinton] {1:said} <1:the day was long>. "
        "[2:Bill Clinton] {2:said} <2:it was short>.",
        ["Hillary Clinton", "Bill Clinton"],
    ),
    (
        "a short given name is the long one, and two of one surname under “and” share it",
        "Sandra Poe and James and Olive Dunn came. [1:Sandy Poe] {1:said} <1:it was late>. "
        "[2:James Dunn] {2:left} <2:it at that>.",
        ["Sandra Poe", "James Dunn"],
    ),
    (
        "a legislator “of” a state is a person",
        "[1:Republican Rep. Lee Zell of New York, a Trump supporter,] {1:said} <1:it helps>. "
        "<2:“It does,”> [2:he] {2:said}.",
        ["Lee Zell", "Lee Zell"],
    ),
    (
        "two people parted by a comma in a headline are two",
        "[1:Poe, Dunn] {1:pledge} <1:to work together>\n\nJane Poe and John Dunn met for an hour on Thursday.",
        ["Jane Poe+John Dunn"],
    ),
    (
        "a name in a compound (“anti-Roe”) is nobody mentioned",
        "John Doe and Jane Roe met. KCNA told of an anti-Roe plan. [1:It] {1:said} <1:all is well>.",
        ["KCNA"],
    ),
    (
        "a source span that cuts a word is read to the word's end",
        "President Obama came. <1:“Hello,”> [1:Mr. Obam]a {1:said}.",
        ["Obama"],
    ),
    (
        "whom the text calls by the given name is not meant by the surname",
        "Melania Trump sat beside Donald Trump. Melania smiled. [1:Trump] {1:said} <1:he would win>.",
        ["Donald Trump"],
    ),
    (
        "what was done to a report, and by whom, is no second source",
        "[1:The 312-page report, written by Judge Helen Roe and published two weeks after it leaked,] {1:found} "
        "<1:that the wall was rotten>.",
        ["312-page report"],
    ),
]

PRONOUNS = [
    (
        "he and she are told apart by given names",
        "John Doe met Jane Roe on Monday. [1:She] {1:said} <1:talks went well>. [2:He] {2:said} <2:they failed>.",
        ["Jane Roe", "John Doe"],
    ),
    (
        "the subject comes before whom it speaks to",
        "John Doe wrote to Peter Poe. [1:He] {1:asked} <1:for more time>.",
        ["John Doe"],
    ),
    (
        "a pronoun may stand before the name",
        "When [1:she] {1:said} <1:that nobody listens>, Jane Roe was alone.",
        ["Jane Roe"],
    ),
    (
        "“I” in a quotation is its speaker",
        "<1:“[2:I] {2:think} <2:it will rain>,”> [1:Jane Roe] {1:said}. It did.",
        ["Jane Roe", "Jane Roe"],
    ),
    (
        "“I” outside quotations is the author who signs below",
        "[1:I] {1:believe} <1:that the bridge is unsafe>. It shakes.\n\nJane Roe is an engineer in Ohio.",
        ["Jane Roe"],
    ),
    (
        "“you” is the readers",
        "Save early. [1:You] {1:may think} <1:that it is too soon>.",
        ["readers"],
    ),
    (
        "“they” is two people named together",
        "Jane Roe and John Doe wrote a letter. [1:They] {1:asked} <1:for a new vote>.",
        ["Jane Roe+John Doe"],
    ),
    (
        "“who” is the noun before it",
        "The letter was signed by retired judges, [1:who] {1:say} <1:the law is bad>.",
        ["retired judges"],
    ),
    (
        "whose words are reported inside another's is not the one who goes on",
        "[1:Khizr Poe] {1:says} <1:the ban -- which [2:Donald Trump] {2:denied} <2:he wants> -- is wrong>. "
        "[3:He] {3:told} <3:reporters that it hurts>.",
        ["Khizr Poe", "Donald Trump", "Khizr Poe"],
    ),
    (
        "“we asked” is the outlet",
        "[1:We] {1:asked} <1:what readers think>.\n\nIt is fine.\n\n@poe",
        ["(the outlet)"],
    ),
    (
        "each writer of several letters signs for himself",
        "[1:I] {1:think} <1:it is wrong>.\n\nJane Poe.\n\nOhio.\n\n[2:I] {2:think} <2:it is right>.\n\nJohn Dunn.",
        ["Jane Poe", "John Dunn"],
    ),
    (
        "“both” and “each” are the two",
        "Jane Poe met John Dunn in Ohio. [1:Both] {1:said} <1:they would run>.",
        ["Jane Poe+John Dunn"],
    ),
    (
        "“it” is a body, not a person",
        "The Tax Foundation met Jane Roe. [1:It] {1:estimated} <1:a loss of $5 billion>.",
        ["Tax Foundation"],
    ),
]

NOMINALS = [
    (
        "the noun picks the body whose name has it, not the one mentioned last, were it no source before",
        "The report was carried by the Saba news agency. [1:The Harbour Center] {1:counted} <1:11 ships>. "
        "[2:The agency] {2:quoted} <2:a spokesman>.",
        ["Harbour Center", "Saba news agency"],
    ),
    (
        "a company whose name does not tell what it is",
        "Shares in Norvik Semiconductor fell. [1:The German chipmaker] {1:said} <1:orders fell>. "
        "Rain fell. [2:The company] {2:expects} <2:growth>.",
        ["Norvik Semiconductor", "Norvik Semiconductor"],
    ),
    (
        "any noun of a body that ends a name",
        "Peru has a National Meteorology Service. [1:The service, known as SENAMHI,] {1:said} <1:it rained>.",
        ["National Meteorology Service"],
    ),
    (
        "a role means whom the text gives that title",
        "Mayor Jane Roe met Police Chief John Doe. [1:The mayor] {1:said} <1:crime fell>. "
        "[2:The chief] {2:agreed} <2:that it did>.",
        ["Jane Roe", "John Doe"],
    ),
    (
        "“the former president” is the one who was, “the president” the one who is",
        "Former President Bill Clinton met President Obama. [1:The former president] {1:said} <1:it is crazy>. "
        "[2:The president] {2:said} <2:it works>.",
        ["Bill Clinton", "Obama"],
    ),
    (
        "GOP and Republican are one",
        "Donald Trump, the Republican nominee, and Hillary Clinton, the Democratic nominee, met. "
        "[1:The GOP candidate] {1:said} <1:he won>.",
        ["Donald Trump"],
    ),
    (
        "several of one title are named each",
        "Senators Jane Roe of Ohio and John Doe of Iowa wrote a bill. [1:The senators] {1:say} <1:it will pass>.",
        ["Jane Roe+John Doe"],
    ),
    (
        "“the agency” is the body of that sort named last",
        "The Environmental Protection Agency sued Acme Corp over it. [1:The agency] {1:said} <1:a river died>. "
        "[2:The company] {2:denied} <2:it>.",
        ["Environmental Protection Agency", "Acme Corp"],
    ),
    (
        "a body may be named after what it is",
        "The super PAC, Priorities Ohio Action, made an ad. [1:The PAC] {1:says} <1:it will win>.",
        ["Priorities Ohio Action"],
    ),
    (
        "a statement is of whom it was issued by, the first time and after",
        "[1:A statement issued by the Tax Foundation] {1:said} <1:taxes fell>. "
        "[2:The statement] {2:named} <2:no figure>.",
        ["Tax Foundation", "Tax Foundation"],
    ),
    (
        "“the judge” is the judge of before",
        "[1:A federal judge] {1:ruled} <1:that files must be shown>. [2:The judge] {2:cited} <2:an older case>.",
        ["federal judge", "federal judge"],
    ),
    (
        "“the two voters” and “the brothers” are those named before",
        "German Ortega and Freddy Ortega star. [1:The brothers] {1:noted} <1:that it sells>.",
        ["Freddy Ortega+German Ortega"],
    ),
    (
        "a description may stand for the one spoken of, but not for who works for her",
        "Hillary Clinton spoke, said spokesman John Dunn. [1:The former secretary of State] {1:said} <1:it was wrong>.",
        ["Hillary Clinton"],
    ),
    (
        "whose it is goes into the name",
        "Donald Trump spoke. [1:His aides] {1:said} <1:he was tired>. [2:Many of his supporters] {2:think} <2:he won>.",
        ["Donald Trump’s aides", "Donald Trump’s supporters"],
    ),
    (
        "a statement is its issuer's, a report stays a document",
        "Jane Roe resigned. [1:Her statement] {1:said} <1:she was ill>. "
        "[2:A 2014 study by the bureau] {2:found} <2:no harm>.",
        ["Jane Roe", "2014 study by the bureau"],
    ),
    (
        "a relative is named where the text names him",
        "Jane Roe came with her husband, John Poe. [1:Her husband] {1:said} <1:they were happy>.",
        ["John Poe"],
    ),
    (
        "quantifiers are dropped, numerals kept",
        "[1:Many experts] {1:say} <1:it is early>. [2:Two campaign officials] {2:said} <2:it is late>. "
        "[3:A number of other members of Congress] {3:want} <3:a vote>.",
        ["experts", "Two campaign officials", "other members of Congress"],
    ),
    (
        "somebody new is nobody of before",
        "Jane Roe won the debate. [1:A spokesman for the bureau] {1:said} <1:the count was right>.",
        ["spokesman for the bureau"],
    ),
    (
        "examples do not split a group",
        "[1:Critics of the plan, like Senators Jane Roe and John Doe,] {1:say} <1:it costs too much>.",
        ["Critics of the plan"],
    ),
    (
        "one head noun serves several modifiers",
        "[1:U.S., Ukrainian and South Korean assessments] {1:say} <1:10,000 troops came>.",
        ["U.S. assessments+Ukrainian assessments+South Korean assessments"],
    ),
    (
        "what several names are called is no further source, before them or after",
        "[1:Two analysts, Patrick Roe and Chris Doe,] {1:found} <1:it strong>. "
        "[2:James and Olive Poe, the Gold Star parents whose speech made news,] {2:say} <2:they had to speak>.",
        ["Patrick Roe+Chris Doe", "James Poe+Olive Poe"],
    ),
    (
        "a given name slips by a letter",
        "Hilary Dunn came to town. Hillary Dunn left at noon. [1:Mrs. Dunn] {1:said} <1:it was fun>.",
        ["Hillary Dunn"],
    ),
    (
        "an office of several words is no name",
        "[1:New York City Public Advocate Jane Roe] {1:called} <1:for more buses>. [2:Roe] {2:wants} <2:trams>.",
        ["Jane Roe", "Jane Roe"],
    ),
    (
        "“both women” are the two named together",
        "Elizabeth Warren and Hillary Clinton spoke. [1:Both women] {1:called} <1:the plan unfair>.",
        ["Elizabeth Warren+Hillary Clinton"],
    ),
    (
        "an apposition is no second source",
        "[1:Jane Roe, a lawyer in Ohio, and her partner John Doe, an activist,] {1:said} <1:the law is unfair>.",
        ["Jane Roe+John Doe"],
    ),
    (
        "two descriptions under one article are one person",
        "Hillary Clinton answered. [1:The former first lady and U.S. senator] {1:said} <1:it was wrong>.",
        ["Hillary Clinton"],
    ),
]

SILENT = [
    (
        "without a source the speaker of the sentence goes on",
        "[1:Jane Roe] {1:said} <1:the river was clean> and {2:added} <2:that fish had come back>.",
        ["Jane Roe", "Jane Roe"],
    ),
    (
        "a quotation right after another is the same speaker's",
        "<1:“It is late,”> [1:Jane Roe] {1:said}. <2:“Go home.”>",
        ["Jane Roe", "Jane Roe"],
    ),
    (
        "concerns that nobody holds are nobody's",
        "[1:Jane Roe] {1:spoke} <1:of rain>. {2:There are concerns} <2:that the dam will break>.",
        ["Jane Roe", "unknown"],
    ),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(text, expected, id=name) for name, text, expected in [*NAMES, *PRONOUNS, *NOMINALS, *SILENT]],
)
def test_attributions_resolve_to(text: str, expected: list[str]) -> None:
    assert names(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("[1:A statement carried by the Saba news agency] {1:says} <1:so>.", SourceKind.DOCUMENT),
        ("[1:Infracore] {1:said} <1:it saw no weakness>.", SourceKind.ORGANIZATION),
        ("[1:Halden Therapeutics (NASDAQ: HLDN)] {1:announced} <1:growth>.", SourceKind.ORGANIZATION),
        ("[1:City Hall] {1:said} <1:no>.", SourceKind.ORGANIZATION),
        ("[1:a councilman], who did not want to be named, {1:said} <1:so>.", SourceKind.ANONYMOUS),
        ("[1:an ecologist] {1:said} <1:so>.", SourceKind.PERSON),
        ("[1:Jane Roe] {1:said} <1:it rained>.", SourceKind.PERSON),
        ("[1:The Tax Foundation] {1:said} <1:taxes fell>.", SourceKind.ORGANIZATION),
        ("[1:State media] {1:reported} <1:a launch>.", SourceKind.ORGANIZATION),
        ("[1:Voters] {1:want} <1:change at last>.", SourceKind.GROUP),
        ("[1:A wide array of artists] {1:said} <1:no to it>.", SourceKind.GROUP),
        ("[1:A leaked memo] {1:says} <1:taxes rose>.", SourceKind.DOCUMENT),
        ("[1:Thirty percent of voters] {1:say} <1:taxes are low>.", SourceKind.GROUP),
        ("[1:Democrats trying to win the Senate] {1:say} <1:they may>.", SourceKind.GROUP),
        ("[1:Excerpts of the speech] {1:say} <1:that all is well>.", SourceKind.DOCUMENT),
        ("[1:An inquiry into the collapse of the bridge] {1:said} <1:so>.", SourceKind.DOCUMENT),
        ("[1:Transparency International’s Portuguese chapter] {1:urged} <1:a trial>.", SourceKind.ORGANIZATION),
        ("[1:A survey of insiders] {1:shows} <1:a tie in Ohio>.", SourceKind.POLL),
        ("[1:A Reuters poll] {1:found} <1:a tie in Ohio>.", SourceKind.POLL),
        ("[1:Police officials] {1:said} <1:nobody died>.", SourceKind.ANONYMOUS),
        ("[1:A person familiar with the matter] {1:said} <1:talks failed>.", SourceKind.ANONYMOUS),
        ("[1:A woman in the audience] {1:asked} <1:about taxes>.", SourceKind.PERSON),
        ("{1:It is feared} <1:that the dam will break>.", SourceKind.UNKNOWN),
    ],
)
def test_a_source_is_of_a_kind(text: str, kind: SourceKind) -> None:
    resolved = read(text)
    assert [resolved.sources[n].kind for n in resolved.attributions[0].sources] == [kind]


def test_the_relay_nearest_to_the_article_comes_last() -> None:
    resolved = read(
        "[3:Reuters] {3:reported} <3:that [2:state media] {2:said} <2:that [1:Kim Jong Un] {1:vowed} <1:to fight on>>>."
    )
    chain = [[resolved.sources[n].name for n in one.via] for one in resolved.attributions]
    assert chain == [["state media", "Reuters"], ["Reuters"], []]


@pytest.mark.parametrize(
    ("middle", "last", "chain"),
    [
        (
            "[4:Kim] {4:said} <4:the talks failed>.",
            "[7:KCNA] {7:reported} <7:that [6:Kim] {6:met} <6:the generals>>.",
            "KCNA",
        ),
        # told of another time, or with no relay after it, or by somebody else
        (
            "Last month [4:Kim] {4:said} <4:the talks failed>.",
            "[7:KCNA] {7:reported} <7:that [6:Kim] {6:met} <6:the generals>>.",
            "",
        ),
        ("[4:Kim] {4:said} <4:the talks failed>.", "It rained.", ""),
        (
            "[4:Putin] {4:said} <4:the talks failed>.",
            "[7:KCNA] {7:reported} <7:that [6:Kim] {6:met} <6:the generals>>.",
            "",
        ),
        (
            "[4:Kim] {4:said} <4:the talks failed>.",
            "[7:Reuters] {7:reported} <7:that [6:Kim] {6:met} <6:the generals>>.",
            "",
        ),
    ],
)
def test_a_relay_named_before_and_after_is_carried_over_what_lies_between(middle: str, last: str, chain: str) -> None:
    text = f"[2:KCNA] {{2:reported}} <2:that [1:Kim Jong Un] {{1:vowed}} <1:to fight on>>. {middle} {last}"
    plain, _ = marked(text)
    resolved = read(text)
    told = next(one for one in resolved.attributions if one.content[0].of(plain) == "the talks failed")
    assert [resolved.sources[n].name for n in told.via] == ([chain] if chain else [])


def test_titles_are_kept_as_the_description() -> None:
    resolved = read("[1:Wells Fargo CEO John Doe] {1:said} <1:he was sorry>. Doe, a banker from Iowa, resigned.")
    assert [(s.name, s.description) for s in resolved.sources] == [("John Doe", "Wells Fargo CEO; banker")]


@pytest.mark.parametrize(
    ("described", "name"),
    [
        ("A military spokesman, Brig. Gen. Yahya Saree,", "Yahya Saree"),
        ("The commander, Lt. Cmdr. Mary Roe,", "Mary Roe"),
        ("The mayor’s spokesman, Dr. Jane Roe,", "Jane Roe"),
    ],
)
def test_a_title_between_a_description_and_a_name_hides_no_name(described: str, name: str) -> None:
    resolved = read(f"[1:{described}] {{1:said}} <1:the ships will not pass>.")
    assert [source.name for source in resolved.sources if source.kind is SourceKind.PERSON] == [name]


_EXCERPT = (
    "The Washington Post ran a long feature on Jane Roe. Its reporter Ann Smith visited her.\n\nSmith reports:\n\n"
    '"[1:Roe] {1:said} <1:the lake was gone>. She wept.\n\n'
    '"[2:Her husband] {2:thought} <2:it would come back>."\n\n{after}'
)


@pytest.mark.parametrize(
    ("text", "via"),
    [
        (_EXCERPT.replace("{after}", "It rained."), ["Ann Smith", "Ann Smith"]),
        # what follows the excerpt is the article's own
        (_EXCERPT.replace("{after}", "[3:Roe] {3:said} <3:she was well>."), ["Ann Smith", "Ann Smith", ""]),
        (
            "The Washington Post ran a long feature on Jane Roe.\n\nThe visit is described in detail:\n\n"
            "“[1:Roe] {1:said} <1:the lake was gone>,” and wept.",
            ["Washington Post"],
        ),
        # a medium's piece without an excerpt relays nothing
        (
            "The Washington Post ran a long feature on Jane Roe.\n\n[1:Roe] {1:said} <1:the lake was gone>.",
            [""],
        ),
        (
            "In The New Yorker’s long profile of Roe in 2013 colleagues were eager to talk. <1:“She is a quack,”> "
            "{1:said} [1:David Gorski].",
            ["New Yorker"],
        ),
        # a paragraph later, and no report of a medium
        (
            "In The New Yorker’s long profile of Roe all were eager.\n\n[1:David Gorski] {1:said} <1:she left>.",
            [""],
        ),
        ("In Jane Roe’s report the lake is gone. [1:David Gorski] {1:said} <1:she was wrong>.", [""]),
        ("[1:Emails] combed through by Vox {1:suggest} <1:that Roe knew>.", ["Vox"]),
        ("[1:Documents obtained by Reuters] {1:show} <1:that Roe knew>.", ["Reuters"]),
        ("[1:Emails] written by Jane Roe {1:suggest} <1:that she knew>.", [""]),
        # told to a medium, which may be a name that only its sort tells; not to anybody, nor to the outlet itself
        ("[1:A defense official] {1:told} CNN on Monday <1:that the port was watched>.", ["CNN"]),
        ("[1:Jane Roe] {1:told} the Swiss daily Le Temps <1:that it was small>.", ["Le Temps"]),
        ("[1:Jane Roe] {1:told} Ann Smith <1:that it was small>.", [""]),
        ("[1:Jane Roe] {1:said} CNN knew <1:that it was small>.", [""]),
    ],
)
def test_what_is_taken_out_of_anothers_report_comes_through_it(text: str, via: list[str]) -> None:
    resolved = read(text)
    assert ["+".join(resolved.sources[n].name for n in one.via) for one in resolved.attributions] == via


@pytest.mark.parametrize(
    ("outlet", "via"),
    [("AP", ""), ("Associated Press", ""), ("The Associated Press", ""), ("Reuters", "Associated Press")],
)
def test_what_somebody_told_the_outlet_itself_came_through_nobody(outlet: str, via: str) -> None:
    plain, tagged = marked("[1:Jane Roe] {1:told} The Associated Press <1:that the port was watched>.")
    resolved = resolve(plain, sentences(plain), tagged, [QuotationType.INDIRECT], outlet)
    assert "".join(resolved.sources[n].name for n in resolved.attributions[0].via) == via


def test_a_paragraph_without_a_sentence_introduces_nothing() -> None:
    assert read(":\x1e0").attributions == ()
