"""Documents one after the other, for lists over the whole desk."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from db import queries
from db.models import DocumentRow
from factcheck.domain.desk import DocumentView
from factcheck.workbench.connection import Connection
from factcheck.workbench.references import document_number


class ViewingCases(Connection):
    """Nothing is written."""

    def document_views(self, references: Sequence[str] = ()) -> Iterator[DocumentView]:
        """The documents that `references` name (none: all), one after the other, the first added first.

        Raises NotFound before the first is given.
        """
        with self._reading() as session:
            if references:
                numbers = list(dict.fromkeys(document_number(session, one) for one in references))
            else:
                numbers = list(session.scalars(select(DocumentRow.id).order_by(DocumentRow.id)))
        for number in numbers:
            with self._reading() as session:
                view = queries.document(session, number)
            yield view
