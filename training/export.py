"""Export a trained tagger: ONNX graph, fused, quantised to 8 bits, with the decoder's tables beside it.

usage: python -m training.export --weights FILE.pt --encoder FOLDER --output FOLDER
"""

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.optimizer import optimize_model
from torch import Tensor, nn

from training.model import Tagger
from training.reading import load
from training.train import plain_tokenizer

SETTINGS = {
    "cue_bias": 0.0,
    "begin_bias": -0.5,
    "source_bias": 2.0,
    "reach": 256,
    "calibration": [0.0, 1.0, 1.0, 0.0],
    "least": 0.0,
}


class _Unmasked(nn.Module):
    """The tagger on one window at a time, which needs no padding and so no mask."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, ids: Tensor, case: Tensor, quote: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        return self.tagger(ids, case, quote, torch.ones_like(ids))


def main() -> None:
    """Export from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    export(load(options.weights, options.encoder), options.encoder, options.output)


def export(model: Tagger, encoder: Path, output: Path) -> None:
    """Write encoder.onnx, linker.npz, settings.json (kept if there) and tokenizer.json to `output`."""
    output.mkdir(parents=True, exist_ok=True)
    model.encoder.set_attn_implementation("eager")
    with tempfile.TemporaryDirectory() as folder:
        plain, fused = Path(folder) / "plain.onnx", Path(folder) / "fused.onnx"
        example = torch.ones((1, 24), dtype=torch.long)
        length = {1: "length"}
        torch.onnx.export(
            _Unmasked(model).eval(),
            (example, example, example),
            str(plain),
            input_names=["ids", "case", "quote"],
            output_names=["tags", "cue_side", "piece_side"],
            dynamic_axes={n: length for n in ("ids", "case", "quote", "tags", "cue_side", "piece_side")},
            opset_version=17,
            dynamo=False,
        )
        config = model.encoder.config
        fusion = FusionOptions("bert")
        # the fused operator is slower than an addition and a layer normalization by a fifth of the whole
        fusion.enable_skip_layer_norm = False
        optimized = optimize_model(
            str(plain),
            "bert",
            num_heads=config.num_attention_heads,
            hidden_size=config.hidden_size,
            opt_level=1,
            optimization_options=fusion,
        )
        optimized.save_model_to_file(str(fused))
        # seven bits would spare processors without VNNI products that saturate, but cost a point of attributed@0.5 on
        # dev; eight bits lose nothing there beside unsigned weights, which do not saturate
        quantize_dynamic(
            fused,
            output / "encoder.onnx",
            per_channel=True,
            weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )
    np.savez_compressed(
        output / "linker.npz",
        transitions=model.transitions.detach().numpy(),
        distance=model.distance.weight.detach().numpy(),
        between=model.between.weight.detach().numpy(),
        breaks=model.breaks.weight.detach().numpy(),
    )
    settings = output / "settings.json"
    if not settings.exists():
        settings.write_text(json.dumps(SETTINGS, indent=1) + "\n", encoding="utf-8")
    plain_tokenizer(encoder).save(str(output / "tokenizer.json"), pretty=False)
    shutil.copymode(output / "linker.npz", output / "encoder.onnx")


if __name__ == "__main__":
    main()
