"""Evidence and rights of reply: rows that never change, each change an event that names the row before and after."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import ClaimRow, EventRow, EvidenceDocumentRow, EvidenceRow, ReplyRow
from factcheck.domain.errors import InputError, NotFound, RuleBroken
from factcheck.domain.evidence import Citation, Request
from factcheck.workbench import recording

EVIDENCE = "evidence"
REPLY = "reply"
FIELDS = (EVIDENCE, REPLY)

Piece = EvidenceRow | ReplyRow


def stated(citation: Citation) -> Citation:
    """`citation` trimmed, its file by its whole path with the SHA-256 that it has now.

    Raises RuleBroken where it names nothing, and InputError for a file that cannot be read or has another SHA-256
    than is stated.
    """
    trimmed = replace(
        citation,
        title=citation.title.strip(),
        url=citation.url.strip(),
        archive_url=citation.archive_url.strip(),
        locator=citation.locator.strip(),
        quotation=citation.quotation.strip(),
        file=citation.file.strip(),
        sha256=citation.sha256.strip().lower(),
    )
    if not any((trimmed.title, trimmed.url, trimmed.file, trimmed.quotation)):
        raise RuleBroken("evidence wants a title or an address, a file or a quoted passage; type one")
    if not trimmed.file:
        return trimmed
    path = Path(trimmed.file).expanduser().absolute()
    found = sha256_of(path)
    if trimmed.sha256 not in ("", found):
        raise InputError(
            f"{path}: is not the file that is stated: its SHA-256 is {found[:12]}…, not {trimmed.sha256[:12]}…; "
            "name the right one, or attach this one as another piece"
        )
    return replace(trimmed, file=str(path), sha256=found)


def sha256_of(path: Path) -> str:
    """The hex SHA-256 of a file's content. Raises InputError."""
    try:
        if not path.is_file():
            raise InputError(f"{path}: is no file; name a file to attach")
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise InputError(f"{path}: cannot be read ({why}); check its name and permissions") from None


def asked(request: Request) -> Request:
    """`request` trimmed. Raises RuleBroken where it names nobody or answers before it asks."""
    person, answer = request.person.strip(), request.answer.strip()
    if not person:
        raise RuleBroken("a right of reply wants a name; say who was asked")
    if request.deadline is not None and request.deadline < request.asked:
        raise RuleBroken("the deadline is before the asking; give it with its day, as 2026-11-25 18:00")
    if request.answered is not None and request.answered < request.asked:
        raise RuleBroken("nobody answers before they are asked; check the times of the right of reply")
    if request.answered is not None and not answer:
        raise RuleBroken("an answer wants its words; type what they said, if only “no comment”")
    return replace(request, person=person, answer=answer)


def add(session: Session, row: ClaimRow, piece: Citation | Request, by: str) -> list[EventRow]:
    """Attach `piece` to the claim under a new number; gives the event, not yet logged. Raises RuleBroken."""
    number = 1 + max((old.number for old in _all(row, _field(piece))), default=0)
    _refuse_unchecked(session, piece)
    fresh = _row(row, piece, number, by)
    _attach(session, row, fresh)
    return [recording.event(row, by, _field(piece), "", shown(fresh))]


def change(session: Session, row: ClaimRow, number: int, piece: Citation | Request, by: str) -> list[EventRow]:
    """State the piece `number` anew; gives the event, not yet logged, or none where nothing changes.

    The SHA-256 of a file that is no longer named goes with it.
    Raises NotFound and RuleBroken.
    """
    old = _numbered(row, _field(piece), number)
    if isinstance(piece, Citation) and isinstance(old, EvidenceRow) and piece.sha256 == old.sha256:
        piece = piece if _is_checked(session, piece) else replace(piece, sha256="")
    _refuse_unchecked(session, piece)
    fresh = _row(row, piece, number, by)
    if _said(old) == _said(fresh):
        return []
    old.withdrawn = True
    _attach(session, row, fresh)
    return [recording.event(row, by, _field(piece), shown(old), shown(fresh))]


def withdraw(row: ClaimRow, field: str, number: int, by: str) -> list[EventRow]:
    """Take the piece `number` away; gives the event, not yet logged. Raises NotFound."""
    old = _numbered(row, field, number)
    old.withdrawn = True
    return [recording.event(row, by, field, shown(old), "")]


def take_back(row: ClaimRow, event: EventRow) -> None:
    """Let the piece that `event` put stand no longer, and the one that it took away stand again."""
    for piece in standing(row, event.field):
        if event.after and shown(piece) == event.after:
            piece.withdrawn = True
    for piece in _all(row, event.field):
        if event.before and shown(piece) == event.before:
            piece.withdrawn = False


def now(row: ClaimRow, event: EventRow) -> str:
    """What stands under the number of the piece that `event` is about."""
    known = {shown(piece): piece.number for piece in _all(row, event.field)}
    number = known.get(event.after or event.before)
    return next((shown(piece) for piece in standing(row, event.field) if piece.number == number), "")


