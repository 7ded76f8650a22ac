"""A text as the tokens that quotations are compared by: words, numbers by their value, signs of units."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from factcheck.matching.words import words
from factcheck.sources.lexicon import lexicon


class TokenKind(StrEnum):
    """What a token is to a reader who asks whether the meaning changed."""

    WORD = "word"
    NUMBER = "number"
    NEGATION = "negation"
    NAME = "name"
    DATE = "date"
    UNIT = "unit"
    HEDGE = "hedge"


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a text at `start:end`.

    `norm` is what it is compared by: case, accents, marks and ways of writing a number are gone. `acronym` is true
    for capitals in a text that also has small letters.
    """

    start: int
    end: int
    text: str
    norm: str
    kind: TokenKind
    acronym: bool = False


_MARKS = r"\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
_LETTER = rf"(?:[^\W\d_][{_MARKS}]*)"
_APOSTROPHE = "['’‘ʼ`´＇]"
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
  | (?P<word>(?:[\w{_MARKS}](?<![{_SINGLE}_]))+
      (?:{_APOSTROPHE}{_LETTER}+)*)
  | (?P<sign>[$€£¥%₩₽₴₹°])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MINUS = re.compile(r"(?:^|[\s(])[-−]$")
# between the groups of three of a long number
_GROUPING = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f'’](?=\d)")
_HIDDEN = re.compile(f"[{_MARKS}]")
_SENTENCE_START = re.compile(r"(?:^|[.!?:…]|[\r\n]\s*[\r\n])[\s\"'“”‘’«»„()\[\]—–-]*$")
_LOOK_BACK = 24
_SHOUTED_WORDS = 4
_LONGEST_BODY = 6
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d|21\d\d")
_BEFORE_NUMBERS = frozenset("$€£¥₩₽₴₹")
_DIRECTION = re.compile(r"[(\[][^()\[\]]{1,60}[)\]]")


