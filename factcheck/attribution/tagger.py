"""The attribution tagger: an ONNX encoder read window by window, then decoded part by part."""

import json
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from factcheck.attribution.decoding import Emissions, Parameters, decode
from factcheck.attribution.encoding import Encoding, Window, encode, inputs, windows, with_specials
from factcheck.attribution.runtime import session
from factcheck.domain.extraction import Tagged
from factcheck.text.quotations import Quotation

WINDOW = 128
_PART = 48
_SURE = 10.0


class Tagger:
    """Weights in memory; `read` may be called from any number of threads."""

    def __init__(self, folder: Path, threads: int | None = None, least: float | None = None) -> None:
        """Load the weights in `folder`.

        `threads` windows are read at once (default: the cores, at most 4); what has less than `least` confidence is
        not given (default: as the settings have it).
        """
        # the fused operator is slower than its parts: see training/export.py
        self._session = session(str(folder / "encoder.onnx"), memory_pattern=False, without=("SkipLayerNormFusion",))
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._widths = [int(output.shape[-1]) for output in self._session.get_outputs()[1:]]
        self._cls, self._sep = self._piece("[CLS]"), self._piece("[SEP]")
        self._parameters = parameters(folder)
        if least is not None:
            self._parameters = replace(self._parameters, least=least)
        self._threads = threads or min(4, os.cpu_count() or 1)

    @property
    def calibration(self) -> tuple[float, ...]:
        """The weights of the confidence."""
        return self._parameters.calibration

    def _piece(self, name: str) -> int:
        number = self._tokenizer.token_to_id(name)
        if number is None:
            raise ValueError(f"the tokenizer has no piece {name}")
        return number

    def read(self, text: str, marks: list[Quotation] | None = None) -> list[Tagged]:
        """The attributions of `text`, in order of their cues.

        Every window is read by itself, so the result depends on nothing but the text. Long texts
        are decoded in parts that end where a paragraph does; a paragraph of more than some 3,500
        words is read in several.
        """
        encoding = encode(text, self._tokenizer, marks)
        found: list[Tagged] = []
        with ThreadPoolExecutor(self._threads) as pool:
            for part in parts(windows(encoding.paragraph, WINDOW), encoding):
                start, end = part[0].keep_start, part[-1].keep_end
                figures = list(pool.map(lambda w: self._emissions(encoding, w), part))
                together = Emissions(
                    *(
                        np.concatenate(rows)
                        for rows in zip(*((f.tags, f.cue_side, f.piece_side) for f in figures), strict=True)
                    )
                )
                found.extend(decode(encoding.part(start, end), together, self._parameters))
        return found

    def _emissions(self, encoding: Encoding, window: Window) -> Emissions:
        pieces = with_specials(encoding.paragraph, window)
        ids, case, quote = inputs(encoding, pieces, self._cls, self._sep)
        if not case.any():
            return self._silence(window.keep_end - window.keep_start)
        outputs = self._session.run(None, {"ids": ids[None], "case": case[None], "quote": quote[None]})
        kept = (pieces >= window.keep_start) & (pieces < window.keep_end)
        return Emissions(*(output[0][kept] for output in outputs))

    def _silence(self, count: int) -> Emissions:
        """What is said where there is no letter (rules, tables, hostile input): nothing, without asking the encoder."""
        tags = np.zeros((count, 9), dtype=np.float32)
        tags[:, ::3] = _SURE
        return Emissions(tags, *(np.zeros((count, width), dtype=np.float32) for width in self._widths))


def parts(every: list[Window], encoding: Encoding) -> Iterator[list[Window]]:
    """Windows in runs that begin where a paragraph does, except inside a huge paragraph."""
    run: list[Window] = []
    for window in every:
        begins = window.keep_start == 0 or bool(
            encoding.paragraph[window.keep_start] != encoding.paragraph[window.keep_start - 1]
        )
        if run and ((begins and len(run) >= _PART // 2) or len(run) >= _PART):
            yield run
            run = []
        run.append(window)
    if run:
        yield run


def parameters(folder: Path) -> Parameters:
    """The decoder's parameters from `linker.npz` and `settings.json` in `folder`."""
    with np.load(folder / "linker.npz") as arrays:
        tables = {name: arrays[name].astype(np.float32) for name in ("transitions", "distance", "between", "breaks")}
    settings = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
    return Parameters(
        **tables,
        cue_bias=settings["cue_bias"],
        begin_bias=settings["begin_bias"],
        source_bias=settings["source_bias"],
        reach=settings["reach"],
        calibration=tuple(settings["calibration"]),
        least=settings["least"],
    )


@cache
def shipped() -> Tagger:
    """The tagger with the weights that come with the program, loaded once."""
    with as_file(files("factcheck.attribution") / "weights") as folder:
        return Tagger(folder)
