"""What a quotation leaves out right before it begins and right after it ends, where that alters what it says.

A fragment may leave its "not" to the article around it: he would not "be intimidated". A denial or doubt that stands in
the article's own words before the quotation is not missed.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from factcheck.domain.matching import Change, ChangeKind
from factcheck.matching.alignment import Step
from factcheck.matching.kinds import as_name
from factcheck.matching.printed import Printed
from factcheck.matching.token import Token, TokenKind
from factcheck.matching.tokens import tokens
from factcheck.matching.words import words

_LOOK_BACK = 90
_LOOK_AHEAD = 60
_CLAUSE_END = re.compile(r"[.,;:!?…()\[\]—–]|\s-\s|--|[\r\n]\s*[\r\n]")
_ENDS_SENTENCE = re.compile(r"[.!][\"'“”‘’»)\]\s]*$")
_CONDITION = re.compile(
    r"[\"'“”‘’\s]*,?\s+((?:but\s+)?(?:only\s+)?(?:if|unless|except|provided|without)|only|perhaps|maybe|probably|possibly"
    r"|presumably|allegedly|apparently|supposedly|I\s+(?:think|believe|suspect|suppose|guess|hope))\b",
    re.IGNORECASE,
)
_CHANGES = {TokenKind.NEGATION: ChangeKind.NEGATION, TokenKind.HEDGE: ChangeKind.HEDGE}
_UNSURE = frozenset({"could", "might", "may"})
# "If it rains, | we stay"
_CONDITION_BEFORE = re.compile(
    r"(?:^|[.!?;:]\s+|[\"“(]|\n)\s*(if|unless|provided that|should|were)\s[^.!?;\n]{2,80},\s*(?:then\s+)?[\"“]?$", re.I
)
_ARTICLES = frozenset({"a", "an", "the", "some", "any", "every", "each", "all", "one"})
_OBJECTS = frozenset({"nobody", "nothing", "none", "nowhere", "no", "never", "neither"})


def left_out_before(printed: Printed, step: Step, text: str) -> list[Change]:
    """A negation, doubt or share of an amount that governs the quotation's first word, which is said at `step`."""
    assert step.part is not None and step.part.token is not None and step.token is not None
    clause = _clause_before(text, step.token)
    first = step.part.token
    begins = first.text[:1].isupper() and step.token.text[:1].islower()
    around = () if begins else tuple(tokens(printed.quoted.lead))
    condition = _CONDITION_BEFORE.search(text, max(0, step.token.start - _LOOK_BACK), step.token.start)
    if condition is not None and not re.search(r"\b(?:if|unless|provided)\b", printed.quoted.lead, re.IGNORECASE):
        return [Change(ChangeKind.HEDGE, condition.group(1), "")]
    governing = _governing(clause, first)
    if governing is None or any(token.kind is governing.kind or token.norm == governing.norm for token in around):
        return []
    if governing.kind is TokenKind.HEDGE and not begins and not _of_amounts(governing, first, clause):
        return []
    return [Change(_CHANGES[governing.kind], governing.text, "")]


def left_out_after(printed: Printed, step: Step, text: str) -> list[Change]:
    """A condition, doubt or "nobody" that follows the quotation's last word, which is said at `step`."""
    assert step.part is not None and step.part.token is not None and step.token is not None
    rest = text[step.token.end : step.token.end + _LOOK_AHEAD]
    ends = printed.quoted.whole or _ENDS_SENTENCE.match(printed.text, step.part.token.end) is not None
    condition = _CONDITION.match(rest)
    if condition is not None and ends:
        return [Change(ChangeKind.HEDGE, condition.group(1), "")]
    following = re.match(r"[ \t]+([^\W\d_]+)", rest)
    if following is not None and following.group(1).lower() in _OBJECTS:
        return [Change(ChangeKind.NEGATION, following.group(1), "")]
    return []


