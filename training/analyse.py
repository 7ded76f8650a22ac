"""Say what goes wrong on annotated articles, and where: the figures of ANALYSIS.md.

usage: python -m training.analyse --corpus FOLDER [--examples N]

Every annotated attribution is right, credited to the wrong source, cut wrong (its content is overlapped, but with an
IoU below 0.5) or missed; every other one that was read is invented, whole or in part. An attribution counts under each
construction that it shows.
"""

import argparse
import random
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.attribution import predicted
from benchmarks.scoring import load, scorer
from factcheck.text.paragraphs import paragraphs

OUTCOMES = ("right", "wrong source", "wrong span", "missed")
_NOUN_BEFORE = re.compile(
    r"\b(?:the|an?|this|that|these|those|any|no|his|her|their|its|my|our|your|\w+[’']s?)\s+(?:\w+\s+)?$", re.I
)
_LIST = re.compile(r",|\band\b")
_QUOTED = re.compile(r'[“"«„]')

Attribution = dict[str, Any]


@dataclass
class Tally:
    """What became of the annotated attributions, and what was read beside them."""

    outcomes: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    examples: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    invented: Counter[str] = field(default_factory=Counter)


def main() -> None:
    """Analyse from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="folder with dev.jsonl and score.py")
    parser.add_argument("--examples", type=int, default=0, help="how many of each kind of error to print")
    options = parser.parse_args()
    score = scorer(options.corpus)
    tally = Tally()
    for article in load(options.corpus / "dev.jsonl"):
        judge(article, predicted(article)["attributions"], score, tally)
    print(f"{'':34s}{'number':>8s}" + "".join(f"{outcome:>14s}" for outcome in OUTCOMES))
    for construction, outcomes in sorted(tally.outcomes.items(), key=lambda pair: -pair[1].total()):
        total = outcomes.total()
        print(
            f"{construction:34s}{total:8d}" + "".join(f"{outcomes[o]:8d} {outcomes[o] / total:4.0%} " for o in OUTCOMES)
        )
    print("\ninvented: " + ", ".join(f"{kind} {number}" for kind, number in tally.invented.most_common()))
    chance = random.Random(1)
    for kind, lines in tally.examples.items():
        for line in chance.sample(lines, min(options.examples, len(lines))):
            print(f"{kind}: {line}")


def judge(article: dict[str, Any], read: list[Attribution], score: ModuleType, tally: Tally) -> None:
    """Count what became of the attributions of `article`."""
    text, gold = article["text"], article["attributions"]
    letters = [{role: score.chars(text, a[role]) for role in ("source", "cue", "content")} for a in (*gold, *read)]
    ours, theirs = letters[: len(gold)], letters[len(gold) :]
    matched = _matched(ours, theirs)
    blocks = paragraphs(text)
    for number, one in enumerate(gold):
        if not ours[number]["content"]:
            continue
        outcome = _outcome(ours[number], theirs, matched.get(number), score)
        for construction in constructions(text, number, gold, blocks):
            tally.outcomes[construction][outcome] += 1
        if outcome != "right":
            tally.examples[outcome].append(_shown(text, one))
    used = set(matched.values())
    everything = set().union(*(a["content"] for a in ours)) if ours else set()
    for number, one in enumerate(read):
        if number not in used:
            share = len(theirs[number]["content"] & everything) / max(1, len(theirs[number]["content"]))
            kind = "in no annotated content" if share < 0.1 else "in an annotated content"
            tally.invented[kind] += 1
            tally.examples[f"invented {kind}"].append(_shown(text, one))


def _matched(ours: list[dict[str, set[int]]], theirs: list[dict[str, set[int]]]) -> dict[int, int]:
    pairs = []
    for i, a in enumerate(ours):
        for j, b in enumerate(theirs):
            both = len(a["content"] & b["content"])
            if both and 2 * both >= len(a["content"] | b["content"]):
                pairs.append((-both / len(a["content"] | b["content"]), i, j))
    found: dict[int, int] = {}
    for _, i, j in sorted(pairs):
        if i not in found and j not in found.values():
            found[i] = j
    return found


def _outcome(one: dict[str, set[int]], theirs: list[dict[str, set[int]]], match: int | None, score: ModuleType) -> str:
    if match is not None:
        return "right" if score.same_source(one["source"], theirs[match]["source"]) else "wrong source"
    return "wrong span" if any(one["content"] & other["content"] for other in theirs) else "missed"


def constructions(text: str, number: int, gold: list[Attribution], blocks: list[Any]) -> list[str]:
    """What the annotated attribution of this number shows."""
    one = gold[number]
    cue = " ".join(text[s:e] for s, e in one["cue"])
    source = " ".join(text[s:e] for s, e in one["source"])
    found = ["all"]
    if not one["cue"]:
        found.append("no cue")
    elif _NOUN_BEFORE.search(text[max(0, one["cue"][0][0] - 40) : one["cue"][0][0]]):
        found.append("noun cue")
    if cue.lower().startswith("according to"):
        found.append("according to")
    if not one["source"]:
        found.append("no source")
    elif len(one["source"]) > 1 or _LIST.search(source):
        found.append("several sources, or one described")
    touched = {n for n, b in enumerate(blocks) for s, e in one["content"] if s < b.end and e > b.start}
    if len(touched) > 1:
        found.append("over several paragraphs")
    if 0 in touched:
        found.append("headline")
    quoted = [bool(_QUOTED.search(text[s:e]) or _QUOTED.search(text[max(0, s - 1) : s])) for s, e in one["content"]]
    found.append("quoted, wholly or in part" if any(quoted) else "indirect")
    if one["source"] and one["content"] and one["content"][0][0] < one["source"][0][0]:
        found.append("content first")
    if len(one["content"]) > 1:
        found.append("content in pieces")
    if one["cue"] and any(o is not one and o["cue"] and _inside(one["cue"][0], o["content"]) for o in gold):
        found.append("reported by another")
    if any(o is not one and o["cue"] and _inside(o["cue"][0], one["content"]) for o in gold):
        found.append("reports another")
    return found


def _inside(span: list[int], content: list[list[int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in content)


def _shown(text: str, one: Attribution) -> str:
    spans = [span for role in ("source", "cue", "content") for span in one[role]]
    start, end = min(s for s, _ in spans), max(e for _, e in spans)
    marks = sorted(
        [(s, 1, f"[{role} ") for role in ("source", "cue", "content") for s, _ in one[role]]
        + [(e, 0, "]") for role in ("source", "cue", "content") for _, e in one[role]]
    )
    shown, at = "", max(0, start - 60)
    for place, _, mark in marks:
        shown, at = shown + text[at:place] + mark, place
    return " ".join((shown + text[at : end + 40]).split())


if __name__ == "__main__":
    main()
