"""One source for one real body: reviewers say which sources of several documents are one, and which are two.

What they say are links that never change; what a body is follows from the links that stand. Each link that is made or
withdrawn is an event, those of one decision together, so that all of it can be taken back.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from db import bodies, log
from db.models import DocumentRow, EventRow, SourceLinkRow, SourceRow
from factcheck.domain.bodies import Likely, MergeProposal, NamedSource, Side
from factcheck.domain.errors import InputError, NotFound, RuleBroken
from factcheck.workbench import recording

FIELD = "one source"
_NUMBER = re.compile(r" \[(\d+)\]$")
_SHOWN = 5
_BATCH = 500


def called(session: Session, reference: str) -> list[NamedSource]:
    """The sources that `reference` means: the one with this number, else all with this name. Raises NotFound."""
    if reference.isdecimal() and int(reference) < 2**31:
        found = bodies.all_named(session, [int(reference)])
        if found:
            return found
    wanted = " ".join(reference.split())
    numbers = session.scalars(select(SourceRow.id).where(func.lower(SourceRow.name) == wanted.lower())).all()
    if not numbers:
        raise NotFound(
            f"there is no source “{wanted}”; factcheck sources lists them with their numbers (--format json)"
        )
    return bodies.all_named(session, numbers)


def only_one(session: Session, reference: str) -> NamedSource:
    """The one source that `reference` means. Raises NotFound, and InputError where it may be several."""
    found = called(session, reference)
    if len(found) > 1:
        numbers = ", ".join(str(source.id) for source in found[:_SHOWN])
        more = " and others" if len(found) > _SHOWN else ""
        raise InputError(f"“{reference}” is the name of sources {numbers}{more}; give the number of one")
    return found[0]


def merge(session: Session, groups: Iterable[tuple[Sequence[NamedSource], str]], by: str) -> list[EventRow]:
    """Say of each group of sources, for its reason, that they are one; gives the events, logged as one decision.

    That some of them were told apart is withdrawn with it. Raises RuleBroken where a group is one already.
    """
    told_apart: dict[int, SourceLinkRow] = {}
    fresh: list[SourceLinkRow] = []
    refusals = _standing(session, same=False)
    for sources, reason in groups:
        joined = _joined(session, sources) if refusals else set()
        told_apart.update((link.id, link) for link in refusals if {link.one_id, link.other_id} <= joined)
        fresh += _star(session, sources, reason, by)
    return _logged(session, list(told_apart.values()), fresh, by)


def _joined(session: Session, sources: Sequence[NamedSource]) -> set[int]:
    return {source.id for source in _members(session, {source.body for source in sources})}


def _star(session: Session, sources: Sequence[NamedSource], reason: str, by: str) -> list[SourceLinkRow]:
    """Links from the first of `sources` to one of each other body."""
    roots = dict.fromkeys(source.body for source in sources)
    if len(roots) < 2:
        raise RuleBroken(f"{_names(sources)} are one source already")
    if len({source.kind for source in sources}) > 1:
        kinds = " and ".join(sorted({source.kind.value for source in sources}))
        raise RuleBroken(f"a source is of one kind only, and {_names(sources)} are {kinds}; correct the kind first")
    first: dict[int, NamedSource] = {}
    for source in sources:
        first.setdefault(source.body, source)
    keep, *others = first.values()
    return [_link(session, keep, other, True, reason, by) for other in others]


def refuse(
    session: Session, one: Sequence[NamedSource], other: Sequence[NamedSource], reason: str, by: str
) -> list[EventRow]:
    """Say that `one` and `other` are two; gives the events, logged.

    Raises RuleBroken where they are one (split them) or were told apart already.
    """
    if {source.body for source in one} & {source.body for source in other}:
        raise RuleBroken(f"{_names([*one, *other])} are merged; take them apart with factcheck sources split")
    mine, theirs = {s.id for s in one}, {s.id for s in other}
    if any(_between(link, mine, theirs) for link in _standing(session, same=False)):
        raise RuleBroken(f"that {_names([one[0], other[0]])} are two was said already")
    each: dict[int, NamedSource] = {}
    for source in other:
        each.setdefault(source.body, source)
    fresh = [_link(session, one[0], source, False, reason, by) for source in each.values()]
    return _logged(session, [], fresh, by)


def split(session: Session, source: NamedSource, by: str) -> list[EventRow]:
    """Take a source out of its body and remember that it is another; gives the events, logged. Raises RuleBroken."""
    body = [other for other in _members(session, [source.body]) if other.id != source.id]
    if not body:
        raise RuleBroken(f"source {source.id}, {source.name}, is merged with no other")
    known = {other.id: other for other in body}
    own = [link for link in _standing(session, same=True) if _between(link, {source.id}, known.keys())]
    near = sorted({number for link in own for number in (link.one_id, link.other_id)} & known.keys())
    fresh = [_link(session, known[near[0]], known[number], True, "stays together", by) for number in near[1:]]
    fresh.append(_link(session, body[0], source, False, "taken apart", by))
    return _logged(session, own, fresh, by)


def last_decision(session: Session, by: str) -> int | None:
    """The number of this reviewer's last decision on bodies that is not yet taken back."""
    back = select(EventRow.undoes).where(EventRow.undoes.is_not(None))
    query = select(EventRow.decision).where(
        EventRow.field == FIELD, EventRow.by == by, EventRow.undoes.is_(None), EventRow.id.not_in(back)
    )
    return session.scalar(query.order_by(EventRow.id.desc()).limit(1))


