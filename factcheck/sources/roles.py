"""What a text says that its people and bodies are: "Wells Fargo CEO John Stumpf", "Jane Roe, a lawyer in Ohio"."""

import re
from collections.abc import Iterator
from functools import cache

from factcheck.domain.extraction import SourceKind
from factcheck.domain.spans import Span
from factcheck.sources.entities import Entity
from factcheck.sources.lexicon import lexicon
from factcheck.sources.phrases import gender_of

_REACH = 90
_WORD = re.compile(r"[\w.’'&-]+")
_AFTER = re.compile(
    r"(?:, (?:who (?:is|was|serves as) |\d\d, )?(?P<x>)|(?P<linked> (?:is|was) (?=(?:the|a|an|one|his|her) )))"
)
# "seen by the Guardian, the regulator said": who speaks is another
_GOVERNED = re.compile(r"\b(?:by|to|with|from|for|in|on|of|at|against|about) (?:the |a |an )?$", re.IGNORECASE)
_SPEAKS = re.compile(r", (?:the|a|an) (?:[\w-]+ ){1,3}(?:said|says|told|announced|added|warned|argued|wrote|found)\b")
_PARTY = re.compile(r",? \(?(R|D)(?:ep(?:ublican)?|em(?:ocrat)?)?(?:\.|-| of |, )")
_ALSO = re.compile(
    r"(?:,? (?:of [A-Z][\w ]+|\(?[RDI]-[\w.]+\)?|(?:Republican|Democrat) of [A-Z][\w ]+),?)?(?:,|,? (?:and|&)) "
)


def describe(text: str, sentences: list[Span], found: list[Entity]) -> None:
    """Give the entities the titles and roles that stand beside their names, and the gender that those tell."""
    mentions = [(m, entity) for entity in found for m in entity.mentions]
    starts = [s.start for s in sentences]
    at, end, several = 0, 0, ""
    for mention, entity in sorted(mentions, key=lambda pair: pair[0]):
        while at + 1 < len(starts) and starts[at + 1] <= mention.start:
            at += 1
        sentence = sentences[at] if sentences else Span(0, len(text))
        before = text[max(sentence.start, mention.start - _REACH) : mention.start]
        after = text[mention.end : min(sentence.end, mention.end + _REACH + 40)]
        for title in _titles(before, after):
            _take(entity, title)
        if entity.kind is SourceKind.PERSON:
            if several and _ALSO.fullmatch(text, end, mention.start):
                _take(entity, several)
            else:
                several = _shared_title(before)
            if several:
                _take(entity, several)
            end = mention.end


def _shared_title(before: str) -> str:
    """The plural title right before a name, which the names joined to it share: "Senators Jane Roe and John Doe"."""
    last = before.split()[-1].lower().rstrip(",") if before.split() else ""
    known = lexicon().same(last)
    if last.endswith("s") and (last[:-1] in _nouns() or known != last or last in lexicon().words["kin"]):
        return known if known != last else last[:-1] if last[:-1] in _nouns() else last
    return "senator" if last == "sens." else "representative" if last == "reps." else ""


def _titles(before: str, after: str) -> Iterator[str]:
    """The descriptions right before and right after a name."""
    title = _title_before(before)
    if title:
        yield title
    joint = _AFTER.match(after)
    if joint is not None and not (_GOVERNED.search(before) and _SPEAKS.match(after)):
        title = _title_after(after[joint.end() :], joint.group("linked") is not None)
        if title:
            yield title
    party = _PARTY.match(after)
    if party is not None:
        yield "Republican" if party.group(1) == "R" else "Democrat"


def _title_before(before: str) -> str:
    """The words from a determiner, or at most two, up to a noun of a person or body: "Wells Fargo CEO "."""
    lex = lexicon()
    stripped = before.rstrip()
    comma = stripped.endswith(",")
    words = stripped.rstrip(",").split()
    if not words or stripped == before or words[-1].lower() not in _nouns():
        return ""
    begin = len(words) - 1
    while begin > 0 and len(words) - begin < 6 and _WORD.fullmatch(words[begin - 1]):
        before_it = words[begin - 1].lower()
        if lex.has("determiners", before_it) or before_it.endswith(("’s", "'s")):
            return " ".join(words[begin:])
        if lex.has("phrase_breaks", before_it) or before_it.endswith(("ed", "ing", "ly")):
            break
        if (
            words[begin][0].isupper()
            and before_it.islower()
            and words[begin - 1].islower()
            and before_it not in lexicon().words["standing"]
        ):
            break
        begin -= 1
    return "" if comma else " ".join(words[begin:])


def _title_after(after: str, linked: bool) -> str:
    """The words up to a noun of a person or body, after a comma or "is": "the Senate’s top Republican"."""
    lex = lexicon()
    words: list[str] = []
    determined = False
    for match in re.finditer(r"\S+", after):
        word = match.group().rstrip(',.;)”"')
        if not words and (lex.has("determiners", word) or word.endswith(("’s", "'s"))):
            determined = True
            continue
        if not _WORD.fullmatch(word) or lex.has("phrase_breaks", word) or len(words) > (6 if determined else 2):
            return ""
        words.append(word)
        if word.lower() in _nouns() and (word != match.group() or not _more(after[match.end() :])):
            break
        if word != match.group():
            return ""
    else:
        return ""
    return " ".join(words) if determined or not (linked or words[0].lower().endswith("ing")) else ""


def _more(rest: str) -> bool:
    """Whether the noun is followed by another that it modifies: "campaign manager"."""
    following = re.match(r"\s(\S+)", rest)
    return following is not None and following.group(1).rstrip(",.;)").lower() in _nouns()


def _take(entity: Entity, title: str) -> None:
    lex = lexicon()
    head = title.split()[-1].lower().strip(".,")
    person = not lex.has("organization_heads", head)
    if entity.kind is SourceKind.UNKNOWN:
        entity.kind = SourceKind.PERSON if person else SourceKind.ORGANIZATION
    if person is not (entity.kind is SourceKind.PERSON):
        return
    entity.describe(title)
    if not entity.gender and entity.kind is SourceKind.PERSON:
        entity.gender = gender_of(head)


@cache
def _nouns() -> frozenset[str]:
    words = lexicon().words
    return words["roles"] | words["female_roles"] | words["male_roles"] | words["kin"] | words["organization_heads"]
