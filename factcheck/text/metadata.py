"""What an article says about itself: title, date and outlet, and where the text of its body lies."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

import yaml
from dateutil import parser as dates

from factcheck.domain.spans import Span, trimmed
from factcheck.text.datelines import DAY, Dateline, dateline
from factcheck.text.display import one_line
from factcheck.text.paragraphs import paragraphs

# The head of an article is looked for in the beginning only, however long the text is.
_HEAD = 5000
_FIRST_PARAGRAPHS = 6
_LONGEST_TITLE = 200
_LONGEST_FRONT_MATTER = 20_000

_RULE = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\r|\Z)", re.MULTILINE)
_FRONT_OPENING = re.compile(r"\A\s*---[ \t]*(?:\r?\n|\r)")
_DATED_TITLE = re.compile(r"\A\s*date[ \t]+(\d{4}-\d{2}-\d{2})[ \t]+(?=\S)", re.IGNORECASE)
_HEADING = re.compile(r"#{1,6}[ \t]+")
_BLOCK_MARK = re.compile(r"(?:#{1,6}|[-*+•‣◦▪>])[ \t]+")
# A picture, comment or link target of Markdown that stands alone.
_NO_PROSE = re.compile(r"!\[[^\]]*+\]\([^)]*+\)|<!--(?:(?!-->).)*+-->|\[[^\]]++\]:\s++\S++(?:\s.*)?", re.DOTALL)
_BYLINE = re.compile(r"(?:by|published|updated|posted|photo|image)\b", re.IGNORECASE)
_DATE_LINE = re.compile(
    rf"(?:(?:published|updated|posted|date)(?:\ on)?:?\ +)?(?:[a-z]{{3,6}}day,?\ )?(?P<day>{DAY}|\d{{4}}-\d\d-\d\d)\.?",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"\b(?:[A-Za-z]\.){2,}|\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|St|Jr|Sr|No|vs|v)\.")
_ISO = re.compile(r"\s*(\d{4}-\d\d-\d\d)(?:[T ]\d\d:?\d\d.*)?\s*")
_LETTER = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the body, which begins at `end`, and what it says; None where it says nothing."""

    end: int = 0
    title: str | None = None
    published: date | None = None
    outlet: str | None = None


def head(text: str) -> Head:
    """Title, date and outlet as `text` gives them: in front matter, a dated title, a headline, a dateline."""
    found = _front_matter(text) or _dated_title(text) or Head()
    blocks = _first_paragraphs(text, found.end)
    signed = _dateline(text, blocks)
    return replace(
        found,
        title=found.title or _headline(text, blocks),
        published=found.published or (calendar_date(signed.day) if signed else None) or _date_line(text, blocks),
        outlet=found.outlet or (signed.outlet if signed else None),
    )


def body(text: str) -> list[Span]:
    """The paragraphs of an article that hold words, without front matter, date prefix, dateline and block marks.

    Block marks are those of Markdown at a paragraph's start: of headings, list items and block quotes.
    """
    start = (_front_matter(text) or _dated_title(text) or Head()).end
    signed = _dateline(text, _first_paragraphs(text, start))
    found: list[Span] = []
    for block in paragraphs(text):
        if block.end <= start:
            continue
        begin = max(block.start, start)
        mark = _BLOCK_MARK.match(text, begin, block.end)
        if mark is not None:
            begin = mark.end()
        if signed is not None and signed.span.start == begin:
            begin = signed.span.end
        if _LETTER.search(text, begin, block.end) and not _NO_PROSE.fullmatch(text, begin, block.end):
            found.append(trimmed(text, begin, block.end))
    return found


def calendar_date(words: str | None) -> date | None:
    """The day that `words` name, None where they name no single one.

    Words that leave a part of the date open ("Dec. 29", "Sunday", "2024") or can be read in two ways
    ("03/04/2024") name none.
    """
    if not words or len(words) > 60:
        return None
    iso = _ISO.fullmatch(words)
    try:
        if iso is not None:
            return date.fromisoformat(iso[1])
        # what the words leave open is filled in from the default: a date that moves with it is not theirs
        readings = {
            dates.parse(words, default=filler, dayfirst=first, ignoretz=True).date()
            for filler in (datetime(2000, 1, 1), datetime(2003, 2, 5))
            for first in (False, True)
        }
    except (ValueError, ArithmeticError, TypeError):
        return None
    return readings.pop() if len(readings) == 1 else None


