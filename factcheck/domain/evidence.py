"""What a finding rests on, and what those it concerns had to say."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Rank(StrEnum):
    """Whether a piece of evidence was there itself, or reports what another was told."""

    PRIMARY = "primary"
    SECONDARY = "secondary"


class Bearing(StrEnum):
    """Which way a piece of evidence points."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A piece of evidence as a reviewer states it; what is empty or None is not stated.

    `locator` is the place in it as people write it: a page ("p. 12"), a paragraph ("para. 4") or a
    timestamp ("0:14:03"). `quotation` is the passage that counts. `independent_of` are the numbers of
    the claim's other pieces that do not go back to the same origin. `file` is a copy on this machine,
    `sha256` the hex digest of its content when it was attached; without a file, that of a document that the desk keeps.
    """

    title: str = ""
    url: str = ""
    archive_url: str = ""
    locator: str = ""
    accessed: date | None = None
    rank: Rank | None = None
    bearing: Bearing | None = None
    independent_of: tuple[int, ...] = ()
    quotation: str = ""
    file: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence(Citation):
    """A piece of evidence as it is kept. `number` counts from 1 within the claim and survives changes."""

    id: int
    number: int = 1
    added_by: str
    added_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A right of reply: who was asked and when (UTC), until when they were to answer, and what they said."""

    person: str
    asked: datetime
    deadline: datetime | None = None
    answer: str = ""
    answered: datetime | None = None

    def is_overdue(self, now: datetime) -> bool:
        """Whether the deadline has passed without an answer."""
        return self.deadline is not None and self.deadline < now and not self.answer.strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply(Request):
    """A right of reply as it is kept. `number` counts from 1 within the claim and survives changes."""

    id: int
    number: int = 1
    added_by: str
    added_at: datetime
