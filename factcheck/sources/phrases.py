"""Noun phrases that are no names, taken apart: whose, how many, what head, with what complement."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from factcheck.domain.extraction import SourceKind
from factcheck.sources.lexicon import lexicon

_EDGES = " \t\r\n\u00a0,;:“”\"'‘’*_"
_OWNER = re.compile(
    r"(?:(?P<pronoun>his|her|its|their|my|our|your|whose)|(?P<name>\S+(?:\s\S+){0,4}?(?:[’']s|(?<=s)[’'])))\s",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?P<word>the|a|an|this|that|these|those)\s(?=\S)", re.IGNORECASE)
_TAIL = re.compile(
    r"\s?(?:,(?!\d)|[(;:])|\s[–—-]{1,2}\s|…|\s(?:and|or)\s"
    r"|\s(?:of|for|who|whom|whose|which|that|in|at|from|with|to|on|by|about|among|within|inside|outside|near|under"
    r"|against|into|like|including|such as|familiar|close|led|filed|released|conducted|published|based|named|called"
    r"|speaking|working|representing|investigating|involved|briefed|posted|obtained|sent|taken|made|written|issued|before|after"
    r"|during|as)(?:\s|$)|\s(?:[a-z]{2,}ed|seen|shown|shared|read|held|put|heard|run|given|drawn|known|won) by\s",
    re.IGNORECASE,
)
_PARTITIVE = re.compile(
    r"(?:one|none|two|three|four|five|six|several|both|some|many|most|few|all|any|each|either|neither|half|\d+)"
    r" of (?:the |these |those )?",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"(?:[\w-]+ ){0,4}(?:percent|per cent|half|thirds?|quarters?|one|two|three|four)(?:% | of | in |$)|\d+% "
)
_CLAUSE = re.compile(r",(?!\d)|\s\(|\s[–—]\s|\s--\s|;")
_COLLECTIVE = re.compile(
    r"(?:(?:wide|broad|growing|small|large|bipartisan|diverse|whole|tens of)\s)*(\w+)\sof\s(?=[a-z])"
)
_PROFESSION = re.compile(r"(?:ologist|onomist|iatrist|ographer|ician|woman)$")
_WEEKDAY = re.compile(
    r" on (?:late |early )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|afternoon|evening|night))?$"
)
_SORTS = {
    "people": SourceKind.PERSON,
    "bodies": SourceKind.ORGANIZATION,
    "documents": SourceKind.DOCUMENT,
}
_ONE_OF = re.compile(r"(?:only |just )?one (?:more )?of (?=(?:the|his|her|their|its|those|these|several|many)\b)")
_NAMED_COLLECTIVES = frozenset({"group", "team", "coalition"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: `head` in lower case, `modifiers` the words before it, `tail` what follows the head.

    `owner` is the possessive before it ("her", "Davis’"), `article` in lower case or "".
    """

    article: str
    owner: str
    modifiers: tuple[str, ...]
    head: str
    tail: str
    partitive: bool = False

    @property
    def definite(self) -> bool:
        """Whether it speaks of something known."""
        return self.article in ("the", "this", "that", "these", "those")

    @property
    def plural(self) -> bool:
        """Whether it speaks of several."""
        head = self.head
        if head in ("people", "men", "women", "children", "police", "media", "folks", "staff", "data"):
            return True
        return (
            head.endswith("s")
            and not head.endswith(("ss", "us", "sis"))
            and head not in ("boss", "news", "press", "congress", "politics")
        )


@lru_cache(maxsize=4096)
def phrase(words: str) -> Phrase:
    """`words` taken apart."""
    rest = " ".join(words.strip(_EDGES).split())
    partitive = _PARTITIVE.match(rest)
    if partitive:
        rest = rest[partitive.end() :]
    article = owner = ""
    if (found := _ARTICLE.match(rest)) is not None:
        article, rest = found["word"].lower(), rest[found.end() :]
    if (owned := _OWNER.match(rest)) is not None and not _TAIL.search(rest[: owned.end() - 1]):
        owner, rest = owned.group().strip(), rest[owned.end() :]
    tail = _TAIL.search(rest)
    front = rest[: tail.start()] if tail else rest
    bare = front.split()
    for number in range(1, len(bare)):
        # "Democrats trying to win", "demonstrators aligned"
        if bare[number].endswith(("ing", "ed")) and _head(bare[number - 1].lower()) and not _head(bare[-1].lower()):
            rest = rest.replace(" " + bare[number], " of " + bare[number], 1)
            tail = _TAIL.search(rest)
            bare = bare[:number]
            break
    head = bare[-1].strip(_EDGES).lower() if bare else rest.lower()
    return Phrase(
        article,
        owner,
        tuple(bare[:-1]),
        head.removesuffix("’s").removesuffix("'s"),
        rest[tail.start() :] if tail else "",
        partitive is not None,
    )


