"""What PolNeAR hardly shows, made of what it shows: relays, nested speech, lists of sources, headlines, foreign names.

PolNeAR's annotators rarely marked a statement inside another, and its articles are American and political. A few
attributions of an article are therefore reported by somebody else, credited to more sources than one, or moved to a
headline, and the people of some articles get names from elsewhere. Whatever is put in is marked as made, so that it is
learnt from the annotation alone: a teacher that never saw it would unteach it.
"""

import random
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.scoring import ROLES, Article

Attribution = dict[str, Any]

_RELAYED, _NESTED, _LISTED = 0.025, 0.025, 0.012
_HEADLINE, _RENAMED = 0.2, 0.35
_SPEECH = {"said", "says", "told reporters", "said in a statement", "wrote", "added", "tweeted", "argued", "noted"}
_LONGEST = 400
_HEADLINE_WORDS = (4, 14)
_UNFIT_FOR_LISTS = re.compile(r"^(?:he|she|it|they|i|we|you|who|which|one|his|her|their)\b|,", re.IGNORECASE)
_LOWERED = ("The ", "A ", "An ", "He ", "She ", "They ", "It ", "We ", "His ", "Her ", "Their ", "In ", "But ", "And ")
_PHRASES = tomllib.loads((Path(__file__).parent / "phrases.toml").read_text(encoding="utf-8"))


@dataclass
class Pools:
    """Words of other articles to build with: who is relied on, and who speaks."""

    relied_on: list[str]
    speakers: list[str]


@dataclass
class Edit:
    """Text put in at a place, with the attribution that it makes; or the source that ends there grows by it."""

    place: int
    inserted: str
    made: Attribution | None = None


def pools(articles: list[Article]) -> Pools:
    """The sources of `articles` that stand after "according to", and those that speak under a name or title."""
    relied_on, speakers = [], []
    for article in articles:
        text = article["text"]
        for attribution in article["attributions"]:
            if len(attribution["source"]) != 1:
                continue
            source = _words(text, attribution["source"])
            cue = _words(text, attribution["cue"])
            if cue.lower() == "according to":
                relied_on.append(source)
            if cue in _SPEECH and len(source) < 40 and not _UNFIT_FOR_LISTS.search(source):
                speakers.append(source)
    return Pools(relied_on, speakers)


def augmented(article: Article, pool: Pools, chance: random.Random) -> Article:
    """`article` with a few of its statements changed; what was put in has `"made"` among its attribution's keys."""
    text, attributions = article["text"], list(article["attributions"])
    edits: list[Edit] = []
    for attribution in attributions:
        edit = _drawn(text, attribution, pool, chance)
        if edit is not None and all(abs(edit.place - other.place) > _LONGEST for other in edits):
            edits.append(edit)
    for edit in sorted(edits, key=lambda e: -e.place):
        text, attributions = _applied(text, attributions, edit)
    if chance.random() < _HEADLINE:
        text, attributions = _with_headline(text, attributions, chance)
    if chance.random() < _RENAMED:
        text, attributions = _renamed(text, attributions, chance)
    return {**article, "text": text, "attributions": attributions}


def _drawn(text: str, attribution: Attribution, pool: Pools, chance: random.Random) -> Edit | None:
    draw = chance.random()
    if draw < _RELAYED:
        return chance.choice((_relay_after, _relay_after, _relay_before))(text, attribution, pool, chance)
    if draw < _RELAYED + _NESTED:
        return chance.choice((_outer_before, _outer_before, _outer_after))(text, attribution, pool, chance)
    if draw < _RELAYED + _NESTED + _LISTED:
        return _list(text, attribution, pool, chance)
    return None


def _relay_after(text: str, attribution: Attribution, pool: Pools, chance: random.Random) -> Edit | None:
    """ "…," Kim said. → "…," Kim said, according to KCNA. (Its content: all before it.)"""
    sentence = _sentence(text, attribution)
    if sentence is None:
        return None
    start, end = sentence
    phrase = chance.choice(_PHRASES["relay"])
    outlet = chance.choice(pool.relied_on)
    inserted = f", {phrase} {outlet}"
    later = [[s + len(inserted), e + len(inserted)] for s, e in attribution["content"] if s > end]
    at = end + 2
    return Edit(end, inserted, _made((at + len(phrase) + 1, outlet), (at, phrase), [[start, end], *later]))


