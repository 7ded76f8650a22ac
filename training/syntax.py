"""Train the syntax reader on parsed sentences.

usage: python -m training.syntax --treebank FOLDER [--parsed FILE …] --output factcheck/claims/weights/syntax.onnx

FOLDER holds CoNLL-U files (GUM), every tenth of which is held out; FILE comes from `training.parse`.
"""

import argparse
import json
import random
import time
from collections import Counter
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import nn

from factcheck.claims.syntax import CLASSES, OPENINGS, ending, shape
from training.treebank import Lesson, lessons

WORDS, ENDINGS, SHAPES = 12_000, 2_500, 120
WIDTHS = (40, 20, 10)
WIDTH = 80
DILATIONS = (1, 1, 2, 4)
TREEBANK_COPIES = 4
IGNORED = -100


class Network(nn.Module):
    """Embeddings, dilated convolutions, and one linear layer for the three answers."""

    def __init__(self, sizes: tuple[int, int, int]) -> None:
        super().__init__()
        self.tables = nn.ModuleList(nn.Embedding(n, w) for n, w in zip(sizes, WIDTHS, strict=True))
        self.layers = nn.ModuleList(
            nn.Linear(3 * (sum(WIDTHS) if n == 0 else WIDTH), WIDTH) for n in range(len(DILATIONS))
        )
        self.heads = nn.Linear(WIDTH, len(CLASSES) + len(OPENINGS) + 1)
        self.drop = nn.Dropout(0.15)

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        """Scores for `rows` (sentences, words, 3)."""
        live = (rows[..., :1] != 1).float()
        state = torch.cat([table(rows[..., n]) for n, table in enumerate(self.tables)], dim=-1) * live
        state = self.drop(state)
        for number, (dilation, layer) in enumerate(zip(DILATIONS, self.layers, strict=True)):
            padded = nn.functional.pad(state, (0, 0, dilation, dilation))
            length = state.shape[1]
            three = torch.cat([padded[:, n * dilation : n * dilation + length] for n in range(3)], dim=-1)
            made = torch.relu(layer(three)) * live
            state = made if number == 0 else state + made
        scores: torch.Tensor = self.heads(self.drop(state))
        return scores


