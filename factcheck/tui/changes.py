"""What an event of the log did, and what two people disagree about, in words."""

from factcheck.domain.desk import Event
from factcheck.domain.errors import Conflict, DraftChanged
from factcheck.tui.content import one_line
from factcheck.tui.labels import words


def change(event: Event) -> str:
    """What an event did, in words, on one line."""
    did = "undid " if event.undoes is not None else ""
    before, after = (one_line(field_value(event.field, value), 60) for value in (event.before, event.after))
    if event.field == "draft":
        if not event.claim:
            return f"draft {before.partition(':')[0]} → {after.partition(':')[0]}"
        return after if event.note == "cut" else f"draft {after.partition(':')[0]}: {one_line(event.note)}"
    if event.field == "added":
        return "the document was added"
    if event.field == "struck":
        told = "no claim" if event.after == "true" else "a claim"
        return f"{did}{told}{f': {one_line(event.note)}' if event.note else ''}"
    if event.field == "evidence" and not did:
        return f"evidence {one_line(event.after, 80)}"
    return f"{did}{field_name(event.field)}{':' if did else ''} {before or 'none'} → {after or 'none'}"


def field_value(field: str, value: str) -> str:
    """A value of the log without what only the program needs of it."""
    if field in ("sources", "via"):
        return value.partition(": ")[2]
    if field == "checkable":
        return {"true": "yes", "false": "no"}.get(value, value)
    return words(value) if field in _CLOSED else value


_CLOSED = frozenset({"state", "finding", "attribution_check"})
_NAMES = {
    "assigned_to": "assigned to",
    "second_by": "second check by",
    "finding": "is it true",
    "attribution_check": "was it said",
    "sources": "said by",
    "words": "claim",
}


def field_name(name: str) -> str:
    """A field of the log in words."""
    return _NAMES.get(name, words(name))


def told_conflict(conflict: Conflict, number: int) -> str:
    """Both values in one line; people know claims by their number in the document, the database by another."""
    if isinstance(conflict, DraftChanged):
        return (
            f"claim {number}: {conflict.by} added draft {conflict.theirs} of the text meanwhile; look again and decide"
        )
    theirs, mine = (field_value(conflict.field, value) for value in (conflict.theirs, conflict.mine))
    return (
        f"claim {number} was changed meanwhile by {conflict.by}: {words(conflict.field)} is now “{words(theirs)}”"
        + (f", you wanted “{words(mine)}”" if mine else "")
        + "; look again and decide"
    )
