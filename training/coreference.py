"""Learn whom a pronoun means: the weights of `factcheck/sources/data/antecedents.toml`.

usage: python -m training.coreference --gum FOLDER --corpus FOLDER [--resolution FILE:FILE …] [--write]

FOLDER of `--gum` holds GUM_*.conllu with `Entity=` (Zeldes 2017), that of `--corpus` annotated articles and what their
attributions resolve to; `--resolution` names pairs of files in it (default: dev.jsonl:dev.resolution.jsonl).
A conditional logit over the candidates (McFadden, 1974): the loss is the negative log of the probability of the right
ones, with an L2 penalty on what departs from expectation. Accuracy is that of five folds by text. Needs the extra
`benchmarks` (conllu).
"""

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import conllu
import numpy as np
from numpy.typing import NDArray

from benchmarks.sources import Row, lines, same, spans
from factcheck.attribution.mending import mended
from factcheck.attribution.tagger import shipped
from factcheck.domain.extraction import Tagged
from factcheck.domain.spans import Span
from factcheck.sources import ranking
from factcheck.sources.coreference import Coreference
from factcheck.sources.discourse import Occurrence
from factcheck.sources.entities import Entity
from factcheck.text.quotations import quotations
from factcheck.text.sentences import sentences

Floats = NDArray[np.float64]
WEIGHTS = Path(ranking.__file__).parent / "data" / "antecedents.toml"
FOLDS = 5
PENALTY = 3.0
STEPS = 1500
RATE = 0.05
# What the weights are drawn to where the data say little: nearness, subjects and speakers (Lappin & Leass, 1994)
EXPECTED = {
    "same_sentence": 0.5, "sentence_before": 0.3, "sentences_apart": -1.0, "same_paragraph": 0.4, "subject": 0.9,
    "governed": -0.6, "pronoun": 0.5, "rank": 1.0, "first_of_sentence": 0.4, "frequency": 0.2, "last_speaker": 1.0,
    "speaks": 0.3, "own_content": -2.5, "quoted_apart": -0.5, "enclosing_speaker": -2.0, "gender_known": 0.3,
    "unknown_kind": -1.5, "after": -2.0,
}  # fmt: skip
# An attribution's source counts as often as this many pronouns of running text
OF_SOURCE = 3.0


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidates for one pronoun `[n, features]`, which of them are right, and how much it counts."""

    text: str
    features: Floats
    right: NDArray[np.bool_]
    weight: float


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text of GUM with the places and chains of its mentions, the smallest last."""

    name: str
    text: str
    chains: list[tuple[Span, str]]

    def chain(self, span: Span) -> str | None:
        """The chain of the smallest mention that covers `span`."""
        covering = [(len(place), chain) for place, chain in self.chains if place.covers(span)]
        return min(covering)[1] if covering else None