def _head(word: str) -> bool:
    """Whether a noun is one that sources go by."""
    lex = lexicon()
    names = (
        "group_heads",
        "anonymous_heads",
        "organization_heads",
        "document_heads",
        "issued_heads",
        "poll_heads",
        "roles",
        "female_roles",
        "male_roles",
    )
    return any(word in lex.words[kind] for kind in names)


def is_source(words: str) -> bool:
    """Whether the phrase is one that sources go by: "people familiar with the matter", not "legal risks"."""
    head = phrase(words).head
    return words[:1].isupper() or _head(head) or _head(head.removesuffix("s")) or is_person(head)


def plain_name(words: str) -> str:
    """What to call the source that `words` describe: without article, quantifier and what is set off by a comma.

    "Many experts" is "experts"; "two campaign officials" stays.
    """
    name = " ".join(words.strip(_EDGES).split())
    name = re.sub(r"^(?:among|from|by|to|for|according to)\s(?=\S)", "", name, flags=re.IGNORECASE)
    cut = _CLAUSE.search(name)
    if cut is not None and cut.start() > 2:
        name = name[: cut.start()].strip(_EDGES)
    name = _WEEKDAY.sub("", name) or name
    name = re.sub(r"^(?:the|a|an|these|those|this|that)\s(?=\S)", "", name, flags=re.IGNORECASE)
    collective = _COLLECTIVE.match(name)
    if collective is not None and lexicon().has("collectives", collective.group(1)):
        name = name if collective.group(1).lower() in _NAMED_COLLECTIVES else name[collective.end() :]
    for quantifier in _quantifiers():
        if name.lower().startswith(quantifier + " ") and len(name) > len(quantifier) + 1:
            rest = re.sub(r"^of (?:the |these |those )?", "", name[len(quantifier) + 1 :])
            name = name if rest.startswith(("hundred", "thousand", "dozen", "million")) else rest or name
            break
    return name or words


@cache
def _quantifiers() -> list[str]:
    return sorted(lexicon().words["quantifiers"], key=len, reverse=True)


def kind_of(words: str, after: str = "") -> SourceKind:
    """The kind of source that a noun phrase describes, by its head noun and what withholds a name.

    `after` is the text that follows, for "speaking on condition of anonymity".
    """
    lex = lexicon()
    lower = " ".join(words.lower().split())
    found = phrase(words)
    head = found.head
    one_of = _ONE_OF.match(lower)
    if one_of is not None:
        # one whom the text does not name
        kind = kind_of(lower[one_of.end() :], after)
        return SourceKind.PERSON if kind is SourceKind.GROUP else kind
    if _SHARE.match(lower):
        return SourceKind.GROUP
    document = lex.has("poll_heads", head) or lex.has("document_heads", head)
    if (not document and any(mark in lower for mark in lex.words["anonymous_marks"])) or re.match(
        r"[^.]{0,80}anonym|, who [^.]{0,30}(?:asked|did not want|declined|refused) (?:not )?to be (?:named|identified)",
        after.lower(),
    ):
        return SourceKind.ANONYMOUS
    if lex.has("collectives", head):
        of = re.match(r"\sof\s(.+)", found.tail)
        if of is not None and phrase(of.group(1)).plural:
            return SourceKind.GROUP
    for kind, names in (
        (SourceKind.POLL, "poll_heads"),
        (SourceKind.ANONYMOUS, "anonymous_heads"),
        (SourceKind.GROUP, "group_heads"),
        (SourceKind.DOCUMENT, "document_heads"),
        (SourceKind.DOCUMENT, "issued_heads"),
        (SourceKind.PERSON, "roles"),
        (SourceKind.PERSON, "female_roles"),
        (SourceKind.PERSON, "male_roles"),
        (SourceKind.PERSON, "kin"),
        (SourceKind.ORGANIZATION, "organization_heads"),
    ):
        single = (
            names in ("document_heads", "issued_heads", "poll_heads") and head.removesuffix("s") in lex.words[names]
        )
        if single or lex.has(names, head):
            return kind
    if found.plural:
        return SourceKind.GROUP
    return SourceKind.PERSON if is_person(head) else _SORTS.get(lex.nouns.get(head, ""), SourceKind.UNKNOWN)


def is_person(head: str) -> bool:
    """Whether a noun is one person's."""
    lex = lexicon()
    return (
        _PROFESSION.search(head) is not None
        or any(lex.has(names, head) for names in ("roles", "female_roles", "male_roles"))
        or (lex.has("kin", head) and not head.endswith(("s", "family", "children")))
    )


def gender_of(head: str) -> str:
    """ "he" or "she" for a noun of a man or a woman."""
    lex = lexicon()
    return "she" if lex.has("female_roles", head) else "he" if lex.has("male_roles", head) else ""
