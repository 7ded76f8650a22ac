"""Whether attributions resolve to the right sources, by the kind of mention.

usage: python -m benchmarks.sources --corpus FOLDER [--articles FILE] [--resolution FILE] [--relays FILE] [--misses]

FOLDER holds the annotated articles, `{"id", "text", "attributions"}` a line, and what their attributions resolve to.
Two tables: "gold spans" resolves the annotated attributions, so that only naming and coreference count; "end to end"
reads the text, and an attribution counts as found when a content overlaps its own by half (one to one).

An attribution is resolved when every annotated source, or an accepted alternative, is among the names that are given
and no more than one name too many is. A person counts by the full name that the article gives. Names are the same when
they are equal without case, titles, articles and initials, or nearly so by `token_set_ratio`.

A relay ("A's words, through B") is found when an attribution of A's words, or one inside them, has B in its `via`, and
right when A is its source, too. "not annotated" counts the attributions with a `via` that no annotated relay asks for.
"""

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from factcheck.attribution.quoting import quotation_types
from factcheck.domain.extraction import Attribution, Source, SourceKind, Tagged
from factcheck.domain.spans import Span
from factcheck.pipeline import extract
from factcheck.sources.resolution import resolve
from factcheck.text.articles import document
from factcheck.text.quotations import quotations
from factcheck.text.sentences import sentences

Row = dict[str, Any]
Read = tuple[tuple[Source, ...], tuple[Attribution, ...]]

FORMS = {"named": "name", "pronoun": "pronoun", "nominal": "nominal", "implicit": "no span"}
SAME_CONTENT = 0.5
SAME_NAME = 90
NOBODY = {"unknown", "(the outlet)", "outlet"}
# Words that do not tell two names apart: articles, titles, offices, parties
LIGHT = frozenset(
    {"the", "a", "an", "mr", "mrs", "ms", "dr", "sen", "senator", "rep", "gov", "president", "secretary", "former"}
    | {"republican", "democratic", "democrat", "nominee", "candidate", "presidential", "vice", "first", "lady"}
)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--articles", default="dev.jsonl")
    parser.add_argument("--resolution", default="dev.resolution.jsonl")
    parser.add_argument("--relays", default="dev.relay.jsonl")
    parser.add_argument("--gold-only", action="store_true", help="leave end to end out, which takes the tagger")
    parser.add_argument("--misses", action="store_true", help="print what resolves wrongly given gold spans")
    options = parser.parse_args()
    articles = {row["id"]: row for row in lines(options.corpus / options.articles)}
    resolutions = [(articles[row["id"]], row["sources"]) for row in lines(options.corpus / options.resolution)]
    relays: dict[str, list[Row]] = defaultdict(list)
    for row in lines(options.corpus / options.relays):
        relays[row["id"]].append(row)
    gold, kinds, relayed = Counter[tuple[str, str]](), Counter[str](), Counter[str]()
    for article, wanted in resolutions:
        found, read = given_gold_spans(article)
        score(article, wanted, found, read, gold, kinds, options.misses)
        score_relays(article, relays[article["id"]], read, relayed)
    table("gold spans", gold)
    relay_table(relayed)
    print(f"{'kind of source right':28s} {kinds['right'] / max(1, kinds['all']):6.3f}  of {kinds['all']} resolved")
    if not options.gold_only:
        whole, relayed = Counter[tuple[str, str]](), Counter[str]()
        for article, wanted in resolutions:
            read = end_to_end(article)
            score(article, wanted, dict(matches(article, read[1])), read, whole, Counter(), False)
            score_relays(article, relays[article["id"]], read, relayed, options.misses)
        table("end to end", whole)
        relay_table(relayed)


def lines(path: Path) -> Iterator[Row]:
    """The rows of a JSON lines file."""
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def spans(pairs: Iterable[Iterable[int]]) -> tuple[Span, ...]:
    """Spans from their JSON."""
    return tuple(Span(*pair) for pair in pairs)


def given_gold_spans(article: Row) -> tuple[dict[str, int], Read]:
    """The annotated attributions resolved, with the place of each by its id."""
    text = article["text"]
    rows = sorted(
        (row for row in article["attributions"] if row["content"]), key=lambda row: (row["cue"] or row["content"])[0]
    )
    tagged = [Tagged(spans(r["source"]), spans(r["cue"]), spans(r["content"]), 1.0) for r in rows]
    types = quotation_types(text, [one.content for one in tagged], quotations(text))
    resolved = resolve(text, sentences(text), tagged, types)
    return {row["id"]: number for number, row in enumerate(rows)}, (resolved.sources, resolved.attributions)


def end_to_end(article: Row) -> Read:
    """What the product reads in the text."""
    extraction = extract(document(article["text"], id=article["id"]))
    return extraction.sources, extraction.attributions


def matches(article: Row, attributions: Iterable[Attribution]) -> Iterator[tuple[str, int]]:
    """Which attribution found is which annotated one: the best overlaps first, one to one."""
    text = article["text"]
    gold = {row["id"]: letters(text, spans(row["content"])) for row in article["attributions"]}
    have = [letters(text, one.content) for one in attributions]
    pairs = [
        (len(g & h) / len(g | h), id, number)
        for id, g in gold.items()
        for number, h in enumerate(have)
        if g & h and len(g & h) >= SAME_CONTENT * len(g | h)
    ]
    ids, numbers = set[str](), set[int]()
    for _, id, number in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if id not in ids and number not in numbers:
            ids.add(id)
            numbers.add(number)
            yield id, number


