"""The attribution tagger: a transformer encoder with tag heads and a cue-anchored linker, in torch.

Three linear-chain CRFs (Lafferty et al., 2001) tag source, cue and content. For every cue two more
read the same pieces conditioned on that cue: their emissions are the tag emissions plus a
biaffine score (Dozat & Manning, 2017) of the cue against the piece plus biases for distance, for the
number of other cues in between and for the number of paragraph breaks in between.
"""

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel, PreTrainedConfig

from factcheck.attribution.encoding import CASES, QUOTE_STATES
from factcheck.attribution.linking import BETWEEN_BUCKETS, BREAK_BUCKETS, DISTANCE_BUCKETS

ROLES = 3
LABELS = 3
LINKED_ROLES = 2
PROJECTION = 64
LINK_WIDTH = LINKED_ROLES * (LABELS - 1) * PROJECTION
FORBIDDEN = -1e4
_MPNET_SHIFT = 4
_MPNET_SPECIAL = {0: 1, 101: 0, 102: 2}


@dataclass
class Batch:
    """`[B, L]` inputs; `tags` is `[B, 3, L]`; per cue: its row, first and last piece, `[N, 2, L]` labels.

    `mask` tells what the encoder attends to, `live` what the chains run over (no special pieces).
    A special piece carries the label of the piece before it, so that chains run across it.
    """

    ids: Tensor
    case: Tensor
    quote: Tensor
    mask: Tensor
    live: Tensor
    tags: Tensor
    cue_row: Tensor
    cue_first: Tensor
    cue_last: Tensor
    distance: Tensor
    between: Tensor
    breaks: Tensor
    linked: Tensor


