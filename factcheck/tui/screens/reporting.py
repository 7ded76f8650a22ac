"""Writing a report of a document to a file: which layout, which form, for whom, where."""

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from factcheck.domain.errors import FactcheckError
from factcheck.reports.files import file_name
from factcheck.reports.forms import ENDINGS, LAID_OUT, Form
from factcheck.reports.view import Audience, Layout
from factcheck.tui.commands import REPORT, bindings_of
from factcheck.tui.content import one_line
from factcheck.tui.messages import Asked, ReportWritten
from factcheck.tui.published import Wanted, written
from factcheck.tui.screens.listing import ListScreen
from factcheck.tui.widgets.prompt import Answer, Prompt
from factcheck.tui.widgets.rows import Column, Rows
from factcheck.tui.writing import Writer
from factcheck.workbench import Workbench

Choice = tuple[Form, Layout | None]

_LAYOUTS = {
    Layout.CLAIM_CARDS: ("Claim cards", "everything known of each claim"),
    Layout.CHECKING_SHEET: ("Checking sheet", "the article line by line"),
    Layout.SIGN_OFF_SHEET: ("Sign-off sheet", "for the one who signs"),
    Layout.SOURCE_LEDGER: ("Source ledger", "each source with its claims"),
    Layout.CHANGE_LIST: ("Change list", "old and new wording, for the editor"),
    Layout.CORRECTIONS_LOG: ("Corrections log", "what was printed and what it is now"),
}
_FORMS = {Form.HTML: "HTML", Form.DOCX: "Word", Form.MARKDOWN: "Markdown"}
_DATA = {
    Form.CSV: ("CSV table", "one line a claim"),
    Form.JSON: ("JSON", "all of it, for programs"),
    Form.ANNOTATIONS: ("Web annotations", "claims as annotations of the text"),
    Form.CLAIMREVIEW: ("ClaimReview", "what is signed off, to publish: a file a claim, in a folder"),
}
_CHOICES: Mapping[Choice, tuple[str, str, str]] = {
    **{
        (form, layout): (name, words, what)
        for layout, (name, what) in _LAYOUTS.items()
        for form, words in _FORMS.items()
    },
    **{(form, None): (name, "", what) for form, (name, what) in _DATA.items()},
}


class ReportScreen(ListScreen):
    """One line a report; Enter asks for the file. A file that is there already is never overwritten from here."""

    COMMANDS_OF = REPORT
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(REPORT), Binding("escape", "leave", "Back", show=False)]

    def __init__(self, workbench: Workbench, writer: Writer, document: str) -> None:
        super().__init__(workbench, writer)
        self._document = document
        self._audience = Audience.DESK
        self._template = ""
        self._publication = ""

    def panes(self) -> ComposeResult:
        """The reports, and the line for the file."""
        yield Rows[Choice]((Column("Report", 16), Column("Form", 9), Column("For")), id="reports")
        yield Prompt(self._answered, self._left, id="prompt")

    def on_mount(self) -> None:
        """Show what there is to choose among."""
        self.list.fill(_CHOICES, lambda choice: _CHOICES[choice])
        self._show()
        self.set_focus(self.list)

    def _show(self) -> None:
        self.title_is(f"Report of {self._document}")
        own = f" · laid out by {one_line(self._template, 40)}" if self._template else ""
        self.list.border_title = Content(f"Reports for the {self._audience}{own}")
        public = self._audience is Audience.PUBLIC
        self.tell("only what is signed off; no names, notes or contacts of the desk" if public else "everything")

    def action_audience(self) -> None:
        """Write for the desk, or for the public."""
        self._audience = Audience.PUBLIC if self._audience is Audience.DESK else Audience.DESK
        self._show()

    def action_template(self) -> None:
        """Ask for a template of the desk's own, for the forms that have a layout."""
        question = "Template for HTML, Word and Markdown (a Jinja2 file)"
        self.query_one(Prompt).ask(Asked.TEMPLATE, question, text=self._template or self._left_as("template"))

    def action_open(self) -> None:
        """Ask where the report under the cursor goes."""
        choice: Choice | None = self.list.current
        if choice is None:
            return
        if choice[0] is Form.CLAIMREVIEW:
            question = "Where and as whom you publish: a publication file (docs/reports.md shows one)"
            begun = self._publication or self._left_as("publication")
            self.query_one(Prompt).ask(Asked.PUBLICATION, question, text=begun)
        else:
            self._ask_file(choice)

    def _ask_file(self, choice: Choice) -> None:
        form, layout = choice
        try:
            name = file_name(self._document)
        except FactcheckError:
            # the document's name makes none of a file
            name = "report"
        if form is Form.CLAIMREVIEW:
            question, suggested = f"Folder, in {Path.cwd()}", f"{name}-claimreview"
        else:
            part = f"-{layout}" if layout in _LAYOUTS and layout is not Layout.CLAIM_CARDS else ""
            if self._template and form in LAID_OUT:
                part = f"-{Path(self._template).stem}"
            public = "-public" if self._audience is Audience.PUBLIC else ""
            question, suggested = f"File, in {Path.cwd()}", f"{name}{part}{public}{ENDINGS[form]}"
        self.query_one(Prompt).ask(Asked.FILE, question, text=suggested)

    def _left_as(self, name: str) -> str:
        """What was named the last time, in this terminal or another."""
        left: Mapping[str, str] = getattr(self.app, "left", {})
        return left.get(name, "")

    @on(Rows.Chosen)
    def _chosen(self, message: Rows.Chosen) -> None:
        message.stop()
        self.action_open()

    async def _answered(self, answer: Answer) -> None:
        self.set_focus(self.list)
        choice: Choice | None = self.list.current
        if answer.asked is Asked.TEMPLATE:
            if self._is_file(answer.text, may_be_none=True):
                self._template = answer.text
                self._remember(template=answer.text)
                self._show()
        elif choice is None:
            return
        elif answer.asked is Asked.PUBLICATION:
            if self._is_file(answer.text):
                self._publication = answer.text
                self._remember(publication=answer.text)
                self._ask_file(choice)
        elif not answer.text:
            self.tell("nothing was written: a report wants the name of a file", "warning")
        else:
            self.tell("Writing…")
            form, layout = choice
            own, publication = _path(self._template), _path(self._publication)
            self._write(Wanted(form, layout, self._audience, own, publication), Path(answer.text).expanduser())

    def _is_file(self, named: str, may_be_none: bool = False) -> bool:
        path = _path(named)
        if path is None and may_be_none:
            return True
        if path is None or not path.is_file():
            self.tell(f"{named or 'nothing'}: there is no such file in {Path.cwd()}; name another", "error")
            return False
        return True

    def _remember(self, **values: str) -> None:
        remember = getattr(self.app, "remember", None)
        if remember is not None:
            remember(**values)

    def _left(self, asked: Asked, claim: int | None) -> None:
        self.set_focus(self.list)
        self.tell("nothing was written" if asked is Asked.FILE else "as it was")

    @work(thread=True, group="reports")
    def _write(self, wanted: Wanted, target: Path) -> None:
        """Write the report, behind whatever is still being stored."""
        self.writer.drain()
        try:
            said = written(self.workbench, self._document, wanted, target)
        except FactcheckError as error:
            self.post_message(ReportWritten("", error))
        else:
            self.post_message(ReportWritten(said, None))

    @on(ReportWritten)
    def _written(self, message: ReportWritten) -> None:
        if message.error is None:
            self.tell(message.said)
        else:
            self.tell(str(message.error).removesuffix(", or add --force to overwrite it"), "error")


def _path(named: str) -> Path | None:
    return Path(named).expanduser() if named else None
