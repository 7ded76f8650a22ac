"""What an ellipsis takes out of a sentence of which words are kept, where that alters what it says."""

import re
from collections.abc import Sequence

from factcheck.domain.matching import Change, ChangeKind
from factcheck.domain.spans import Span
from factcheck.matching.changes import written
from factcheck.matching.token import Token, TokenKind
from factcheck.matching.words import words

CLAUSE_MARK = re.compile(r"[.,;:!?…()—–]|\s-\s|--")
_CHANGING_WHEN_DROPPED = {TokenKind.NEGATION: ChangeKind.NEGATION, TokenKind.HEDGE: ChangeKind.HEDGE}
_MOST_DROPPED = 12
_CONTRASTING = frozenset({"but", "yet", "though", "although"})
_COORDINATING = _CONTRASTING | {"and", "or", "then"}
_LONGEST_PREDICATE = 6
_AROUND = 80
_SENTENCE_END = re.compile(r"[.!?…]\s|[\r\n]\s*[\r\n]")


def lost(skipped: Sequence[Token], before: Token, after: Token, text: str) -> list[Change]:
    """Negations and hedges of a clause of which words are kept ("will … attack"), and the verb of what is kept.

    "I support the aims but oppose the means" is no "I support … the means".
    """
    found: list[Change] = []
    for token in skipped:
        if token.kind not in _CHANGING_WHEN_DROPPED:
            continue
        left = text[before.end : token.start]
        right = text[token.end : after.start]
        close = not CLAUSE_MARK.search(left) or not CLAUSE_MARK.search(right)
        # "should, if the evidence holds, …"
        close = close or (token.norm in words().sentence_hedges and not left.strip(" ,–—-("))
        if close and len(skipped) <= _MOST_DROPPED:
            found.append(Change(_CHANGING_WHEN_DROPPED[token.kind], token.text, ""))
    if not found and (predicate := _predicate(skipped, before, after, text)):
        found.append(Change(ChangeKind.NEGATION, written(predicate, text), ""))
    return found


def _predicate(skipped: Sequence[Token], before: Token, after: Token, text: str) -> Sequence[Token]:
    """The second of two predicates, where its object is kept and goes to the first."""
    at = next((n for n in reversed(range(len(skipped))) if skipped[n].norm in _COORDINATING), None)
    if at is None or len(skipped) - at > _LONGEST_PREDICATE or CLAUSE_MARK.search(text, skipped[at].end, after.start):
        return ()
    # deferred: a network tells verbs, and few quotations need it
    from factcheck.claims.syntax import WordClass, reader
    from factcheck.claims.tokens import tokens

    begin = max(0, before.start - _AROUND)
    begin = max((end.end() for end in _SENTENCE_END.finditer(text, begin, before.start)), default=begin)
    sentence = tokens(text, Span(begin, min(len(text), after.end + _AROUND)))
    classes = dict(zip((token.start for token in sentence), reader().read([sentence])[0].classes, strict=True))
    verbs = (
        WordClass.FINITE, WordClass.INFINITIVE, WordClass.PRESENT_PARTICIPLE, WordClass.PAST_PARTICIPLE,
    )  # fmt: skip
    objects = (
        WordClass.DETERMINER, WordClass.POSSESSIVE, WordClass.NOUN, WordClass.NAME, WordClass.PRONOUN,
        WordClass.NUMBER, WordClass.ADJECTIVE, WordClass.GENITIVE,
    )  # fmt: skip
    inner = [classes.get(token.start) for token in skipped[at + 1 :]]
    verb = next((kind for kind in inner if kind is not WordClass.ADVERB), None)
    if verb not in verbs or inner[-1] not in (*verbs, WordClass.PREPOSITION, WordClass.TO):
        return ()
    if classes.get(after.start) not in objects:
        return ()
    # "cut and burn the cane": one object of both
    shared = not at and skipped[0].norm not in _CONTRASTING and classes.get(before.start) in verbs
    return () if shared else skipped[at:]