class Tagger(nn.Module):
    """Encoder and heads; `forward` gives what the exported graph gives."""

    def __init__(self, config: PreTrainedConfig) -> None:
        super().__init__()
        self.encoder = AutoModel.from_config(config, add_pooling_layer=False)
        width = config.hidden_size
        self.case = nn.Embedding(len(CASES), width)
        self.quote = nn.Embedding(len(QUOTE_STATES), width)
        self.tag = nn.Linear(width, ROLES * LABELS)
        self.cue_side = nn.Linear(width, LINK_WIDTH)
        self.piece_side = nn.Linear(width, LINK_WIDTH)
        self.dropout = nn.Dropout(0.1)
        kinds = LINKED_ROLES * (LABELS - 1)
        self.distance = nn.Embedding(DISTANCE_BUCKETS, kinds)
        self.between = nn.Embedding(BETWEEN_BUCKETS, kinds)
        self.breaks = nn.Embedding(BREAK_BUCKETS, kinds)
        self.transitions = nn.Parameter(torch.zeros(ROLES + LINKED_ROLES, LABELS, LABELS))
        for table in (self.case, self.quote, self.distance, self.between, self.breaks):
            nn.init.normal_(table.weight, std=0.02)

    @classmethod
    def pretrained(cls, folder: Path) -> "Tagger":
        """A tagger whose encoder starts from the BERT or MPNet weights in `folder`."""
        # drawing the masks of attention's dropout takes an eighth of a step
        model = cls(AutoConfig.from_pretrained(folder, attention_probs_dropout_prob=0.0))
        state = load_file(folder / "model.safetensors")
        state = {key.removeprefix("bert."): value for key, value in state.items()}
        missing, _ = model.encoder.load_state_dict(state, strict=False)
        if missing:
            raise ValueError(f"{folder} lacks encoder weights: {', '.join(missing[:3])} …")
        return model

    def forward(self, ids: Tensor, case: Tensor, quote: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Tag emissions `[B, L, 9]`, cue-side `[B, L, 256]` and piece-side `[B, L, 256]` projections."""
        if self.encoder.config.model_type == "mpnet":
            ids = _mpnet_ids(ids)
        words = self.encoder.embeddings.word_embeddings(ids) + self.case(case) + self.quote(quote)
        hidden = self.encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state
        hidden = self.dropout(hidden)
        return self.tag(hidden), self.cue_side(hidden), self.piece_side(hidden)

    def freeze(self, layers: int) -> None:
        """Keep the word embeddings and the lowest `layers` of the encoder as they are, where there are any."""
        if layers:
            for part in (self.encoder.embeddings, *self.encoder.encoder.layer[:layers]):
                part.requires_grad_(False)
                for dropout in (m for m in part.modules() if isinstance(m, nn.Dropout)):
                    dropout.p = 0.0

    def linked_emissions(self, batch: Batch, outputs: tuple[Tensor, Tensor, Tensor]) -> Tensor:
        """Emissions `[N, 2, L, 3]` of the source and the content of each of the batch's cues."""
        tags, cue_side, piece_side = outputs
        length = tags.shape[1]
        place = torch.arange(length).unsqueeze(0)
        inside = (place >= batch.cue_first.unsqueeze(1)) & (place <= batch.cue_last.unsqueeze(1))
        weight = inside.float() / inside.sum(1, keepdim=True)
        cue = torch.einsum("nl,nlw->nw", weight, cue_side[batch.cue_row])
        shape = (-1, LINKED_ROLES * (LABELS - 1), PROJECTION)
        keys = piece_side[batch.cue_row].view(len(cue), length, *shape[1:])
        score = torch.einsum("nkp,nlkp->nlk", cue.view(shape), keys) / PROJECTION**0.5
        score = score + self.distance(batch.distance) + self.between(batch.between) + self.breaks(batch.breaks)
        score = score.view(len(cue), length, LINKED_ROLES, LABELS - 1).transpose(1, 2)
        score = nn.functional.pad(score, (1, 0))
        own = tags.view(*tags.shape[:2], ROLES, LABELS)[:, :, [0, 2]].transpose(1, 2)
        return score + own[batch.cue_row]

    def loss(self, batch: Batch, outputs: tuple[Tensor, Tensor, Tensor], link_weight: float) -> Tensor:
        """Negative log-likelihood of tags and links, a window."""
        tags = outputs[0]
        rows, length = tags.shape[:2]
        plain = tags.view(rows, length, ROLES, LABELS).transpose(1, 2).reshape(rows * ROLES, length, LABELS)
        role = torch.arange(ROLES).repeat(rows)
        mask = batch.live.repeat_interleave(ROLES, 0)
        emissions, gold, roles, masks = [plain], [batch.tags.reshape(rows * ROLES, length)], [role], [mask]
        weights = [torch.ones(rows * ROLES)]
        count = len(batch.cue_row)
        if count:
            linked = self.linked_emissions(batch, outputs)
            emissions.append(linked.reshape(count * LINKED_ROLES, length, LABELS))
            gold.append(batch.linked.reshape(count * LINKED_ROLES, length))
            roles.append(ROLES + torch.arange(LINKED_ROLES).repeat(count))
            masks.append(batch.live[batch.cue_row].repeat_interleave(LINKED_ROLES, 0))
            weights.append(torch.full((count * LINKED_ROLES,), link_weight))
        nll = crf_nll(torch.cat(emissions), torch.cat(gold), torch.cat(masks), self.steps(torch.cat(roles)))
        return (nll * torch.cat(weights)).sum() / rows

    def steps(self, roles: Tensor) -> Tensor:
        """Transition scores `[S, 3, 3]` (from, to) with O to I forbidden."""
        allowed = self.transitions.clone()
        allowed[:, 0, 2] = FORBIDDEN
        return allowed[roles]


def _mpnet_ids(ids: Tensor) -> Tensor:
    """BERT's word-piece ids as MPNet's: its vocabulary is BERT's moved by four, with special pieces of its own."""
    moved = ids + _MPNET_SHIFT
    for bert, mpnet in _MPNET_SPECIAL.items():
        moved = torch.where(ids == bert, mpnet, moved)
    return moved


def crf_nll(emissions: Tensor, gold: Tensor, mask: Tensor, steps: Tensor) -> Tensor:
    """Negative log-likelihood `[S]` of `gold` `[S, L]` under linear-chain CRFs that start outside.

    The first column of each chain is the `[CLS]` piece, which is always O.
    """
    count, length, _ = emissions.shape
    rows = torch.arange(count)
    alpha = torch.tensor([[0.0, FORBIDDEN, FORBIDDEN]]).expand(count, -1)
    path = torch.zeros(count)
    for place in range(1, length):
        live = mask[:, place]
        emitted = emissions[:, place]
        forward = torch.logsumexp(alpha.unsqueeze(2) + steps, 1) + emitted
        alpha = torch.where(live.unsqueeze(1), forward, alpha)
        before, now = gold[:, place - 1], gold[:, place]
        path = path + torch.where(live, steps[rows, before, now] + emitted[rows, now], 0.0)
    return torch.logsumexp(alpha, 1) - path
