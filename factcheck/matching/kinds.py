"""What each token is to a reader who asks whether the meaning changed: name, date, unit, hedge, negation."""

import re

from factcheck.matching.token import Token, TokenKind, recast
from factcheck.matching.words import words
from factcheck.sources.lexicon import lexicon

_SENTENCE_START = re.compile(r"(?:^|[.!?:…]|[\r\n]\s*[\r\n])[\s\"'“”‘’«»„()\[\]—–-]*$")
_LOOK_BACK = 24
_DENYING_PAIRS = frozenset({("far", "from"), ("anything", "but")})
_AGAIN = frozenset({"more", "again"})
_DETERMINING = frozenset(
    {
        "a",
        "an",
        "the",
        "this",
        "that",
        "these",
        "those",
        "my",
        "your",
        "his",
        "her",
        "its",
        "our",
        "their",
        "poor",
        "very",
        "'s",
    }
)
_NEEDING = frozenset({"need", "needs"})
_NEEDED = frozenset({"to", "not", "be", "only", "never", "have"})
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d|21\d\d")


def kinds(text: str, start: int, found: list[Token], shouted: bool) -> list[Token]:
    """`found` with the kind of each word."""
    loud = [shouted or (token.text.isupper() and not token.acronym) for token in found]
    capitals = [_capital(token) and not shout for token, shout in zip(found, loud, strict=True)]
    inside = [capital and not _initial(text, start, token) for capital, token in zip(capitals, found, strict=True)]
    sure = {token.norm for token, certain in zip(found, inside, strict=True) if certain}
    result: list[Token] = []
    for number, token in enumerate(found):
        before = found[number - 1] if number else None
        after = found[number + 1] if number + 1 < len(found) else None
        if token.norm == "up" and after is not None and after.norm == "to" and number + 2 < len(found):
            # "up to 900"
            after = found[number + 2]
        amount = number + 2 < len(found) and found[number + 2].kind in (TokenKind.NUMBER, TokenKind.UNIT)
        kind = _kind(token, before, after, inside[number], amount)
        if kind is TokenKind.WORD:
            followed = (
                number + 1 < len(found) and inside[number + 1] and not lexicon().has("titles", found[number + 1].norm)
            )
            if _name(token, capitals[number], inside[number], token.norm in sure or followed):
                kind = TokenKind.NAME
        if kind is TokenKind.DATE and re.fullmatch(r"#\d+th", token.norm):
            # "May 3rd" is "May 3"
            token = recast(token, token.norm.removesuffix("th"), kind)
        result.append(token if kind is token.kind else recast(token, token.norm, kind))
    return result


def _kind(token: Token, before: Token | None, after: Token | None, inside: bool, amount: bool) -> TokenKind:
    """The kind of the token but for names; `inside` is true for a capital that no beginning sentence explains.

    `amount` tells that a number is the next word but one: "declined to 3 percent" refuses nothing.
    """
    known = words()
    norm = token.norm
    if token.kind is TokenKind.NUMBER:
        beside_month = any(t is not None and t.norm in known.months and _capital(t) for t in (before, after))
        return TokenKind.DATE if beside_month or _YEAR.fullmatch(token.text) else TokenKind.NUMBER
    if token.kind in (TokenKind.UNIT, TokenKind.NAME):
        return token.kind
    if norm in known.scales and norm != "score":
        # "per thousand"; one that has a number before it is part of that
        return TokenKind.NUMBER
    if norm in ("percent", "percentage"):
        return TokenKind.UNIT
    following = after.norm if after is not None else ""
    if norm in known.negations or (norm in known.negations_before_to and following == "to" and not amount):
        return TokenKind.NEGATION
    if (norm, following) in _DENYING_PAIRS:
        return TokenKind.NEGATION
    if (norm == "once" and following in _AGAIN) or (norm in _AGAIN and before is not None and before.norm == "once"):
        # once more: again
        return TokenKind.WORD
    if norm == "little" and (before is None or before.norm not in _DETERMINING):
        # little evidence
        return TokenKind.HEDGE
    if norm == "a" and following == "few":
        # few is not a few
        return TokenKind.HEDGE
    if norm in _NEEDING and following not in _NEEDED:
        # what is needed is no duty
        return TokenKind.WORD
    if norm in known.months and (norm not in ("may", "march") or inside):
        return TokenKind.DATE
    if norm in known.modals:
        return TokenKind.HEDGE
    if norm in known.days or norm in known.date_words:
        return TokenKind.DATE
    if norm in known.units and before is not None and (before.kind is TokenKind.NUMBER or before.norm in known.units):
        return TokenKind.UNIT
    if norm in known.vague_numbers or (norm.endswith("fold") and norm[:-4] in known.small_numbers):
        return TokenKind.NUMBER
    if norm in known.hedges or (
        norm in known.hedges_of_numbers and after is not None and after.kind is TokenKind.NUMBER
    ):
        return TokenKind.HEDGE
    if norm == "against" and after is not None and after.norm.endswith("ing"):
        # advised against giving
        return TokenKind.NEGATION
    return TokenKind.WORD


def _capital(token: Token) -> bool:
    return token.text[:1].isupper() and token.norm not in ("i", "a")


def _initial(text: str, start: int, token: Token) -> bool:
    """Whether a capital at the token tells nothing, because a sentence begins there."""
    return _SENTENCE_START.search(text[max(start, token.start - _LOOK_BACK) : token.start]) is not None


def _name(token: Token, capital: bool, inside: bool, likely: bool) -> bool:
    """Whether the word names somebody or something; `likely` tells it of a word that begins a sentence."""
    lists = lexicon()
    norm = token.norm
    if token.acronym or lists.is_place(norm) or lists.has("demonyms", norm):
        return True
    if not capital or lists.has("titles", norm) or lists.has("function_words", norm):
        return False
    return inside or likely or lists.pronoun_of(norm) != ""


def as_name(token: Token) -> Token:
    """A word with a capital as a name, where a beginning sentence would explain the capital but a name is likelier."""
    plain = token.kind is not TokenKind.WORD or not token.text[:1].isupper()
    small = plain or lexicon().has("function_words", token.norm) or lexicon().has("titles", token.norm)
    return token if small else recast(token, token.norm, TokenKind.NAME)
