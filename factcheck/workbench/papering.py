"""Evidence documents: keeping, attaching, finding and removing what quotations are held against."""

from collections.abc import Sequence

from db import papers as reading
from factcheck.domain.errors import NotFound
from factcheck.domain.extraction import Document
from factcheck.domain.papers import EvidenceDocument, Kept, Origin
from factcheck.workbench import bodies, papers, storing
from factcheck.workbench.connection import Connection


class PaperCases(Connection):
    """What the desk keeps to hold quotations against."""

    def keep_document(
        self, document: Document, origin: Origin, claims: Sequence[int] = (), source: str | None = None
    ) -> Kept:
        """Keep a document's text, all or nothing; the same text twice is kept once, and only attached.

        `source` is a number or a name; the document then holds words of the sources that it means. Of a name that no
        source has yet it is the speaker, whose quotations are held against it once there are some. Raises NotFound
        for a claim or a number that is not there.
        """
        storing.refuse_unstorable(source)
        with self._writing() as session:
            speakers = []
            if source is not None:
                try:
                    speakers = bodies.called(session, source)
                except NotFound:
                    if source.isdecimal():
                        raise
                speaker = origin.speaker or (speakers[0].name if speakers else " ".join(source.split()))
                origin = Origin(origin=origin.origin, published=origin.published, speaker=speaker, rank=origin.rank)
            row, new = papers.keep(session, document, origin, self._reviewer)
            told = [papers.attach_to_source(session, row, speakers, self._reviewer)] if speakers else []
            told += [papers.attach_to_claim(session, row, claim, self._reviewer) for claim in dict.fromkeys(claims)]
            return Kept(reading.views(session, [row])[0], new, tuple(line for line in told if line))

    def attach_document(self, reference: str, claim: int | None = None, source: str | None = None) -> Kept:
        """Attach a document that is kept to a claim, as evidence, or to a source; events. Raises NotFound."""
        with self._writing() as session:
            row = papers.found(session, reference)
            told = []
            if source is not None:
                told.append(papers.attach_to_source(session, row, bodies.called(session, source), self._reviewer))
            if claim is not None:
                told.append(papers.attach_to_claim(session, row, claim, self._reviewer))
            return Kept(reading.views(session, [row])[0], False, tuple(line for line in told if line))

    def evidence_documents(self, text: str | None = None) -> list[EvidenceDocument]:
        """The documents that are kept, the latest first; those with all words of `text` in what is said of them."""
        with self._reading() as session:
            return reading.views(session, reading.kept(session, text))

    def evidence_document(self, reference: str) -> tuple[EvidenceDocument, str]:
        """The document whose name or number is `reference`, with its text. Raises NotFound."""
        with self._reading() as session:
            row = papers.found(session, reference)
            return reading.views(session, [row])[0], reading.text_of(session, row.id)

    def remove_document(self, reference: str) -> EvidenceDocument:
        """Hold nothing against a document any more; an event. Evidence that cites it keeps its words."""
        with self._writing() as session:
            row = papers.found(session, reference)
            view = reading.views(session, [row])[0]
            papers.remove(session, row, self._reviewer)
            return view
