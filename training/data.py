"""Annotated articles as batches for the tagger."""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from benchmarks.scoring import ROLES, Article, load
from factcheck.attribution.encoding import Encoding, Ints, Window, encode, inputs, windows, with_specials
from factcheck.attribution.linking import buckets
from training.augment import augmented, pools
from training.model import Batch


@dataclass
class Example:
    """One window: its pieces with special ones added, its tags and its cues with their links.

    `made` tells that some of it was put in by `training.augment`.
    """

    ids: Ints
    case: Ints
    quote: Ints
    live: np.ndarray
    tags: Ints
    cues: list[tuple[int, int]]
    paragraph: Ints
    linked: list[Ints]
    made: bool

    def __len__(self) -> int:
        return len(self.ids)


def readings(*paths: Path) -> list[list[Article]]:
    """Articles grouped by text: each group holds every reading of one article."""
    groups: dict[str, list[Article]] = defaultdict(list)
    for path in paths:
        for article in load(path):
            groups[article["text"]].append(article)
    return list(groups.values())


def examples(article: Article, tokenizer: Tokenizer, size: int) -> list[Example]:
    """The windows of `article`, each at most `size` pieces."""
    encoding = encode(article["text"], tokenizer)
    if not len(encoding):
        return []
    labels = np.zeros((3, len(encoding)), dtype=np.int64)
    attributions: list[dict[str, list[tuple[int, int]]]] = []
    made: list[tuple[int, int]] = []
    for attribution in article["attributions"]:
        attributions.append({role: _pieces(encoding, attribution[role]) for role in ROLES})
        if "made" in attribution:
            made.extend(span for role in ROLES for span in attributions[-1][role])
    for row, role in enumerate(ROLES):
        spans = sorted({span for a in attributions for span in a[role]}, key=lambda s: (s[0] - s[1], s))
        for first, last in spans:
            if not labels[row, first : last + 1].any():
                labels[row, first] = 1
                labels[row, first + 1 : last + 1] = 2
    found = []
    for window in windows(encoding.paragraph, size):
        example = _example(encoding, window, labels, attributions, tokenizer)
        example.made = any(first < window.end and last >= window.start for first, last in made)
        found.append(example)
    return found


def _pieces(encoding: Encoding, spans: list[list[int]]) -> list[tuple[int, int]]:
    found = []
    for start, end in spans:
        first = int(np.searchsorted(encoding.ends, start, side="right"))
        last = int(np.searchsorted(encoding.starts, end, side="left")) - 1
        if first <= last:
            found.append((first, last))
    return found


def _example(
    encoding: Encoding,
    window: Window,
    labels: Ints,
    attributions: list[dict[str, list[tuple[int, int]]]],
    tokenizer: Tokenizer,
) -> Example:
    pieces = with_specials(encoding.paragraph, window)
    live = pieces >= 0
    real = np.where(live, pieces, 0)
    place = {int(piece): at for at, piece in enumerate(pieces) if piece >= 0}
    tags = np.where(live, labels[:, real], 0)
    cues: list[tuple[int, int]] = []
    linked: list[Ints] = []
    for attribution in attributions:
        for first, last in attribution["cue"]:
            if first not in place or last not in place:
                continue
            rows = np.zeros((2, len(pieces)), dtype=np.int64)
            for row, role in enumerate(("source", "content")):
                for begin, end in attribution[role]:
                    inside = [place[p] for p in range(begin, end + 1) if p in place]
                    if inside:
                        rows[row, inside] = 2
                        rows[row, inside[0]] = 1
            cues.append((place[first], place[last]))
            linked.append(_carried(rows, live))
    ids, case, quote = inputs(encoding, pieces, tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]"))
    order = sorted(range(len(cues)), key=lambda i: cues[i])
    return Example(
        ids=ids,
        case=case,
        quote=quote,
        live=live,
        tags=_carried(_mended(tags), live),
        cues=[cues[i] for i in order],
        paragraph=_filled(encoding.paragraph[real], live),
        linked=[linked[i] for i in order],
        made=False,
    )


def _mended(tags: Ints) -> Ints:
    """A span that begins before its window begins with B inside it."""
    mended = tags.copy()
    for row in mended:
        for at in range(1, len(row)):
            if row[at] == 2 and row[at - 1] == 0 and (at < 2 or row[at - 2] == 0):
                row[at] = 1
    return mended


def _carried(rows: Ints, live: np.ndarray) -> Ints:
    """Labels where special pieces take that of the piece before, and O-I never occurs."""
    carried = rows.copy()
    for row in carried:
        for at in range(1, len(row)):
            if not live[at]:
                row[at] = row[at - 1]
            elif row[at] == 2 and row[at - 1] == 0:
                row[at] = 1
    return carried


def _filled(paragraph: Ints, live: np.ndarray) -> Ints:
    filled = paragraph.copy()
    filled[0] = filled[1]
    for at in range(1, len(filled)):
        if not live[at]:
            filled[at] = filled[at - 1]
    return filled


def batches(groups: list[list[Article]], tokenizer: Tokenizer, seed: int, tokens: int = 2048) -> Iterator[Batch]:
    """One epoch: a reading of every article, augmented, in windows of mixed sizes, batched by length."""
    chance = random.Random(seed)
    pool = pools([group[0] for group in groups])
    found: list[Example] = []
    for group in groups:
        article = augmented(chance.choice(group), pool, chance)
        found.extend(examples(article, tokenizer, chance.randrange(96, 193)))
    found.sort(key=lambda e: (len(e) // 8, chance.random()))
    packs: list[list[Example]] = [[]]
    for example in found:
        if (len(packs[-1]) + 1) * max(len(example), *(len(e) for e in packs[-1] or [example])) > tokens:
            packs.append([])
        packs[-1].append(example)
    chance.shuffle(packs)
    for pack in packs:
        if pack:
            yield batch_of(pack)


def batch_of(pack: list[Example]) -> Batch:
    """Pad `pack` to one length."""
    length = max(len(e) for e in pack)

    def padded(rows: list[np.ndarray]) -> torch.Tensor:
        out = np.zeros((len(rows), *rows[0].shape[:-1], length), dtype=rows[0].dtype)
        for at, row in enumerate(rows):
            out[at, ..., : row.shape[-1]] = row
        return torch.from_numpy(out)

    row_of = [row for row, e in enumerate(pack) for _ in e.cues]
    spans = [cue for e in pack for cue in e.cues]
    near = [buckets(np.arange(len(e), dtype=np.int64), e.paragraph, e.cues, cue) for e in pack for cue in e.cues]
    empty = torch.zeros((0, length), dtype=torch.long)
    return Batch(
        ids=padded([e.ids for e in pack]),
        case=padded([e.case for e in pack]),
        quote=padded([e.quote for e in pack]),
        mask=padded([np.ones(len(e), dtype=np.int64) for e in pack]),
        live=padded([e.live for e in pack]),
        tags=padded([e.tags for e in pack]),
        made=torch.tensor([e.made for e in pack]),
        cue_row=torch.tensor(row_of, dtype=torch.long),
        cue_first=torch.tensor([s for s, _ in spans], dtype=torch.long),
        cue_last=torch.tensor([e for _, e in spans], dtype=torch.long),
        distance=padded([n[0] for n in near]) if near else empty,
        between=padded([n[1] for n in near]) if near else empty,
        breaks=padded([n[2] for n in near]) if near else empty,
        linked=padded([x for e in pack for x in e.linked]) if near else torch.zeros((0, 2, length), dtype=torch.long),
    )
