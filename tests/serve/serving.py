"""A served desk and a real browser, for the tests."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_PATIENCE = 60.0


def until(condition: Callable[[], Any], what: str, pause: float = 0.1) -> Any:
    """Wait until `condition` gives something that is true; gives that."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(pause)
    raise AssertionError(f"{what} did not come about in {_PATIENCE:.0f} seconds")


@contextmanager
def served(database: Path, *arguments: str) -> Iterator[str]:
    """`factcheck serve` on a free port; gives its link."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "factcheck", "serve", "--database", str(database), "--port", str(port), *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:
        try:
            assert server.stdout is not None
            line = server.stdout.readline()
            assert line.startswith("open http://127.0.0.1:"), line
            yield line.split()[1]
        finally:
            server.terminate()
            server.wait(20)


class Browser:
    """A page in headless Chromium, driven by the DevTools protocol."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._number = 0
        self.told: list[dict[str, Any]] = []
        """What the browser told unasked."""

    def call(self, method: str, **parameters: Any) -> Any:
        """Call a method of the protocol; gives its result."""
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._socket.recv(timeout=_PATIENCE))
            if message.get("id") == self._number:
                assert "error" not in message, message
                return message["result"]
            self.told.append(message)

    def value(self, expression: str) -> Any:
        """What a line of JavaScript gives."""
        return self.call("Runtime.evaluate", expression=expression, returnByValue=True)["result"].get("value")

    def tab(self) -> None:
        """Move the focus on."""
        common = {"key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9, "nativeVirtualKeyCode": 9}
        self.call("Input.dispatchKeyEvent", type="rawKeyDown", **common)
        self.call("Input.dispatchKeyEvent", type="keyUp", **common)

    def press(self, key: str) -> None:
        """Press and release a key that types a character."""
        code = f"Digit{key}" if key.isdigit() else f"Key{key.upper()}"
        number = ord(key.upper())
        common = {"key": key, "code": code, "windowsVirtualKeyCode": number, "nativeVirtualKeyCode": number}
        self.call("Input.dispatchKeyEvent", type="keyDown", text=key, unmodifiedText=key, **common)
        self.call("Input.dispatchKeyEvent", type="keyUp", **common)


@contextmanager
def browser(folder: Path) -> Iterator[Browser]:
    """Headless Chromium with a profile of its own."""
    assert CHROMIUM is not None
    profile = folder / "profile"
    command = [
        CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
        "--remote-debugging-port=0", f"--user-data-dir={profile}", "--window-size=1200,800", "about:blank",
    ]  # fmt: skip
    environment = {**os.environ, "HOME": str(folder)}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment) as program:
        try:
            there = profile / "DevToolsActivePort"
            until(lambda: there.exists() and there.read_text().count("\n") >= 1, "the browser's port")
            port = there.read_text().splitlines()[0]

            def page() -> str | None:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/json", timeout=10) as answer:
                    pages = [one for one in json.load(answer) if one["type"] == "page"]
                return pages[0]["webSocketDebuggerUrl"] if pages else None

            with connect(until(page, "the browser's page"), max_size=None) as devtools:
                yield Browser(devtools)
        finally:
            program.terminate()
            program.wait(20)
