"""What is pasted is text and never keys, whatever it holds."""

import re
from collections.abc import Iterable

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers import linux_driver, web_driver
from textual.message import Message

_BEGIN, _END = "\x1b[200~", "\x1b[201~"
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


class PlainPastes(XTermParser):
    """Takes control characters out of what is pasted.

    Textual reads an escape character in a paste as the beginning of a key: what follows it would be keys, which decide
    outside text fields, and come before the rest of the text inside them. Not every terminal filters what it pastes.
    """

    _is_pasting = False
    _passed = ""
    """The last characters that were handed on: they may be the beginning of a mark."""
    _held = ""
    """Characters of a paste that may be the beginning of the mark of its end."""

    def feed(self, data: str) -> Iterable[Message]:
        """The messages of what came from the terminal."""
        if not data:
            return super().feed(data)
        plain = self._plain(data)
        return super().feed(plain) if plain else ()

    def _plain(self, data: str) -> str:
        plain: list[str] = []
        while data:
            piece, data = self._pasted(data) if self._is_pasting else self._typed(data)
            plain.append(piece)
        return "".join(plain)

    def _typed(self, data: str) -> tuple[str, str]:
        """What is handed on of `data` up to where a paste begins, and what is left; a key waits for nothing."""
        seen = self._passed + data
        at = seen.find(_BEGIN)
        if at < 0:
            self._passed = seen[-len(_BEGIN) + 1 :]
            return data, ""
        self._is_pasting, self._passed = True, ""
        taken = at + len(_BEGIN) - (len(seen) - len(data))
        return data[:taken], data[taken:]

    def _pasted(self, data: str) -> tuple[str, str]:
        """As `_typed`, up to where the paste ends."""
        data, self._held = self._held + data, ""
        at = data.find(_END)
        if at < 0:
            begun = next((n for n in range(len(_END) - 1, 0, -1) if data.endswith(_END[:n])), 0)
            self._held = data[len(data) - begun :]
            return _CONTROLS.sub("", data[: len(data) - begun]), ""
        self._is_pasting = False
        return _CONTROLS.sub("", data[:at]) + _END, data[at + len(_END) :]


def install() -> None:
    """Let the terminal and the browser read pastes so; Textual has no other way to choose its parser."""
    for driver in (linux_driver, web_driver):
        driver.XTermParser = PlainPastes  # type: ignore[attr-defined]


def on_one_line(event: events.Paste) -> events.Paste:
    """`event` for a field of one line, which would keep the first line and drop the others."""
    return events.Paste(" ".join(line.strip() for line in event.text.splitlines() if line.strip()))
