"""Texts of the database by the words they share with a claim, indexed in memory on the first question."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import InstrumentedAttribute

from factcheck.matching.retrieval import Index

_PAGE = 10_000
# what came later has an index of its own, made anew with each question; from here on all is indexed again
_MOST_LATER = 2000

Changed = Callable[[Session, int], tuple[int, Select[int | None]]]
"""Given where the log was read to: where it ends now, and which rows it touches after that."""


@dataclass(slots=True)
class _Indexed:
    """The rows up to `last` as they were, and the texts of those that came or changed `later`."""

    last: int
    read_to: int
    numbers: npt.NDArray[np.int64]
    hashes: npt.NDArray[np.int64]
    index: Index
    later: dict[int, str] = field(default_factory=dict)
    of_later: Index = field(default_factory=lambda: Index([]))

    def holds(self, number: int, text: str) -> bool:
        """Whether `text` is what row `number` is found by."""
        if number in self.later:
            return self.later[number] == text
        at = int(np.searchsorted(self.numbers, number))
        return at < len(self.numbers) and self.numbers[at] == number and self.hashes[at] == hash(text)


class Lookup:
    """The rows of a table by a text of theirs, which is what the row says now."""

    def __init__(
        self,
        number: InstrumentedAttribute[int],
        text: InstrumentedAttribute[str],
        changed: Changed | None = None,
    ) -> None:
        """`changed` tells which rows may say something else than when they were indexed; by default none does."""
        self._number = number
        self._text = text
        self._changed = changed
        self._indexed: _Indexed | None = None

    def likeliest(self, session: Session, text: str, most: int) -> Sequence[int]:
        """The numbers of the rows that share most with `text`: at most `most`, and as many that came later."""
        (found,) = self.likeliest_of(session, [text], most)
        return found

    def likeliest_of(self, session: Session, texts: Iterable[str], most: int) -> list[Sequence[int]]:
        """As `likeliest`, for each of `texts`; what changed is asked once."""
        indexed = self._current(session)
        later = list(indexed.later)
        found: list[Sequence[int]] = []
        for text in texts:
            last = (later[at] for at in indexed.of_later.search(text, most))
            # a row that says something else now may still be found by what it said; who asks compares what it says
            first = (int(indexed.numbers[at]) for at in indexed.index.search(text, most))
            found.append(list(dict.fromkeys([*last, *first])))
        return found

    def _current(self, session: Session) -> _Indexed:
        # rows are added and changed, never taken away
        if self._indexed is None:
            self._indexed = self._read(session)
            return self._indexed
        indexed = self._indexed
        query = select(self._number, self._text)
        # asked first: without statistics PostgreSQL expects a third of the table behind any number and reads it all
        newest = session.scalar(select(func.max(self._number))) or 0
        rows = list(session.execute(query.where(self._number > indexed.last))) if newest > indexed.last else []
        if self._changed is not None:
            indexed.read_to, touched = self._changed(session, indexed.read_to)
            rows += session.execute(query.where(self._number <= indexed.last, self._number.in_(touched)))
        if rows:
            self._take(session, indexed, rows)
        return self._indexed

    def _take(self, session: Session, indexed: _Indexed, rows: Collection[Row[int, str]]) -> None:
        later = {number: text for number, text in rows if not indexed.holds(number, text)}
        if len(indexed.later) + len(later) > _MOST_LATER:
            self._indexed = self._read(session)
        elif later:
            indexed.last = max(indexed.last, *later)
            indexed.later |= later
            indexed.of_later = Index(list(indexed.later.values()))

    def _read(self, session: Session) -> _Indexed:
        read_to = self._changed(session, 0)[0] if self._changed is not None else 0
        numbers: list[int] = []
        texts: list[str] = []
        query = select(self._number, self._text).order_by(self._number)
        for number, text in session.execute(query.execution_options(yield_per=_PAGE)):
            numbers.append(number)
            texts.append(text)
        hashes = np.fromiter(map(hash, texts), np.int64, len(texts))
        return _Indexed(numbers[-1] if numbers else 0, read_to, np.array(numbers, np.int64), hashes, Index(texts))
