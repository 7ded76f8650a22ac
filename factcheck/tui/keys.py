"""Keys and pastes in turn: each is done with before the next one is looked at."""

import asyncio
from collections import deque

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.message_pump import MessagePump
from textual.widgets import Input

from factcheck.tui.pasting import on_one_line

_PATIENCE = 0.25
"""Seconds after which it is looked whether the key before is still on its way."""
_LONGEST = 10.0
"""Seconds after which the next key goes on whatever has become of the one before."""


class KeysInTurn(App[None]):
    """An app that hands one key on at a time.

    Textual sends every key to the widget that has the focus when the key arrives; a key that moves the focus acts
    only after it has gone from widget to widget up to the app. Keys sent fast (a slow line, a script, a person who
    knows the keys) would overtake it: in `c` followed by a URL, the letters of the URL would be findings.
    """

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[events.Key | events.Paste] = deque()
        self._turn = 0
        self._under_way = False
        self._patience: asyncio.TimerHandle | None = None
        self._way: list[MessagePump] = []

    async def on_event(self, event: events.Event) -> None:
        """Keep a key back while another is under way; what is pasted takes its turn, or it would miss its field."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._waiting.append(event)
            await self._next_key()
        else:
            await super().on_event(event)

    async def _next_key(self) -> None:
        if self._under_way or not self._waiting:
            return
        self._under_way = True
        self._turn += 1
        target: MessagePump = self.focused or self.screen
        event = self._waiting.popleft()
        if isinstance(event, events.Paste) and isinstance(self.focused, Input):
            event = on_one_line(event)
        await super().on_event(event)
        # A call takes the way of the key, from queue to queue, always one place behind it.
        turn = self._turn
        if target.call_later(self._follow, target, turn):
            self._way = [target, *target.ancestors] if isinstance(target, DOMNode) else [target, self]
            self._wait(turn, _LONGEST)
        else:
            await self._arrived(turn)

    def _wait(self, turn: int, longest: float) -> None:
        # the loop's own timer: one of Textual's is a task, which costs as much as handing on the key
        self._patience = asyncio.get_running_loop().call_later(_PATIENCE, self._look, turn, longest - _PATIENCE)

    def _look(self, turn: int, left: float) -> None:
        """Go on where the key is lost: all on its way have nothing left to do. A slow machine only takes longer."""
        if turn != self._turn or not self._under_way:
            return
        if left > 0 and any(node.message_queue_size for node in self._way):
            self._wait(turn, left)
        else:
            self.call_later(self._arrived, turn)

    async def _follow(self, node: MessagePump, turn: int) -> None:
        parent = node.parent if isinstance(node, DOMNode) else None
        if node is self:
            await self._arrived(turn)
        elif not (parent or self).call_later(self._follow, parent or self, turn):
            self.call_later(self._arrived, turn)

    async def _arrived(self, turn: int) -> None:
        if turn == self._turn and self._under_way:
            self._under_way = False
            if self._patience is not None:
                self._patience.cancel()
                self._patience = None
            await self._next_key()
