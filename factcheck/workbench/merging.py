"""Sources across documents: what may be one is proposed, what is one a reviewer says."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from db import bodies as bodies_of
from db import queries
from factcheck.domain.bodies import Likely, MergeProposal, NamedSource
from factcheck.domain.desk import Event
from factcheck.domain.errors import InputError
from factcheck.workbench import bodies
from factcheck.workbench.connection import Connection

_BY_HAND = "said by a reviewer"


class MergingCases(Connection):
    """Proposing, merging, refusing and splitting."""

    def merge_proposals(self, least: float = 0.0) -> list[MergeProposal]:
        """Sources that may be one real body with a score of at least `least`, the likeliest first."""
        with self._reading() as session:
            found = _proposed(session)
            return bodies.proposals(session, [one for one in found if one.score >= least])

    def merge_sources(self, one: str, other: str) -> Event:
        """Say that two sources, by number or name, are one; a name stands for all sources that have it.

        An event. Raises NotFound, and RuleBroken where they are one already or of two kinds.
        """
        with self._writing() as session:
            sources = [*bodies.called(session, one), *bodies.called(session, other)]
            return queries.event(bodies.merge(session, [(sources, _BY_HAND)], self._reviewer)[-1])

    def refuse_merge(self, one: str, other: str) -> Event:
        """Say that two sources are two, so that merging them is not proposed again; as `merge_sources`."""
        with self._writing() as session:
            mine, theirs = bodies.called(session, one), bodies.called(session, other)
            return queries.event(bodies.refuse(session, mine, theirs, _BY_HAND, self._reviewer)[-1])

    def split_source(self, source: str) -> Event:
        """Take a source out of what it is merged into, and remember that it is another; an event.

        Raises NotFound, InputError for a name that several sources have, and RuleBroken where it is merged with none.
        """
        with self._writing() as session:
            return queries.event(bodies.split(session, bodies.only_one(session, source), self._reviewer)[-1])

    def accept_merge(self, proposal: MergeProposal) -> Event:
        """Merge what is proposed; an event. Raises RuleBroken where it was done meanwhile."""
        with self._writing() as session:
            sources = _named(session, [*proposal.one.sources, *proposal.other.sources])
            told = _told(proposal.score, proposal.reason)
            return queries.event(bodies.merge(session, [(sources, told)], self._reviewer)[-1])

    def decline_merge(self, proposal: MergeProposal) -> Event:
        """Say that what is proposed is two bodies; it is not proposed again. An event."""
        with self._writing() as session:
            one, other = (_named(session, side.sources) for side in (proposal.one, proposal.other))
            told = _told(proposal.score, proposal.reason)
            return queries.event(bodies.refuse(session, one, other, told, self._reviewer)[-1])

    def accept_merges(self, least: float) -> int:
        """Merge all that is proposed with a score of at least `least`, as one decision; gives how many proposals."""
        with self._writing() as session:
            known = {source.id: source for source in bodies_of.all_named(session)}
            groups = [
                ([known[number] for number in (*likely.one, *likely.other)], _told(likely.score, likely.reason))
                for likely in _proposed(session)
                if likely.score >= least
            ]
            if not groups:
                raise InputError(
                    f"nothing is proposed with a score of {least:g} or more; see factcheck sources --merges"
                )
            bodies.merge(session, groups, self._reviewer)
            return len(groups)


def _proposed(session: Session) -> list[Likely]:
    from factcheck.sources.bodies import proposals

    return proposals(bodies_of.all_named(session), bodies_of.links(session, same=False))


def _named(session: Session, numbers: Sequence[int]) -> list[NamedSource]:
    found = {source.id: source for source in bodies_of.all_named(session, numbers)}
    return [found[number] for number in numbers if number in found]


def _told(score: float, reason: str) -> str:
    return f"{reason}, {score:.2f}"