def gone(events: Iterable[EventRow]) -> str | None:
    """A piece of evidence that stood before `events` and stands no longer after them, None where all do."""
    fresh, lost = set[str](), dict[str, None]()
    for event in events:
        if event.field != EVIDENCE:
            continue
        if event.before and event.before not in fresh:
            lost[event.before] = None
        fresh.discard(event.before)
        if event.after in lost:
            del lost[event.after]
        elif event.after:
            fresh.add(event.after)
    return next(iter(lost), None)


def standing(row: ClaimRow, field: str) -> list[Piece]:
    """The pieces of a kind that are not withdrawn."""
    return [piece for piece in _all(row, field) if not piece.withdrawn]


def unlogged(row: ClaimRow, events: Iterable[EventRow]) -> Iterator[str]:
    """A line for each kind whose pieces are not what the log's events make of them, or were added by another."""
    told: dict[str, set[str]] = {field: set() for field in FIELDS}
    by: dict[str, str] = {}
    for event in events:
        if event.field in told:
            told[event.field].discard(event.before)
            if event.after:
                told[event.field].add(event.after)
                by.setdefault(event.after, event.by)
    for field, pieces in told.items():
        if {shown(piece) for piece in standing(row, field)} != pieces:
            yield f"claim {row.id}: its {field} is not what the log says"
        elif any(by.get(shown(piece)) != piece.added_by for piece in _all(row, field)):
            yield f"claim {row.id}: its {field}, or what was withdrawn of it, is not what the log says"


def shown(piece: Piece) -> str:
    """A piece with all that it says, and its row's number, in one line of the log."""
    return " ".join([*(part for part in _said(piece) if part), f"[{piece.id}]"])


def _said(piece: Piece) -> tuple[str, ...]:
    if isinstance(piece, ReplyRow):
        return (
            piece.person,
            f"asked {_moment(piece.asked)}",
            (piece.deadline and f"deadline {_moment(piece.deadline)}") or "",
            (piece.answered and f"answered {_moment(piece.answered)}") or "",
            piece.answer and f"“{piece.answer}”",
        )
    return (
        piece.title,
        piece.url,
        piece.archive_url and f"archived {piece.archive_url}",
        piece.locator and f"at {piece.locator}",
        f"accessed {piece.accessed.isoformat()}" if piece.accessed else "",
        recording.shown(piece.rank),
        recording.shown(piece.bearing),
        (piece.independent_of and f"independent of {', '.join(map(str, piece.independent_of))}") or "",
        piece.quotation and f"“{piece.quotation}”",
        piece.file and f"file {piece.file}",
        piece.sha256 and f"sha256 {piece.sha256}",
    )


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _field(piece: Citation | Request) -> str:
    return EVIDENCE if isinstance(piece, Citation) else REPLY


def _all(row: ClaimRow, field: str) -> list[Piece]:
    return [*row.evidence] if field == EVIDENCE else [*row.replies]


def _numbered(row: ClaimRow, field: str, number: int) -> Piece:
    for piece in standing(row, field):
        if piece.number == number:
            return piece
    raise NotFound(f"claim {row.id} has no {field} {number} that stands; look at it again")


def _is_checked(session: Session, citation: Citation) -> bool:
    """Whether a SHA-256 is that of a file which is named, or of a document whose text the desk keeps."""
    if citation.file or not citation.sha256:
        return True
    kept = select(EvidenceDocumentRow.id).where(EvidenceDocumentRow.sha256 == citation.sha256)
    return session.scalars(kept).first() is not None


def _refuse_unchecked(session: Session, piece: Citation | Request) -> None:
    if isinstance(piece, Citation) and not _is_checked(session, piece):
        raise RuleBroken("a SHA-256 wants the file that it is checked against; name the file, or leave it out")


def _row(row: ClaimRow, piece: Citation | Request, number: int, by: str) -> Piece:
    added = {"claim_id": row.id, "number": number, "added_by": by, "added_at": datetime.now(UTC), "withdrawn": False}
    # a view may be handed back with changes: only what a reviewer states is taken from it
    kind = Citation if isinstance(piece, Citation) else Request
    said = {f.name: getattr(piece, f.name) for f in fields(kind)}
    if isinstance(piece, Request):
        return ReplyRow(**said, **added)
    others = {old.number for old in row.evidence if not old.withdrawn} - {number}
    wrong = [n for n in piece.independent_of if n not in others]
    if wrong:
        raise RuleBroken(f"the claim has no other evidence {wrong[0]} to be independent of; leave it out")
    return EvidenceRow(**{**said, "independent_of": sorted(set(piece.independent_of))}, **added)


def _attach(session: Session, row: ClaimRow, piece: Piece) -> None:
    if isinstance(piece, EvidenceRow):
        row.evidence.append(piece)
    else:
        row.replies.append(piece)
    session.flush()
