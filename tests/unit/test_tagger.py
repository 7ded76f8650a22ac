"""What the encoder is asked, and what it is not."""

from typing import Any

import pytest
from onnxruntime import InferenceSession

from factcheck.attribution.tagger import Tagger, shipped


class Asked:
    """Counts the windows that the encoder reads."""

    def __init__(self, session: InferenceSession) -> None:
        self._session = session
        self.windows = 0

    def run(self, *request: Any) -> Any:
        self.windows += 1
        return self._session.run(*request)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    session = Asked(shipped()._session)
    monkeypatch.setattr(shipped(), "_session", session)
    return session


@pytest.mark.parametrize("piece", ["(", "[] ", "* * *\n\n", "12 345 67\n", "-=-="])
def test_the_encoder_reads_no_window_without_a_letter(asked: Asked, piece: str) -> None:
    assert shipped().read(piece * 500) == []
    assert asked.windows == 0


def test_what_stands_around_them_is_read_as_ever(asked: Asked) -> None:
    said = "The mayor said that the bridge would open in May."
    tagger: Tagger = shipped()
    alone = tagger.read(said)
    among = tagger.read(said + "\n\n" + "=" * 2000 + "\n\n" + said)
    assert len(alone) == 1
    assert among[0] == alone[0]
    assert [one.cue[0].of(said) for one in alone] == ["said"]
    assert asked.windows == 3
    assert len(among) == 2
