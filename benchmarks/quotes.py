"""How printed quotations are judged, and how fast.

usage: python -m benchmarks.quotes [--pairs N] [--seed N] [--wrong] [--documents N]

Sentences of the public-domain speeches beside this file are altered by a seed in a known way: marks and case, ellipses
and brackets, other words, another number, name, date, negation or modal, pieces put together, sentences of a speech
that is not among the documents. Then the pairs written by hand in fixtures/quotations, by a reader and by an
adversary. For each a confusion matrix; false verbatim counts what is not verbatim and was said to be; then the time
of one article's quotations against many documents. --wrong lists what was judged otherwise.
"""

import argparse
import random
import re
import resource
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from factcheck.domain.extraction import Document
from factcheck.domain.matching import Quoted, Verdict
from factcheck.domain.spans import Span
from factcheck.matching.checking import check
from factcheck.matching.token import TokenKind
from factcheck.matching.tokens import tokens
from factcheck.text.articles import document, read_file
from factcheck.text.sentences import sentences

HERE = Path(__file__).parent
SPEECHES = HERE / "speeches"
BY_HAND = HERE.parent / "fixtures" / "quotations"
ABSENT = "second-inaugural"
_LEAST_WORDS = 8
_NAMES = ("Portugal", "Bolivia", "Stockholm", "Nairobi", "Garfield")
_ALTERATIONS = tomllib.loads((HERE / "alterations.toml").read_text(encoding="utf-8"))
_SYNONYMS, _MODALS, _SHORT_FORMS = (_ALTERATIONS[name] for name in ("synonyms", "modals", "short_forms"))
_AUXILIARY = re.compile(r"\b(is|are|was|were|will|shall|can|should|would|may|might|must|do|has|have)\b(?! not)")


@dataclass(frozen=True)
class Pair:
    """A quotation as printed, and what it is."""

    printed: str
    verdict: str
    how: str


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--documents", type=int, default=1000)
    options = parser.parse_args()
    speeches = [read_file(path) for path in sorted(SPEECHES.glob("*.txt"))]
    given = [speech for speech in speeches if speech.id != ABSENT]
    absent = next(speech for speech in speeches if speech.id == ABSENT)
    made = list(islice(pairs(given, absent, random.Random(options.seed)), options.pairs))
    judged("made by a seed", made, given, options.wrong)
    judged("written by hand", list(by_hand()), [read_file(BY_HAND / "address.txt")], options.wrong)
    hostile(options.wrong)
    speed(given, options.documents, options.seed)


def hostile(wrong: bool) -> None:
    """What an adversary wrote, each style against its own document."""
    tables = {
        f"{name}.{style}": verdicts
        for name in ("hostile", "twisted", "genres")
        for style, verdicts in tomllib.loads((BY_HAND / f"{name}.toml").read_text(encoding="utf-8")).items()
    }
    asked, found = [], []
    for style, verdicts in tables.items():
        told = document("\n\n".join(pair[0] for table in verdicts.values() for pair in table["pairs"]), id=style)
        mine = [
            Pair(pair[1], "wording_altered" if verdict == "not_verbatim" else verdict, style)
            for verdict, table in verdicts.items()
            for pair in table["pairs"]
        ]
        asked += mine
        found += _verdicts(mine, [told])
    _table("written by an adversary", asked, found, wrong)


def judged(name: str, asked: list[Pair], documents: list[Document], wrong: bool) -> None:
    """The confusion matrix of `asked`, and what must not go wrong."""
    _table(name, asked, _verdicts(asked, documents), wrong)


def _verdicts(asked: list[Pair], documents: list[Document]) -> list[str]:
    quotations = [Quoted((Span(0, len(pair.printed)),), pair.printed, ()) for pair in asked]
    return [one.verdict.value for one in check(quotations, documents, "en")]


def _table(name: str, asked: list[Pair], found: list[str], wrong: bool) -> None:
    matrix = Counter((pair.verdict, verdict) for pair, verdict in zip(asked, found, strict=True))
    verdicts = [verdict.value for verdict in Verdict]
    print(f"{len(asked)} quotations {name}; rows are what they are, columns what they were called")
    print(f"{'':16s}" + "".join(f"{verdict[:9]:>10s}" for verdict in verdicts))
    for row in verdicts:
        if any(matrix[row, column] for column in verdicts):
            print(f"{row:16s}" + "".join(f"{matrix[row, column] or '.':>10}" for column in verdicts))
    right = sum(count for (row, column), count in matrix.items() if row == column)
    false = sum(count for (row, column), count in matrix.items() if column == "verbatim" != row)
    altered = [verdict for pair, verdict in zip(asked, found, strict=True) if pair.verdict == "meaning_altered"]
    print(f"right {right / len(asked):.1%}; false verbatim {false}; ", end="")
    print(f"recall of altered meaning {altered.count('meaning_altered') / max(len(altered), 1):.3f}")
    if wrong:
        for pair, verdict in zip(asked, found, strict=True):
            if pair.verdict != verdict:
                print(f"  {pair.how}: {pair.verdict}, called {verdict}: {pair.printed}")
    print()


