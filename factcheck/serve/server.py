"""textual-serve behind the gate, with a page of our own that fetches nothing from other sites."""

import logging
from collections.abc import Callable
from pathlib import Path

from aiohttp import web
from textual_serve.server import Server

from factcheck.serve.gate import Gate

_PAGE = Path(__file__).parent / "page"


class ReviewServer(Server):
    """Starts `command` for each browser tab; `ready` is told the link once the server listens."""

    def __init__(self, command: str, host: str, port: int, address: str, ready: Callable[[str], None]) -> None:
        super().__init__(command, host, port, "Factcheck", address, templates_path=_PAGE)
        self.gate = Gate(address)
        self._ready = ready

    def initialize_logging(self) -> None:
        """Say nothing but what goes wrong."""
        logging.basicConfig(level=logging.ERROR, format="factcheck: %(message)s")

    async def _make_app(self) -> web.Application:
        app: web.Application = await super()._make_app()
        app.router.add_static("/page", _PAGE)
        app.middlewares.append(self.gate.middleware)
        app.on_response_prepare.append(self.gate.protect)
        return app

    async def on_startup(self, app: web.Application) -> None:
        """Say nothing yet: nobody can come in before the port is listened on."""

    def serve(self, debug: bool = False) -> None:
        """Serve until told to end, and tell the link as soon as it can be opened."""
        self.debug = debug
        self.initialize_logging()
        web.run_app(self._make_app(), host=self.host, port=self.port, print=lambda _: self._ready(self.gate.link))
