"""Read articles with a torch tagger, as the product does with the exported one."""

from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from transformers import AutoConfig

from factcheck.attribution.decoding import Emissions, Parameters
from factcheck.attribution.encoding import Encoding, inputs, windows, with_specials
from factcheck.attribution.tagger import WINDOW
from training.model import Tagger


def load(weights: Path, encoder: Path) -> Tagger:
    """A trained tagger ready to read."""
    model = Tagger(AutoConfig.from_pretrained(encoder))
    model.load_state_dict(torch.load(weights, weights_only=True))
    return model.eval()


def parameters(model: Tagger) -> Parameters:
    """What decoding needs of `model` beside its encoder, with neutral settings."""
    return Parameters(
        transitions=model.transitions.detach().numpy(),
        distance=model.distance.weight.detach().numpy(),
        between=model.between.weight.detach().numpy(),
        breaks=model.breaks.weight.detach().numpy(),
    )


@torch.inference_mode()
def emissions(model: Tagger, encoding: Encoding, tokenizer: Tokenizer, size: int = WINDOW) -> Emissions:
    """The figures of every piece, window by window."""
    specials = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    found: list[list[np.ndarray]] = [[], [], []]
    for window in windows(encoding.paragraph, size):
        pieces = with_specials(encoding.paragraph, window)
        kept = (pieces >= window.keep_start) & (pieces < window.keep_end)
        rows = [torch.from_numpy(a[None]) for a in inputs(encoding, pieces, *specials)]
        for store, output in zip(found, model(*rows, torch.ones_like(rows[0])), strict=True):
            store.append(output[0].numpy()[kept])
    return Emissions(*(np.concatenate(parts) for parts in found))