def main() -> None:
    """Learn, print the accuracy of held-out texts and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gum", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--resolution", nargs="+", default=["dev.jsonl:dev.resolution.jsonl"])
    parser.add_argument("--write", action="store_true", help="write the weights; otherwise print them")
    options = parser.parse_args()
    choices: dict[str, list[Choice]] = {name: [] for name in set(ranking.CLASSES.values())}
    for pair in options.resolution:
        articles, resolution = (options.corpus / name for name in pair.split(":"))
        for row in _polnear(articles, resolution):
            _of_article(*row, choices)
    for path in sorted(options.gum.glob("GUM_*.conllu")):
        _of_gum(read_gum(path), choices)
    tables = []
    for name in ("person", "thing", "several"):
        examples = choices[name]
        print(f"{name:8s} {len(examples):5d} pronouns, {_accuracy(examples)}")
        weights = learned(examples)
        tables.append(
            f"[{name}]\n" + "".join(f"{f} = {w:.3f}\n" for f, w in zip(ranking.FEATURES, weights, strict=True))
        )
    text = _HEAD + "\n" + "\n".join(tables)
    if options.write:
        WEIGHTS.write_text(text, encoding="utf-8")
    else:
        print(text)


_HEAD = """# Weights by which a pronoun's antecedent is chosen (see `factcheck/sources/ranking.py`).
# Learned by `python -m training.coreference` from GUM's news and interviews (annotations CC BY 4.0) and articles of
# PolNeAR of which the sources are annotated.
"""


def _polnear(articles: Path, resolution: Path) -> Iterator[tuple[Row, dict[str, Row]]]:
    rows = {row["id"]: row for row in lines(articles)}
    for row in lines(resolution):
        yield rows[row["id"]], row["sources"]


def _of_article(article: Row, wanted: dict[str, Row], choices: dict[str, list[Choice]]) -> None:
    text = article["text"]
    rows = sorted((r for r in article["attributions"] if r["content"]), key=lambda r: (r["cue"] or r["content"])[0])
    tagged = [Tagged(spans(r["source"]), spans(r["cue"]), spans(r["content"]), 1.0) for r in rows]
    want = {
        span: wanted[r["id"]]
        for r in rows
        for span in spans(r["source"])
        if r["id"] in wanted and wanted[r["id"]]["certain"]
    }

    def choose(place: Occurrence, pronoun: str, found: list[ranking.Candidate]) -> Entity | None:
        gold = want.get(place.span)
        if gold is None:
            chosen = ranking.best(found, pronoun)
            return chosen.entity if chosen else None
        right = [_is(one.entity, gold) for one in found]
        _add(choices, article["id"], pronoun, found, right, OF_SOURCE)
        return next((one.entity for one, is_right in zip(found, right, strict=True) if is_right), None)

    Coreference(text, sentences(text), tagged, choose)


def _is(entity: Entity, gold: Row) -> bool:
    names = [member.name for member in entity.members] or [entity.name]
    wanted = [gold["entity"], *([other] if isinstance(other, str) else other for other in gold.get("also_accept", []))]
    person = gold["type"] == "person"
    return any(
        len(names) == len(one) and all(any(name and same(name, w, person) for name in names) for w in one)
        for one in wanted
    )


def _of_gum(annotated: Annotated, choices: dict[str, list[Choice]]) -> None:
    text = annotated.text
    stretches, marks = sentences(text), quotations(text)
    tagged = mended(text, shipped().read(text, marks), stretches, marks)

    def choose(place: Occurrence, pronoun: str, found: list[ranking.Candidate]) -> Entity | None:
        chain = annotated.chain(place.span)
        right = [chain is not None and annotated.chain(one.nearest.span) == chain for one in found]
        _add(choices, annotated.name, pronoun, found, right, 1.0)
        chosen = next((one for one, is_right in zip(found, right, strict=True) if is_right), None)
        return chosen.entity if chosen is not None else None

    Coreference(text, stretches, tagged, choose)


def _add(
    choices: dict[str, list[Choice]],
    text: str,
    pronoun: str,
    found: list[ranking.Candidate],
    right: list[bool],
    weight: float,
) -> None:
    if any(right) and not all(right):
        features = np.asarray([one.features for one in found], dtype=np.float64)
        choices[ranking.CLASSES[pronoun]].append(Choice(text, features, np.asarray(right), weight))


def learned(choices: list[Choice]) -> Floats:
    """The weights that make the right candidates most probable."""
    features = np.concatenate([one.features for one in choices])
    right = np.concatenate([one.right for one in choices])
    sizes = np.asarray([len(one.right) for one in choices])
    begins = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    counts = np.repeat([one.weight for one in choices], sizes)

    def shares(powers: Floats) -> Floats:
        return np.asarray(powers / np.repeat(np.add.reduceat(powers, begins), sizes))

    expected = np.asarray([EXPECTED.get(feature, 0.0) for feature in ranking.FEATURES])
    weights, mean, square = expected.copy(), np.zeros_like(expected), np.zeros_like(expected)
    for step in range(1, STEPS + 1):
        scores = features @ weights
        powers = np.exp(scores - np.repeat(np.maximum.reduceat(scores, begins), sizes))
        drift = shares(powers) - shares(np.where(right, powers, 1e-300))
        slope = features.T @ (counts * drift) + PENALTY * (weights - expected)
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope**2
        weights = weights - RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return np.asarray(weights)


def _accuracy(choices: list[Choice]) -> str:
    """The share of held-out pronouns of which the best candidate is right, sources of articles and the rest."""
    texts = sorted({one.text for one in choices})
    right: dict[bool, list[bool]] = {True: [], False: []}
    for fold in range(FOLDS):
        held = set(texts[fold::FOLDS])
        weights = learned([one for one in choices if one.text not in held])
        for one in choices:
            if one.text in held:
                right[one.weight == OF_SOURCE].append(bool(one.right[int(np.argmax(one.features @ weights))]))
    shown = {"sources": right[True], "running text": right[False]}
    return ", ".join(f"{name} {np.mean(values):.3f} of {len(values)}" for name, values in shown.items() if values)


_MENTION = re.compile(r"\((?P<id>\d+)-[^()]*(?P<close>\))?|(?P<end>\d+)\)")


def read_gum(path: Path) -> Annotated:
    """The text of a GUM document, its paragraphs parted by blank lines, with its mentions."""
    text = ""
    chains: list[tuple[Span, str]] = []
    begun: dict[str, list[int]] = {}
    for sentence in conllu.parse(path.read_text(encoding="utf-8")):
        if any(key.startswith("newpar") for key in sentence.metadata) and text:
            text = text.rstrip() + "\n\n"
        covered, joined = 0, ""
        for token in sentence:
            number = token["id"]
            misc = token["misc"] or {}
            if isinstance(number, tuple):
                if number[1] == "-":
                    covered, joined = number[2], token["form"] + _space(misc)
                    at = len(text)
                    text += joined
                continue
            if number <= covered:
                start = text.index(token["form"], at) if token["form"] in text[at:] else at
                at = end = start + len(token["form"])
            else:
                start, end = len(text), len(text) + len(token["form"])
                text += token["form"] + _space(misc)
            for mark in _MENTION.finditer(misc.get("Entity") or ""):
                if mark["end"]:
                    if begun.get(mark["end"]):
                        chains.append((Span(begun[mark["end"]].pop(), end), mark["end"]))
                elif mark["close"]:
                    chains.append((Span(start, end), mark["id"]))
                else:
                    begun.setdefault(mark["id"], []).append(start)
    return Annotated(path.stem, text.rstrip(), chains)


def _space(misc: dict[str, str | None]) -> str:
    return "" if misc.get("SpaceAfter") == "No" else " "


if __name__ == "__main__":
    main()