def _relay_before(text: str, attribution: Attribution, pool: Pools, chance: random.Random) -> Edit | None:
    """Kim said that … → According to KCNA, Kim said that …"""
    sentence = _sentence(text, attribution)
    if sentence is None or not text[sentence[0]].isupper() or text[sentence[0] :].startswith(_LOWERED):
        return None
    start, end = sentence
    outlet = chance.choice(pool.relied_on)
    inserted = f"According to {outlet}, "
    content = [[start + len(inserted), end + len(inserted)]]
    return Edit(start, inserted, _made((start + 13, outlet), (start, "According to"), content))


def _outer_before(text: str, attribution: Attribution, pool: Pools, chance: random.Random) -> Edit | None:
    """Kim said that … → The spokeswoman said (that) Kim said that …"""
    sentence = _sentence(text, attribution)
    if sentence is None or not text[sentence[0]].isupper() or text[sentence[0] :].startswith(_LOWERED):
        return None
    start, end = sentence
    outer = chance.choice(pool.speakers)
    outer = outer[:1].upper() + outer[1:]
    cue = chance.choice(_PHRASES["outer"])
    joint = chance.choice((" that ", " "))
    inserted = f"{outer} {cue}{joint}"
    content = [[start + len(inserted) - len(joint.lstrip()), end + len(inserted)]]
    return Edit(start, inserted, _made((start, outer), (start + len(outer) + 1, cue), content))


def _outer_after(text: str, attribution: Attribution, pool: Pools, chance: random.Random) -> Edit | None:
    """The insurer has agreed to pay. → The insurer has agreed to pay, the tenants' association said."""
    sentence = _sentence(text, attribution)
    if sentence is None or sentence[1] < max(e for _, e in attribution["content"]):
        return None
    start, end = sentence
    outer, cue = chance.choice(pool.speakers), chance.choice(_PHRASES["outer"])
    inserted = f", {outer} {cue}"
    return Edit(end, inserted, _made((end + 2, outer), (end + 3 + len(outer), cue), [[start, end]]))


def _list(text: str, attribution: Attribution, pool: Pools, chance: random.Random) -> Edit | None:
    """according to the bank → according to the bank, the ministry and police"""
    source = _words(text, attribution["source"])
    cue = _words(text, attribution["cue"]).lower()
    if len(attribution["source"]) != 1 or _UNFIT_FOR_LISTS.search(source):
        return None
    if cue != "according to" and cue not in _SPEECH:
        return None
    more = chance.sample(pool.relied_on if cue == "according to" else pool.speakers, chance.choice((1, 1, 2)))
    if any(_UNFIT_FOR_LISTS.search(one) for one in more):
        return None
    more = [one[:1].lower() + one[1:] if one.startswith(_LOWERED) else one for one in more]
    inserted = f" and {more[0]}" if len(more) == 1 else f", {more[0]} and {more[1]}"
    return Edit(attribution["source"][0][1], inserted)


def _sentence(text: str, attribution: Attribution) -> tuple[int, int] | None:
    """Where the statement begins and its full stop stands, if it fills a sentence of its own."""
    source, cue, content = (attribution[role] for role in ROLES)
    if len(source) != 1 or len(cue) != 1 or not content:
        return None
    spans = [*source, *cue, *content]
    start = min(s for s, _ in spans)
    end = text.find(".", max(e for _, e in (*source, *cue)))
    if content[0][0] > start:
        end = max(e for _, e in spans)
    if start and text[start - 2 : start] not in ("\n\n", ". ") and text[start - 1] not in "\n":
        return None
    inside = [span for span in spans if span[0] < end]
    if end < 0 or text[end : end + 1] != "." or end - start > _LONGEST or end - max(e for _, e in inside) > 2:
        return None
    return start, end


def _made(source: tuple[int, str], cue: tuple[int, str], content: list[list[int]]) -> Attribution:
    spans = {role: [[at, at + len(words)]] for role, (at, words) in (("source", source), ("cue", cue))}
    return {"id": "made", **spans, "content": content, "made": True}


