"""The words whose change alters what is said, read once from `data/words.toml`."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product


@dataclass(frozen=True, slots=True)
class Words:
    """Lower-case words by what they do; numbers by their value."""

    negations: frozenset[str]
    negations_before_to: frozenset[str]
    negating_prefixes: tuple[str, ...]
    negating_suffixes: tuple[tuple[str, str], ...]
    modals: frozenset[str]
    hedges: frozenset[str]
    hedges_of_numbers: frozenset[str]
    same_hedges: dict[str, int]
    frames: frozenset[str]
    links: frozenset[str]
    shares: frozenset[str]
    doubting: frozenset[str]
    mistaken: frozenset[str]
    saying: frozenset[str]
    sentence_hedges: frozenset[str]
    persons: dict[str, str]
    opposites: frozenset[tuple[str, str]]
    contrary_prefixes: tuple[tuple[str, str], ...]
    contrary_prepositions: frozenset[tuple[str, str]]
    reversing: frozenset[str]
    belonging: frozenset[str]
    granted: frozenset[str]
    small: frozenset[str]
    months: frozenset[str]
    month_abbreviations: dict[str, str]
    days: frozenset[str]
    date_words: frozenset[str]
    times_of_writing: frozenset[str]
    being: frozenset[str]
    shell_nouns: frozenset[str]
    units: frozenset[str]
    unit_signs: dict[str, str]
    unit_forms: dict[str, str]
    small_numbers: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, int]
    short_scales: dict[str, int]
    ordinals: dict[str, int]
    vague_numbers: frozenset[str]
    directions: frozenset[str]
    contractions: dict[str, tuple[str, str, str, str]]
    clitics: dict[str, str]
    readings: dict[str, frozenset[str]]
    aliases: dict[str, str]
    alias_beginnings: frozenset[str]


@cache
def words() -> Words:
    """The shipped words."""
    data = tomllib.loads((files("factcheck.matching") / "data" / "words.toml").read_text(encoding="utf-8"))
    contraries = tomllib.loads((files("factcheck.matching") / "data" / "contraries.toml").read_text(encoding="utf-8"))
    return Words(
        negations=frozenset(data["negations"]),
        negations_before_to=frozenset(data["negations_before_to"]),
        negating_prefixes=tuple(data["negating_prefixes"]),
        negating_suffixes=tuple((one, other) for one, other in data["negating_suffixes"]),
        modals=frozenset(data["modals"]),
        hedges=frozenset(data["hedges"]),
        hedges_of_numbers=frozenset(data["hedges_of_numbers"]),
        same_hedges={word: number for number, group in enumerate(data["same_hedges"]) for word in group},
        frames=frozenset(data["frames"]),
        links=frozenset(data["links"]),
        shares=frozenset(data["shares"]),
        doubting=frozenset(data["doubting"]),
        mistaken=frozenset(data["mistaken"]),
        saying=frozenset(data["saying"]),
        sentence_hedges=frozenset(data["sentence_hedges"]),
        persons={word: person for person, group in data["persons"].items() for word in group},
        opposites=frozenset(_poles(contraries["poles"])),
        contrary_prefixes=tuple((one, other) for one, other in contraries["prefixes"]),
        contrary_prepositions=frozenset(_pairs(contraries["prepositions"])),
        reversing=frozenset(contraries["reversing"]),
        belonging=frozenset(data["belonging"]),
        granted=frozenset(data["granted"]),
        small=frozenset(data["small"]),
        months=frozenset(data["months"]),
        month_abbreviations=data["month_abbreviations"],
        days=frozenset(data["days"]),
        date_words=frozenset(data["date_words"]),
        times_of_writing=frozenset(data["times_of_writing"]),
        being=frozenset(data["being"]),
        shell_nouns=frozenset(data["shell_nouns"]),
        units=frozenset(data["units"]),
        unit_signs=data["unit_signs"],
        unit_forms=data["unit_forms"],
        small_numbers=data["small_numbers"],
        tens=data["tens"],
        scales=data["scales"],
        short_scales=data["short_scales"],
        ordinals=data["ordinals"],
        vague_numbers=frozenset(data["vague_numbers"]),
        directions=frozenset(data["directions"]),
        contractions={word: (a, b, c, d) for word, (a, b, c, d) in data["contractions"].items()},
        clitics=data["clitics"],
        readings={short: frozenset(full) for short, full in data["readings"].items()},
        aliases={other: name for name, others in data["aliases"].items() for other in others},
        alias_beginnings=frozenset(other.split()[0] for others in data["aliases"].values() for other in others),
    )


def _poles(table: str) -> Iterator[tuple[str, str]]:
    """Each word before the bar of a line with each one after it, in both orders."""
    for line in filter(None, table.splitlines()):
        one, other = (side.split() for side in line.split("|"))
        for pair in product(one, other):
            yield pair
            yield pair[::-1]


def _pairs(table: str) -> Iterator[tuple[str, str]]:
    for line in filter(None, table.splitlines()):
        one, other = line.split()
        yield one, other
        yield other, one
