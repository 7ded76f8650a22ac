"""The prose of a Markdown file: its words without the marks, and where each of them stands in the file."""

import html
import re
from dataclasses import dataclass
from functools import cache, partial

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel
from markdown_it.parser_inline import RuleFuncInlineType
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from factcheck.domain.spans import Span
from factcheck.text.metadata import head

# as CommonMark has it: other characters that break lines are characters like any other
_LINE_END = re.compile(r"\r\n?|\n")
_HIDDEN_WHOLE = ("image", "autolink", "html_inline", "footnote_ref")
_BETWEEN_BLOCKS = "\n\n"


@dataclass(frozen=True, slots=True)
class Prose:
    """The words of a marked-up text; `places` holds for each character of `text` its offset in the original."""

    text: str
    places: tuple[int, ...]

    def original(self, span: Span) -> Span:
        """Where the stretch `span` of the prose stands, with the marks inside it and none at its edges."""
        if not len(span):
            at = self.places[span.start] if span.start < len(self.places) else 0
            return Span(at, at)
        return Span(self.places[span.start], self.places[span.end - 1] + 1)


def prose(text: str) -> Prose:
    """The prose of the Markdown in `text`, a blank line between its blocks.

    Headings, paragraphs, list items, quoted blocks and footnotes are prose, with lines that were wrapped made whole.
    Front matter, tables, code blocks, pictures, addresses of links, HTML tags, comments and struck-out words are not.
    """
    begin = head(text).end
    # as the parser does, which knows no NUL
    source = text[begin:].replace("\x00", "\ufffd")
    starts = [0, *(match.end() for match in _LINE_END.finditer(source))]
    ends = [*(match.start() for match in _LINE_END.finditer(source)), len(source)]
    environment: dict[str, dict[int, _Marks]] = {_KEY: {}}
    characters: list[str] = []
    places: list[int] = []
    in_table = False
    for token in _parser().parse(source, environment):
        if token.type in ("table_open", "table_close"):
            in_table = token.type == "table_open"
        if token.type != "inline" or in_table or token.map is None or token.children is None:
            continue
        shown = environment[_KEY].get(id(token.children), _Marks(token.content)).shown()
        if characters:
            characters.extend(_BETWEEN_BLOCKS)
            places.extend([places[-1]] * len(_BETWEEN_BLOCKS))
        offset, number = 0, token.map[0]
        for line in token.content.split("\n"):
            if offset:
                characters.append(" ")
                places.append(begin + ends[number])
                number += 1
            bare = line.strip()
            # the parser drops lines that it has for blank at a block's edges
            while bare not in source[starts[number] : ends[number]]:
                number += 1
            # what the block's own marks leave of a line is its end, but for white space and a heading's closing marks
            at = starts[number] + source[starts[number] : ends[number]].rindex(bare)
            first = offset + line.index(bare)
            for index in range(first, first + len(bare)):
                characters.extend(shown[index])
                places.extend([begin + at + index - first] * len(shown[index]))
            offset += len(line) + 1
    return Prose("".join(characters), tuple(places))


_KEY = "marks"


class _Marks:
    """What the characters of one block's inline source show: themselves, another character, or nothing."""

    def __init__(self, source: str) -> None:
        self._shown = list(source)
        self._delimiters: list[tuple[Token, int, int]] = []

    def hide(self, start: int, end: int, shown: str = "") -> None:
        """Show `shown` in the place of a stretch."""
        if start < end:
            self._shown[start:end] = [shown] + [""] * (end - start - 1)

    def may_be_mark(self, token: Token, start: int, end: int) -> None:
        """Hide the stretch if `token`, which is made of it, turns out to be the mark of an emphasis."""
        self._delimiters.append((token, start, end))

    def shown(self) -> list[str]:
        """For each character of the source what stands in its place."""
        struck: list[int] = []
        for token, start, end in self._delimiters:
            if token.type == "s_open":
                struck.append(start)
            elif token.type == "s_close" and struck:
                self.hide(struck.pop(), end)
            elif token.type != "text" or not token.content:
                self.hide(start, end)
        return self._shown


@cache
def _parser() -> MarkdownIt:
    """CommonMark with tables, struck-out words and footnotes, whose rules note which characters are marks."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    # indented paragraphs and blocks of HTML are prose in articles; joined fragments would hide which marks were used
    parser.disable(["code", "html_block", "fragments_join", "text_join"])
    for name, rule in zip(parser.inline.ruler.get_active_rules(), tuple(parser.inline.ruler.getRules("")), strict=True):
        parser.inline.ruler.at(name, partial(_noted, name, rule))
    return parser


def _noted(name: str, rule: RuleFuncInlineType, state: StateInline, silent: bool) -> bool:
    """Run an inline rule and note what of its source are marks."""
    start, tokens = state.pos, len(state.tokens)
    label_end = parseLinkLabel(state, start, True) if name == "link" and not silent and state.src[start] == "[" else -1
    if not rule(state, silent):
        return False
    if silent:
        return True
    every: dict[int, _Marks] = state.env[_KEY]
    if (marks := every.get(id(state.tokens))) is None:
        marks = every[id(state.tokens)] = _Marks(state.src)
    end = state.pos
    if name in _HIDDEN_WHOLE:
        marks.hide(start, end)
    elif name == "link":
        marks.hide(start, start + 1)
        marks.hide(label_end, end)
    elif name == "escape" and len(state.tokens[-1].content) < 2:
        marks.hide(start, start + 1)
    elif name == "entity":
        marks.hide(start, end, html.unescape(state.src[start:end]))
    elif name == "backticks" and len(state.tokens) > tokens and state.tokens[-1].type == "code_inline":
        width = len(state.tokens[-1].markup)
        marks.hide(start, start + width)
        marks.hide(end - width, end)
    elif name in ("emphasis", "strikethrough"):
        at = end
        for token in reversed(state.tokens[tokens:]):
            if at - len(token.content) >= start:
                marks.may_be_mark(token, at - len(token.content), at)
                at -= len(token.content)
    return True
