"""Earlier checks in the tables: imported without doubles, and taken for a claim's twin, or not, by a reviewer.

A link never changes; each that is made or withdrawn is an event of the claim. A claim inherits nothing by one.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from db import log, queries
from db.models import CheckLinkRow, ClaimRow, EarlierCheckRow, EventRow
from factcheck.domain.earlier import Imported, Twin
from factcheck.domain.errors import NotFound, RuleBroken
from factcheck.domain.matching import EarlierCheck
from factcheck.domain.review import DONE, Finding
from factcheck.workbench import recording

FIELD = "earlier check"
IMPORTED = "earlier checks"


def stored(session: Session, checks: Sequence[EarlierCheck], by: str) -> Imported:
    """Keep a batch of checks; one that is there is not kept twice, and takes on a rating that has changed."""
    keyed = {key_of(check): check for check in checks}
    query = select(EarlierCheckRow.id, EarlierCheckRow.key, EarlierCheckRow.rating)
    known = {row.key: row for row in session.execute(query.where(EarlierCheckRow.key.in_(keyed)))}
    now = datetime.now(UTC)
    fresh = [
        {
            "key": key,
            "reference": check.id,
            "claim": check.claim,
            "rating": check.rating,
            "url": check.url,
            "claimant": check.claimant,
            "reviewer": check.reviewer,
            "date": check.date,
            "added_by": by,
            "added_at": now,
        }
        for key, check in keyed.items()
        if key not in known
    ]
    changed = [
        {"id": row.id, "rating": keyed[key].rating} for key, row in known.items() if row.rating != keyed[key].rating
    ]
    if fresh:
        session.execute(insert(EarlierCheckRow), fresh)
    if changed:
        session.execute(update(EarlierCheckRow), changed)
    return Imported(len(fresh), len(checks) - len(fresh) - len(changed), len(changed))


def key_of(check: EarlierCheck) -> str:
    """The hash of what tells a check from another: the claim, who said and who checked it, where and when."""
    told = [check.claim, check.url, check.reviewer, check.claimant, check.date]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode("utf-8")).hexdigest()


def imported(session: Session, name: str, done: Imported, by: str) -> None:
    """Log that a file was imported."""
    told = f"{name}: {done.new} new, {done.changed} with another rating, {done.known} known"
    log.append(session, [recording.entry(by, IMPORTED, "", told)])


def said(session: Session, row: ClaimRow, twin: Twin, same: bool, score: float, by: str) -> None:
    """Say that a claim is the same as its `twin`, or is not; events of one decision.

    Raises NotFound, and RuleBroken where that was said already.
    """
    _refuse_missing(session, row, twin)
    events = []
    for link in _standing(row, twin):
        if link.same == same:
            raise RuleBroken(f"that claim {row.id} and this are {'one' if same else 'two'} was said already")
        link.withdrawn = True
        events.append(recording.event(row, by, FIELD, shown(link), ""))
    link = CheckLinkRow(
        claim_id=row.id,
        check_id=twin.check or None,
        other_id=twin.claim or None,
        same=same,
        score=score,
        added_by=by,
        added_at=datetime.now(UTC),
        withdrawn=False,
    )
    row.check_links.append(link)
    session.flush()
    events.append(recording.event(row, by, FIELD, "", shown(link)))
    recording.logged(session, row, events)


def withdrawn(session: Session, row: ClaimRow, twin: Twin, by: str) -> None:
    """Leave open again whether a claim is the same as its `twin`; an event. Raises RuleBroken where it is open."""
    links = _standing(row, twin)
    if not links:
        raise RuleBroken(f"nobody said of claim {row.id} whether this is the same")
    events = []
    for link in links:
        link.withdrawn = True
        events.append(recording.event(row, by, FIELD, shown(link), ""))
    recording.logged(session, row, events)


def take_back(row: ClaimRow, event: EventRow) -> None:
    """Let the link that `event` made stand no longer, and the one that it withdrew stand again."""
    for link in row.check_links:
        if event.after and shown(link) == event.after:
            link.withdrawn = True
        if event.before and shown(link) == event.before:
            link.withdrawn = False


def now(row: ClaimRow, event: EventRow) -> str:
    """What stands of the link that `event` is about."""
    told = event.after or event.before
    return next((told for link in row.check_links if shown(link) == told and not link.withdrawn), "")


def shown(link: CheckLinkRow) -> str:
    """A link with what it says, and its row's number, in one line of the log."""
    what = f"imported check {link.check_id}" if link.check_id else f"claim {link.other_id}"
    verb = "the same as" if link.same else "another than"
    return f"{verb} {what} ({link.score:.2f}) [{link.id}]"


def faults(session: Session) -> Iterator[str]:
    """A line for each claim whose links are not what the log's events make of them."""
    told: dict[int, set[str]] = {}
    for event in session.scalars(select(EventRow).where(EventRow.field == FIELD).order_by(EventRow.id)):
        mine = told.setdefault(event.claim_id or 0, set())
        mine.discard(event.before)
        if event.after:
            mine.add(event.after)
    links: dict[int, set[str]] = {}
    for link in session.scalars(select(CheckLinkRow).where(CheckLinkRow.withdrawn.is_(False))):
        links.setdefault(link.claim_id, set()).add(shown(link))
    for claim in sorted(told.keys() | links.keys()):
        if told.get(claim, set()) != links.get(claim, set()):
            yield f"claim {claim}: its earlier checks are not what the log says"
    for row in session.scalars(select(EarlierCheckRow).order_by(EarlierCheckRow.id).execution_options(yield_per=1000)):
        if key_of(queries.imported_check(row)) != row.key:
            yield f"earlier check {row.id} was changed after it was imported"
        session.expunge(row)


def checks(session: Session, numbers: Iterable[int]) -> dict[int, EarlierCheck]:
    """Imported checks by their numbers."""
    rows = session.scalars(select(EarlierCheckRow).where(EarlierCheckRow.id.in_(list(numbers))))
    return {row.id: queries.imported_check(row) for row in rows}


def reviewed(session: Session, numbers: Iterable[int]) -> dict[int, EarlierCheck]:
    """Those of the desk's claims that it has found something on, by their numbers."""
    found = session.scalars(
        select(ClaimRow.id).where(
            ClaimRow.id.in_(list(numbers)),
            ClaimRow.state.in_(list(DONE)),
            ClaimRow.finding != Finding.NONE,
            ClaimRow.struck.is_(False),
        )
    ).all()
    if not found:
        return {}
    rows = session.scalars(queries.claim_rows().where(ClaimRow.id.in_(found))).unique()
    return {row.id: queries.own_check(row) for row in rows}


def _standing(row: ClaimRow, twin: Twin) -> list[CheckLinkRow]:
    return [
        link
        for link in row.check_links
        if not link.withdrawn and (link.check_id or 0, link.other_id or 0) == (twin.check, twin.claim)
    ]


def _refuse_missing(session: Session, row: ClaimRow, twin: Twin) -> None:
    if twin.check and session.get(EarlierCheckRow, twin.check) is None:
        raise NotFound(f"there is no imported check {twin.check}; factcheck checks list shows them")
    if twin.claim == row.id or (twin.claim and session.get(ClaimRow, twin.claim) is None):
        raise NotFound(f"there is no other claim {twin.claim}; factcheck claims lists them")
