"""Annotated articles, the corpus's own measures, and exact matches of token spans."""

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType
from typing import Any

ROLES = ("source", "cue", "content")
Article = dict[str, Any]
_TOKEN = re.compile(r"\w+|[^\w\s]")


def load(path: Path) -> list[Article]:
    """The articles of a JSON lines file in the corpus format."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def scorer(corpus: Path) -> ModuleType:
    """The corpus's own score.py as a module."""
    spec = importlib.util.spec_from_file_location("score", corpus / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def scores(corpus: Path, gold: list[Article], read: list[Article]) -> dict[str, float]:
    """Every measure of `read` against `gold`: those of score.py (F where it gives more), and exact spans a role."""
    found = scorer(corpus).score(gold, {article["id"]: article for article in read})
    return {name: value if isinstance(value, float) else value["F"] for name, value in found.items()} | {
        f"exact token spans, {role}": exact(gold, read, role) for role in ROLES
    }


def exact(gold: list[Article], read: list[Article], role: str) -> float:
    """F1 of exactly matching spans of `role`, counted in tokens (words and single marks)."""
    hits = wanted = got = 0
    for one, other in zip(gold, read, strict=True):
        tokens = [match.span() for match in _TOKEN.finditer(one["text"])]
        sets = [_token_spans(article["attributions"], role, tokens) for article in (one, other)]
        hits += len(sets[0] & sets[1])
        wanted += len(sets[0])
        got += len(sets[1])
    return 2 * hits / (wanted + got) if wanted + got else 0.0


def _token_spans(attributions: list[dict[str, Any]], role: str, tokens: list[tuple[int, int]]) -> set[tuple[int, ...]]:
    return {
        tuple(number for number, (begin, stop) in enumerate(tokens) if begin < end and stop > start)
        for attribution in attributions
        for start, end in attribution[role]
    }
