"""`factcheck serve`: the review in a browser."""

import os
import shlex
import socket
import sys
from urllib.parse import urlsplit

import click

from factcheck.cli.options import database_option, named, reviewer_option, workbench
from factcheck.domain.errors import FactcheckError

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command(short_help="Open the review to a browser on this machine.")
@click.argument("document", required=False)
@click.option("--port", type=click.IntRange(1, 65535), default=8765, show_default=True, help="The port to listen on.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--public-url",
    metavar="URL",
    help="How browsers reach this, https://desk.example.org say, where a proxy stands before it. "
    "Needed to listen on other addresses than this machine's own.",
)
@database_option
@reviewer_option
def serve(
    document: str | None, port: int, host: str, public_url: str | None, database: str | None, reviewer: str | None
) -> None:
    """Serve the terminal app to a browser: the desk, or one DOCUMENT. Ctrl+C ends it.

    Prints a link that lets one browser in, once. Requests for other hosts and from other sites are refused.
    """
    address = _address(host, port, public_url)
    from factcheck.workbench import settings

    with workbench(database, reviewer) as desk:
        name = None if document is None else desk.document(document).summary.name
        who = desk.reviewer
    from factcheck.serve.server import ReviewServer

    _refuse_taken(host, port)
    # by the environment: others on this machine see what stands on a command line
    os.environ[settings.DATABASE_VARIABLE] = settings.database(named("database", database))
    os.environ[settings.REVIEWER_VARIABLE] = who
    command = [sys.executable, "-m", "factcheck", "review", *(["--", name] if name else [])]
    ReviewServer(shlex.join(command), host, port, address, _tell).serve()


def _tell(link: str) -> None:
    click.echo(f"open {link}\nThe link lets one browser in, once. Ctrl+C ends.")


def _address(host: str, port: int, public_url: str | None) -> str:
    if public_url is None:
        if host not in _LOOPBACK:
            raise click.UsageError(f"--host {host} lets others in; say with --public-url how their browsers reach it")
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    parts = urlsplit(public_url)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path.strip("/") or parts.query:
        raise click.UsageError("--public-url wants http:// or https:// and a host, and no path")
    return f"{parts.scheme}://{parts.netloc}"


def _refuse_taken(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise FactcheckError(
            f"{host}:{port} cannot be listened on ({(error.strerror or str(error)).lower()}); choose another --port"
        ) from None
