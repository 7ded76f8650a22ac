"""What a template of the desk's own may do: no more than print, and not for ever.

Jinja2's sandbox keeps a template from what is not its own; it does not keep it from running on. So the rounds
of loops and the calls are counted, and texts that a few signs of a template could make endless are refused.
"""

import math
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, TemplateNotFound, nodes
from jinja2.environment import Environment
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

MOST_STEPS = 1_000_000
_LONGEST = 1_000_000
_WIDEST = 1_000
# they pad to any width that they are told
_PADDING = frozenset({"center", "expandtabs", "ljust", "rjust", "zfill"})
_WIDTH = re.compile(r"\d{4,}")
_ROUNDS = "factcheck_rounds"


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment in which every template ends."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._steps, self._most = 0, float(MOST_STEPS)
        self.filters[_ROUNDS] = self._rounds
        self.filters["center"] = self._padded
        del self.filters["format"]

    def begin(self, is_trusted: bool) -> None:
        """Count from nothing, since another report is written; what ships with the program is trusted to end."""
        self._steps, self._most = 0, math.inf if is_trusted else MOST_STEPS

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call what a template calls; a step."""
        __self._step()
        return super().call(__context, __obj, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Reckon, unless it would make a text or a number without end. Raises SecurityError."""
        if operator == "**":
            raise SecurityError("** is not for templates")
        if operator == "*":
            for text, times in ((left, right), (right, left)):
                if hasattr(text, "__len__") and isinstance(times, int) and len(text) * times > _LONGEST:
                    raise SecurityError(f"a text of more than {_LONGEST:,} characters")
        if operator == "%" and isinstance(left, str) and (_WIDTH.search(left) or "*" in left):
            raise SecurityError(f"a text padded to more than {_WIDEST:,} characters")
        return super().call_binop(context, operator, left, right)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may use the attribute: nothing internal, nothing that pads or formats."""
        return super().is_safe_attribute(obj, attr, value) and not (
            isinstance(obj, str) and attr in _PADDING | {"format", "format_map"}
        )

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """The template with every loop going through the counter."""
        tree = super()._parse(source, name, filename)
        for loop in tree.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, _ROUNDS, [], [], None, None, lineno=loop.lineno)
        return tree

    def _rounds(self, items: Iterable[Any]) -> "_Rounds":
        return _Rounds(self, items)

    def _padded(self, text: str, width: int = 80) -> str:
        if width > _WIDEST:
            raise SecurityError(f"a text padded to more than {_WIDEST:,} characters")
        return str(text).center(width)

    def _step(self) -> None:
        self._steps += 1
        if self._steps > self._most:
            raise SecurityError(f"it does not end within {self._most:,.0f} rounds and calls")


class _Rounds:
    """What a loop goes through, each item a step; as long as what it stands for, where that has a length."""

    def __init__(self, environment: Sandbox, items: Iterable[Any]) -> None:
        self._environment, self._items = environment, items

    def __iter__(self) -> Iterator[Any]:
        for item in self._items:
            self._environment._step()
            yield item

    def __len__(self) -> int:
        return len(self._items)  # type: ignore[arg-type]


class BesideLoader(FileSystemLoader):
    """Templates in one folder: nothing that `..` or a link leads to outside of it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._folder = folder.resolve()

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Any]:
        """The template's text. Raises TemplateNotFound."""
        try:
            text, path, is_fresh = super().get_source(environment, template)
        except (UnicodeDecodeError, OSError):
            raise TemplateNotFound(template) from None
        if not Path(path).resolve().is_relative_to(self._folder):
            raise TemplateNotFound(template)
        return text, path, is_fresh
