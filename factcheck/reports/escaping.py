"""Untrusted text in Markdown and in links: what stands there is read, never obeyed."""

import re

from factcheck.text.display import visible

_MARKS = re.compile(r"[\\`*_\[\]<>|~#$]|&(?=#?\w+;)")
# what would begin a list, a rule or a heading; a number as in "12.1" or "+5%" does not
_LINE_START = re.compile(r"^([+-](?=\s|$)|-(?=[\s-])|=|\d{1,9}(?=[.)](?:\s|$)))")
_PLAIN_URL = re.compile(r"https?://[A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]+")


def escaped(text: str) -> str:
    """One line of Markdown that renders as `text`; white space runs become single blanks."""
    line = visible(" ".join(text.split()))
    return _LINE_START.sub(_backslashed, _MARKS.sub(_backslashed, line))


def escaped_lines(text: str, indent: str = "  ") -> str:
    """As `escaped`, but line breaks stay: hard ones, with `indent` before each line after the first."""
    lines = [escaped(line) for line in text.strip().splitlines()]
    return f"\\\n{indent}".join(line for line in lines if line)


def is_plain_address(url: str) -> bool:
    """Whether `url` is a web address that hides nothing; any other is shown, to be read before it is opened."""
    return _PLAIN_URL.fullmatch(url) is not None


def _backslashed(match: re.Match[str]) -> str:
    found = match.group()
    # a number that would begin a list is disarmed at its full stop
    return f"{found}\\" if found.isdigit() else f"\\{found}"
