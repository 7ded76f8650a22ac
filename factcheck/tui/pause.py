"""Storing what is typed while it is typed: soon after the first key, however long the typing goes on."""

from collections.abc import Callable

from textual.message_pump import MessagePump
from textual.timer import Timer

SECONDS = 0.5
"""Typing that a killed terminal may lose."""


class Pause:
    """Calls `job` a moment after the first key; `owner` is what is typed into.

    From the first key on, not from the last: steady typing must not put the storing off.
    """

    def __init__(self, owner: MessagePump, job: Callable[[], None]) -> None:
        self._owner, self._job = owner, job
        self._timer: Timer | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether something was typed that `job` was not called for yet."""
        return self._timer is not None

    def touch(self) -> None:
        """Something was typed."""
        if self._timer is None:
            self._timer = self._owner.set_timer(SECONDS, self._over)

    def stop(self) -> None:
        """What is typed is stored, or needs no storing."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _over(self) -> None:
        self.stop()
        self._job()