def folded(text: str) -> str:
    """`text` in small letters, without accents, compatibility forms and invisible characters; straight apostrophes."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", _HIDDEN.sub("", text)).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(_APOSTROPHE, "'", plain)


def tokens(
    text: str, start: int = 0, end: int | None = None, *, spoken: bool = False, bodies: Collection[str] | None = None
) -> list[Token]:
    """The tokens of `text[start:end]`, in order; `spoken` leaves out stage directions, "(Applause.)".

    A body with several names is one token; with `bodies` only those, so that "United" may still be a word by itself.
    """
    end = len(text) if end is None else end
    shouted = _shouted(text, start, end)
    silent = _directions(text, start, end) if spoken else ()
    found: list[Token] = []
    for match in _TOKEN.finditer(text, start, end):
        if any(a <= match.start() < b for a, b in silent):
            continue
        found.extend(_of_match(text, match, shouted))
    return _kinds(text, start, _units_last(_numbers(text, _bodies(text, _quiet(found), bodies))), shouted)


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


def _of_match(text: str, match: re.Match[str], shouted: bool) -> list[Token]:
    start, end = match.span()
    raw = match.group()
    if match["sign"]:
        return [Token(start, end, raw, words().unit_signs[raw], TokenKind.UNIT)]
    if match["number"]:
        norm = _digits(match["number"], match["tail"] or "")
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


def _digits(number: str, tail: str) -> str:
    known = words()
    lower = tail.lower()
    value = _value(number)
    if value is None or lower == "s":
        return f"{number}{lower}"
    if lower in known.short_scales:
        return _number(value * known.short_scales[lower])
    return f"{_number(value)}{'th' if lower else ''}"


def _value(number: str) -> Decimal | None:
    number = _GROUPING.sub("", number)
    plain = (
        number.replace(",", "") if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", number) else number.replace(",", ".")
    )
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def _number(value: Decimal | int) -> str:
    # "#" keeps the value 5 apart from a word spelled 5
    return f"#{format(Decimal(value).normalize(), 'f')}"


def _numbers(text: str, found: list[Token]) -> list[Token]:
    """`found` with number words, and digits before "million" and the like, as one token of their value."""
    known = words()
    result: list[Token] = []
    at = 0
    while at < len(found):
        read = _number_words(found, at)
        if read is None:
            token = found[at]
            following = _number_words(found, at + 1) if token.norm == "minus" and at + 1 < len(found) else None
            if following is not None:
                result.append(_joined(text, found[at : following[1]], _number(-following[0]), TokenKind.NUMBER))
                at = following[1] - 1
            elif token.norm == "minus" and at + 1 < len(found) and re.fullmatch(r"#\d.*", found[at + 1].norm):
                result.append(
                    _joined(text, found[at : at + 2], found[at + 1].norm.replace("#", "#-", 1), TokenKind.NUMBER)
                )
                at += 1
            elif token.norm in known.ordinals:
                result.append(_as(token, f"#{known.ordinals[token.norm]}th", TokenKind.NUMBER))
            elif token.norm == "per" and at + 1 < len(found) and found[at + 1].norm == "cent":
                result.append(_joined(text, found[at : at + 2], "percent", TokenKind.UNIT))
                at += 1
            else:
                result.append(token)
            at += 1
            continue
        value, stop = read
        if stop - at == 1:
            result.append(_as(found[at], _number(value), TokenKind.NUMBER))
        else:
            result.append(_joined(text, found[at:stop], _number(value), TokenKind.NUMBER))
        at = stop
    return result


def _number_words(found: list[Token], at: int) -> tuple[Decimal, int] | None:
    """The value of the number that begins at `at` and the index after it, None where none begins."""
    known = words()
    begin = at
    total, current, last_scale = Decimal(0), Decimal(-1), Decimal("Infinity")
    while at < len(found):
        norm = found[at].norm
        following = found[at + 1].norm if at + 1 < len(found) else ""
        if norm in known.scales and current >= 0:
            factor = Decimal(known.scales[norm])
            if factor >= last_scale:
                break
            current = (current or Decimal(1)) * factor
            if factor >= 1000:
                last_scale = factor
                total, current = total + current, Decimal(0)
        elif norm in known.tens and (current < 0 or current % 100 == 0):
            current = max(current, Decimal(0)) + known.tens[norm]
        elif norm in known.small_numbers or (norm == "one" and at > begin):
            unit = Decimal(known.small_numbers.get(norm, 1))
            after_ten = current % 100 >= 20 and current % 10 == 0 and unit < 10
            if current > 0 and current % 100 != 0 and not after_ten:
                break
            current = max(current, Decimal(0)) + unit
        elif at == begin and norm in ("one", "a") and following in known.scales:
            current = Decimal(1)
        elif at == begin and re.fullmatch(r"#\d+(?:\.\d+)?", norm) and following in known.scales:
            current = Decimal(norm[1:])
        elif not (norm == "and" and at > begin and _and_joins(found, at)):
            break
        at += 1
    return None if at == begin else (total + max(current, Decimal(0)), at)


def _and_joins(found: list[Token], at: int) -> bool:
    """ "two hundred and five": an "and" after a hundred or thousand and before a smaller number."""
    known = words()
    if at + 1 >= len(found) or found[at - 1].norm not in ("hundred", "thousand", "million"):
        return False
    following = found[at + 1].norm
    if following not in known.small_numbers and following not in known.tens and following != "one":
        return False
    return not (at + 2 < len(found) and found[at + 2].norm in known.scales)


def joined(text: str, found: list[Token], wanted: set[str]) -> list[Token]:
    """`found` with two words as one where their letters together are a `wanted` word: "so-called", "socalled"."""
    result: list[Token] = []
    for token in found:
        before = result[-1] if result else None
        if before is not None and before.norm + token.norm in wanted and before.end <= token.start:
            result[-1] = _joined(text, [before, token], before.norm + token.norm, TokenKind.WORD)
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
            result[begin:at] = [replace(token, acronym=False) for token in found[begin:at]]
        begin = at + 1
    return result


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
                result.append(_joined(text, found[at : at + length], name, TokenKind.NAME))
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


def _as(token: Token, norm: str, kind: TokenKind) -> Token:
    return replace(token, norm=norm, kind=kind)


def _joined(text: str, pieces: list[Token], norm: str, kind: TokenKind) -> Token:
    start, end = pieces[0].start, pieces[-1].end
    return Token(start, end, text[start:end], norm, kind)


def _kinds(text: str, start: int, found: list[Token], shouted: bool) -> list[Token]:
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
        kind = _kind(token, before, after, inside[number])
        if kind is TokenKind.WORD:
            followed = (
                number + 1 < len(found) and inside[number + 1] and not lexicon().has("titles", found[number + 1].norm)
            )
            if _name(token, capitals[number], inside[number], token.norm in sure or followed):
                kind = TokenKind.NAME
        if kind is TokenKind.DATE and re.fullmatch(r"#\d+th", token.norm):
            # "May 3rd" is "May 3"
            token = _as(token, token.norm.removesuffix("th"), kind)
        result.append(token if kind is token.kind else _as(token, token.norm, kind))
    return result


def _kind(token: Token, before: Token | None, after: Token | None, inside: bool) -> TokenKind:
    """The kind of the token but for names; `inside` is true for a capital that no beginning sentence explains."""
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
    if norm in known.negations or (norm in known.negations_before_to and after is not None and after.norm == "to"):
        return TokenKind.NEGATION
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
