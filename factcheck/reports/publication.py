"""How a desk publishes: where its reviews of claims stand, under whose name, on which scale.

Read from settings files in TOML: a publication file of the desk's own, and a scale, of which three are shipped.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote, urlsplit

from factcheck.domain.errors import InputError
from factcheck.domain.review import Finding
from factcheck.reports.escaping import is_plain_address

_LOWEST_WORST = 1
_PLACES = re.compile(r"\{(\w*)\}")
_SHIPPED = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Rating:
    """A rating of a scale; `value` is None on a scale of words."""

    name: str
    value: float | None
    findings: frozenset[Finding]


@dataclass(frozen=True, slots=True)
class Scale:
    """The ratings under which a desk publishes. On a numeric one a higher value means truer."""

    name: str
    worst: float | None
    best: float | None
    ratings: tuple[Rating, ...]

    def rating(self, named: str, finding: Finding) -> Rating | None:
        """The rating called `named`, or without a name the one that `finding` gets, if any.

        Raises InputError for a name that the scale does not have.
        """
        if not named:
            return next((rating for rating in self.ratings if finding in rating.findings), None)
        for rating in self.ratings:
            if rating.name.casefold() == named.casefold():
                return rating
        names = ", ".join(rating.name for rating in self.ratings)
        raise InputError(f"the scale {self.name} has no rating “{named}”; choose among {names}")


@dataclass(frozen=True, slots=True)
class Article:
    """What is known of a checked article besides its review: its own address."""

    url: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """Where and as whom a desk publishes. `same_as` leads from names of sources to pages that identify them."""

    url: str
    author: str
    author_url: str
    scale: Scale
    same_as: Mapping[str, str]
    articles: Mapping[str, Article]

    def address(self, document: str, claim: int) -> str:
        """Where the review of the claim is published."""
        return self.url.replace("{document}", quote(document, safe="")).replace("{claim}", str(claim))


def publication(path: Path) -> Publication:
    """The publication file at `path`. Raises InputError, with what to mend, where it is none."""
    found = _toml(path)
    known = {"url", "author", "scale", "same_as", "documents"}
    _refuse_unknown(path, found, known)
    author = found.get("author")
    if not isinstance(author, dict) or not _text(path, author, "name"):
        raise InputError(f"{path}: [author] wants a name: who publishes the review?")
    _refuse_unknown(path, author, {"name", "url"})
    named = _text(path, found, "scale") or "google"
    return Publication(
        url=_address_pattern(path, _text(path, found, "url")),
        author=_text(path, author, "name"),
        author_url=_address(path, "author.url", _text(path, author, "url")),
        scale=scale(named, path.parent),
        same_as={name: _address(path, f"same_as.{name}", url) for name, url in _table(path, found, "same_as").items()},
        articles={name: _article(path, name, one) for name, one in _table(path, found, "documents").items()},
    )


def scale(named: str, folder: Path) -> Scale:
    """The shipped scale of that name, or the one in a file, relative to `folder`. Raises InputError."""
    shipped = files("factcheck.reports").joinpath("scales", f"{named}.toml")
    if _SHIPPED.fullmatch(named) and shipped.is_file():
        return _scale(Path(str(shipped)), tomllib.loads(shipped.read_text(encoding="utf-8")))
    path = folder / named
    if not path.is_file():
        raise InputError(f"there is no scale {named}; give google, politifact, aap, or a TOML file")
    return _scale(path, _toml(path))


def _scale(path: Path, found: Mapping[str, object]) -> Scale:
    _refuse_unknown(path, found, {"name", "worst", "best", "rating"})
    listed = found.get("rating")
    if not isinstance(listed, list) or not listed or not all(isinstance(one, dict) for one in listed):
        raise InputError(f"{path}: a scale wants at least one [[rating]]")
    worst, best = _number(path, found, "worst"), _number(path, found, "best")
    if (worst is None) != (best is None):
        raise InputError(f"{path}: a numeric scale wants worst and best; a scale of words has neither")
    if worst is not None and best is not None and not _LOWEST_WORST <= worst < best:
        raise InputError(
            f"{path}: worst must be at least {_LOWEST_WORST} and lower than best, since higher means truer"
        )
    ratings = tuple(_rating(path, one, worst, best) for one in listed)
    _refuse_twice(path, "name", [rating.name.casefold() for rating in ratings])
    _refuse_twice(path, "finding", [finding.value for rating in ratings for finding in rating.findings])
    _refuse_upside_down(path, ratings)
    return Scale(_text(path, found, "name") or path.stem, worst, best, ratings)


def _rating(path: Path, one: Mapping[str, object], worst: float | None, best: float | None) -> Rating:
    _refuse_unknown(path, one, {"name", "value", "findings"})
    name, value = _text(path, one, "name"), _number(path, one, "value")
    if not name:
        raise InputError(f'{path}: each [[rating]] wants a name, such as "Mostly true"')
    if (value is None) != (worst is None) or (
        value is not None and worst is not None and best is not None and not worst <= value <= best
    ):
        raise InputError(f"{path}: the value of {name} does not lie between worst and best; mend it")
    given = one.get("findings", [])
    known = {finding.value for finding in Finding} - {Finding.NONE.value}
    if not isinstance(given, list) or not set(given) <= known:
        raise InputError(f"{path}: the findings of {name} must be among {', '.join(sorted(known))}")
    return Rating(name, value, frozenset(map(Finding, given)))


def _refuse_twice(path: Path, what: str, values: list[str]) -> None:
    twice = next((value for value in values if values.count(value) > 1), None)
    if twice:
        raise InputError(f"{path}: two ratings have the {what} “{twice}”; one of them has to go")


def _refuse_upside_down(path: Path, ratings: tuple[Rating, ...]) -> None:
    """Raise where what is wrong is rated as truer than what is confirmed."""
    value = {finding: rating.value for rating in ratings for finding in rating.findings}
    true, wrong = value.get(Finding.CONFIRMED), value.get(Finding.WRONG)
    if true is not None and wrong is not None and true <= wrong:
        raise InputError(f"{path}: higher must mean truer, but what is wrong gets {wrong:g} and what is true {true:g}")


def _address_pattern(path: Path, url: str) -> str:
    if not url:
        raise InputError(f"{path}: url is missing: where is the review of a claim published? It holds {{claim}}")
    places = set(_PLACES.findall(url))
    if "claim" not in places or places - {"claim", "document"}:
        raise InputError(f"{path}: url must hold {{claim}}, may hold {{document}} and nothing else in braces")
    _address(path, "url", _PLACES.sub("x", url))
    return url


def _address(path: Path, what: str, url: object) -> str:
    if not isinstance(url, str) or (url and not (is_plain_address(url) and urlsplit(url).hostname)):
        raise InputError(f"{path}: {what} must be a web address (https://…)")
    return url


def _article(path: Path, name: str, one: object) -> Article:
    if not isinstance(one, dict):
        raise InputError(f"{path}: documents.{name} must be a table, such as [documents.{name}]")
    _refuse_unknown(path, one, {"url"})
    return Article(_address(path, f"documents.{name}.url", one.get("url", "")))


def _table(path: Path, found: Mapping[str, object], key: str) -> dict[str, object]:
    table = found.get(key, {})
    if not isinstance(table, dict):
        raise InputError(f"{path}: [{key}] must be a table")
    return table


def _text(path: Path, found: Mapping[str, object], key: str) -> str:
    value = found.get(key, "")
    if not isinstance(value, str):
        raise InputError(f"{path}: {key} must be text in quotation marks")
    return " ".join(value.split())


def _number(path: Path, found: Mapping[str, object], key: str) -> float | None:
    value = found.get(key)
    if value is not None and (isinstance(value, bool) or not isinstance(value, (int, float))):
        raise InputError(f"{path}: {key} must be a number")
    return value


def _refuse_unknown(path: Path, found: Mapping[str, object], known: set[str]) -> None:
    for key in found:
        if key not in known:
            raise InputError(f"{path}: “{key}” is not known here; {', '.join(sorted(known))} are")


def _toml(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise InputError(f"{path}: cannot be read ({reason}); name a TOML file in UTF-8") from None