def letters(text: str, stretches: Iterable[Span]) -> set[int]:
    """The places of letters and digits in `stretches`."""
    return {place for span in stretches for place in range(*span) if text[place].isalnum()}


def score(
    article: Row,
    wanted: dict[str, Row],
    found: dict[str, int],
    read: Read,
    tally: Counter[tuple[str, str]],
    kinds: Counter[str],
    show: bool,
) -> None:
    """Count every certain attribution of the article: all, found and resolved, by kind of mention."""
    sources, attributions = read
    for row in article["attributions"]:
        want = wanted.get(row["id"])
        if want is None or not want["certain"] or not row["content"]:
            continue
        form = FORMS[want["form"]]
        tally[form, "all"] += 1
        if row["id"] not in found:
            continue
        tally[form, "found"] += 1
        given = [sources[n] for n in attributions[found[row["id"]]].sources]
        if resolved([source.name for source in given], want):
            tally[form, "right"] += 1
            if want["type"] != "unknown" and given:
                kinds["all"] += 1
                kinds["right"] += given[0].kind == SourceKind(want["type"])
                if show and given[0].kind != SourceKind(want["type"]):
                    print(f"  kind {given[0].name!r} is {want['type']}, not {given[0].kind}")
        elif show:
            said = " … ".join(span.of(article["text"]) for span in spans(row["source"]))
            names = [source.name for source in given]
            print(f"{article['id'][:34]} {row['id']} {form}: {said!r} is {want['entity']}, not {names}")


def score_relays(article: Row, wanted: list[Row], read: Read, tally: Counter[str], show: bool = False) -> None:
    """Count the relays of the article: annotated, found, with the right source; and those that are not annotated."""
    sources, attributions = read
    gold = {row["id"]: letters(article["text"], spans(row["content"])) for row in article["attributions"]}
    asked: set[int] = set()
    for row in wanted:
        inside = [
            (len(mine & gold[row["attribution"]]), one)
            for one in attributions
            if (mine := letters(article["text"], one.content))
            and len(mine & gold[row["attribution"]]) >= SAME_CONTENT * len(mine)
        ]
        asked.update(one.id for _, one in inside)
        through = [
            one
            for _, one in sorted(inside, key=lambda pair: -pair[0])
            if any(same(sources[n].name, name, False) for n in one.via for name in row["via"])
        ]
        right = any(
            same(sources[n].name, name, False) for one in through for n in one.sources for name in row["source"]
        )
        tally["all"] += 1
        tally["found"] += bool(through)
        tally["right"] += right
        if show and not through:
            print(f"{article['id'][:34]} {row['attribution']}: not {row['source']} via {row['via']}")
    tally["not annotated"] += sum(bool(one.via) and one.id not in asked for one in attributions)


def relay_table(tally: Counter[str]) -> None:
    """Print how many relays were found."""
    print(f"  relays found {tally['found']} of {tally['all']}, with the right source {tally['right']}; ", end="")
    print(f"not annotated {tally['not annotated']}")


def resolved(names: list[str], want: Row) -> bool:
    """Whether `names` are the annotated sources or an accepted alternative."""
    others = [[other] if isinstance(other, str) else other for other in want.get("also_accept", [])]
    for entity in [want["entity"], *others]:
        if all(one in NOBODY for one in entity):
            if all(name.lower() in NOBODY for name in names):
                return True
        elif len(names) <= len(entity) + 1 and all(
            any(same(name, one, want["type"] == "person") for name in names) for one in entity
        ):
            return True
    return False


def same(name: str, gold: str, person: bool) -> bool:
    """Whether two names are the same; a person's must hold all of the gold name's words."""
    mine, theirs = bare(name), bare(gold)
    if mine == theirs:
        return True
    if person and not set(theirs.split()) <= set(mine.split()):
        return False
    return (
        fuzz.token_set_ratio(mine, theirs) >= SAME_NAME
        and mine.split()[-1:] != []
        and (mine.split()[-1] in theirs.split())
    )


def bare(name: str) -> str:
    """A name in lower case without light words and initials."""
    words = re.sub(r"[^\w\s]", " ", name.lower().replace("’s", "").replace("'s", "")).split()
    return " ".join([word for word in words if word not in LIGHT and len(word) > 1] or words)


def table(title: str, tally: Counter[tuple[str, str]]) -> None:
    """Print the share resolved of what was found, by kind of mention and in all."""
    print(f"{title:28s}  right  of found  of all")
    rows = [(form, [tally[form, what] for what in ("right", "found", "all")]) for form in FORMS.values()]
    rows.append(("all", [sum(row[n] for _, row in rows) for n in range(3)]))
    for form, (right, found, every) in rows:
        print(f"  {form:26s} {right / max(1, found):6.3f}  {found:8d}  {every:6d}")


if __name__ == "__main__":
    main()
