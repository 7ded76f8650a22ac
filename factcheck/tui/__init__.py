"""The terminal app: `factcheck review`."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factcheck.workbench import Workbench

__all__ = ["run"]


def run(workbench: "Workbench", document: str | None = None) -> None:
    """Open the desk, or the review of one document, and come back when the person quits.

    `document` is a name or number as `Workbench.document` takes it. All that was decided is in the
    database when this returns. Raises NotFound, before the terminal changes, where there is no such document, and
    InputError for a settings file that cannot be used.
    """
    if document is not None:
        document = workbench.document(document).summary.name
    # Textual takes as long to import as everything else of ours together; only a terminal app pays for it.
    from factcheck.tui import pasting
    from factcheck.tui.app import ReviewApp
    from factcheck.workbench.preferences import preferences, remembered

    pasting.install()
    app = ReviewApp(workbench, document, preferences(), remembered())
    try:
        app.run()
    finally:
        app.writer.close()
