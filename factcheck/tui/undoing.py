"""Telling what was taken back, or done again, in the words of the screen."""

from factcheck.domain.desk import ClaimView, Event
from factcheck.tui.changes import change, field_name
from factcheck.tui.labels import words
from factcheck.workbench import Workbench

_IN_PASSING = frozenset({"checked_by", "signed_by", "second_by", "spans"})
_CORRECTIONS = frozenset({"sources", "via", "spans", "words", "checkable", "attribution", "struck"})


def undo(workbench: Workbench, document: str) -> tuple[ClaimView | None, str]:
    """Take back the reviewer's last change in `document`; gives the claim and what was done."""
    event = workbench.undo(document)
    return (None, "there is nothing left to undo") if event is None else _said(workbench, event, "undid")


def redo(workbench: Workbench, document: str) -> tuple[ClaimView | None, str]:
    """Do again what the reviewer last took back; as `undo`."""
    event = workbench.redo(document)
    return (None, "there is nothing to do again") if event is None else _said(workbench, event, "did again")


def _together(workbench: Workbench, event: Event) -> list[Event]:
    return [other for other in workbench.history(event.claim) if other.decision == event.decision]


def _said(workbench: Workbench, event: Event, did: str) -> tuple[ClaimView, str]:
    view = workbench.claim(event.claim)
    count = 1 if event.field in _CORRECTIONS else len(workbench.decided_on(event.decision))
    where = f"claim {view.number}" if count == 1 else f"{count} claims"
    if event.field == "note" and count == 1:
        now = f"it is now “{view.review.note}”" if view.review.note.strip() else "it is empty again"
        return view, f"{did} the note on claim {view.number}: {now}"
    together = [other for other in _together(workbench, event) if other.field not in _IN_PASSING]
    # The state follows most decisions by itself; it is told where it is all that was decided.
    told = [other for other in together if other.field != "state"] or [event]
    return view, f"{did} on {where}: " + "; ".join(_told(other) for other in told)


def _told(event: Event) -> str:
    if event.field in _CORRECTIONS:
        return change(event)
    if event.field in ("evidence", "reply"):
        name = "the right of reply" if event.field == "reply" else "evidence"
        if event.before and event.after:
            return f"{name} is again {event.after}"
        return f"{name} {event.before} is withdrawn" if event.before else f"{name} {event.after} is back"
    field = field_name(event.field)
    if event.field in ("note", "reason"):
        return f"{field} “{event.before}”" if event.before else field
    before, after = (words(value) or "none" for value in (event.before, event.after))
    return f"{field}, {before} → {after}"
