"""Untrusted text made safe to show: nothing in it moves the cursor, colours or reorders a line."""

import re

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
    "|[\U000e0000-\U000e007f]"
)


def visible(text: str) -> str:
    """`text` with control, bidirectional and zero-width characters shown as signs; line feeds and tabs stay.

    C0 controls become their control pictures (␛), all others their code point in angle brackets.
    """
    return _HIDDEN.sub(_sign, text)


def one_line(text: str) -> str:
    """`text` made visible, with all white space folded to single spaces."""
    return visible(" ".join(text.split()))


def _sign(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"
