"""Writing a report of a document to a file: which layout, which form, for whom, where."""

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from factcheck.domain.errors import FactcheckError
from factcheck.reports.files import file_name, placed
from factcheck.reports.forms import ENDINGS, Form, told_in, written_as
from factcheck.reports.view import Audience, Layout
from factcheck.tui.commands import REPORT, bindings_of
from factcheck.tui.messages import Asked, ReportWritten
from factcheck.tui.screens.listing import ListScreen
from factcheck.tui.widgets.prompt import Answer, Prompt
from factcheck.tui.widgets.rows import Column, Rows
from factcheck.tui.writing import Writer
from factcheck.workbench import Workbench
from factcheck.workbench.reporting import reported

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
        self.list.border_title = Content(f"Reports for the {self._audience}")
        public = self._audience is Audience.PUBLIC
        self.tell("only what is signed off; no names, notes or contacts of the desk" if public else "everything")

    def action_audience(self) -> None:
        """Write for the desk, or for the public."""
        self._audience = Audience.PUBLIC if self._audience is Audience.DESK else Audience.DESK
        self._show()

    def action_open(self) -> None:
        """Ask where the report under the cursor goes."""
        choice: Choice | None = self.list.current
        if choice is None:
            return
        form, layout = choice
        try:
            name = file_name(self._document)
        except FactcheckError:
            # the document's name makes none of a file
            name = "report"
        part = f"-{layout}" if layout in _LAYOUTS and layout is not Layout.CLAIM_CARDS else ""
        public = "-public" if self._audience is Audience.PUBLIC else ""
        suggested = f"{name}{part}{public}{ENDINGS[form]}"
        self.query_one(Prompt).ask(Asked.FILE, f"File, in {Path.cwd()}", text=suggested)

    @on(Rows.Chosen)
    def _chosen(self, message: Rows.Chosen) -> None:
        message.stop()
        self.action_open()

    async def _answered(self, answer: Answer) -> None:
        self.set_focus(self.list)
        choice: Choice | None = self.list.current
        if not answer.text or choice is None:
            self.tell("nothing was written: a report wants the name of a file", "warning")
            return
        self.tell("Writing…")
        self._write(*choice, self._audience, answer.text)

    def _left(self, asked: Asked, claim: int | None) -> None:
        self.set_focus(self.list)
        self.tell("nothing was written")

    @work(thread=True, group="reports")
    def _write(self, form: Form, layout: Layout | None, audience: Audience, target: str) -> None:
        """Write the report, behind whatever is still being stored."""
        self.writer.drain()
        try:
            made = reported(self.workbench, self._document, told=told_in(form, layout, audience))
            if audience is Audience.PUBLIC:
                from factcheck.reports.audience import public

                made = public(made)
            content = written_as(made, form, layout or Layout.CLAIM_CARDS)
            data = content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")
            with placed(str(Path(target).expanduser()), force=False) as stream:
                stream.write(data)
        except FactcheckError as error:
            self.post_message(ReportWritten(target, error))
        else:
            self.post_message(ReportWritten(target, None))

    @on(ReportWritten)
    def _written(self, message: ReportWritten) -> None:
        if message.error is None:
            self.tell(f"written: {message.target}")
        else:
            self.tell(str(message.error).removesuffix(", or add --force to overwrite it"), "error")
