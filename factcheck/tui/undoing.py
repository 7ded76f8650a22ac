"""Taking back what was last done, and doing it again, in the steps that a person thinks in."""

from collections.abc import Callable
from datetime import timedelta

from factcheck.domain.desk import ClaimView, Event
from factcheck.tui.labels import words
from factcheck.tui.widgets.detail import change
from factcheck.workbench import Workbench

_SITTING = timedelta(minutes=1)
_IN_PASSING = frozenset({"checked_by", "signed_by", "spans"})
_CORRECTIONS = frozenset({"sources", "via", "spans", "words", "checkable", "attribution", "struck"})


def undo(workbench: Workbench, document: str) -> tuple[ClaimView | None, str]:
    """Take back the reviewer's last change in `document`; gives the claim and what was done.

    A note is stored at every pause, so its events of one sitting are taken back together.
    """
    peek = workbench.next_undo(document)
    event = _stepped(workbench, document, peek, workbench.next_undo, workbench.undo)
    return (None, "there is nothing left to undo") if event is None else _said(workbench, event, "undid")


def redo(workbench: Workbench, document: str) -> tuple[ClaimView | None, str]:
    """Do again what the reviewer last took back; as `undo`."""
    peek = workbench.next_redo(document)
    event = _stepped(workbench, document, peek, workbench.next_redo, workbench.redo)
    return (None, "there is nothing to do again") if event is None else _said(workbench, event, "did again")


def _stepped(
    workbench: Workbench,
    document: str,
    first: Event | None,
    peek: Callable[[str], Event | None],
    step: Callable[[str], Event | None],
) -> Event | None:
    event = step(document)
    if first is None or event is None or not _is_save(workbench, first):
        return event
    at = first.at
    while (following := peek(document)) is not None:
        same = following.claim == first.claim and _is_save(workbench, following)
        if not same or abs(at - following.at) > _SITTING:
            break
        at, event = following.at, step(document) or event
    return event


def _is_save(workbench: Workbench, event: Event) -> bool:
    """Whether `event` is a note being typed; returning a claim writes a note too, with the state: a step of its own."""
    if event.field != "note":
        return False
    return all(other.field == "note" for other in _together(workbench, event))


def _together(workbench: Workbench, event: Event) -> list[Event]:
    return [other for other in workbench.history(event.claim) if other.decision == event.decision]


def _said(workbench: Workbench, event: Event, did: str) -> tuple[ClaimView, str]:
    view = workbench.claim(event.claim)
    if event.field == "note":
        now = f"it is now “{view.review.note}”" if view.review.note.strip() else "it is empty again"
        return view, f"{did} the note on claim {view.number}: {now}"
    together = [other for other in _together(workbench, event) if other.field not in _IN_PASSING]
    # The state follows most decisions by itself; it is told where it is all that was decided.
    told = [other for other in together if other.field != "state"] or [event]
    return view, f"{did} on claim {view.number}: " + "; ".join(_told(other) for other in told)


def _told(event: Event) -> str:
    if event.field in _CORRECTIONS:
        return change(event)
    if event.field in ("evidence", "reply"):
        name = "the right of reply" if event.field == "reply" else "evidence"
        if event.before and event.after:
            return f"{name} is again {event.after}"
        return f"{name} {event.before} is withdrawn" if event.before else f"{name} {event.after} is back"
    field = {"finding": "is it true", "attribution_check": "was it said"}.get(event.field, words(event.field))
    if event.field in ("note", "reason"):
        return f"{field} “{event.before}”" if event.before else field
    before, after = (words(value) or "none" for value in (event.before, event.after))
    return f"{field}, {before} → {after}"
