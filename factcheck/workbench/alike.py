"""Claims of the desk that say nearly the same: shown side by side, and never one for the other."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from db.models import CheckLinkRow, ClaimRow, DocumentRow
from factcheck.domain.earlier import Alike
from factcheck.workbench.origins import roots

if TYPE_CHECKING:
    from factcheck.workbench.lookup import Lookup

_CANDIDATES = 20
# from here on two claims are one more often than not, by the calibration of benchmarks.matches
_LEAST_SCORE = 0.6


def of_claim(session: Session, own: "Lookup", row: ClaimRow) -> tuple[Alike, ...]:
    """The claim `row` and those that say nearly the same, the likest first; empty where none does.

    What a reviewer said is the same is there however unlike it is, what one said is another never.
    """
    # deferred: what compares imports numpy, and the app starts without asking
    from factcheck.matching.claimed import prepared
    from factcheck.matching.likeness import likeness

    said = _said(session, row.id)
    near = {*own.likeliest(session, row.text, _CANDIDATES), *said} - {row.id}
    query = select(ClaimRow).options(joinedload(ClaimRow.document)).where(ClaimRow.id.in_(near), ClaimRow.stands())
    others = session.scalars(query.order_by(ClaimRow.id)).all()
    mine, *theirs = prepared([row.text, *(other.text for other in others)])
    found = []
    for other, ready in zip(others, theirs, strict=True):
        same = said.get(other.id)
        score = 1.0 if same else likeness(mine, ready).score
        if same is not False and score >= _LEAST_SCORE:
            found.append(_alike(other, score))
    found.sort(key=lambda one: -one.score)
    return (_alike(row, 1.0), *found) if found else ()


def of_roots(session: Session, groups: Sequence[tuple[Alike, ...]]) -> list[tuple[Alike, ...]]:
    """`groups` in which each claim names the first document that goes back to the same root as its own."""
    names = {one.document for group in groups for one in group}
    if len(names) < 2:
        return list(groups)
    query = select(DocumentRow.id, DocumentRow.name).where(DocumentRow.name.in_(names)).order_by(DocumentRow.id)
    called = {row.id: row.name for row in session.execute(query)}
    root = {called[n]: called[shared.numbers[0]] for shared in roots(session, called) for n in shared.numbers}
    return [tuple(replace(one, root=root.get(one.document, one.document)) for one in group) for group in groups]


def grouped(found: Iterable[tuple[Alike, ...]]) -> list[tuple[Alike, ...]]:
    """Those of `found` that share a claim as one group, each claim once, in the order they came."""
    groups: list[dict[int, Alike]] = []
    for one in found:
        members = {alike.claim: alike for alike in one}
        touching = [group for group in groups if group.keys() & members.keys()]
        if not touching:
            if members:
                groups.append(members)
            continue
        first, *rest = touching
        for other in (*rest, members):
            for number, alike in other.items():
                first.setdefault(number, alike)
        groups = [group for group in groups if not any(group is other for other in rest)]
    return [tuple(group.values()) for group in groups]


def _said(session: Session, claim: int) -> dict[int, bool]:
    """What reviewers said of the claim and others of the desk, whichever of both they said it of."""
    query = select(CheckLinkRow).where(
        or_(CheckLinkRow.claim_id == claim, CheckLinkRow.other_id == claim),
        CheckLinkRow.other_id.is_not(None),
        CheckLinkRow.withdrawn.is_(False),
    )
    return {
        link.claim_id if link.other_id == claim else link.other_id or 0: link.same for link in session.scalars(query)
    }


def _alike(row: ClaimRow, score: float) -> Alike:
    return Alike(row.id, row.document.name, row.number, row.text, row.state, row.finding, round(score, 3))
