"""Finding claims by words: SQLite's FTS5 and PostgreSQL's text search, asked in the same way."""

import re

from sqlalchemy import ColumnElement, bindparam, column, func, literal_column, select, table, text, union
from sqlalchemy.orm import Session, aliased

from db import bodies
from db.models import ClaimRow, CreditRow, SourceRow

INDEX = "claim_words"
_VECTOR = "to_tsvector('simple', text || ' ' || note)"
_WORD = re.compile(r"\w")


def is_ours(name: str | None) -> bool:
    """Whether a table or index belongs to the search and not to the models."""
    return name is not None and name.startswith(INDEX)


def words_of(asked: str) -> list[str]:
    """The words to look for; what holds no letter or digit finds nothing and is left out."""
    return [word for word in asked.split() if _WORD.search(word)]


def having(session: Session, word: str, name: str) -> ColumnElement[bool]:
    """Whether a claim, its note or a source of it has `word`, whole or as the beginning of one.

    `name` is the LIKE pattern of the word for the sources' names.
    """
    if session.get_bind().dialect.name == "postgresql":
        asked = "'" + word.replace("\\", " ").replace("'", " ") + "':*"
        inner = aliased(ClaimRow)
        claims = select(inner.id).where(literal_column(_VECTOR).bool_op("@@")(func.to_tsquery("simple", asked)))
    else:
        asked = '"' + word.replace('"', '""') + '"*'
        words = table(INDEX, column("rowid"))
        matches = text(f"{INDEX} MATCH :asked").bindparams(bindparam("asked", asked, unique=True))
        claims = select(words.c.rowid).select_from(words).where(matches)
    named = select(CreditRow.claim_id).join(SourceRow, SourceRow.id == CreditRow.source_id).where(bodies.named(name))
    return ClaimRow.id.in_(union(claims, named))
