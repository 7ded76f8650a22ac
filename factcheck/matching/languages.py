"""Which language a text is in: by its script, and in Latin letters by its commonest words."""

import re
import tomllib
import unicodedata
from collections import Counter
from functools import cache
from importlib.resources import files

_SAMPLE = 20_000
_LEAST_WORDS = 6
# the best language's share of common words, and how much more than the next one's
_LEAST_SHARE = 0.12
_AHEAD = 1.25
_LATIN = "LATIN"


def language(text: str) -> str | None:
    """A code for the language ("en"), or the name of a script that is not Latin ("hangul"); None if nothing tells."""
    sample = _sampled(text)
    script = _script(sample)
    if script != _LATIN:
        return script.lower() if script else None
    found = re.findall(r"[^\W\d_]+", sample.lower())
    if len(found) < _LEAST_WORDS:
        return None
    counts = Counter(found)
    shares = sorted(
        ((sum(counts[word] for word in common) / len(found), code) for code, common in _common().items()), reverse=True
    )
    (best, code), (second, _) = shares[0], shares[1]
    return code if best >= _LEAST_SHARE and best >= _AHEAD * second else None


def _sampled(text: str) -> str:
    """Three pieces of a long text, from its beginning, middle and end."""
    if len(text) <= _SAMPLE:
        return text
    piece = _SAMPLE // 3
    middle = len(text) // 2
    return f"{text[:piece]} {text[middle : middle + piece]} {text[-piece:]}"


def _script(text: str) -> str | None:
    """The Unicode name of the script that most letters have."""
    letters = Counter(letter for letter in text if letter.isalpha())
    scripts: Counter[str] = Counter()
    for letter, count in letters.items():
        scripts[unicodedata.name(letter, "UNKNOWN").split()[0]] += count
    return scripts.most_common(1)[0][0] if scripts else None


@cache
def _common() -> dict[str, frozenset[str]]:
    data = tomllib.loads((files("factcheck.matching") / "data" / "languages.toml").read_text(encoding="utf-8"))
    return {code: frozenset(common) for code, common in data.items()}
