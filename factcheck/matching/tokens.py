"""A text as the tokens that quotations are compared by: words, numbers by their value, signs of units."""

import re
from collections.abc import Collection
from dataclasses import replace

from factcheck.matching.kinds import kinds
from factcheck.matching.numerals import digits, with_numbers
from factcheck.matching.token import APOSTROPHE, MARKS, Token, TokenKind, folded, merged
from factcheck.matching.words import words

_LETTER = rf"(?:[^\W\d_][{MARKS}]*)"
# units that may be written without a blank before them
_UNITS = "km|kg|mg|mcg|µg|ml|cl|cm|mm|mph|kph|kwh|mwh|gwh|kw|mw|gw|hz|mhz|ghz|gb|mb|tb|ft|lbs?|oz|ha"
SINGLE = ((0x0E00, 0x0EFF), (0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF))
"""Letters of scripts that put no blanks between words: each is a token."""
_SINGLE = "".join(f"{chr(first)}-{chr(last)}" for first, last in SINGLE)
_TOKEN = re.compile(
    rf"""
    (?P<initials>(?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?!\w))?)
  | (?P<number>\d{{1,3}}(?:[ \u00a0\u2009\u202f'’]\d{{3}})+(?!\d)(?:[.,]\d+(?!\d))?|\d+(?:[.,]\d{{3}})*(?:[.,]\d+)?|\d+)
      (?:(?P<tail>(?:st|nd|rd|th|s|k|m|mn|bn|b|tn)(?!\w))?(?![^\W\d_])|(?=(?:{_UNITS})(?!\w)))
  | (?P<single>[{_SINGLE}])
  | (?P<word>(?:[\w{MARKS}](?<![{_SINGLE}_]))+
      (?:{APOSTROPHE}{_LETTER}+)*)
  | (?P<sign>[$€£¥%₩₽₴₹°])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MINUS = re.compile(r"(?:^|[\s(])[-−]$")
_SHOUTED_WORDS = 4
_LONGEST_BODY = 6
_BEFORE_NUMBERS = frozenset("$€£¥₩₽₴₹")
_PAGE = re.compile(
    r"\n[ \t]*(?:\f[ \t]*\d{1,4}|[-–—][ \t]*\d{1,4}[ \t]*[-–—]"
    r"|[Pp]age[ \t]+\d{1,4}(?:[ \t]+of[ \t]+\d{1,4})?)[ \t]*(?=\r?\n)"
)
_DIRECTION = re.compile(r"[(\[][^()\[\]]{1,60}[)\]]")


def tokens(
    text: str, start: int = 0, end: int | None = None, *, spoken: bool = False, bodies: Collection[str] | None = None
) -> list[Token]:
    """The tokens of `text[start:end]`, in order; `spoken` leaves out stage directions, "(Applause.)".

    A body with several names is one token; with `bodies` only those, so that "United" may still be a word by itself.
    """
    end = len(text) if end is None else end
    shouted = _shouted(text, start, end)
    silent = (*_directions(text, start, end), *_page_numbers(text, start, end)) if spoken else ()
    found: list[Token] = []
    for match in _TOKEN.finditer(text, start, end):
        if any(a <= match.start() < b for a, b in silent):
            continue
        found.extend(_of_match(text, match, shouted))
    return kinds(text, start, _units_last(with_numbers(text, _bodies(text, _quiet(found), bodies))), shouted)


def _shouted(text: str, start: int, end: int) -> bool:
    """Whether the stretch is set in capitals, so that they tell nothing."""
    piece = text[start:end]
    capitals = sum(map(str.isupper, piece))
    return capitals > 12 and capitals > 4 * sum(map(str.islower, piece))


def _directions(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    known = words().directions
    return tuple(
        match.span()
        for match in _DIRECTION.finditer(text, start, end)
        if (inside := re.findall(r"[\w-]+", match.group().lower())) and known.intersection(inside) and len(inside) <= 5
    )


def _page_numbers(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Numbers of pages that stand between two lines of what was said: "- 14 -", "Page 3 of 11"."""
    return tuple(match.span() for match in _PAGE.finditer(text, start, end))


def _of_match(text: str, match: re.Match[str], shouted: bool) -> list[Token]:
    start, end = match.span()
    raw = match.group()
    if match["sign"]:
        return [Token(start, end, raw, words().unit_signs[raw], TokenKind.UNIT)]
    if match["number"]:
        norm = digits(match["number"], match["tail"] or "")
        if _MINUS.search(text[max(0, start - 2) : start]):
            norm = norm.replace("#", "#-", 1)
        return [Token(start, end, raw, norm, TokenKind.NUMBER)]
    if match["initials"]:
        return [Token(start, end, raw, _initials(folded(raw).rstrip(".")), TokenKind.WORD, not shouted)]
    plain = folded(raw)
    acronym = not shouted and len(raw) > 1 and raw.isupper() and raw.isalpha()
    if acronym and f"{plain[0]}.{'.'.join(plain[1:])}." in _dotted():
        return [Token(start, end, raw, _initials(".".join(plain)), TokenKind.WORD, True)]
    parts = _parts(plain)
    if len(parts) == 1:
        return [Token(start, end, raw, parts[0][1], TokenKind.WORD, acronym)]
    tokens_of: list[Token] = []
    at = start
    for number, (letters, norm) in enumerate(parts):
        stop = end if number == len(parts) - 1 else min(end, at + len(letters))
        tokens_of.append(Token(at, stop, text[at:stop], norm, TokenKind.WORD))
        at = stop
    return tokens_of


def _dotted() -> frozenset[str]:
    return frozenset({"u.s.", "u.k.", "u.n.", "e.u."})


def _initials(letters: str) -> str:
    return f"{letters}." if f"{letters}." in _dotted() else letters.replace(".", "")


def _parts(plain: str) -> list[tuple[str, str]]:
    """(letters, norm) of what a folded word takes apart into."""
    known = words()
    whole = known.contractions.get(plain)
    if whole is not None:
        return [(whole[0], whole[1]), (whole[2], whole[3])]
    for clitic, norm in known.clitics.items():
        if plain.endswith(clitic) and len(plain) > len(clitic):
            return [*_parts(plain[: -len(clitic)]), (clitic, norm)]
    return [(plain, known.month_abbreviations.get(plain, known.unit_forms.get(plain, plain.strip("'"))))]


def joined(text: str, found: list[Token], wanted: set[str]) -> list[Token]:
    """`found` with two words as one where their letters together are a `wanted` word: "so-called", "socalled"."""
    result: list[Token] = []
    for token in found:
        before = result[-1] if result else None
        if before is not None and before.norm + token.norm in wanted and before.end <= token.start:
            result[-1] = merged(text, [before, token], before.norm + token.norm, TokenKind.WORD)
        else:
            result.append(token)
    return result


def _quiet(found: list[Token]) -> list[Token]:
    """`found` in which words set in capitals side by side are no acronyms."""
    result = list(found)
    begin = 0
    for at in range(len(found) + 1):
        if at < len(found) and found[at].text.isupper():
            continue
        if at - begin >= _SHOUTED_WORDS:
            result[begin:at] = [_unacronymed(token) for token in found[begin:at]]
        begin = at + 1
    return result


def _unacronymed(token: Token) -> Token:
    """ "BEATS US" is beats us."""
    plain = token.norm in _dotted() and "." not in token.text
    return replace(token, acronym=False, norm=folded(token.text) if plain else token.norm)


def _bodies(text: str, found: list[Token], wanted: Collection[str] | None) -> list[Token]:
    """`found` with the names of bodies that have several as one token each: "United States" is "u.s."."""
    known, begins = words().aliases, words().alias_beginnings
    result: list[Token] = []
    at = 0
    while at < len(found):
        for length in range(_LONGEST_BODY if found[at].norm in begins else 0, 0, -1):
            name = known.get(" ".join(token.norm for token in found[at : at + length]))
            fits = name is not None and (wanted is None or name in wanted) and at + length <= len(found)
            if name is not None and fits and found[at].text[:1].isupper():
                result.append(merged(text, found[at : at + length], name, TokenKind.NAME))
                at += length
                break
        else:
            result.append(found[at])
            at += 1
    return result


def _units_last(found: list[Token]) -> list[Token]:
    """`found` with "$5" as the words "five dollars" are ordered: the number, then its unit, which covers both."""
    result: list[Token] = []
    for token in found:
        sign = result[-1] if result else None
        if sign is not None and sign.kind is TokenKind.UNIT and sign.text in _BEFORE_NUMBERS and _is_amount(token):
            unit = Token(sign.start, token.end, sign.text, sign.norm, sign.kind)
            result[-1:] = [token, unit]
        else:
            result.append(token)
    return result


def _is_amount(token: Token) -> bool:
    return token.kind is TokenKind.NUMBER and token.text[:1].isdigit()
