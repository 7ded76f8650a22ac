"""Relayed and nested speech, which PolNeAR hardly annotates, made from its plain attributions."""

import random
from typing import Any

Article = dict[str, Any]
Edit = tuple[int, str, dict[str, Any]]
_RELAY_SHARE = 0.04
_NESTED_SHARE = 0.02
_SPEECH = {"said", "says", "told reporters", "said in a statement", "wrote", "added", "tweeted", "argued"}
_RELAY_CUES = ("according to", "according to", "according to", "as reported by", "as quoted by")
_LEADS = ("said", "told reporters", "reported", "said on Tuesday", "announced", "wrote")


def augmented(article: Article, outlets: list[str], chance: random.Random) -> Article:
    """`article` with a few of its statements relayed through, or reported by, somebody else.

    "…," Kim said.  →  "…," Kim said, according to KCNA. (content of the second: all before it)
    Kim said that … →  KCNA reported Kim said that …
    """
    text, attributions = article["text"], article["attributions"]
    edits: list[Edit] = []
    for attribution in attributions:
        draw = chance.random()
        if draw < _RELAY_SHARE:
            edit = _relay(text, attribution, chance.choice(outlets), chance)
        elif draw < _RELAY_SHARE + _NESTED_SHARE:
            edit = _nested(text, attribution, chance.choice(outlets), chance)
        else:
            continue
        if edit is not None:
            edits.append(edit)
    if not edits:
        return article
    for place, inserted, new in sorted(edits, key=lambda e: -e[0]):
        text = text[:place] + inserted + text[place:]
        attributions = [_shifted(a, place, len(inserted)) for a in attributions]
        attributions.append(new)
    return {**article, "text": text, "attributions": attributions}


def _relay(text: str, attribution: dict[str, Any], outlet: str, chance: random.Random) -> Edit | None:
    source, cue, content = attribution["source"], attribution["cue"], attribution["content"]
    if len(source) != 1 or len(cue) != 1 or not content:
        return None
    end = max(source[0][1], cue[0][1])
    if text[cue[0][0] : cue[0][1]] not in _SPEECH or content[0][1] > min(source[0][0], cue[0][0]):
        return None
    if text[end : end + 1] != "." or abs(cue[0][0] - source[0][1]) > 3:
        return None
    phrase = chance.choice(_RELAY_CUES)
    inserted = f", {phrase} {outlet}"
    at = end + 2
    later = [[s + len(inserted), e + len(inserted)] for s, e in content if s > end]
    new = {
        "id": "relay",
        "cue": [[at, at + len(phrase)]],
        "source": [[at + len(phrase) + 1, end + len(inserted)]],
        "content": [[content[0][0], end], *later],
    }
    return end, inserted, new


def _nested(text: str, attribution: dict[str, Any], outlet: str, chance: random.Random) -> Edit | None:
    source, cue, content = attribution["source"], attribution["cue"], attribution["content"]
    if len(source) != 1 or len(cue) != 1 or len(content) != 1:
        return None
    start, end = source[0][0], content[0][1]
    if not (source[0][1] <= cue[0][0] and cue[0][1] <= content[0][0]) or end - start > 400:
        return None
    if text[start - 2 : start] not in ("\n\n", ". ") or text[end : end + 1] != ".":
        return None
    lead = chance.choice(_LEADS)
    joint = chance.choice((" that ", " that ", " "))
    outlet = outlet[:1].upper() + outlet[1:]
    inserted = f"{outlet} {lead}{joint}"
    new = {
        "id": "nested",
        "source": [[start, start + len(outlet)]],
        "cue": [[start + len(outlet) + 1, start + len(outlet) + 1 + len(lead)]],
        "content": [[start + len(inserted) - len(joint.lstrip()), end + len(inserted)]],
    }
    return start, inserted, new


def _shifted(attribution: dict[str, Any], place: int, by: int) -> dict[str, Any]:
    """The attribution after `by` characters were put in at `place`."""

    def moved(spans: list[list[int]]) -> list[list[int]]:
        return [[s + by if s >= place else s, e + by if e > place else e] for s, e in spans]

    return {**attribution, **{role: moved(attribution[role]) for role in ("source", "cue", "content")}}
