"""Who is let in by `factcheck serve`."""

import urllib.error
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from factcheck.cli.serve import serve
from tests.serve.serving import served
from tests.tui.driving import opened


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object, **__: object) -> None:
        return None


def _asked(url: str, **headers: str) -> tuple[int, dict[str, str], str]:
    request = urllib.request.Request(url, headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urllib.request.build_opener(_NoRedirect).open(request, timeout=20) as answer:
            return answer.status, dict(answer.headers), answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, dict(error.headers), error.read().decode()


def test_the_link_lets_one_browser_in_once_and_nobody_else(tmp_path: Path) -> None:
    opened(tmp_path).close()
    with served(tmp_path / "desk.db") as link:
        address = link.partition("/?")[0]
        host = address.removeprefix("http://")
        assert _asked(f"{address}/")[0] == 403
        assert _asked(f"{address}/?token=wrong")[0] == 403
        assert _asked(f"{address}/static/js/textual.js")[0] == 403
        assert _asked(link, Host="evil.example")[0] == 403
        assert _asked(link, Origin="http://evil.example")[0] == 403
        status, headers, _ = _asked(link)
        assert status == 302 and "HttpOnly" in headers["Set-Cookie"] and "SameSite=Strict" in headers["Set-Cookie"]
        cookie = headers["Set-Cookie"].partition(";")[0]
        assert _asked(link)[0] == 403
        status, headers, page = _asked(f"{address}/", Cookie=cookie)
        assert status == 200 and f"ws://{host}/ws" in page and "googleapis" not in page
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert _asked(f"{address}/", Cookie=cookie, Host=f"localhost:{host.rpartition(':')[2]}")[0] == 403
        assert _asked(f"{address}/", Cookie="factcheck=x")[0] == 403
        for origin, extra in (("http://evil.example", {"Cookie": cookie}), (address, {}), (None, {"Cookie": cookie})):
            with pytest.raises(InvalidStatus) as refused:
                connect(f"ws://{host}/ws", origin=origin, additional_headers=extra)  # type: ignore[arg-type]
            assert refused.value.response.status_code == 403
        with connect(f"ws://{host}/ws", origin=address, additional_headers={"Cookie": cookie}) as socket:  # type: ignore[arg-type]
            assert socket.recv(timeout=30)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--host", "0.0.0.0"], "lets others in"),
        (["--public-url", "desk.example.org"], "wants http:// or https://"),
        (["--public-url", "https://desk.example.org/path"], "no path"),
        (["--host", "203.0.113.9", "--public-url", "https://desk.example.org"], "cannot be listened on"),
        (["nope"], "there is no document"),
    ],
)
def test_what_cannot_be_served_is_told_in_one_line(tmp_path: Path, arguments: list[str], said: str) -> None:
    opened(tmp_path).close()
    result = CliRunner().invoke(serve, ["--database", str(tmp_path / "desk.db"), *arguments])
    assert result.exit_code != 0
    assert said in result.output + str(result.exception)
