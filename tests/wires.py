"""A wire to a server that a test can cut, or let nothing through any more."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_MOST = 65536


class Wire:
    """Carries bytes between a port of this machine and a server; `port` is where programs connect to.

    `at` is what a program has to send for `done` with the wire: it is "cut", or "held" until `cut` or `let_go`.
    """

    def __init__(self, host: str, port: int) -> None:
        self._server = host, port
        self._ear = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._ear.getsockname()[1]
        self.at: bytes | None = None
        self.done = "cut"
        self.reached = threading.Event()
        self._open = threading.Event()
        self._open.set()
        self._ends: list[socket.socket] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def cut(self) -> None:
        """Break every connection; new ones are made again."""
        self.at = None
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self._ends.clear()
        self._open.set()

    def let_go(self) -> None:
        """Let through what was held."""
        self.at = None
        self._open.set()

    def close(self) -> None:
        """Break every connection for good."""
        self._ear.close()
        self.cut()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._ear.accept()
                far = socket.create_connection(self._server)
                self._ends += [near, far]
                threading.Thread(target=self._carry, args=(near, far, True), daemon=True).start()
                threading.Thread(target=self._carry, args=(far, near, False), daemon=True).start()

    def _carry(self, one: socket.socket, other: socket.socket, to_server: bool) -> None:
        with suppress(OSError):
            while sent := one.recv(_MOST):
                if to_server and self.at is not None and self.at in sent:
                    self.reached.set()
                    if self.done == "cut":
                        self.cut()
                        break
                    self.at = None
                    self._open.clear()
                    self._open.wait()
                other.sendall(sent)
        for end in (one, other):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


@contextmanager
def wire(address: str) -> Iterator[tuple[Wire, str]]:
    """A wire to the server of `address`, and the address of the same database at its other end."""
    whole, _, name = address.rpartition("/")
    start, _, place = whole.rpartition("@")
    host, _, port = place.partition(":")
    made = Wire(host, int(port))
    try:
        yield made, f"{start}@127.0.0.1:{made.port}/{name}"
    finally:
        made.close()
