"""Numbers in figures and words as the value that they are compared by."""

import re
from decimal import Decimal, InvalidOperation

from factcheck.matching.token import Token, TokenKind, merged, recast
from factcheck.matching.words import words

# between the groups of three of a long number
_GROUPING = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f'’](?=\d)")


def digits(number: str, tail: str) -> str:
    """The norm of a number in figures with the letters after it, "th", "s", "bn"."""
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


def with_numbers(text: str, found: list[Token]) -> list[Token]:
    """`found` with number words, and digits before "million" and the like, as one token of their value."""
    known = words()
    result: list[Token] = []
    at = 0
    while at < len(found):
        ordinal = found[at].norm in known.tens and known.ordinals.get(_norm(found, at + 1), 10) < 10
        read = None if ordinal else _number_words(found, at)
        if read is None:
            token = found[at]
            following = _number_words(found, at + 1) if token.norm == "minus" and at + 1 < len(found) else None
            if following is not None:
                result.append(merged(text, found[at : following[1]], _number(-following[0]), TokenKind.NUMBER))
                at = following[1] - 1
            elif token.norm == "minus" and at + 1 < len(found) and re.fullmatch(r"#\d.*", found[at + 1].norm):
                result.append(
                    merged(text, found[at : at + 2], found[at + 1].norm.replace("#", "#-", 1), TokenKind.NUMBER)
                )
                at += 1
            elif ordinal:
                # "twenty-third"
                whole = known.tens[token.norm] + known.ordinals[found[at + 1].norm]
                result.append(merged(text, found[at : at + 2], f"#{whole}th", TokenKind.NUMBER))
                at += 1
            elif token.norm in known.ordinals:
                result.append(recast(token, f"#{known.ordinals[token.norm]}th", TokenKind.NUMBER))
            elif token.norm == "per" and at + 1 < len(found) and found[at + 1].norm == "cent":
                result.append(merged(text, found[at : at + 2], "percent", TokenKind.UNIT))
                at += 1
            else:
                result.append(token)
            at += 1
            continue
        value, stop = read
        if stop - at == 1:
            result.append(recast(found[at], _number(value), TokenKind.NUMBER))
        else:
            result.append(merged(text, found[at:stop], _number(value), TokenKind.NUMBER))
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
        elif at == begin and norm == "half" and following in ("a", "an") and _norm(found, at + 2) in known.scales:
            # "half a million"
            current = Decimal("0.5")
            at += 1
        elif not (norm == "and" and at > begin and _and_joins(found, at)):
            break
        at += 1
    return None if at == begin else (total + max(current, Decimal(0)), at)


def _norm(found: list[Token], at: int) -> str:
    return found[at].norm if at < len(found) else ""


def _and_joins(found: list[Token], at: int) -> bool:
    """ "two hundred and five": an "and" after a hundred or thousand and before a smaller number."""
    known = words()
    if at + 1 >= len(found) or found[at - 1].norm not in ("hundred", "thousand", "million"):
        return False
    following = found[at + 1].norm
    if following not in known.small_numbers and following not in known.tens and following != "one":
        return False
    return not (at + 2 < len(found) and found[at + 2].norm in known.scales)
