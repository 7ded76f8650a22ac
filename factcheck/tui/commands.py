"""Every command of the app, once: bindings, footer, help, palette and `docs/keys.md` are made from this table."""

from dataclasses import dataclass

from textual.binding import Binding, BindingType

from factcheck.domain.review import AttributionCheck, Finding
from factcheck.tui.labels import FINDING_WORDS, words

DESK, REVIEW, EVIDENCE, SIGNING, SEARCH, SOURCES, LOG = (
    "desk",
    "review",
    "evidence",
    "signing",
    "search",
    "sources",
    "log",
)
MERGES, BEFORE, REPORT = "merges", "before", "report"


VERSIONS = "versions"
APP, NOTE, PROMPT, FORM, PICKER, CONFLICT = "app", "note", "prompt", "form", "picker", "conflict"


@dataclass(frozen=True, slots=True)
class Command:
    """Something a person can do on a screen.

    `keys` are Textual key names with commas between; `shown` is how help spells them. `id` is `screen.what`, by which
    a key can be changed. `footer` is for the few that are always in sight.
    """

    id: str
    keys: str
    shown: str
    action: str
    label: str
    tooltip: str
    group: str
    footer: bool = False
    palette: bool = True

    @property
    def screen(self) -> str:
        """The screen that the command belongs to."""
        return self.id.partition(".")[0]


FINDING_KEYS = {
    "c": Finding.CONFIRMED,
    "h": Finding.CONFIRMED_WITH_CHANGE,
    "w": Finding.WRONG,
    "d": Finding.DISPUTED,
    "v": Finding.UNVERIFIABLE,
    "a": Finding.ON_AUTHOR,
    "b": Finding.NOT_CHECKABLE,
    "x": Finding.CUT,
    "-": Finding.NONE,
}

CHECK_KEYS = {
    "1": AttributionCheck.CORRECT,
    "2": AttributionCheck.WRONG_SOURCE,
    "3": AttributionCheck.WORDING_ALTERED,
    "4": AttributionCheck.CHAIN_COLLAPSED,
    "5": AttributionCheck.MISSING,
    "0": AttributionCheck.NONE,
}

MOVE = "Move"
SAID = "Was it said?"
TRUE = "Is it true?"
GROUND = "Evidence and notes"
STATE = "State of the work"
FIX = "Correct the machine"
LOOK = "Look"
ELSE = "Undo, help, leave"


_FINDING_TOOLTIPS = {
    Finding.NONE: "Take the finding away again",
    Finding.CONFIRMED: "What the claim says holds",
    Finding.CONFIRMED_WITH_CHANGE: "It holds once the article is changed",
    Finding.WRONG: "What the claim says does not hold",
    Finding.DISPUTED: "Sources of weight say otherwise",
    Finding.UNVERIFIABLE: "It could not be settled",
    Finding.ON_AUTHOR: "Nobody else can confirm it; it stands on the author's word",
    Finding.NOT_CHECKABLE: "Opinion, prediction or rhetoric",
    Finding.CUT: "The claim goes out of the article",
}

_CHECK_TOOLTIPS = {
    AttributionCheck.NONE: "Take the attribution check away again",
    AttributionCheck.CORRECT: "It was said so, and is credited right",
    AttributionCheck.WRONG_SOURCE: "Somebody else said it",
    AttributionCheck.WORDING_ALTERED: "It was said, but in other words",
    AttributionCheck.CHAIN_COLLAPSED: "A relay is left out: it came through somebody",
    AttributionCheck.MISSING: "It is credited to nobody, and should be",
}


def _finding(key: str, finding: Finding) -> Command:
    label = "No finding" if finding is Finding.NONE else FINDING_WORDS[finding].capitalize()
    return Command(f"review.finding_{finding}", key, key, f"find('{finding}')", label, _FINDING_TOOLTIPS[finding], TRUE)


def _check(key: str, check: AttributionCheck) -> Command:
    label = "Not looked at" if check is AttributionCheck.NONE else words(check).capitalize()
    return Command(f"review.check_{check}", key, key, f"credit('{check}')", label, _CHECK_TOOLTIPS[check], SAID)