def _front_matter(text: str) -> Head | None:
    """The YAML block between rules at the very start, if it is one; what cannot be read is text like any other."""
    opening = _FRONT_OPENING.match(text)
    if opening is None:
        return None
    closing = _RULE.search(text, opening.end(), opening.end() + _LONGEST_FRONT_MATTER)
    if closing is None:
        return None
    try:
        # the base loader leaves every value a string: "title: No" is a title, and no tag makes an object
        data = yaml.load(text[opening.end() : closing.start()], Loader=yaml.BaseLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    if not isinstance(data, dict):
        return None

    def first(*names: str) -> str | None:
        values = (data.get(name) for name in names)
        return next((line for v in values if isinstance(v, str) and (line := one_line(v)) and line not in "~"), None)

    return Head(
        closing.end(),
        first("title", "headline"),
        calendar_date(first("published", "date")),
        first("outlet", "publisher", "source"),
    )


def _dated_title(text: str) -> Head | None:
    """A first line `date YYYY-MM-DD Title`: the body begins with the title."""
    dated = _DATED_TITLE.match(text)
    if dated is None or (day := calendar_date(dated[1])) is None:
        return None
    first = next(iter(_first_paragraphs(text, dated.end())), Span(0, 0))
    return Head(dated.end(), one_line(first.of(text)) if len(first) <= 2 * _LONGEST_TITLE else None, day)


def _first_paragraphs(text: str, start: int) -> list[Span]:
    blocks = paragraphs(text[start : start + _HEAD])
    return [Span(block.start + start, block.end + start) for block in blocks[:_FIRST_PARAGRAPHS]]


def _dateline(text: str, blocks: list[Span]) -> Dateline | None:
    return next((found for block in blocks if (found := dateline(text, block))), None)


def _date_line(text: str, blocks: list[Span]) -> date | None:
    """The day in the first paragraph that holds nothing but a date."""
    matches = (_DATE_LINE.fullmatch(text, block.start, block.end) for block in blocks)
    return next((day for match in matches if match and (day := calendar_date(match["day"]))), None)


def _headline(text: str, blocks: list[Span]) -> str | None:
    """The first heading, else the first paragraph if it reads like a headline: short, and no sentence."""
    for block in blocks[:3]:
        heading = _HEADING.match(text, block.start, block.end)
        if heading is not None:
            return _unmarked(text[heading.end() : block.end].rstrip("# \t")) or None
    if len(blocks) < 2 or len(blocks[0]) > _LONGEST_TITLE or dateline(text, blocks[0]):
        return None
    line = one_line(blocks[0].of(text))
    bare = _ACRONYM.sub("A", line)
    if not _LETTER.search(line) or _BYLINE.match(line) or re.search(r"\.[”\"’')\]]*\s|[,:;—–]$", bare):
        return None
    closed = re.search(r"\.([”\"’'»)]*)$", bare)
    if closed is None:
        return line
    # some archives close every headline with a full stop
    headed = _in_title_case(line) or dateline(text, blocks[1]) is not None
    return line[: -len(closed.group())] + closed[1] if headed else None


def _in_title_case(line: str) -> bool:
    """Whether nearly all long words have a capital, as headlines of American papers do."""
    words = [word for word in re.findall(r"[^\W\d_][\w’'-]*", line) if len(word) > 3]
    return len(words) > 2 and sum(not word[0].islower() for word in words) >= 0.8 * len(words)


def _unmarked(line: str) -> str:
    """The words of a line of Markdown, without emphasis, links and code marks."""
    # deferred: only Markdown headings need the parser
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").parseInline(line)[0].children or []
    return one_line(
        "".join(
            token.content if token.type in ("text", "code_inline") else " " * token.type.endswith("break")
            for token in tokens
        )
    )
