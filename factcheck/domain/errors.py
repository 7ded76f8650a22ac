"""Everything that can go wrong and that a person can do something about.

FactcheckError
├── InputError            a file or text that cannot be read as an article
├── NotFound              no such document, claim or source
├── DatabaseError
│   ├── DatabaseUnavailable   cannot be opened, read or written
│   ├── DatabaseOutdated      an older schema: upgrade
│   └── DatabaseTooNew        a newer schema: update the program
└── ReviewError
    ├── RuleBroken        the review rules forbid it
    └── Conflict          somebody else changed the claim meanwhile
        └── DraftChanged  the text itself changed meanwhile

Each message is one line that says what is wrong and what to do.
"""

from dataclasses import dataclass


class FactcheckError(Exception):
    """Something that the person at the keyboard can understand and act on."""


class InputError(FactcheckError):
    """A file or text that cannot be read as an article."""


class NotFound(FactcheckError):
    """There is no such document, claim or source."""


class DatabaseError(FactcheckError):
    """The database cannot serve."""


class DatabaseUnavailable(DatabaseError):
    """The database cannot be opened, read or written."""


class DatabaseOutdated(DatabaseError):
    """The database has an older schema than this program."""


class DatabaseTooNew(DatabaseError):
    """The database has a newer schema than this program."""


class ReviewError(FactcheckError):
    """A decision that cannot be taken."""


class RuleBroken(ReviewError):
    """The review rules forbid the change."""


@dataclass
class Conflict(ReviewError):
    """Somebody else changed the claim since it was read: `field` is now `theirs`, not the `mine` asked for."""

    claim: int
    field: str
    mine: str
    theirs: str
    by: str

    def __str__(self) -> str:
        """One line with both values."""
        return (
            f"claim {self.claim} was changed meanwhile by {self.by}: {self.field} is now “{self.theirs}”, "
            f"you wanted “{self.mine}”; look again and decide"
        )


class DraftChanged(Conflict):
    """The claim stands in another draft than the one that was read: `theirs` is its number now, `mine` the one seen."""

    def __str__(self) -> str:
        """One line that says which draft it is now."""
        return (
            f"claim {self.claim}: {self.by} added draft {self.theirs} of the text meanwhile, and you looked at "
            f"draft {self.mine}; look again and decide"
        )
