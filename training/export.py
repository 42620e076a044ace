"""From a checkpoint to the file that ships: `python -m training.export [--run reader]`."""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn.functional import gelu

from detente.language.network import MODEL, OUTPUTS, digest_of
from training.network import BLOCKED, HEADS, Reader, Sizes
from training.train import RUNS

NAME = "detente-en 1.0"
ALL_OUTPUTS = [*OUTPUTS, "move"]


class Attention(torch.autograd.Function):
    """Self-attention as the one node that ONNX Runtime has for it: only to be exported."""

    @staticmethod
    def symbolic(graph: Any, h: Any, weight: Any, bias: Any) -> Any:
        node = graph.op("com.microsoft::Attention", h, weight, bias, num_heads_i=HEADS)
        return node.setType(h.type())

    @staticmethod
    def forward(_context: Any, h: Tensor, _weight: Tensor, _bias: Tensor) -> Tensor:
        return h.clone()


class Shipped(nn.Module):
    """The reader as it ships: every decision that needs no search is taken inside the graph."""

    def __init__(self, reader: Reader, paragraph: int) -> None:
        super().__init__()
        self.reader = reader
        self.paragraph = paragraph

    def forward(
        self, pieces: Tensor, shapes: Tensor, roles: Tensor, starts: Tensor
    ) -> tuple[Tensor, ...]:
        reader = self.reader
        h = self.encode(pieces, shapes, roles)
        words = reader.words(h, starts)
        before = torch.gather(pieces, 1, (starts - 1).clamp(min=0))
        sentence = reader.sentence(words).argmax(-1)
        sentence = torch.maximum(sentence, (before == self.paragraph).long())
        sentence = torch.maximum(sentence, (starts == 1).long())
        number = torch.cumsum(sentence, 1)
        apart = number[:, :, None] != number[:, None, :]
        absent = (starts == 0)[:, None, :]
        arc = reader.arc(words).masked_fill(apart | absent, BLOCKED)
        head = arc.argmax(-1)
        at = torch.arange(starts.shape[1])
        later = at[None, None, :] > at[None, :, None]
        earlier = at[None, None, :] < at[None, :, None]
        begins = reader.mention_start(words).masked_fill(apart | absent | later, BLOCKED)
        ends = reader.mention_end(words).masked_fill(apart | absent | earlier, BLOCKED)
        role = reader.attribution(words).unflatten(-1, (3, 3)).argmax(-1)
        return (
            reader.tag(words).argmax(-1),
            reader.pos(words).argmax(-1),
            sentence,
            head,
            reader.dep(words, head).argmax(-1),
            arc,
            reader.mention(words).argmax(-1),
            begins.argmax(-1),
            ends.argmax(-1),
            reader.antecedent(words),
            role,
            reader.source_of(words),
            reader.content_of(words),
            reader.event_tag(words),
            reader.event_kind(words),
            reader.event_role(words),
            reader.relation(h, roles),
        )

    def encode(self, pieces: Tensor, shapes: Tensor, roles: Tensor) -> Tensor:
        """As the reader's own, without padding and with the attention in one node."""
        reader = self.reader
        at = torch.arange(pieces.shape[1])
        h = reader.piece(pieces) + reader.position(at)[None]
        h = reader.norm(h + reader.shape(shapes) + reader.role(roles))
        for layer in reader.layers:
            a = Attention.apply(h, layer.qkv.weight.t(), layer.qkv.bias)
            h = layer.norm_attended(h + layer.attended(a))
            h = layer.norm(h + layer.narrow(gelu(layer.widen(h))))
        return h


def export(run: str, target: Path) -> None:
    """Write the int8 ONNX file of a run's last checkpoint, with labels and vocabulary inside."""
    kept = torch.load(RUNS / run / "checkpoint.pt", weights_only=False)
    reader = Reader(Sizes(**kept["sizes"]))
    reader.load_state_dict(kept["reader"])
    reader.eval()
    shipped = Shipped(reader, kept["vocabulary"]["[unused0]"]).eval()
    pieces, words = torch.ones(2, 24, dtype=torch.long), torch.arange(1, 13).repeat(2, 1)
    given = (pieces, pieces * 0, pieces * 0, words)
    names = ["pieces", "shapes", "roles", "starts"]
    axes = {n: {0: "batch", 1: "pieces"} for n in names[:3]}
    axes |= {"starts": {0: "batch", 1: "words"}}
    axes |= {n: {0: "batch", 1: "words"} for n in OUTPUTS} | {"move": {0: "batch"}}
    for name in ("arc", "antecedent", "source_of", "content_of"):
        axes[name][2] = "others"
    axes["event_role"] = {0: "batch", 2: "words", 3: "others"}
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "fp32.onnx"
        with torch.no_grad():
            torch.onnx.export(
                shipped, given, str(whole), input_names=names, output_names=ALL_OUTPUTS,
                dynamic_axes=axes, opset_version=17, dynamo=False,
                custom_opsets={"com.microsoft": 1},
            )  # fmt: skip
        small = Path(folder) / "int8.onnx"
        quantize_dynamic(
            whole, small, per_channel=True, weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather", "Attention"],
        )  # fmt: skip
        model = onnx.load(small)
    pieces_in_order = sorted(kept["vocabulary"], key=kept["vocabulary"].__getitem__)
    for key, value in (
        ("name", NAME),
        ("labels", json.dumps(kept["labels"])),
        ("vocabulary", json.dumps(pieces_in_order)),
        ("steps", f"{kept['step']}/{kept['total']}"),
    ):
        entry = model.metadata_props.add()
        entry.key, entry.value = key, value
    target.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, target)
    target.with_suffix(".sha256").write_text(f"{digest_of(target)}  {target.name}\n")
    print(f"{target.name}: {target.stat().st_size / 1e6:.1f} MB after {kept['step']} steps")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", default="reader")
    parser.add_argument("--target", type=Path, default=MODEL)
    given = parser.parse_args()
    export(given.run, given.target)


if __name__ == "__main__":
    main()