def taken_back(session: Session, events: Sequence[EventRow], by: str) -> EventRow:
    """Undo the events of one decision as new events; gives the last. Raises RuleBroken where others came after."""
    made: list[SourceLinkRow] = []
    gone: list[SourceLinkRow] = []
    for event in events:
        for text, links, stands in ((event.after, made, True), (event.before, gone, False)):
            if not text:
                continue
            link = _of(session, text)
            if link is None or link.withdrawn == stands:
                raise RuleBroken("what was said of these sources was changed since; look at them again")
            links.append(link)
    back = {event.before or event.after: event.id for event in events}
    for link in made:
        link.withdrawn = True
    for link in gone:
        link.withdrawn = False
    fresh = [_event(by, shown(session, link), "", back[shown(session, link)]) for link in made]
    fresh += [_event(by, "", shown(session, link), back[shown(session, link)]) for link in gone]
    _settle(session)
    log.append(session, fresh)
    return fresh[-1]


def proposals(session: Session, found: Iterable[Likely]) -> list[MergeProposal]:
    """What `found` proposes, with names and documents."""
    likely = list(found)
    numbers = {number for one in likely for number in (*one.one, *one.other)}
    query = select(SourceRow.id, SourceRow.name, SourceRow.kind, DocumentRow.name.label("document")).join(
        DocumentRow, DocumentRow.id == SourceRow.document_id
    )
    known = {row.id: row for row in session.execute(query) if row.id in numbers}

    def side(numbers: Sequence[int]) -> Side:
        rows = [known[number] for number in numbers]
        documents = tuple(dict.fromkeys(row.document for row in rows))
        return Side(rows[0].name, rows[0].kind, tuple(numbers), documents)

    return [MergeProposal(side(one.one), side(one.other), one.score, one.reason) for one in likely]


def faults(session: Session) -> Iterator[str]:
    """A line for each link that the log does not tell of, and each source whose body is not what the links make it."""
    told: set[str] = set()
    for event in session.scalars(select(EventRow).where(EventRow.field == FIELD).order_by(EventRow.id)):
        told.discard(event.before)
        if event.after:
            told.add(event.after)
    standing = session.scalars(select(SourceLinkRow).where(SourceLinkRow.withdrawn.is_(False)))
    if {shown(session, link) for link in standing} != told:
        yield "which sources are one is not what the log says"
    roots = _components(bodies.links(session, same=True))
    for row in session.execute(select(SourceRow.id, SourceRow.body_id).where(SourceRow.body_id.is_not(None))):
        if roots.pop(row.id, row.id) != row.body_id:
            yield f"source {row.id} is not in the body that its links say"
    yield from (f"source {number} is not in the body that its links say" for number in roots)


