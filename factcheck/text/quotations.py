"""Quotation marks: which open, which close, and what lies between, however oddly they are set."""

import re
from dataclasses import dataclass, replace

from factcheck.domain.spans import Span
from factcheck.text.paragraphs import paragraphs

_OPENERS = {"“": "”", "„": "”", "‟": "”", "«": "»", "‘": "’", "‚": "’", "‹": "›"}
_CLOSERS = {"”": "“„‟”", "»": "«", "’": "‘‚", "›": "‹"}
_DOUBLE = '“”„‟«»"'
_STRAIGHT = "\"'"
_EITHER = _STRAIGHT + "”"
MARKS = frozenset(_OPENERS) | frozenset(_CLOSERS) | frozenset(_STRAIGHT)
_MARK = re.compile(f"[{''.join(sorted(MARKS))}]")
_BEFORE_OPENING = frozenset("([{—–-/:;,…")
_AFTER_CLOSING = frozenset(")]}—–-/:;,.…?!")
_REOPENERS = '“„‟«"‘'
_AND = ("'n'", "’n’", "‘n’")
_AHEAD = 1000
_DEEPEST = 4
_DOUBLED = re.compile(r"(?:''|``|‘‘|’’)")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quoted stretch.

    `span` includes the marks that are there; `inner` lies between them. `depth` is 0 for a quotation
    in running text and 1 or more inside another. `closed` is false where the paragraph ends first;
    `continued` is true where the next paragraph opens the same quotation again.
    """

    span: Span
    inner: Span
    depth: int = 0
    closed: bool = True
    continued: bool = False


@dataclass(slots=True)
class _Open:
    at: int
    mark: str


def quotations(text: str, blocks: list[Span] | None = None) -> list[Quotation]:
    """Every quotation of `text`, ordered by start, outer before inner.

    `blocks` are the paragraphs if known. A mark without its partner counts only where it opens a
    paragraph-long quotation; a quotation left open at a paragraph's end is `continued` when the
    next paragraph begins with an opening mark (Chicago Manual of Style, 13.32).
    """
    blocks = paragraphs(text) if blocks is None else blocks
    plain = undoubled(text)
    found: list[Quotation] = []
    for number, block in enumerate(blocks):
        after = blocks[number + 1].start if number + 1 < len(blocks) else len(plain)
        following = plain[after : after + 2].lstrip()
        found.extend(_in_block(plain, block, following[:1]))
    if plain != text:
        found = [_with_doubled_marks(text, q) for q in found]
    return sorted(found, key=lambda q: (q.span.start, -q.span.end))


def undoubled(text: str) -> str:
    """`text`, equally long, with two single marks in a row read as the one double mark they stand for."""

    def one(match: re.Match[str]) -> str:
        before = text[match.start() - 1] if match.start() else " "
        after = text[match.end()] if match.end() < len(text) else " "
        free = before.isspace() or (before in _BEFORE_OPENING and after not in _AFTER_CLOSING)
        return ' "' if free and not after.isspace() else '" '

    return _DOUBLED.sub(one, text)


def doubled_marks(text: str) -> list[Span]:
    """Every two single marks in a row that stand for one double mark, in order."""
    return [Span(*match.span()) for match in _DOUBLED.finditer(text)]


def _with_doubled_marks(text: str, quotation: Quotation) -> Quotation:
    """`quotation` with both halves of its doubled marks in its span and neither in its inner part."""
    start, end = quotation.span
    if start and _DOUBLED.match(text, start - 1) and text[start - 1] == text[start]:
        start -= 1
    if quotation.closed and _DOUBLED.match(text, end - 1):
        end += 1
    return replace(quotation, span=Span(start, end))


def _in_block(text: str, block: Span, following: str) -> list[Quotation]:
    """The quotations of one paragraph; `following` is the first character of the next."""
    found: list[Quotation] = []
    stack: list[_Open] = []
    for found_mark in _MARK.finditer(text, *block):
        at, mark = found_mark.start(), found_mark.group()
        if mark == "'" or mark == "’":
            if not _single_mark(text, at, block, stack):
                continue
        elif mark in "‘‚" and not _opens(text, at, block):
            continue
        if mark == '"' and _stands_free(text, at, block):
            # " Yes , " he said : marks set apart open and close in turns
            partner = next((n for n, o in enumerate(stack) if o.mark == mark), None)
            if partner is None:
                stack.append(_Open(at, mark))
                continue
        else:
            partner = _partner(text, at, block, stack, mark)
        if partner is None:
            if mark in _OPENERS or (mark in _EITHER and _opens(text, at, block)):
                if not _nests(text, at, block, stack, mark):
                    stack = [o for o in stack if not _same_kind(o.mark, mark)]
                stack.append(_Open(at, mark))
            continue
        opened = stack[partner]
        found.append(Quotation(Span(opened.at, at + 1), Span(opened.at + 1, at), partner))
        del stack[partner:]
    left = [o for o in stack if o.mark in _DOUBLE] or [o for o in stack if o.mark == "‘" == following]
    if left:
        opened = left[0]
        reopened = opened.mark in _REOPENERS and following == opened.mark
        if reopened or opened.at == block.start:
            span = Span(opened.at, block.end)
            found = [Quotation(q.span, q.inner, q.depth, q.closed) for q in found if not q.span.covers(span)]
            found.append(Quotation(span, Span(opened.at + 1, block.end), 0, False, reopened))
    return found


def _partner(text: str, at: int, block: Span, stack: list[_Open], mark: str) -> int | None:
    """The index on `stack` of the opening mark that the mark at `at` closes, if it closes one."""
    wanted = _CLOSERS.get(mark, mark if mark in _STRAIGHT else "")
    if not wanted:
        return _unlike_partner(text, at, block, stack, mark)
    if mark in _STRAIGHT and _opens(text, at, block) and not _closes(text, at, block):
        return None
    for index in range(len(stack) - 1, -1, -1):
        if stack[index].mark in wanted:
            return index
    return _unlike_partner(text, at, block, stack, mark)


def _unlike_partner(text: str, at: int, block: Span, stack: list[_Open], mark: str) -> int | None:
    """The index of a double mark of another sort that the one at `at` closes, where no fitting one is to come."""
    if mark not in _DOUBLE or not stack or stack[-1].mark not in _DOUBLE or not _closes(text, at, block):
        return None
    if _opens(text, at, block):
        return None
    opened = stack[-1].mark
    end = min(block.end, at + _AHEAD)
    closer = text.find(_OPENERS.get(opened, opened), at + 1, end)
    if closer == -1 or (opened in _STRAIGHT and _opens(text, closer, block)):
        return len(stack) - 1
    again = text.find(opened, at + 1, end)
    return len(stack) - 1 if opened not in _STRAIGHT and -1 < again < closer else None


def _nests(text: str, at: int, block: Span, stack: list[_Open], mark: str) -> bool:
    """Whether the mark at `at` opens a quotation inside one with the same marks: as many closing ones follow."""
    depth = 1 + sum(o.mark == mark for o in stack)
    if depth == 1 or mark not in _DOUBLE or mark in _STRAIGHT:
        return False
    for found in re.finditer(f"[{mark}{_OPENERS[mark]}]", text[at + 1 : min(block.end, at + _AHEAD)]):
        depth += 1 if found.group() == mark else -1
        if depth == 0 or depth > _DEEPEST:
            return depth == 0
    return False


def _same_kind(one: str, other: str) -> bool:
    return (one in _DOUBLE) == (other in _DOUBLE)


def _opens(text: str, at: int, block: Span) -> bool:
    """Whether what stands around the mark at `at` is what stands around an opening mark."""
    before = text[at - 1] if at > block.start else " "
    after = text[at + 1] if at + 1 < block.end else " "
    free_before = before.isspace() or before in _BEFORE_OPENING or before in MARKS
    return free_before and not after.isspace()


def _stands_free(text: str, at: int, block: Span) -> bool:
    """Whether white space stands on both sides of the mark at `at`, or a paragraph's edge on one."""
    before, after = text[at - 1 : at] if at > block.start else "", text[at + 1 : at + 2] if at + 1 < block.end else ""
    return (before + after).isspace()


