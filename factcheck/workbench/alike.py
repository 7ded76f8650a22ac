"""Claims of the desk that say nearly the same: shown side by side, and never one for the other."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from db.models import CheckLinkRow, ClaimRow, DocumentRow
from factcheck.domain.earlier import Alike
from factcheck.workbench.origins import roots

if TYPE_CHECKING:
    from factcheck.workbench.lookup import Lookup

_CANDIDATES = 20
# so many claims are compared at once, which bounds what is held meanwhile
_TOGETHER = 50
# from here on two claims are one more often than not, by the calibration of benchmarks.matches
_LEAST_SCORE = 0.6


def of_claims(session: Session, own: "Lookup", rows: Sequence[ClaimRow]) -> list[tuple[Alike, ...]]:
    """For each of `rows` the claim and those that say nearly the same, the likest first; empty where none does.

    What a reviewer said is the same is there however unlike it is, what one said is another never.
    """
    found = []
    for at in range(0, len(rows), _TOGETHER):
        found += _together(session, own, rows[at : at + _TOGETHER])
    return found


def _together(session: Session, own: "Lookup", rows: Sequence[ClaimRow]) -> list[tuple[Alike, ...]]:
    """As `of_claims`. Each text is made ready once, and each two are compared once: copies say the same words."""
    # deferred: what compares imports numpy, and the app starts without asking
    from factcheck.matching.claimed import prepared
    from factcheck.matching.likeness import likeness

    said = _said(session, [row.id for row in rows])
    others = _others(session, own, rows, said)
    texts = list(dict.fromkeys(row.text for row in (*rows, *chain.from_iterable(others))))
    ready = dict(zip(texts, prepared(texts), strict=True))

    @cache
    def score(text: str, other: str) -> float:
        return likeness(ready[text], ready[other]).score

    groups = []
    for row, near in zip(rows, others, strict=True):
        found = []
        for other in near:
            same = said.get(row.id, {}).get(other.id)
            how_like = 1.0 if same else score(row.text, other.text)
            if same is not False and how_like >= _LEAST_SCORE:
                found.append(_alike(other, how_like))
        found.sort(key=lambda one: -one.score)
        groups.append((_alike(row, 1.0), *found) if found else ())
    return groups


def _others(
    session: Session, own: "Lookup", rows: Sequence[ClaimRow], said: Mapping[int, Mapping[int, bool]]
) -> list[list[ClaimRow]]:
    """For each of `rows` the claims that share most words with it, and those that somebody named."""
    likeliest = own.likeliest_of(session, [row.text for row in rows], _CANDIDATES)
    near = [{*some, *said.get(row.id, ())} - {row.id} for row, some in zip(rows, likeliest, strict=True)]
    query = (
        select(ClaimRow)
        .options(joinedload(ClaimRow.document))
        .where(ClaimRow.id.in_(set().union(*near)), ClaimRow.stands())
    )
    standing = {row.id: row for row in session.scalars(query)}
    return [[standing[number] for number in sorted(some) if number in standing] for some in near]


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


def _said(session: Session, claims: Collection[int]) -> dict[int, dict[int, bool]]:
    """What reviewers said of each of `claims` and others of the desk, whichever of both they said it of."""
    query = select(CheckLinkRow).where(
        or_(CheckLinkRow.claim_id.in_(claims), CheckLinkRow.other_id.in_(claims)),
        CheckLinkRow.other_id.is_not(None),
        CheckLinkRow.withdrawn.is_(False),
    )
    found: dict[int, dict[int, bool]] = {}
    for link in session.scalars(query):
        for one, other in ((link.claim_id, link.other_id), (link.other_id, link.claim_id)):
            if one is not None and other is not None and one in claims:
                found.setdefault(one, {})[other] = link.same
    return found


def _alike(row: ClaimRow, score: float) -> Alike:
    return Alike(row.id, row.document.name, row.number, row.text, row.state, row.finding, round(score, 3))
