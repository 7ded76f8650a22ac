"""Every text of an HTML report stands out from what is behind it: WCAG 2.2 AA, computed from the style sheet."""

import re
from importlib.resources import files
from itertools import product

import pytest

STYLE = files("factcheck.reports").joinpath("templates", "html", "style.css").read_text(encoding="utf-8")
TEXT, GRAPHIC = 4.5, 3.0
BACKGROUNDS = ("page", "field", "yes", "but", "no", "split", "open", "none")
EDGES = ("yes-edge", "but-edge", "no-edge", "split-edge", "open-edge", "none-edge", "focus")


def palettes() -> dict[str, dict[str, str]]:
    """The variables of each `:root`: light, dark (which changes light) and print."""
    found = [
        dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]+)", body)) for body in re.findall(r":root \{(.*?)\}", STYLE, re.S)
    ]
    light, dark, printed = found
    return {"light": light, "dark": light | dark, "print": light | printed}


def luminance(colour: str) -> float:
    """Relative luminance (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    digits = colour.lstrip("#")
    digits = "".join(sign * 2 for sign in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def test_the_measure_is_that_of_the_guidelines() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_texts_and_links_can_be_read_on_everything_that_stands_behind_them(scheme: str) -> None:
    colours = palettes()[scheme]
    for text, behind in product(("text", "quiet", "link"), BACKGROUNDS):
        ratio = contrast(colours[text], colours[behind])
        assert ratio >= TEXT, f"{text} on {behind} in {scheme}: {ratio:.2f}"


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_edges_and_the_focus_stand_out_from_the_page(scheme: str) -> None:
    colours = palettes()[scheme]
    for edge in EDGES:
        ratio = contrast(colours[edge], colours["page"])
        assert ratio >= GRAPHIC, f"{edge} on page in {scheme}: {ratio:.2f}"


def test_no_colour_is_set_beside_the_palette() -> None:
    rules = re.sub(r":root \{.*?\}", "", STYLE, flags=re.S)
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(", rules) == []
    used = set(re.findall(r"(?<![-\w])(?:color|background): var\(--([\w-]+)\)", rules))
    assert used <= {"text", "quiet", "link", *BACKGROUNDS}
