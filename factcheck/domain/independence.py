"""Whether several pieces of evidence go back to one root, and then count once."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shared:
    """Pieces of evidence of one claim, by their numbers, that go back to one root, and what shows it."""

    numbers: tuple[int, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class RootedArticles:
    """Of `articles` of the desk `effective` are independent; `groups` are names of one root, with what shows it."""

    articles: int
    effective: int
    groups: tuple[tuple[tuple[str, ...], str], ...] = ()


@dataclass(frozen=True, slots=True)
class Independence:
    """Of `links` pieces of evidence `effective` are independent; `wanted` is what the desk's rule asks, or 0."""

    links: int
    effective: int
    shared: tuple[Shared, ...] = ()
    wanted: int = 0

    @property
    def is_short(self) -> bool:
        """Whether the desk's rule asks for more."""
        return self.effective < self.wanted

    @property
    def said(self) -> str:
        """In words: "3 links, 2 independent (1, 2: the same text)"."""
        links = "1 link" if self.links == 1 else f"{self.links} links"
        told = "; ".join(f"{', '.join(map(str, one.numbers))}: {one.reason}" for one in self.shared)
        short = f"; {self.wanted} are wanted" if self.is_short else ""
        return f"{links}, {self.effective} independent{f' ({told})' if told else ''}{short}"
