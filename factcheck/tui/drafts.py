"""What was typed and not stored yet: it waits in the database, and is there again when the same is asked."""

import re
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future

from factcheck.domain.desk import ClaimView
from factcheck.tui.messages import Asked
from factcheck.tui.writing import Writer, is_url

_FORM = re.compile(r"(?P<what>[\w ]+?) (?:of|on) claim (?P<claim>\d+)")
# what waits, and the command that takes it up
_WAITS = {
    "evidence": ("evidence", "review.grounds"),
    "reply": ("a right of reply", "review.grounds"),
    "note": ("a note", "review.edit_note"),
    "source": ("its source", "review.source"),
    "relay": ("its relay", "review.via"),
    "asked for ground": ("what the finding rests on", "review.reason"),
    "asked for reason": ("the reason for none", "review.reason"),
    "asked for evidence": ("evidence", "review.evidence"),
    "asked for return": ("why it is returned", "review.return"),
    "asked for assign": ("whose work it is", "review.assign"),
}
# a file's name is suggested anew each time, and words that are searched for are no work
_NOT_KEPT = frozenset({Asked.SEARCH, Asked.FILE, Asked.TEMPLATE, Asked.PUBLICATION})
_TEXT = "text"


def note_form(claim: int) -> str:
    """The name under which a note waits that was written in an editor."""
    return f"note of claim {claim}"


class Drafts:
    """The texts that were begun at the prompts of one document and not sent.

    `kept` is given what is on its way to the database, to tell where that fails.
    """

    def __init__(self, writer: Writer, document: str, kept: Callable[["Future[None]"], object]) -> None:
        self._writer, self._document, self._kept = writer, document, kept
        self._texts: dict[str, str] = {}

    def begin(self, waiting: Mapping[str, Mapping[str, str]]) -> None:
        """Take what waits in the database, by the names of its forms."""
        self._texts = {form: typed[_TEXT] for form, typed in waiting.items() if _TEXT in typed} | self._texts

    def text(self, asked: Asked, claim: int | None) -> str | None:
        """What was begun as an answer; None where nothing was."""
        begun = self._texts.get(self._form(asked, claim))
        if begun is None and asked in (Asked.REASON, Asked.EVIDENCE):
            # what a finding rests on is asked for at once, and later as the one or the other
            ground = self._texts.get(self._form(Asked.GROUND, claim))
            begun = ground if ground and is_url(ground) is (asked is Asked.EVIDENCE) else None
        return begun

    def keep(self, asked: Asked, claim: int | None, text: str) -> None:
        """Put `text` on its way to the database; nothing lets go what waits."""
        form = self._form(asked, claim)
        if asked in _NOT_KEPT or self._texts.get(form, "") == text:
            return
        if text:
            self._texts[form] = text
        else:
            self._texts.pop(form, None)
        typed = {_TEXT: text} if text else {}
        self._kept(self._writer.submit(lambda: self._writer.workbench.keep_unfinished(form, typed)))

    def sent(self, asked: Asked, claim: int | None) -> None:
        """Let go what waits for an answer that is stored now."""
        self.keep(asked, claim, "")
        if asked in (Asked.REASON, Asked.EVIDENCE):
            self.keep(Asked.GROUND, claim, "")

    def _form(self, asked: Asked, claim: int | None) -> str:
        about = f"claim {claim}" if claim is not None else f"marked claims of {self._document}"
        return f"asked for {asked.name.lower()} on {about}"


def told(
    waiting: Mapping[str, Mapping[str, str]], claims: Mapping[int, ClaimView], key: Callable[[str], str]
) -> Iterator[str]:
    """What waits on the claims of a document, each with the key that takes it up."""
    for form in waiting:
        found = _FORM.match(form)
        if found is None or found["what"] not in _WAITS or int(found["claim"]) not in claims:
            continue
        what, command = _WAITS[found["what"]]
        yield f"claim {claims[int(found['claim'])].number}, {what} ({key(command)})"
