"""The same review gives the same bytes, whenever and in whichever process it is written."""

import hashlib
import io
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

from factcheck.reports.forms import Form, written_as
from tests.reporting import reviewed

ROOT = Path(__file__).parents[2]
PRINT_SUMS = """
import hashlib
from factcheck.reports.audience import public
from factcheck.reports.forms import LAID_OUT, Form, written_as
from factcheck.reports.view import Layout
from tests.reporting import reviewed
for audience, made in (("desk", reviewed()), ("public", public(reviewed()))):
    for form in Form:
        if form is not Form.CLAIMREVIEW:
            for layout in Layout if form in LAID_OUT else [Layout.CLAIM_CARDS]:
                data = written_as(made, form, layout)
                data = data if isinstance(data, bytes) else data.encode()
                print(audience, form, layout, hashlib.sha256(data).hexdigest())
"""


def sums(seed: str, zone: str) -> list[str]:
    """A hash of every form in every layout for every audience, from a process of its own."""
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-c", PRINT_SUMS]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True, timeout=120)
    return done.stdout.splitlines()


def test_two_processes_some_seconds_apart_write_the_same_bytes() -> None:
    first = sums("1", "UTC")
    # a zip archive counts in steps of two seconds; a process takes about as long to start, and the zone moves the hour
    assert first == sums("2", "Asia/Kathmandu")
    assert len(first) == 2 * (3 * 6 + 3)
    assert hashlib.sha256(str(written_as(reviewed(), Form.CSV)).encode()).hexdigest() in "\n".join(first)


def test_nothing_in_a_word_document_tells_when_it_was_written() -> None:
    data = written_as(reviewed(), Form.DOCX)
    assert isinstance(data, bytes)
    with ZipFile(io.BytesIO(data)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        text = "".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())
    assert not re.search(rf"{datetime.now(UTC).year}-\d\d-\d\dT", text)
