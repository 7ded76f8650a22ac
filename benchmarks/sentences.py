"""Sentence boundaries inside paragraphs, against annotated articles and other segmenters.

usage: python -m benchmarks.sentences FOLDER     (a folder with GUM_news_*.conllu)

Needs the extra `benchmarks` (conllu); pysbd and syntok are compared where they are installed.
A boundary is where a sentence ends that is not the last of its paragraph; it is found when a predicted
sentence ends at the same letter.
"""

import argparse
import time
from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import conllu

from factcheck.text.sentences import sentences

Segmenter = Callable[[str], Iterable[tuple[int, int]]]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pattern", default="GUM_news_*.conllu")
    parser.add_argument("--misses", action="store_true", help="print where ours differs")
    options = parser.parse_args()
    paragraphs = [p for path in sorted(options.folder.glob(options.pattern)) for p in read(path)]
    words = sum(len(text.split()) for text, _ in paragraphs)
    print(f"{len(paragraphs)} paragraphs, {words} words, {sum(len(ends) for _, ends in paragraphs)} boundaries")
    print(f"{'':10s}      P      R      F   words/s")
    for name, segment in segmenters():
        begun = time.perf_counter()
        found = [ends(text, segment(text)) for text, _ in paragraphs]
        seconds = time.perf_counter() - begun
        hits = sum(len(got & gold) for got, (_, gold) in zip(found, paragraphs, strict=True))
        precision = hits / max(1, sum(map(len, found)))
        recall = hits / max(1, sum(len(gold) for _, gold in paragraphs))
        score = 2 * precision * recall / max(1e-9, precision + recall)
        print(f"{name:10s} {precision:6.3f} {recall:6.3f} {score:6.3f} {words / seconds:9,.0f}")
        if options.misses and name == "factcheck":
            for got, (text, gold) in zip(found, paragraphs, strict=True):
                for place in sorted(got ^ gold):
                    kind = "invented" if place in got else "missed"
                    print(f"  {kind:8s} {text[max(0, place - 45) : place + 1]!r} | {text[place + 1 : place + 30]!r}")


def segmenters() -> list[tuple[str, Segmenter]]:
    """Ours, and those others that are installed."""
    makers = {"pysbd": _pysbd, "syntok": _syntok}
    return [("factcheck", sentences), *((name, make()) for name, make in makers.items() if find_spec(name))]


def _pysbd() -> Segmenter:
    import pysbd

    peer = pysbd.Segmenter(language="en", clean=False, char_span=True)
    return lambda text: [(s.start, s.start + len(s.sent.rstrip())) for s in peer.segment(text)]


def _syntok() -> Segmenter:
    segmenter = import_module("syntok.segmenter")

    def segment(text: str) -> Iterable[tuple[int, int]]:
        for paragraph in segmenter.process(text):
            for tokens in paragraph:
                yield tokens[0].offset, tokens[-1].offset + len(tokens[-1].value)

    return segment


def ends(text: str, spans: Iterable[tuple[int, int]]) -> set[int]:
    """The last letter or digit of every sentence but the last."""
    return {last_letter(text, end) for _, end in list(spans)[:-1]}


def last_letter(text: str, end: int) -> int:
    """The place of the last letter or digit before `end`."""
    while end > 0 and not text[end - 1].isalnum():
        end -= 1
    return end - 1


def read(path: Path) -> Iterable[tuple[str, set[int]]]:
    """The paragraphs of a CoNLL-U file, each with the last letters of its inner sentences."""
    text, gold = "", list[int]()
    for sentence in conllu.parse(path.read_text(encoding="utf-8")):
        if any(key.startswith("newpar") for key in sentence.metadata) and text.strip():
            yield text.rstrip(), set(gold[:-1])
            text, gold = "", []
        covered = 0
        for token in sentence:
            if isinstance(token["id"], tuple):
                if token["id"][1] == "-":
                    text += token["form"] + space(token)
                    covered = token["id"][2]
                continue
            if token["id"] > covered:
                text += token["form"] + space(token)
        gold.append(last_letter(text, len(text)))
    if text.strip():
        yield text.rstrip(), set(gold[:-1])


def space(token: conllu.Token) -> str:
    """What stands after a token."""
    return "" if (token["misc"] or {}).get("SpaceAfter") == "No" else " "


if __name__ == "__main__":
    main()
