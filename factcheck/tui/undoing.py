"""Taking back what was last done, in the steps that a person thinks in."""

from datetime import timedelta

from factcheck.domain.desk import ClaimView, Event
from factcheck.tui.labels import words
from factcheck.workbench import Workbench

_SITTING = timedelta(minutes=1)
_IN_PASSING = frozenset({"checked_by", "signed_by"})


def undo(workbench: Workbench, document: str) -> tuple[ClaimView | None, str]:
    """Take back the reviewer's last change in `document`; gives the claim and what was done.

    A note is stored at every pause, so its events of one sitting are taken back together.
    """
    event = workbench.undo(document)
    if event is None:
        return None, "there is nothing left to undo"
    if event.field == "note":
        event = _rest_of_note(workbench, document, event)
    view = workbench.claim(event.claim)
    if event.field == "note":
        now = f"it is now “{view.review.note}”" if view.review.note.strip() else "it is empty again"
        return view, f"undid the note on claim {view.number}: {now}"
    together = [
        other
        for other in workbench.history(view.id)
        if other.decision == event.decision and other.field not in _IN_PASSING
    ]
    # The state follows most decisions by itself; it is told where it is all that was decided.
    told = [other for other in together if other.field != "state"] or [event]
    return view, f"undid on claim {view.number}: " + "; ".join(_told(other) for other in told)


def _told(event: Event) -> str:
    if event.field == "evidence":
        return f"evidence {event.before} is withdrawn"
    field = {"finding": "is it true", "attribution_check": "was it said"}.get(event.field, words(event.field))
    if event.field in ("note", "reason"):
        return f"{field} “{event.before}”" if event.before else field
    before, after = (words(value) or "none" for value in (event.before, event.after))
    return f"{field}, {before} → {after}"


def _rest_of_note(workbench: Workbench, document: str, undone: Event) -> Event:
    while True:
        log = workbench.log(document)
        taken_back = {event.undoes for event in log}
        times = {event.id: event.at for event in log}
        mine = [e for e in log if e.by == workbench.reviewer and e.undoes is None and e.id not in taken_back]
        last = mine[-1] if mine else None
        if last is None or last.field != "note" or last.claim != undone.claim or undone.undoes is None:
            return undone
        # Returning a claim writes a note too, in one decision with the state: a step of its own.
        returned = any(e.field == "state" and e.decision == last.decision for e in mine)
        if returned or times[undone.undoes] - last.at > _SITTING:
            return undone
        again = workbench.undo(document)
        if again is None:
            return undone
        undone = again
