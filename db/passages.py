"""Finding passages of evidence documents by words: SQLite's FTS5 and PostgreSQL's text search, asked alike."""

from collections.abc import Collection, Sequence

from sqlalchemy import Integer, bindparam, text
from sqlalchemy.orm import Session

INDEX = "passage_words"
_TABLE = "evidence_passage"
_COLUMN = "passage_words"


def is_ours(name: str | None) -> bool:
    """Whether a table, column or index belongs to the search and not to the models."""
    return name is not None and name.startswith(INDEX)


def likeliest(session: Session, words: Sequence[str], documents: Collection[int], most: int) -> list[int]:
    """The numbers of at most `most` of `documents` whose passages share most with `words`, the best first.

    `words` hold letters and digits only.
    """
    if not words or not documents:
        return []
    if session.get_bind().dialect.name == "postgresql":
        asked = " | ".join(f"'{word}'" for word in words)
        statement = (
            f"SELECT document_id, max(ts_rank({_COLUMN}, query)) AS rank FROM {_TABLE}, "
            f"to_tsquery('simple', :asked) AS query WHERE {_COLUMN} @@ query AND document_id IN :documents "
            "GROUP BY document_id ORDER BY rank DESC, document_id LIMIT :most"
        )
    else:
        asked = " OR ".join(f'"{word}"' for word in words)
        statement = (
            # bm25 answers only where nothing is grouped or joined
            "WITH found AS MATERIALIZED "
            f"(SELECT rowid AS passage, bm25({INDEX}) AS score FROM {INDEX} WHERE {INDEX} MATCH :asked) "
            f"SELECT document_id, min(score) AS rank FROM found JOIN {_TABLE} ON {_TABLE}.id = passage "
            "WHERE document_id IN :documents "
            "GROUP BY document_id ORDER BY rank, document_id LIMIT :most"
        )
    query = text(statement).bindparams(bindparam("documents", expanding=True, type_=Integer))
    # more numbers than a statement may have parameters come in parts; a part's best are among its own best
    found: list[tuple[float, int]] = []
    numbers = sorted(documents)
    for at in range(0, len(numbers), _BATCH):
        part = numbers[at : at + _BATCH]
        rows = session.execute(query, {"asked": asked, "documents": part, "most": most})
        found += [(row.rank, row.document_id) for row in rows]
    found.sort(reverse=session.get_bind().dialect.name == "postgresql")
    return [number for _, number in found[:most]]


_BATCH = 10_000
