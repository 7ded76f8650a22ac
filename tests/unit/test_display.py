"""What is shown can do nothing to the terminal, and hides nothing."""

import unicodedata

import pytest

from factcheck.text.display import one_line, visible

# Arabic signs that span the digits after them: format characters, but drawn
DRAWN = {chr(code) for code in (*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Plain “text”, [sic] and café 日本語.", "Plain “text”, [sic] and café 日本語."),
        ("line\n\tindented", "line\n\tindented"),
        ("\x1b[31mred\x1b]0;title\x07", "␛[31mred␛]0;title␇"),
        ("\x00\x08\x7f", "␀␈␡"),
        ("\x9b2J", "⟨U+009B⟩2J"),
        ("one\r\ntwo\rthree", "one\ntwo␍three"),
        ("abc\u202edcba\u202c", "abc⟨U+202E⟩dcba⟨U+202C⟩"),
        ("\u2066x\u2069\u200e\u200f\u061c", "⟨U+2066⟩x⟨U+2069⟩⟨U+200E⟩⟨U+200F⟩⟨U+061C⟩"),
        ("zero\u200bwidth\ufeff\u2060\u00ad", "zero⟨U+200B⟩width⟨U+FEFF⟩⟨U+2060⟩⟨U+00AD⟩"),
        ("line\u2028paragraph\u2029\x85", "line⟨U+2028⟩paragraph⟨U+2029⟩⟨U+0085⟩"),
        ("half \ud83d pair", "half ⟨U+D83D⟩ pair"),
        ("tag \U000e0041", "tag ⟨U+E0041⟩"),
        ("👨\u200d👩", "👨⟨U+200D⟩👩"),
        ("❤\ufe0f", "❤\ufe0f"),
    ],
)
def test_hidden_characters_become_signs(text: str, expected: str) -> None:
    assert visible(text) == expected


def test_no_control_or_format_character_is_left() -> None:
    kinds = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    hidden = [
        c for c in map(chr, range(0x110000)) if unicodedata.category(c) in kinds and c not in DRAWN | {"\n", "\t"}
    ]
    assert [hex(ord(c)) for c in hidden if visible(c) == c] == []


def test_one_line_folds_white_space() -> None:
    assert one_line(" a\n\n b\t\u2028c\x1b ") == "a b c␛"
