"""A search as it is typed: words, and `name:value` filters between them."""

import shlex
from datetime import date
from enum import StrEnum
from typing import TypeVar

from factcheck.domain.errors import InputError
from factcheck.domain.extraction import Flag
from factcheck.domain.review import AttributionCheck, Finding, State
from factcheck.workbench.filtering import ClaimFilter

Kind = TypeVar("Kind", bound=StrEnum)

FILTERS = {
    "state": "where the work stands: open claims are is:open",
    "finding": "is it true",
    "said": "was it said: the attribution check",
    "flag": "why a claim deserves a look",
    "source": "a source or relay whose name holds this",
    "by": "a reviewer who changed something on it",
    "for": "a reviewer whose work it is",
    "since": "changed on this day or later, as 2026-11-24",
    "until": "changed on this day or earlier",
    "document": "a document, by name or number",
    "is": "open or checkable",
}
"""What may stand before a colon, and what it means."""


def parsed(asked: str) -> ClaimFilter:
    """The filter that `asked` means, such as `missile state:checked source:"Kim Jong Un" since:2026-01-01`.

    A value of a closed set may be shortened while only one begins so. Raises InputError.
    """
    words: list[str] = []
    given: dict[str, list[str]] = {}
    for part in _parts(asked):
        name, colon, value = part.partition(":")
        if not colon or name.casefold() not in FILTERS:
            words.append(part)
        elif value:
            given.setdefault(name.casefold(), []).append(value)
    for name in ("source", "by", "for", "since", "until", "document"):
        if len(given.get(name, ())) > 1:
            raise InputError(f"{name}: is there twice; leave one out")

    def only(name: str) -> str | None:
        return given[name][0] if name in given else None

    kinds = [_is(value) for value in given.get("is", ())]
    return ClaimFilter(
        document=only("document"),
        states=_each(State, given, "state"),
        findings=_each(Finding, given, "finding"),
        attribution_checks=_each(AttributionCheck, given, "said"),
        flags=_each(Flag, given, "flag"),
        source=only("source"),
        words=" ".join(words) or None,
        reviewer=only("by"),
        assigned=only("for"),
        since=_day("since", only("since")),
        until=_day("until", only("until")),
        open_only="open" in kinds,
        checkable_only="checkable" in kinds,
    )


def _parts(asked: str) -> list[str]:
    reader = shlex.shlex(asked, posix=True)
    reader.whitespace_split, reader.commenters, reader.quotes, reader.escape = True, "", '"', ""
    try:
        return list(reader)
    except ValueError:
        # a quotation mark that is still open while the search is being typed
        return asked.replace('"', "").split()


def _each(kind: type[Kind], given: dict[str, list[str]], name: str) -> tuple[Kind, ...]:
    return tuple(_of(kind, name, value) for value in given.get(name, ()))


def _of(kind: type[Kind], name: str, value: str) -> Kind:
    wanted = value.casefold().replace("-", "_").replace(" ", "_")
    if wanted in {member.value for member in kind}:
        return kind(wanted)
    near = [member for member in kind if member.value.startswith(wanted)]
    if len(near) == 1:
        return near[0]
    raise InputError(f"{name}:{value} is not known; it may be {', '.join(near or kind)}")


def _is(value: str) -> str:
    for known in ("open", "checkable"):
        if known.startswith(value.casefold()):
            return known
    raise InputError(f"is:{value} is not known; it may be open or checkable")


def _day(name: str, value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise InputError(f"{name}:{value} is not a day; write it as 2026-11-24") from None
