"""Untrusted text made safe to show: nothing in it moves the cursor, colours, hides or reorders a line."""

import re

# Controls (Cc), format characters (Cf) but for the Arabic signs that are drawn, line and paragraph separators,
# surrogates, and letters or marks that leave no trace on the screen (fillers, joiners, variation selectors 17–256).
# Zero-width joiners are shown inside emoji too: a checker is to see what stands there, not a pretty picture of it.
_HIDDEN = re.compile(
    "\r\n|["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb"
    "\U00013430-\U00013455\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    "\ud800-\udfff"
    "]"
)
_FIRST_PICTURE = 0x2400


def visible(text: str) -> str:
    """`text` with control, bidirectional and zero-width characters shown as signs; line feeds and tabs stay.

    C0 controls become their control pictures (␛), all others their code point in angle brackets (⟨U+202E⟩);
    a carriage return before a line feed is part of the line end and goes. The result is longer or shorter
    than `text`, so offsets into one are none into the other.
    """
    return _HIDDEN.sub(_sign, text)


def one_line(text: str) -> str:
    """`text` made visible, with all white space folded to single spaces."""
    return visible(" ".join(text.split()))


def _sign(match: re.Match[str]) -> str:
    if match.group() == "\r\n":
        return "\n"
    code = ord(match.group())
    if code < 0x20:
        return chr(_FIRST_PICTURE + code)
    return "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"
