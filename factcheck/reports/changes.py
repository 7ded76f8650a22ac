"""Which words a change takes away and which it puts in."""

from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of both wordings, the same in both where `old == new`; white space at its edges is left out."""

    old: str
    new: str


def word_changes(old: str, new: str) -> tuple[Change, ...]:
    """`old` and `new` side by side, in stretches of whole words; joined with blanks, each side is its text again."""
    before, after = old.split(), new.split()
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return tuple(Change(" ".join(before[a:b]), " ".join(after[c:d])) for _, a, b, c, d in matcher.get_opcodes())
