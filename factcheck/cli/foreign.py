"""A word to the person whose article is in a language that is not read."""

import click

from factcheck.domain.extraction import Document
from factcheck.text.display import one_line

_MOST = 3
_READ = "en"


class Foreign:
    """Articles that are not in English, gathered while they are read and told of once, on standard error."""

    def __init__(self) -> None:
        self._found: list[str] = []
        self._more = 0

    def see(self, document: Document) -> None:
        """Look at the language of `document`; nothing is said where too few words tell."""
        from factcheck.matching.languages import language

        tongue = language(document.text)
        if tongue in (None, _READ):
            return
        if len(self._found) < _MOST:
            self._found.append(f"{one_line(document.id)} ({tongue})")
        else:
            self._more += 1

    def tell(self) -> None:
        """One line, where there is any such article."""
        if self._found:
            names = ", ".join(self._found) + (f" and {self._more} more" if self._more else "")
            click.echo(f"factcheck: not in English, so most of who said what is missing or wrong: {names}", err=True)