def main() -> None:
    """Train from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--treebank", type=Path, required=True)
    parser.add_argument("--parsed", type=Path, nargs="*", default=[])
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    random.seed(given.seed)
    torch.manual_seed(given.seed)
    trees = sorted(given.treebank.glob("*.conllu"))
    held = [lesson for path in trees[::10] for lesson in lessons(path)]
    taught = [lesson for n, path in enumerate(trees) if n % 10 for lesson in lessons(path)] * TREEBANK_COPIES
    for path in given.parsed:
        taught.extend(lessons(path))
    taught = [lesson for lesson in taught if lesson.words]
    tables = vocabulary(taught)
    network = Network((len(tables["words"]), len(tables["endings"]), len(tables["shapes"])))
    train(network, tables, taught, held, given.epochs)
    given.output.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(exported(network, tables), given.output)
    print(f"{given.output}: {given.output.stat().st_size / 1e6:.2f} MB")


def vocabulary(taught: list[Lesson]) -> dict[str, list[str]]:
    """The words, endings and shapes worth a vector; the first two entries of each stand for unknown and blank."""
    words = Counter(word.lower() for lesson in taught for word in lesson.words)
    endings = Counter(ending(word) for lesson in taught for word in lesson.words)
    shapes = Counter(shape(word) for lesson in taught for word in lesson.words)
    return {
        name: ["<unknown>", "<blank>", *(w for w, n in counts.most_common(most) if n >= 3)]
        for name, counts, most in (
            ("words", words, WORDS),
            ("endings", endings, ENDINGS),
            ("shapes", shapes, SHAPES),
        )
    }


def train(
    network: Network, tables: dict[str, list[str]], taught: list[Lesson], held: list[Lesson], epochs: int
) -> None:
    """Adam with a falling rate; a tenth of the words is hidden in each pass so that endings and shapes carry."""
    numbers = [{w: n for n, w in enumerate(tables[name])} for name in ("words", "endings", "shapes")]
    ready = [(_rows(lesson, numbers), lesson) for lesson in taught]
    tests = [(_rows(lesson, numbers), lesson) for lesson in held]
    ready.sort(key=lambda pair: len(pair[0]))
    groups = [ready[n : n + 48] for n in range(0, len(ready), 48)]
    optimiser = torch.optim.AdamW(network.parameters(), lr=3e-3, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 4e-3, total_steps=epochs * len(groups), pct_start=0.1)
    for epoch in range(epochs):
        network.train()
        began, total = time.perf_counter(), 0.0
        random.shuffle(groups)
        for group in groups:
            rows, *answers = _batch(group)
            hidden = (torch.rand(rows.shape[:2]) < 0.1) & (rows[..., 0] != 1)
            rows[..., 0] = rows[..., 0].masked_fill(hidden, 0)
            loss = _loss(network(rows), *answers)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += float(loss.detach())
        figures = measured(network, tests)
        print(
            f"epoch {epoch + 1}: loss {total / len(groups):.3f}, {time.perf_counter() - began:.0f} s; held out "
            + ", ".join(f"{k} {v:.3f}" for k, v in figures.items()),
            flush=True,
        )


def _rows(lesson: Lesson, numbers: list[dict[str, int]]) -> list[tuple[int, int, int]]:
    words, endings, shapes = numbers
    return [(words.get(w.lower(), 0), endings.get(ending(w), 0), shapes.get(shape(w), 0)) for w in lesson.words]


def _batch(group: list[tuple[list[tuple[int, int, int]], Lesson]]) -> tuple[torch.Tensor, ...]:
    longest = max(len(rows) for rows, _ in group)
    rows = torch.ones((len(group), longest, 3), dtype=torch.long)
    answers = torch.full((3, len(group), longest), IGNORED, dtype=torch.long)
    for n, (given, lesson) in enumerate(group):
        rows[n, : len(given)] = torch.tensor(given)
        for kind, values in enumerate((lesson.classes, lesson.openings, lesson.closings)):
            answers[kind, n, : len(given)] = torch.tensor(values)
    return rows, answers[0], answers[1], answers[2]


def _loss(scores: torch.Tensor, classes: torch.Tensor, openings: torch.Tensor, closings: torch.Tensor) -> torch.Tensor:
    first, second = len(CLASSES), len(CLASSES) + len(OPENINGS)
    flat = scores.reshape(-1, scores.shape[-1])
    live = closings.reshape(-1) != IGNORED
    loss: torch.Tensor = (
        nn.functional.cross_entropy(flat[:, :first], classes.reshape(-1), ignore_index=IGNORED)
        + nn.functional.cross_entropy(flat[:, first:second], openings.reshape(-1), ignore_index=IGNORED)
        + nn.functional.binary_cross_entropy_with_logits(flat[live, second], closings.reshape(-1)[live].float())
    )
    return loss


@torch.inference_mode()
def measured(network: Network, tests: list[tuple[list[tuple[int, int, int]], Lesson]]) -> dict[str, float]:
    """Accuracy of the classes; F of the places of openings, of openings with their kind, and of closings."""
    network.eval()
    first, second = len(CLASSES), len(CLASSES) + len(OPENINGS)
    right = words = 0
    counts = np.zeros((3, 3))
    for n in range(0, len(tests), 64):
        rows, classes, openings, closings = _batch(tests[n : n + 64])
        scores = network(rows)
        live = classes != IGNORED
        right += int((scores[..., :first].argmax(-1) == classes)[live].sum())
        words += int(live.sum())
        told, said = openings[live], scores[..., first:second].argmax(-1)[live]
        closed, closing = closings[live] == 1, scores[..., second][live] > 0
        for row, (hit, guessed, true) in enumerate(
            (
                ((told > 0) & (said > 0), said > 0, told > 0),
                ((told > 0) & (said == told), said > 0, told > 0),
                (closed & closing, closing, closed),
            )
        ):
            counts[row] += [int(hit.sum()), int(guessed.sum()), int(true.sum())]
    places, kinds, closes = (2 * hit / max(guessed + true, 1) for hit, guessed, true in counts)
    return {"class": right / max(words, 1), "opening place": places, "opening": kinds, "closing": closes}


def exported(network: Network, tables: dict[str, list[str]]) -> onnx.ModelProto:
    """The graph that `factcheck.claims.syntax.Reader` runs; its vocabulary travels as metadata.

    Inputs: `rows` (words, 3), the numbers of each word, ending and shape; `live` (words, 1), 0 between sentences.
    Output: `scores` (words, answers). Embeddings are kept in 8 bits with a scale a row, matrices in 16.
    """
    graph = _Graph()
    parts = []
    for number, (_name, table) in enumerate(zip(("words", "endings", "shapes"), network.tables, strict=True)):
        weight = table.weight.detach().numpy()
        scale = np.abs(weight).max(axis=1, keepdims=True) / 127 + 1e-9
        column = graph.node("Gather", "rows", graph.constant(np.array(number)), axis=1)
        small = graph.node("Gather", graph.constant(np.round(weight / scale).astype(np.int8)), column, axis=0)
        scales = graph.node("Gather", graph.constant(scale.astype(np.float16)), column, axis=0)
        parts.append(graph.node("Mul", graph.single(small), graph.single(scales)))
    joined = graph.node("Mul", graph.node("Concat", *parts, axis=1), "live")
    # words become the last axis, as convolutions want them
    across = graph.node("Transpose", "live", perm=[1, 0])
    rows = graph.node("Unsqueeze", graph.node("Transpose", joined, perm=[1, 0]), graph.constant(np.array([0])))
    for number, (dilation, layer) in enumerate(zip(DILATIONS, network.layers, strict=True)):
        weight = layer.weight.detach().numpy()
        kernel = weight.reshape(WIDTH, 3, -1).transpose(0, 2, 1)
        made = graph.node(
            "Conv", rows, graph.half(kernel), graph.half(layer.bias.detach().numpy()),
            dilations=[dilation], pads=[dilation, dilation],
        )  # fmt: skip
        made = graph.node("Mul", graph.node("Relu", made), across)
        rows = made if number == 0 else graph.node("Add", rows, made)
    state = graph.node("Transpose", graph.node("Squeeze", rows, graph.constant(np.array([0]))), perm=[1, 0])
    heads = graph.half(network.heads.weight.detach().numpy().T)
    graph.node("Add", graph.node("MatMul", state, heads), graph.half(network.heads.bias.detach().numpy()), out="scores")
    model = onnx.helper.make_model(
        onnx.helper.make_graph(
            graph.nodes,
            "syntax",
            [
                onnx.helper.make_tensor_value_info("rows", onnx.TensorProto.INT64, ["words", 3]),
                onnx.helper.make_tensor_value_info("live", onnx.TensorProto.FLOAT, ["words", 1]),
            ],
            [onnx.helper.make_tensor_value_info("scores", onnx.TensorProto.FLOAT, ["words", "answers"])],
            graph.constants,
        ),
        opset_imports=[onnx.helper.make_opsetid("", 17)],
        ir_version=8,
    )
    onnx.helper.set_model_props(model, {"tables": json.dumps(tables, ensure_ascii=False), "gap": str(max(DILATIONS))})
    onnx.checker.check_model(model)
    return model


class _Graph:
    """Nodes and constants as they are added; each method gives the name of what it made."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def node(self, kind: str, *inputs: str, out: str = "", **attributes: object) -> str:
        name = out or f"n{len(self.nodes)}"
        self.nodes.append(onnx.helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def constant(self, array: np.ndarray) -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(onnx.numpy_helper.from_array(array, name))
        return name

    def single(self, name: str) -> str:
        """The same in single precision."""
        return self.node("Cast", name, to=onnx.TensorProto.FLOAT)

    def half(self, array: np.ndarray) -> str:
        """An array kept in half precision, used in single."""
        return self.single(self.constant(array.astype(np.float16)))


if __name__ == "__main__":
    main()