def _applied(text: str, attributions: list[Attribution], edit: Edit) -> tuple[str, list[Attribution]]:
    text = text[: edit.place] + edit.inserted + text[edit.place :]
    moved = [_moved(a, _shift(edit.place, edit.place, len(edit.inserted))) for a in attributions]
    if edit.made is not None:
        moved.append(edit.made)
        return text, moved
    for number, attribution in enumerate(moved):
        source = [[s, e + len(edit.inserted) * (e == edit.place)] for s, e in attribution["source"]]
        if source != attribution["source"]:
            moved[number] = {**attribution, "source": source, "made": True}
    return text, moved


def _with_headline(text: str, attributions: list[Attribution], chance: random.Random) -> tuple[str, list[Attribution]]:
    """`text` under a headline made of a short statement in it: "S: C", "C, S says", "C: S", "C – S"."""
    low, high = _HEADLINE_WORDS
    fit = [
        a
        for a in attributions
        if len(a["source"]) == len(a["content"]) == 1
        and _words(text, a["cue"]) in _SPEECH | {"according to"}
        and low <= len(_words(text, a["content"]).split()) <= high
        and len(_words(text, a["source"])) < 40
        and not _UNFIT_FOR_LISTS.search(_words(text, a["source"]))
    ]
    if not fit:
        return text, attributions
    chosen = chance.choice(fit)
    source = re.sub(r"^(?:the|an?) ", "", _words(text, chosen["source"]), flags=re.IGNORECASE)
    content = _words(text, chosen["content"]).strip("\"'“”‘’,. ")
    content = re.sub(r"^that ", "", content)
    content = content[:1].upper() + content[1:]
    source = source[:1].upper() + source[1:]
    order, joint = chance.choice(_PHRASES["headline"])
    if order == "source":
        line, said = f"{source}{joint}{content}", (len(source), len(joint))
        places = {"source": (0, source), "content": (len(source) + len(joint), content)}
    else:
        line, said = f"{content}{joint}{source}", (len(content), len(joint))
        places = {"content": (0, content), "source": (len(content) + len(joint), source)}
    cue = joint.strip(", ") if any(c.isalpha() for c in joint) else joint.strip()
    tail = ""
    if order == "said":
        verb = chance.choice(_PHRASES["headline_verbs"])
        tail, cue = f" {verb}", verb
        at = len(line) + 1
    else:
        at = said[0] + joint.index(cue)
    head = f"{line}{tail}\n\n"
    made = _made(
        (places["source"][0], source), (at, cue), [[places["content"][0], places["content"][0] + len(content)]]
    )
    moved = [_moved(a, _shift(0, 0, len(head))) for a in attributions]
    return head + text, [made, *moved]


def _renamed(text: str, attributions: list[Attribution], chance: random.Random) -> tuple[str, list[Attribution]]:
    """`text` with the people who speak in it called by names from elsewhere."""
    names = {
        match.group()
        for a in attributions
        for match in [re.search(r"[A-Z][a-z]+ (?:[A-Z]\. )?[A-Z][a-z]+$", _words(text, a["source"]))]
        if match is not None and not _words(text, a["source"]).lower().startswith("the ")
    }
    changes: dict[str, str] = {}
    for name in sorted(names):
        first, last = chance.choice(_PHRASES["first_names"]), chance.choice(_PHRASES["last_names"])
        changes[name] = f"{first} {last}"
        changes.setdefault(name.split()[-1], last)
    if not changes:
        return text, attributions
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(changes, key=len, reverse=True))) + r")\b")
    for match in reversed(list(pattern.finditer(text))):
        new = changes[match.group()]
        text = text[: match.start()] + new + text[match.end() :]
        move = _shift(match.start(), match.end(), len(new) - len(match.group()))
        attributions = [_moved(a, move) for a in attributions]
    return text, attributions


def _shift(start: int, end: int, by: int) -> Callable[[int, bool], int]:
    """How places move when the text from `start` to `end` grows by `by`; a span's end stays before an insertion."""

    def move(place: int, is_end: bool) -> int:
        if place > end or (place == end and (not is_end or start < end)):
            return place + by
        return min(place, max(start, end + by)) if place > start else place

    return move


def _moved(attribution: Attribution, move: Callable[[int, bool], int]) -> Attribution:
    return {
        **attribution,
        **{role: [[move(s, False), move(e, True)] for s, e in attribution[role]] for role in ROLES},
    }


def _words(text: str, spans: list[list[int]]) -> str:
    return " ".join(text[s:e] for s, e in spans)
