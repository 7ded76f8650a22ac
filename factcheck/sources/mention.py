"""A place in a text that names somebody."""

from dataclasses import dataclass

from factcheck.domain.spans import Span


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that names somebody: `name` is bare, `role` the titles before it and `suffix` "s" where it owns."""

    span: Span
    name: str
    role: str = ""
    headline: bool = False

    @property
    def honorific(self) -> str:
        """The last title, in lower case."""
        return self.role.split()[-1].lower() if self.role else ""
