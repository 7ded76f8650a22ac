"""What is typed into the forms for evidence and rights of reply, and back."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import TypeVar

from factcheck.domain.errors import InputError
from factcheck.domain.evidence import Bearing, Citation, Rank, Request
from factcheck.tui.widgets.form import Field

Kind = TypeVar("Kind", bound=StrEnum)
Save = Callable[[dict[str, str]], Awaitable[str | None]]

EVIDENCE = (
    Field("title", "Title", "what it is: a report, a record, an interview"),
    Field("url", "Address", "https://…"),
    Field("archive_url", "Archived at", "https://web.archive.org/…"),
    Field("locator", "Place in it", "p. 12, para. 4 or 0:14:03"),
    Field("accessed", "Accessed", "2026-11-24, or today"),
    Field("rank", "Rank", options=("", *Rank)),
    Field("bearing", "Bearing", options=("", *Bearing)),
    Field("independent_of", "Independent of", "numbers of the claim's other evidence: 1, 2"),
    Field("quotation", "Passage", lines=3),
    Field("file", "File", "a copy on this machine; its SHA-256 is kept with it"),
)

REPLY = (
    Field("person", "Who was asked", "a name, with their office"),
    Field("asked", "Asked", "2026-11-24 14:30, or now"),
    Field("deadline", "Deadline", "2026-11-24 18:00, or 18:00 for today"),
    Field("answered", "Answered", "2026-11-24 17:10, or now"),
    Field("answer", "Answer", lines=4),
)


def cited(typed: Mapping[str, str], piece: Citation | None) -> Citation:
    """The evidence that was typed, in place of `piece` if any. Raises InputError, which names the field.

    The SHA-256 stays with the file, to be checked against it.
    """
    numbers = typed["independent_of"].replace("#", " ").replace(",", " ").split()
    if not all(number.isdecimal() for number in numbers):
        raise InputError("Independent of: wants numbers of other evidence, as 1, 2")
    return Citation(
        title=typed["title"],
        url=typed["url"],
        archive_url=typed["archive_url"],
        locator=typed["locator"],
        accessed=_day("Accessed", typed["accessed"]),
        rank=_of(Rank, typed["rank"]),
        bearing=_of(Bearing, typed["bearing"]),
        independent_of=tuple(map(int, numbers)),
        quotation=typed["quotation"],
        file=typed["file"],
        sha256=piece.sha256 if piece is not None and typed["file"].strip() == piece.file else "",
    )


def requested(typed: Mapping[str, str]) -> Request:
    """The right of reply that was typed. Raises InputError, which names the field."""
    asked = _moment("Asked", typed["asked"])
    if asked is None:
        raise InputError("Asked: say when, as 2026-11-24 14:30, or now")
    answered = _moment("Answered", typed["answered"])
    if answered is None and typed["answer"].strip():
        answered = datetime.now(UTC)
    return Request(
        person=typed["person"],
        asked=asked,
        deadline=_moment("Deadline", typed["deadline"]),
        answer=typed["answer"],
        answered=answered,
    )


def citation_typed(piece: Citation | None) -> dict[str, str]:
    """The fields of the form that say `piece`; those of an empty form where there is none."""
    if piece is None:
        return {field.name: "" for field in EVIDENCE}
    typed = {name: getattr(piece, name) for name in ("title", "url", "archive_url", "locator", "quotation", "file")}
    return {
        **typed,
        "accessed": piece.accessed.isoformat() if piece.accessed else "",
        "rank": piece.rank or "",
        "bearing": piece.bearing or "",
        "independent_of": ", ".join(map(str, piece.independent_of)),
    }


def request_typed(reply: Request | None) -> dict[str, str]:
    """As `citation_typed`, for a right of reply; an empty form asks now."""
    if reply is None:
        return {**{field.name: "" for field in REPLY}, "asked": _written(datetime.now(UTC))}
    return {
        "person": reply.person,
        "asked": _written(reply.asked),
        "deadline": _written(reply.deadline),
        "answered": _written(reply.answered),
        "answer": reply.answer,
    }


def _written(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment.astimezone():%Y-%m-%d %H:%M}"


def _of(kind: type[Kind], value: str) -> Kind | None:
    return kind(value) if value else None


def _day(field: str, value: str) -> date | None:
    value = value.strip().casefold()
    if value in ("", "today"):
        return date.today() if value else None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise InputError(f"{field}: “{value}” is no day; write it as 2026-11-24, or today") from None


def _moment(field: str, value: str) -> datetime | None:
    """A moment of this machine's time zone; a day alone is its last minute, an hour alone is today's."""
    value = value.strip().casefold()
    if value in ("", "now"):
        return datetime.now(UTC) if value else None
    try:
        if ":" in value and "-" not in value:
            return datetime.combine(date.today(), time.fromisoformat(value.zfill(5))).astimezone(UTC)
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise InputError(f"{field}: “{value}” is no time; write it as 2026-11-24 14:30, or 14:30 for today") from None
    if len(value) <= 10:
        moment += timedelta(hours=23, minutes=59)
    return moment.astimezone(UTC)
