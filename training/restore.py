"""A torch tagger from the exported weights, so that training can go on from what is shipped."""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor
from transformers import AutoConfig

from training.model import Tagger

_PREFIX = "tagger."
_LAYER = "encoder.encoder.layer"
_HEADS = ("tag", "cue_side", "piece_side")


def restored(folder: Path, encoder: Path) -> Tagger:
    """The tagger exported to `folder`, whose encoder has the shape of `encoder`; weights are exact to seven bits."""
    graph = onnx.load(folder / "encoder.onnx").graph
    arrays = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    state = {name.removeprefix(_PREFIX): value for name, value in arrays.items() if name.startswith(_PREFIX)}
    for name in [name for name in state if name.endswith("weight_quantized")]:
        state[name.removesuffix("_quantized")] = _plain(arrays, _PREFIX + name.removesuffix("_quantized"))
    model = Tagger(AutoConfig.from_pretrained(encoder, attention_probs_dropout_prob=0.0))
    products = [node for node in graph.node if node.op_type == "MatMulInteger"]
    for node in products:
        place = node.name.removeprefix("/tagger/").removesuffix("/MatMul_quant").replace("encoder/encoder/", "")
        name = place if place in _HEADS else f"{_LAYER}.{place.removeprefix('layer.').replace('/', '.')}"
        state[f"{name}.weight"] = _plain(arrays, node.input[1].removesuffix("_quantized")).T
    for number in range(model.encoder.config.num_hidden_layers):
        weight = _plain(arrays, f"Attention_{number}_qkv_weight").T
        bias = arrays[f"Attention_{number}_qkv_bias"]
        for part, rows, offset in zip(("query", "key", "value"), np.split(weight, 3), np.split(bias, 3), strict=True):
            name = f"{_LAYER}.{number}.attention.self.{part}"
            state[f"{name}.weight"], state[f"{name}.bias"] = rows, offset
    with np.load(folder / "linker.npz") as tables:
        state["transitions"] = tables["transitions"]
        for name in ("distance", "between", "breaks"):
            state[f"{name}.weight"] = tables[name]
    tensors: dict[str, Tensor] = {
        name: torch.from_numpy(np.array(value, dtype=np.float32))
        for name, value in state.items()
        if "weight_" not in name
    }
    model.load_state_dict(tensors)
    return model


def _plain(arrays: dict[str, np.ndarray], name: str) -> np.ndarray:
    """The quantised array `name` as real numbers; the scale is one for all, or one a column."""
    whole = arrays[f"{name}_quantized"].astype(np.float32) - arrays[f"{name}_zero_point"].astype(np.float32)
    plain: np.ndarray = whole * arrays[f"{name}_scale"]
    return plain