def _closes(text: str, at: int, block: Span) -> bool:
    before = text[at - 1] if at > block.start else " "
    after = text[at + 1] if at + 1 < block.end else " "
    free_after = after.isspace() or after in _AFTER_CLOSING or after in MARKS
    return free_after and not before.isspace()


def _single_mark(text: str, at: int, block: Span, stack: list[_Open]) -> bool:
    """Whether the apostrophe-like character at `at` is a quotation mark and no apostrophe."""
    mark = text[at]
    if text[at : at + 3] in _AND or text[at - 2 : at + 1] in _AND:
        return False
    before = text[at - 1] if at > block.start else " "
    after = text[at + 1] if at + 1 < block.end else " "
    if before.isalnum() and after.isalnum():
        return False
    opened = next((o for o in reversed(stack) if o.mark in ("‘‚" if mark == "’" else "'")), None)
    if opened is not None:
        if not _closes(text, at, block):
            return False
        # "the workers' party": an s before the mark closes only where nothing later does
        return not (before in "sS" and after == " " and _later_closer(text, at, block, mark))
    if mark == "’" or not _opens(text, at, block) or after.isdigit():
        return False
    return _later_closer(text, at, block, mark)


def _later_closer(text: str, at: int, block: Span, mark: str) -> bool:
    position = text.find(mark, at + 1, block.end)
    while position != -1:
        # ’ never opens, and a figure behind ' makes it a year: what opens there is an elision, ’tis or ’19
        elision = mark == "’" or text[position + 1 : position + 2].isdigit()
        if _opens(text, position, block) and not _closes(text, position, block) and not elision:
            return False
        if _closes(text, position, block):
            return True
        position = text.find(mark, position + 1, block.end)
    return False