def by_hand() -> Iterator[Pair]:
    """The pairs that a person wrote."""
    data = tomllib.loads((BY_HAND / "pairs.toml").read_text(encoding="utf-8"))
    for verdict, table in data.items():
        for pair in table["pairs"]:
            printed = pair if isinstance(pair, str) else pair[0]
            yield Pair(printed, "not_found" if printed in table.get("not_found", ()) else verdict, "by hand")


def pairs(documents: list[Document], absent: Document, rng: random.Random) -> Iterator[Pair]:
    """Pairs without end, each way of altering in turn."""
    sources = [(document, span.of(document.text)) for document in documents for span in sentences(document.text)]
    fit = [text for _, text in sources if len(text.split()) >= _LEAST_WORDS and not re.search(r"[\"“\n]", text)]
    missing = [span.of(absent.text) for span in sentences(absent.text)]
    ways: tuple[tuple[str, Verdict, Callable[[str], str | None]], ...] = (
        ("as it is", Verdict.VERBATIM, lambda text: text),
        ("a part", Verdict.VERBATIM, lambda text: _part(text, rng)),
        ("dashes", Verdict.TYPOGRAPHIC, lambda text: text.replace(" -- ", "—") if " -- " in text else None),
        ("case", Verdict.TYPOGRAPHIC, lambda text: _case(text, rng)),
        ("curly marks", Verdict.TYPOGRAPHIC, lambda text: text.replace("'", "’") if "'" in text else None),
        ("ellipsis", Verdict.SHORTENED, lambda text: _ellipsis(text, rng)),
        ("brackets", Verdict.SHORTENED, lambda text: _brackets(text, rng)),
        ("another word", Verdict.WORDING_ALTERED, lambda text: _synonym(text, rng)),
        ("a word more", Verdict.WORDING_ALTERED, lambda text: _inserted(text, rng)),
        ("a word less", Verdict.WORDING_ALTERED, lambda text: _dropped(text, rng)),
        ("short form", Verdict.WORDING_ALTERED, _short_form),
        ("negation put in", Verdict.MEANING_ALTERED, _negated),
        ("negation left out", Verdict.MEANING_ALTERED, _affirmed),
        ("modal", Verdict.MEANING_ALTERED, lambda text: _modal(text, rng)),
        (
            "number",
            Verdict.MEANING_ALTERED,
            lambda text: _swapped(text, TokenKind.NUMBER, ("19", "forty", "5,200"), rng),
        ),
        ("name", Verdict.MEANING_ALTERED, lambda text: _swapped(text, TokenKind.NAME, _NAMES, rng)),
        (
            "date",
            Verdict.MEANING_ALTERED,
            lambda text: _swapped(text, TokenKind.DATE, ("tomorrow", "1953", "June"), rng),
        ),
        ("splice", Verdict.SPLICED, lambda text: _splice(text, fit, rng, " ")),
        ("splice with ellipsis", Verdict.SPLICED, lambda text: _splice(text, fit, rng, " … ")),
        ("another speech", Verdict.NOT_FOUND, lambda text: rng.choice(missing)),
    )
    for how, verdict, alter in cycle(ways):
        for text in rng.sample(fit, len(fit)):
            printed = alter(text)
            if printed is not None and len(printed.split()) > 3:
                yield Pair(printed, verdict.value, how)
                break