def _moving(screen: str, noun: str) -> tuple[Command, ...]:
    """The keys that move in the lists of a screen of `noun`s."""
    return (
        Command(f"{screen}.next", "j", "j ↓", "move(1)", "Down", f"The next {noun}", MOVE, palette=False),
        Command(f"{screen}.previous", "k", "k ↑", "move(-1)", "Up", f"The {noun} before", MOVE, palette=False),
        Command(f"{screen}.first", "g", "g", "edge(0)", "First", f"The first {noun}", MOVE, palette=False),
        Command(f"{screen}.last", "G", "G", "edge(-1)", "Last", f"The last {noun}", MOVE, palette=False),
    )


def _leaving(screen: str) -> tuple[Command, ...]:
    """The keys that help and lead back."""
    return (
        Command(f"{screen}.help", "question_mark", "?", "app.help", "Help", "The keys of this screen", ELSE, True),
        Command(f"{screen}.leave", "q", "q Esc", "leave", "Back", "Back to where you came from", ELSE, True),
    )


def _elsewhere(screen: str, what: str) -> tuple[Command, ...]:
    """The keys that lead from `screen` to the others."""
    return (
        Command(f"{screen}.find", "F", "F", "app.find", "Find", "Search all claims, notes and sources", LOOK, True),
        Command(f"{screen}.sources", "P", "P", "sources", "Sources", f"Who is credited in {what}", LOOK),
        Command(f"{screen}.report", "O", "O", "report", "Report", "Write a report of the document to a file", LOOK),
        Command(f"{screen}.log", "L", "L", "log", "Log", f"Every change in {what}; undo from there", LOOK),
    )


