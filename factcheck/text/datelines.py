"""Datelines: the place, day and agency with which a news report begins, as in `SEOUL, South Korea (AP) —`."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from factcheck.domain.spans import Span

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
DAY = rf"(?:{MONTH}\ \d{{1,2}}|\d{{1,2}}\ {MONTH})(?:,?\ \d{{4}})?"
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_EMPHASIS = r"[*_]{0,2}"
_REGION = rf"(?:,\ (?!{MONTH}\ \d)[A-Z][\w.’'-]{{0,20}}(?:\ (?!{MONTH}\ \d)[A-Z][\w.’'-]{{0,20}}){{0,3}}){{0,2}}"
_PLACE = rf"(?P<capitals>(?:{_CAPITAL}|[.’'/\ -]{{1,2}}(?={_CAPITAL})){{2,30}}\.?){_REGION}"
_SIGNED = re.compile(
    rf"""{_EMPHASIS}
    (?:(?:{_PLACE}|[A-Z][\w.’'-]{{1,20}}(?:[\ /-][A-Z][\w.’'-]{{1,20}}){{0,3}}{_REGION})?(?:,?\ ?(?P<day>{DAY}))?,?\ ?)
    \((?P<outlet>[^\W\d_][\w\ .,&/’'-]{{0,39}})\){_EMPHASIS}
    (?P<dash>\s*(?:—|–|--|-|―|_))?[ \t\u00a0]*""",
    re.VERBOSE,
)
_UNSIGNED = re.compile(
    rf"""{_EMPHASIS}{_PLACE}(?:,?\ (?P<day>{DAY}))?{_EMPHASIS}
    (?:\ ?—\ ?|\ (?:–|--|-|―|_)\ {{1,2}})(?=[\"“‘'\[]*{_CAPITAL})""",
    re.VERBOSE,
)
# "Rep. Jane Roe (R-Texas)": a party, no agency
_PARTY = re.compile(r"(?:[RDI]|Rep|Dem|Ind)\b")


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline, its dash and the spaces after it included; `day` is as written and often lacks the year."""

    span: Span
    outlet: str | None
    day: str | None


def dateline(text: str, block: Span) -> Dateline | None:
    """The dateline with which the paragraph `block` of `text` begins, if it begins with one.

    An agency in parentheses makes one after a place in capitals and a dash; after a place in mixed case or
    none only where the agency is a known one. Without an agency only capitals and a dash do.
    """
    signed = _SIGNED.match(text, block.start, block.end)
    if signed is not None:
        outlet = signed["outlet"]
        known = outlet in agencies()
        certain = signed["dash"] is not None and (signed["capitals"] or "").isupper() and not _PARTY.match(outlet)
        # CNN sets no dash: "(CNN) The president" or even "(CNN)The president"
        if (certain or known) and signed.end() < block.end and not text[signed.end()].islower():
            return Dateline(Span(*signed.span()), outlet, signed["day"])
    unsigned = _UNSIGNED.match(text, block.start, block.end)
    if unsigned is not None and unsigned["capitals"].isupper():
        return Dateline(Span(*unsigned.span()), None, unsigned["day"])
    return None


@cache
def agencies() -> frozenset[str]:
    """Agencies and broadcasters as they sign."""
    data = tomllib.loads((files("factcheck.text") / "data" / "datelines.toml").read_text(encoding="utf-8"))
    return frozenset(data["agencies"])