def _part(text: str, rng: random.Random) -> str:
    """Begins where nothing that denies or qualifies stands right before."""
    words = text.split()
    begins = [n for n in range(len(words) // 3) if not n or not _qualified(" ".join(words[max(0, n - 4) : n]))]
    begin = rng.choice(begins)
    return " ".join(words[begin : begin + rng.randint(5, max(5, len(words) - begin))])


def _qualified(before: str) -> bool:
    return any(token.kind in (TokenKind.NEGATION, TokenKind.HEDGE) for token in tokens(before))


def _case(text: str, rng: random.Random) -> str | None:
    part = _part(text, rng)
    return part[0].swapcase() + part[1:] if part[0].isalpha() and part[:2] != "I " else None


def _inner_words(text: str, least: int) -> tuple[list[str], int]:
    words = text.split()
    return words, len(words) - least


def _ellipsis(text: str, rng: random.Random) -> str | None:
    """Leaves out what denies and hedges nothing."""
    words, room = _inner_words(text, 8)
    if room < 1:
        return None
    begin = rng.randrange(4, 4 + room)
    end = min(len(words) - 4, begin + rng.randint(2, 6))
    left_out = " ".join(words[begin:end])
    if end <= begin or any(t.kind in (TokenKind.NEGATION, TokenKind.HEDGE) for t in tokens(left_out)):
        return None
    return " ".join([*words[:begin], rng.choice(("…", "...", "[...]")), *words[end:]])


def _brackets(text: str, rng: random.Random) -> str | None:
    words = text.split()
    places = [
        n
        for n, word in enumerate(words)
        if word in ("it", "this", "they", "we", "them", "us") and 0 < n < len(words) - 1
    ]
    if not places:
        return None
    at = rng.choice(places)
    return " ".join([*words[:at], "[the country]", *words[at + 1 :]])


def _synonym(text: str, rng: random.Random) -> str | None:
    words = text.split()
    places = [n for n, word in enumerate(words) if word in _SYNONYMS]
    if not places:
        return None
    for at in rng.sample(places, min(len(places), rng.randint(1, 3))):
        words[at] = _SYNONYMS[words[at]]
    return " ".join(words)


def _inserted(text: str, rng: random.Random) -> str:
    words = text.split()
    at = rng.randrange(2, len(words) - 1)
    return " ".join([*words[:at], rng.choice(("indeed", "truly", "here", "together", "freely")), *words[at:]])


def _dropped(text: str, rng: random.Random) -> str | None:
    kinds = [token for token in tokens(text) if token.kind is TokenKind.WORD and len(token.text) > 3][1:-1]
    if not kinds:
        return None
    token = rng.choice(kinds)
    return " ".join((text[: token.start] + text[token.end :]).split())


def _short_form(text: str) -> str | None:
    for long, short in _SHORT_FORMS.items():
        if re.search(rf"\b{long}\b", text):
            return re.sub(rf"\b{long}\b", short, text, count=1)
    return None


def _negated(text: str) -> str | None:
    return _AUXILIARY.sub(r"\1 not", text, count=1) if _AUXILIARY.search(text) else None


def _affirmed(text: str) -> str | None:
    changed = re.sub(r"\b(?:not|never) ", "", text, count=1)
    return changed if changed != text else None


def _modal(text: str, rng: random.Random) -> str | None:
    words = text.split()
    places = [n for n, word in enumerate(words) if word in _MODALS]
    if not places:
        return None
    at = rng.choice(places)
    words[at] = _MODALS[words[at]]
    return " ".join(words)


def _swapped(text: str, kind: TokenKind, values: tuple[str, ...], rng: random.Random) -> str | None:
    places = [token for token in tokens(text) if token.kind is kind and token.norm not in ("god", "his", "one")]
    if not places:
        return None
    token = rng.choice(places)
    return text[: token.start] + rng.choice(values) + text[token.end :]


def _splice(text: str, others: list[str], rng: random.Random, between: str) -> str | None:
    at = others.index(text)
    far = [n for n in range(len(others)) if abs(n - at) > 5]
    other = others[rng.choice(far)].split()
    words = text.split()
    return (
        " ".join(words[: max(5, len(words) // 2)]).rstrip(",;:.-")
        + between
        + " ".join(other[-max(5, len(other) // 2) :])
    )


def speed(documents: list[Document], count: int, seed: int) -> None:
    """Seconds of one processor for thirty quotations against `count` documents of some 20,000 characters."""
    rng = random.Random(seed)
    stock = [span.of(document.text) for document in documents for span in sentences(document.text)]
    many = [
        Document(str(n), None, None, None, f"Record {n}. " + " ".join(rng.choices(stock, k=150)), "")
        for n in range(count)
    ]
    quotations = [
        Quoted((Span(0, len(pair.printed)),), pair.printed, ())
        for pair in islice(pairs(documents, documents[0], rng), 30)
    ]
    before = time.process_time()
    check(quotations, many, "en")
    took = time.process_time() - before
    size = sum(len(document.text) for document in many) / 1e6
    print(f"30 quotations against {count:,} documents ({size:.0f} million characters): {took:.2f} s, ", end="")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