COMMANDS = (
    Command("desk.open", "enter", "Enter", "open", "Open", "Review the document", MOVE, footer=True),
    *_moving(DESK, "document"),
    Command("desk.filter", "slash", "/", "filter", "Filter", "Show only titles and outlets with a word", LOOK, True),
    Command("desk.sort", "o", "o", "sort", "Order", "Latest, most open, stale, last worked on, title", LOOK, True),
    Command("desk.open_only", "f", "f", "open_only", "Open only", "Only documents with open claims, or all", LOOK),
    Command("desk.reload", "ctrl+r", "Ctrl+R", "reload", "Read again", "Read the list from the database again", LOOK),
    *_elsewhere(DESK, "all documents"),
    Command("desk.help", "question_mark", "?", "app.help", "Help", "The keys of this screen", ELSE, True),
    Command("desk.quit", "q", "q", "leave", "Quit", "Leave the program", ELSE, True),
    Command("review.next", "j", "j ↓", "move(1)", "Next claim", "The claim below", MOVE, palette=False),
    Command("review.previous", "k", "k ↑", "move(-1)", "Previous claim", "The claim above", MOVE, palette=False),
    Command("review.first", "g", "g", "edge(0)", "First claim", "The first claim of the list", MOVE),
    Command("review.last", "G", "G", "edge(-1)", "Last claim", "The last claim of the list", MOVE),
    Command("review.mark", "space", "Space", "mark_row", "Mark", "Decisions are on all marked", MOVE),
    Command("review.mark_all", "asterisk", "*", "mark_all", "Mark all", "All that are shown, or none again", MOVE),
    Command(
        "review.next_open", "right_square_bracket", "]", "next_open", "Next open",
        "The next claim that nobody has finished", MOVE, True,
    ),
    *(_check(key, check) for key, check in CHECK_KEYS.items()),
    *(_finding(key, finding) for key, finding in FINDING_KEYS.items()),
    Command("review.grounds", "E", "E", "grounds", "Evidence", "Evidence and rights of reply: add, correct", GROUND),
    Command("review.evidence", "plus", "+", "evidence", "Add evidence", "A URL or a citation, in one line", GROUND),
    Command("review.papers", "K", "K", "papers", "Document", "Attach a kept document to claim or source", GROUND),
    Command("review.everywhere", "l", "l", "everywhere", "All papers", "Look for quotations in all documents", GROUND),
    Command("review.before", "B", "B", "before", "Before", "What was checked before, here and by others", GROUND),
    Command("review.reason", "r", "r", "reason", "Reason for none", "Say why there is no evidence", GROUND),
    Command("review.note", "n", "n", "note", "Note", "Write the note; Escape leaves it and keeps it", GROUND, True),
    Command("review.edit_note", "e", "e", "edit_note", "Edit note", "Write the note in $EDITOR", GROUND),
    Command("review.versions", "H", "H", "versions", "Note's versions", "All that the note ever said", GROUND),
    Command("review.checked", "m", "m", "check", "Checked", "The claim is checked; on to the next one", STATE, True),
    Command("review.still_right", "Y", "Y", "still_right", "Still right", "It holds in its new words, too", STATE),
    Command("review.waiting", "W", "W", "wait", "Waiting", "The claim waits for an answer; again: it goes on", STATE),
    Command("review.return", "R", "R", "give_back", "Return", "Give the claim back, with a note that says why", STATE),
    Command("review.sign_off", "S", "S", "sign_off", "Sign off", "Sign off a claim that somebody else checked", STATE),
    Command("review.second", "C", "C", "second_check", "Second check", "You checked it too, after another", STATE),
    Command("review.assign", "t", "t", "assign", "Assign", "Say whose work it is", STATE),
    Command("review.sign_document", "D", "D", "sign_document", "Sign document", "What is still open, and sign", STATE),
    Command("review.source", "s", "s", "credit_to", "Said by", "Credit the claim to another source", FIX),
    Command("review.via", "V", "V", "credit_via", "Via", "Say through whom it reached the article", FIX),
    Command("review.checkable", "p", "p", "checkable", "Checkable", "Evidence could settle it, or could not", FIX),
    Command("review.move", "i", "i", "mark('move')", "Move", "Mark the words that carry the claim", FIX),
    Command("review.split", "I", "I", "mark('split')", "Split", "Make two claims of it, where you mark", FIX),
    Command("review.merge", "M", "M", "merge", "Merge", "Take the next claim into this one", FIX),
    Command("review.add", "A", "A", "mark('add')", "Add", "Mark a claim that was overlooked", FIX),
    Command("review.cue", "Q", "Q", "mark('cue')", "Cue", "Mark the words that say that it was said", FIX),
    Command("review.named", "N", "N", "mark('source')", "Naming words", "Mark the words that name the source", FIX),
    Command("review.reject", "X", "X", "reject", "No claim", "What was found is no claim; undo brings it back", FIX),
    Command("review.search", "slash", "/", "search", "Search", "Claims with a word: text, source, note", LOOK, True),
    Command("review.open_only", "f", "f", "open_only", "Open only", "Show only what is still open, or all again", LOOK),
    Command("review.mine", "o", "o", "mine", "Mine only", "Only what is your work, or all again", LOOK),
    Command(
        "review.narrower", "less_than_sign,ctrl+left", "< Ctrl+←", "resize('width', -1)", "Narrower",
        "The article", LOOK, palette=False,
    ),
    Command(
        "review.wider", "greater_than_sign,ctrl+right", "> Ctrl+→", "resize('width', 1)", "Wider",
        "The article; its border can be dragged too", LOOK, palette=False,
    ),
    Command(
        "review.lower", "ctrl+down", "Ctrl+↓", "resize('height', 1)", "Lower", "The border above the queue", LOOK,
        palette=False,
    ),
    Command(
        "review.higher", "ctrl+up", "Ctrl+↑", "resize('height', -1)", "Higher", "The border above the queue", LOOK,
        palette=False,
    ),
    Command("review.copy", "y", "y", "copy", "Copy", "The claim's words to your clipboard", LOOK),
    Command("review.legend", "equals_sign", "=", "legend", "Legend", "All sources with letters and colours", LOOK),
    Command("review.zoom", "z", "z", "zoom", "Zoom", "Give the whole window to the pane you are in, or back", LOOK),
    *_elsewhere(REVIEW, "this document"),
    Command("review.undo", "u", "u", "undo", "Undo", "Take back your last change; say what it was", ELSE, True),
    Command("review.redo", "U", "U", "redo", "Redo", "Do again what you took back", ELSE),
    Command("review.help", "question_mark", "?", "app.help", "Help", "The keys of this screen", ELSE, True),
    Command("review.leave", "q", "q", "leave", "Back", "Back to the documents, or out", ELSE, True),
    Command("evidence.open", "enter", "Enter", "open", "Open", "The address in your browser", MOVE, True),
    *_moving(EVIDENCE, "piece"),
    Command("evidence.add", "a", "a", "add", "Add", "A piece of evidence", GROUND, True),
    Command("evidence.reply", "t", "t", "ask_reply", "Reply", "Somebody was asked for their side", GROUND, True),
    Command("evidence.correct", "c", "c", "correct", "Correct", "State the piece anew; enter an answer", GROUND, True),
    Command("evidence.withdraw", "w", "w", "withdraw", "Withdraw", "Take the piece away", GROUND, True),
    Command("evidence.copy", "y", "y", "copy", "Copy", "The address to the clipboard", LOOK),
    Command("evidence.undo", "u", "u", "undo", "Undo", "Take back your last change in the document", ELSE),
    *_leaving(EVIDENCE),
    Command("signing.open", "enter", "Enter", "open", "Go there", "The claim that is still open", MOVE, True, False),
    *_moving(SIGNING, "claim"),
    Command("signing.sign", "S", "S", "sign", "Sign off", "The document, where nothing stands in the way", STATE, True),
    Command("signing.partly", "P", "P", "sign_partly", "In part", "What you can sign; the rest stays", STATE, True),
    *_leaving(SIGNING),
    Command("versions.open", "enter", "Enter", "open", "Bring back", "Make it the note again", GROUND, True, False),
    *_moving(VERSIONS, "version"),
    Command("versions.copy", "y", "y", "copy", "Copy", "The version to the clipboard", LOOK, True),
    *_leaving(VERSIONS),
    Command("search.open", "enter", "Enter", "open", "Open", "The claim in its document", MOVE, True, False),
    *_moving(SEARCH, "claim"),
    Command("search.line", "slash", "/", "line", "Search", "Go to the line and change the search", LOOK, True),
    Command("search.save", "s", "s", "save", "Save", "Keep the search, or let it go", LOOK, True),
    *_leaving(SEARCH),
    Command("sources.open", "enter", "Enter", "open", "Open", "To the claims, then to the document", MOVE, True, False),
    *_moving(SOURCES, "line"),
    Command("sources.pane", "tab", "Tab", "pane", "Other list", "From the sources to the claims and back", MOVE),
    Command("sources.filter", "slash", "/", "filter", "Filter", "Only names with a word", LOOK, True),
    Command("sources.merges", "m", "m", "merges", "Merges", "Sources of several documents that may be one", FIX, True),
    *_leaving(SOURCES),
    Command("before.accept", "a,enter", "a Enter", "accept", "Same", "Both are one claim; again: open", FIX, True),
    Command("before.refuse", "r", "r", "refuse", "Another", "Both are two; it is not shown again", FIX, True),
    *_moving(BEFORE, "earlier check"),
    Command("before.undo", "u", "u", "undo", "Undo", "Take back your last change in the document", ELSE, True),
    *_leaving(BEFORE),
    Command("merges.accept", "a,enter", "a Enter", "accept", "One", "The two are one real person or body", FIX, True),
    Command("merges.refuse", "r", "r", "refuse", "Two", "The two are two; it is not proposed again", FIX, True),
    *_moving(MERGES, "proposal"),
    Command("merges.filter", "slash", "/", "filter", "Filter", "Only names with a word", LOOK, True),
    Command("merges.undo", "u", "u", "undo", "Undo", "Take back your last merge, refusal or split", ELSE, True),
    *_leaving(MERGES),
    Command("report.open", "enter", "Enter", "open", "Write", "Ask for the file and write it", MOVE, True, False),
    *_moving(REPORT, "report"),
    Command("report.template", "t", "t", "template", "Template", "A layout of your own instead (Jinja2)", LOOK, True),
    Command("report.audience", "a", "a", "audience", "Audience", "For the desk, or for the public", LOOK, True),
    *_leaving(REPORT),
    Command("log.open", "enter", "Enter", "open", "Open", "The claim that was changed", MOVE, True, False),
    *_moving(LOG, "event"),
    Command("log.filter", "slash", "/", "filter", "Filter", "Only events with a word", LOOK, True),
    Command("log.take_back", "u", "u", "take_back", "Take back", "Undo the decision of the event", ELSE, True),
    *_leaving(LOG),
    Command("conflict.theirs", "t,escape", "t Esc", "theirs", "Theirs", "Leave it as the other decided", ELSE, True),
    Command("conflict.mine", "m", "m", "mine", "Yours", "Write yours over it, as a new event", ELSE, True),
    Command("conflict.both", "b", "b", "both", "Both", "Keep both texts, theirs first", ELSE, True),
    Command("app.theme", "ctrl+t", "Ctrl+T", "app.theme", "Theme", "Dark, light, the terminal's own colours", LOOK),
    Command("app.lesson", "f1", "F1", "app.lesson", "First steps", "How to work here, in six lines", ELSE),
    Command("app.palette", "ctrl+p", "Ctrl+P", "app.command_palette", "Palette", "All, by name", ELSE, False, False),
    Command("app.quit", "ctrl+q", "Ctrl+Q", "app.quit", "Quit", "At once; all is stored", ELSE),
    Command("note.leave", "escape", "Esc", "leave", "Leave, note is kept", "Back; the note is kept", ELSE, True),
    Command("prompt.leave", "escape", "Esc", "leave", "Leave", "Answer later; what is typed waits", ELSE, True),
    Command("prompt.switch", "tab", "Tab", "switch", "Evidence / reason", "Store as the other of the two", GROUND),
    Command("form.leave", "escape", "Esc", "leave", "Leave; it waits", "What is typed waits", ELSE, True),
    Command("form.save", "ctrl+s", "Ctrl+S", "save", "Save", "Store it; so does Enter in a line", GROUND, True),
    Command("form.reset", "ctrl+r", "Ctrl+R", "reset", "Start over", "As it is stored", GROUND, True),
    Command("picker.leave", "escape", "Esc", "leave", "Leave", "Choose nobody", ELSE, True),
    Command("picker.mark", "tab", "Tab", "mark", "Mark", "Add the name to the others", GROUND, True),
    Command("picker.take", "enter", "Enter", "choose", "Take", "The marked names, or this one", GROUND, True),
)  # fmt: skip

