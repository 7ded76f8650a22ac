"""Who is let in: the one browser that opened the link, and nobody from another site."""

import hmac
import secrets
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_COOKIE = "factcheck"
_TOKEN = "token"
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class Gate:
    """Lets in requests to the served address that carry the session's cookie.

    The token in the link is taken once, for the cookie. The check of the host keeps out a page of another name that
    resolves to this machine; the check of the origin keeps other sites from opening a socket with the cookie.
    """

    def __init__(self, address: str) -> None:
        self.token = secrets.token_urlsafe(32)
        self._session = secrets.token_urlsafe(32)
        self._address = address.rstrip("/")
        self._host = urlsplit(address).netloc
        self._socket = self._address.replace("http", "ws", 1)

    @property
    def link(self) -> str:
        """The address that lets the first one in who opens it."""
        return f"{self._address}/?{_TOKEN}={self.token}"

    @web.middleware
    async def middleware(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuse, take the token, or hand the request on."""
        if request.headers.get("Host", "") != self._host:
            raise web.HTTPForbidden(text="This address is not served here.\n")
        origin = request.headers.get("Origin")
        if origin is not None and origin != self._address:
            raise web.HTTPForbidden(text="Other sites are not let in.\n")
        if _TOKEN in request.query:
            return self._welcome(request.query[_TOKEN])
        if not _same(request.cookies.get(_COOKIE, ""), self._session):
            raise web.HTTPForbidden(text="Open the link that factcheck serve printed.\n")
        if request.path == "/ws" and origin is None:
            raise web.HTTPForbidden(text="A socket wants an origin.\n")
        return await handler(request)

    def _welcome(self, token: str) -> web.StreamResponse:
        if not self.token or not _same(token, self.token):
            raise web.HTTPForbidden(text="This link was used; run factcheck serve again for another.\n")
        self.token = ""
        response = web.HTTPFound("/")
        secure = self._address.startswith("https:")
        response.set_cookie(_COOKIE, self._session, httponly=True, samesite="Strict", secure=secure, path="/")
        return response

    async def protect(self, request: web.Request, response: web.StreamResponse) -> None:
        """Keep the page from being framed, kept, or fetching anything from elsewhere."""
        response.headers.update(_HEADERS)
        response.headers["Content-Security-Policy"] = (
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            f"font-src 'self'; connect-src 'self' {self._socket}; base-uri 'none'; form-action 'none'; "
            "frame-ancestors 'none'"
        )


def _same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode("utf-8"))
