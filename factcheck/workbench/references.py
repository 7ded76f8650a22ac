"""Which document a person means by what they typed."""

from pathlib import PurePath

from sqlalchemy import false, func, or_, select
from sqlalchemy.orm import Session

from db import queries
from db.models import DocumentRow
from factcheck.domain.errors import NotFound

_NEAR = 3
_DATABASE_INTEGER = 2**31


def document_number(session: Session, reference: str) -> int:
    """The number of the document whose name or number is `reference`, or whose name or title alone begins with it.

    The path of an article file stands for the name that the file gave. Raises NotFound, which lists near names.
    """
    stem = PurePath(reference).stem
    for name in (reference, stem):
        number = session.scalar(select(DocumentRow.id).where(DocumentRow.name == name))
        if number is not None:
            return number
    if reference.isdecimal() and int(reference) < _DATABASE_INTEGER:
        number = session.scalar(select(DocumentRow.id).where(DocumentRow.id == int(reference)))
        if number is not None:
            return number
    return _only_one(session, reference, stem)


def _only_one(session: Session, reference: str, stem: str) -> int:
    wanted = [(column, reference) for column in (DocumentRow.name, DocumentRow.title)] + [(DocumentRow.name, stem)]
    starting = [
        func.lower(column).like(queries.like(words.lower(), start=True), escape="\\")
        for column, words in wanted
        if words
    ]
    query = (
        select(DocumentRow.id, DocumentRow.name)
        .where(or_(false(), *starting))
        .order_by(DocumentRow.id)
        .limit(_NEAR + 1)
    )
    found = session.execute(query).all()
    if len(found) == 1:
        return int(found[0].id)
    if found:
        more = " and others" if len(found) > _NEAR else ""
        listed = ", ".join(row.name for row in found[:_NEAR])
        raise NotFound(f"“{reference}” may be {listed}{more}; type more of the name")
    names = session.scalars(select(DocumentRow.name)).all()
    if not names:
        raise NotFound("there is no document yet; add one with factcheck add FILE")
    from rapidfuzz import process

    near = ", ".join(name for name, *_ in process.extract(reference, names, limit=_NEAR))
    raise NotFound(f"there is no document “{reference}”; do you mean {near}?")