TITLES = {
    DESK: "Documents",
    REVIEW: "Review",
    EVIDENCE: "Evidence",
    BEFORE: "Checked before",
    SIGNING: "Signing off",
    VERSIONS: "Versions of a note",
    SEARCH: "Search",
    SOURCES: "Sources",
    MERGES: "Merges",
    LOG: "Log",
    REPORT: "Reports",
    NOTE: "Note",
    PROMPT: "Prompt",
    FORM: "Forms",
    PICKER: "Choosing a source",
    CONFLICT: "Conflicts",
    APP: "On every screen",
}

GROUPS = (MOVE, SAID, TRUE, GROUND, STATE, FIX, LOOK, ELSE)

# Keys that belong to a text field or to the terminal library, for help alone.
ELSEWHERE = (
    ("Tab", "the next pane; Shift+Tab the one before"),
    ("Arrows, PgUp, PgDn", "move in the queue, scroll the article or the detail"),
    ("Esc", "leave a text field or a search; a note is kept"),
)


def commands_of(screen: str) -> list[Command]:
    """The commands of `screen`, in the order of the table."""
    return [command for command in COMMANDS if command.screen == screen]


def bindings_of(screen: str, priority: bool = False) -> list[BindingType]:
    """The key bindings of `screen`; with `priority` they act before the widget that has the focus."""
    return [
        Binding(c.keys, c.action, c.label, show=c.footer, id=c.id, tooltip=c.tooltip, priority=priority)
        for c in commands_of(screen)
    ]


def as_markdown() -> str:
    """The page `docs/keys.md`."""
    lines = [
        "# Keys",
        "",
        "Made from `factcheck/tui/commands.py`; a test keeps the two the same. Letters and digits act only outside",
        "text fields. `?` shows the keys of the screen you are on, `Ctrl+P` finds a command by name. `factcheck keys`",
        "lists the ids by which the settings file gives a command other keys ([command-line.md](command-line.md)).",
    ]
    for screen, title in TITLES.items():
        lines += ["", f"## {title}"]
        for group in GROUPS:
            commands = [c for c in commands_of(screen) if c.group == group]
            if commands:
                lines += ["", f"### {group}", "", "| key | command | what it does |", "|---|---|---|"]
                lines += [f"| `{c.shown}` | {c.label} | {c.tooltip} |" for c in commands]
    lines += ["", "## Everywhere", "", "| key | what it does |", "|---|---|"]
    lines += [f"| `{key}` | {what} |" for key, what in ELSEWHERE]
    return "\n".join(lines) + "\n"