def said_before(text: str, first: Token, printed: Sequence[Token]) -> list[Token]:
    """The words of `first`'s clause that `printed` stands for.

    Those from the last that both have, "I can't" of "I can't recall", or as many as are printed where somebody or some
    amount takes the place of another.
    """
    clause = _clause_before(text, first)
    at = next((n for n in reversed(range(len(clause))) if clause[n].norm == printed[0].norm), None)
    if at is not None:
        return clause[at:]
    before = clause[-len(printed) :]
    comparable = any(_comparable(a, b) for a, b in zip(before, printed, strict=False))
    return before if len(before) == len(printed) and comparable else []


def name_before(text: str, first: Token) -> list[Token]:
    """The name that stands right before `first` in its clause."""
    clause = [as_name(token) for token in _clause_before(text, first)]
    begin = len(clause)
    while begin and clause[begin - 1].kind is TokenKind.NAME:
        begin -= 1
    return clause[begin:]


def said_after(text: str, last: Token, printed: Sequence[Token]) -> list[Token]:
    """As many words right after `last` as are `printed`, where somebody or some amount takes the place of another."""
    rest = tokens(text, last.end, min(len(text), last.end + _LOOK_AHEAD))[: len(printed)]
    if len(rest) < len(printed) or _CLAUSE_END.search(text, last.end, rest[0].start):
        return []
    return rest if any(_comparable(a, b) for a, b in zip(rest, printed, strict=True)) else []


def _comparable(said: Token, printed: Token) -> bool:
    persons = words().persons
    if said.norm in persons and printed.norm in persons:
        return True
    if printed.norm in _ARTICLES and said.kind in _CHANGES:
        # "No juror", "A juror"
        return True
    return said.kind is printed.kind and said.kind in (TokenKind.NUMBER, TokenKind.DATE, TokenKind.UNIT)


def _clause_before(text: str, first: Token) -> list[Token]:
    begin = max(0, first.start - _LOOK_BACK)
    # the first word is read, too: whether "about" hedges is told by what follows it
    around = [token for token in tokens(text, begin, first.end) if token.end <= first.start]
    kept: list[Token] = []
    end = first.start
    for token in reversed(around):
        if _CLAUSE_END.search(text, token.end, end):
            break
        kept.append(token)
        end = token.start
    kept.reverse()
    return kept


def _governing(clause: Sequence[Token], first: Token) -> Token | None:
    """The negation or hedge before the quotation with only small words, or a verb of holding, between."""
    frames = words().frames
    framed: Token | None = None
    for token in reversed(clause):
        if token.kind is TokenKind.NEGATION:
            return token
        if token.kind is TokenKind.HEDGE:
            if token.norm in frames:
                # "I do not think that …": what denies the verb denies what it holds
                denial = _governing(clause[: clause.index(token)], first)
                return denial if denial is not None and denial.kind is TokenKind.NEGATION else token
            if framed is not None and framed.norm in words().saying and token.norm in _UNSURE:
                # "you could say that …"
                return replace(framed, kind=TokenKind.HEDGE)
            return None if token.norm in words().modals or framed else token
        if token.norm in words().mistaken and token is not clause[-1]:
            # "it would be a mistake to …", "it is a lie that …"
            following = clause[clause.index(token) + 1].norm
            return replace(token, kind=TokenKind.NEGATION) if following in ("to", "that") else None
        if token.norm in words().doubting:
            denial = _governing(clause[: clause.index(token)], first)
            return None if denial is not None else replace(token, kind=TokenKind.NEGATION)
        if framed is not None and token.norm not in words().links and framed.norm in words().saying:
            # what others say, who are left out with it
            return None if token.norm in ("i", "we") else replace(framed, kind=TokenKind.HEDGE)
        if token.norm in frames:
            framed = token
        elif token.norm not in words().links:
            return None
    return None


def _of_amounts(hedge: Token, first: Token, clause: Sequence[Token]) -> bool:
    """Whether the hedge takes its share of what follows: "up to 900", "most of the"."""
    if hedge.norm in words().frames:
        return False
    between = [token.norm for token in clause if token.start > hedge.start]
    if not words().shares.issuperset(between):
        return False
    return "of" in between or (first.kind in (TokenKind.NUMBER, TokenKind.HEDGE) and first.norm not in words().modals)