def shown(session: Session, link: SourceLinkRow) -> str:
    """A link with all that it says, and its row's number, in one line of the log."""
    one, other = (session.get_one(SourceRow, number) for number in (link.one_id, link.other_id))
    verb = "are one" if link.same else "are two"
    reason = f" ({link.reason})" if link.reason else ""
    return f"{one.name} (source {one.id}) and {other.name} (source {other.id}) {verb}{reason} [{link.id}]"


def _names(sources: Sequence[NamedSource]) -> str:
    names = list(dict.fromkeys(source.name for source in sources))
    told = " and ".join(names[:2]) if len(names) > 1 else f"the sources named {names[0]}"
    return told if len(names) < 3 else f"{told} and others"


def _members(session: Session, roots: Iterable[int]) -> list[NamedSource]:
    numbers = list(roots)
    found: list[NamedSource] = []
    for at in range(0, len(numbers), _BATCH):
        inside = select(SourceRow.id).where(bodies.body_of().in_(numbers[at : at + _BATCH]))
        found += bodies.all_named(session, session.scalars(inside).all())
    return found


def _standing(session: Session, same: bool) -> list[SourceLinkRow]:
    return list(
        session.scalars(
            select(SourceLinkRow)
            .where(SourceLinkRow.same.is_(same), SourceLinkRow.withdrawn.is_(False))
            .order_by(SourceLinkRow.id)
        )
    )


def _between(link: SourceLinkRow, one: Collection[int], other: Collection[int]) -> bool:
    a, b = link.one_id, link.other_id
    return (a in one and b in other) or (a in other and b in one)


def _link(session: Session, one: NamedSource, other: NamedSource, same: bool, reason: str, by: str) -> SourceLinkRow:
    link = SourceLinkRow(
        one_id=one.id,
        other_id=other.id,
        same=same,
        reason=reason,
        added_by=by,
        added_at=datetime.now(UTC),
        withdrawn=False,
    )
    session.add(link)
    return link


def _logged(
    session: Session, withdrawn: Sequence[SourceLinkRow], fresh: Sequence[SourceLinkRow], by: str
) -> list[EventRow]:
    for link in withdrawn:
        link.withdrawn = True
    session.flush()
    events = [_event(by, shown(session, link), "") for link in withdrawn]
    events += [_event(by, "", shown(session, link)) for link in fresh]
    _settle(session)
    log.append(session, events)
    return events


def _event(by: str, before: str, after: str, undoes: int | None = None) -> EventRow:
    return recording.entry(by, FIELD, before, after, undoes=undoes)


def _of(session: Session, text: str) -> SourceLinkRow | None:
    found = _NUMBER.search(text)
    return None if found is None else session.get(SourceLinkRow, int(found[1]))


def _settle(session: Session) -> None:
    """Bring the body of every source to what the links that stand say."""
    session.flush()
    now = _components(bodies.links(session, same=True))
    changed = [
        {"id": row.id, "body_id": now.get(row.id)}
        for row in session.execute(select(SourceRow.id, SourceRow.body_id))
        if row.body_id != now.get(row.id)
    ]
    if changed:
        session.execute(update(SourceRow), changed)


def _components(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """For each number in `pairs` the lowest that it is connected with."""
    above: dict[int, int] = {}

    def root(number: int) -> int:
        while above.setdefault(number, number) != number:
            above[number] = above[above[number]]
            number = above[number]
        return number

    for one, other in pairs:
        low, high = sorted((root(one), root(other)))
        above[high] = low
    return {number: root(number) for number in list(above)}
