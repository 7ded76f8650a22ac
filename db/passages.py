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
        asked = " ".join(words)
        statement = _RANKED
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

# The rarer a word, the more it tells. ts_rank knows nothing of that, and unpacks every passage that has one of the
# words: each word by itself is answered by the index, without a look at the passages.
_RANKED = f"""
WITH word AS MATERIALIZED (
    SELECT at, to_tsquery('simple', quote_literal(text)) AS query
    FROM unnest(string_to_array(:asked, ' ')) WITH ORDINALITY AS asked (text, at)
), hit AS MATERIALIZED (
    SELECT at, found.id, found.document_id
    FROM word CROSS JOIN LATERAL (SELECT id, document_id FROM {_TABLE} WHERE {_COLUMN} @@ query OFFSET 0) AS found
), told AS (
    SELECT at, ln(1 + (SELECT count(*) FROM {_TABLE}) / count(*)::float) AS weight FROM hit GROUP BY at
), passage AS MATERIALIZED (
    SELECT hit.document_id, hit.id, sum(weight) AS weight FROM hit JOIN told USING (at) GROUP BY hit.document_id, hit.id
)
SELECT document_id, max(weight) AS rank FROM passage WHERE document_id IN :documents
GROUP BY document_id ORDER BY rank DESC, document_id LIMIT :most
"""
