"""Texts of the database by the words they share with a claim, indexed in memory on the first question."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import InstrumentedAttribute

from factcheck.matching.retrieval import Index

_PAGE = 10_000


@dataclass(frozen=True, slots=True)
class _Indexed:
    stamp: int
    numbers: npt.NDArray[np.int64]
    index: Index


class Lookup:
    """The rows of a table by a text of theirs; indexed anew when rows were added."""

    def __init__(self, number: InstrumentedAttribute[int], text: InstrumentedAttribute[str]) -> None:
        self._number = number
        self._text = text
        self._indexed: _Indexed | None = None

    def likeliest(self, session: Session, text: str, most: int) -> Sequence[int]:
        """The numbers of at most `most` rows that share most with `text`, best first."""
        indexed = self._current(session)
        return [int(indexed.numbers[at]) for at in indexed.index.search(text, most)]

    def _current(self, session: Session) -> _Indexed:
        # rows are added and changed, never taken away
        stamp = session.scalar(select(func.max(self._number))) or 0
        if self._indexed is None or self._indexed.stamp != stamp:
            rows = session.execute(
                select(self._number, self._text).order_by(self._number).execution_options(yield_per=_PAGE)
            )
            numbers: list[int] = []
            texts: list[str] = []
            for number, text in rows:
                numbers.append(number)
                texts.append(text)
            self._indexed = _Indexed(stamp, np.array(numbers, dtype=np.int64), Index(texts))
        return self._indexed
