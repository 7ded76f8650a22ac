"""Handing an address to the system's opener. Nothing is fetched here, and nothing is opened that is not the web's."""

import os
import shutil
import subprocess
import sys
import threading
from urllib.parse import urlsplit

from textual.app import App

from factcheck.domain.errors import FactcheckError, InputError

_OPENERS = {"darwin": "open"}


def open_address(app: App[object], url: str) -> None:
    """Open `url` where the person is: in the browser that shows the app, else by the system's opener.

    Raises InputError for an address that is not http or https, FactcheckError where no opener can be started.
    """
    address = web_address(url)
    if app.is_web:
        app.open_url(address)
        return
    if sys.platform == "win32":
        os.startfile(address)
        return
    name = _OPENERS.get(sys.platform, "xdg-open")
    opener = shutil.which(name)
    if opener is None:
        raise FactcheckError(f"{name} is not on this machine, so nothing opens; copy the address instead")
    try:
        # a session of its own: what it says does not reach this terminal, and it outlives the app
        opening = subprocess.Popen(
            [opener, address],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise FactcheckError(f"{opener} cannot be started ({error.strerror}); copy the address instead") from None
    # somebody has to take note of its end, or it stays in the system's list
    threading.Thread(target=opening.wait, daemon=True).start()


def web_address(url: str) -> str:
    """`url` as it is handed on. Raises InputError for anything but http and https with a host."""
    address = url.strip()
    try:
        parts = urlsplit(address)
        known = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        known = False
    if not known or any(character.isspace() or not character.isprintable() for character in address):
        raise InputError("only addresses that begin with http:// or https:// are opened; correct it, or copy it")
    return address
