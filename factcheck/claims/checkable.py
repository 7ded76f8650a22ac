"""Whether evidence could settle a claim: not opinion, prediction, promise, wish, rhetoric or a question.

A logistic regression over few signs: who speaks, by what verb, in which tense and mood, and what the claim is worth.
`training/checkable.py` fits it on annotated claims and writes `weights/checkable.toml`.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from factcheck.claims.tables import table, words
from factcheck.domain.extraction import Attribution, Flag, Source, SourceKind

_PERSONAL = (SourceKind.PERSON, SourceKind.ANONYMOUS)


def signs(
    said: str,
    flags: Sequence[Flag],
    verbs: Sequence[str],
    text: str,
    one: Attribution | None,
    sources: Sequence[Source],
    worth: float,
) -> dict[str, float]:
    """What checkability is told from, by name.

    `flags` are those of the claim's words `said` and `verbs` their verbs in a tense; `one` is its attribution in `text`
    and `sources` those of the whole text; `worth` is the log odds that it is worth a check.
    """
    cue = " ".join(span.of(text) for span in one.cue) if one is not None else ""
    kinds = {sources[n].kind for n in one.sources} if one is not None else set()
    past = [verb.endswith("ed") or verb.replace("’", "'") in words("checkable", "past") for verb in verbs]
    found = {
        "worth": worth / 4,
        "own voice": one is None,
        "no verb": not verbs,
        "figure": Flag.FIGURE in flags,
        "date": Flag.DATE in flags,
        "name": Flag.NAME in flags,
        "past": any(past),
        "said in the present": one is not None and bool(past) and not any(past),
        **{mood: _has(mood, said) for mood in ("future", "obligation", "possibility")},
        **{verb: _has(verb, cue) for verb in ("wishing", "judging", "finding")},
        "of a person": any(kind in _PERSONAL for kind in kinds),
        "of a group": SourceKind.GROUP in kinds,
    }
    return {name: float(value) for name, value in found.items()}


def checkable(said: str, found: dict[str, float]) -> bool:
    """Whether evidence could settle the claim `said` with the signs `found`."""
    if said.rstrip(" ”\"’'").endswith("?"):
        return False
    weights, bias = _weights()
    return sum(weights[name] * value for name, value in found.items()) + bias > 0


@cache
def _weights() -> tuple[dict[str, float], float]:
    told = tomllib.loads((files("factcheck.claims") / "weights" / "checkable.toml").read_text(encoding="utf-8"))
    return told["weights"], told["bias"]


def _has(kind: str, said: str) -> bool:
    return _pattern(kind).search(said.replace("’", "'")) is not None


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    forms = (re.escape(form).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for form in table("checkable")[kind])
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE)
