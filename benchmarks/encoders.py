"""Encoders with random weights: what a forward pass costs, whatever it was trained for."""

from __future__ import annotations

import time

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnx.onnx_ml_pb2 import ModelProto, NodeProto
from onnx.onnx_ml_pb2 import TensorProto as Tensor

OPSETS = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
PEAK_SIZES = [(512, 384, 1536), (512, 768, 3072), (1024, 1024, 1024), (2048, 1024, 4096)]
PEAK_RUNS = 20
End = tuple[str, int, list[int | str]]  # a tensor's name, its type and its shape
Ends = tuple[End, End]  # what goes in, what comes out


def random_encoder(
    layers: int = 12, width: int = 768, inner: int = 3072, threads: int = 0
) -> onnxruntime.InferenceSession:
    """A BERT-like encoder in fp32 over pieces that are embedded already; RoBERTa-base's size.

    Its input `h` is [1, P, width]. ONNX Runtime runs its attention as one node, as it does ours.
    """
    rng = np.random.default_rng(7)
    nodes: list[NodeProto] = []
    weights: list[Tensor] = []

    def weight(name: str, *shape: int) -> str:
        values = rng.normal(0, 0.02, shape).astype(np.float32)
        weights.append(numpy_helper.from_array(values, name))
        return name

    def node(kind: str, inputs: list[str], output: str, **attributes: object) -> str:
        nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    def linear(h: str, name: str, rows: int, columns: int) -> str:
        product = node("MatMul", [h, weight(f"{name}.w", rows, columns)], f"{name}.product")
        return node("Add", [product, weight(f"{name}.b", columns)], name)

    def added(h: str, other: str, name: str) -> str:
        together = node("Add", [h, other], f"{name}.sum")
        scale, bias = weight(f"{name}.scale", width), weight(f"{name}.bias", width)
        return node("LayerNormalization", [together, scale, bias], name)

    h = "h"
    for i in range(layers):
        qkv = [h, weight(f"{i}.qkv.w", width, 3 * width), weight(f"{i}.qkv.b", 3 * width)]
        attended = node(
            "Attention", qkv, f"{i}.attention", domain="com.microsoft", num_heads=width // 64
        )
        h = added(h, linear(attended, f"{i}.attended", width, width), f"{i}.norm1")
        wide = node(
            "Gelu", [linear(h, f"{i}.wide", width, inner)], f"{i}.gelu", domain="com.microsoft"
        )
        h = added(h, linear(wide, f"{i}.narrow", inner, width), f"{i}.norm2")
    shape = [1, "pieces", width]
    ends = ("h", TensorProto.FLOAT, shape), (h, TensorProto.FLOAT, shape)
    return _session(nodes, weights, ends, threads)


def int8_peak(threads: int) -> float:
    """The most operations a second that ONNX Runtime does in one int8 matrix product.

    A multiplication and an addition are two operations; the best of several sizes, ours among them.
    """
    best = 0.0
    for rows, inner, columns in PEAK_SIZES:
        weight = np.random.default_rng(7).integers(-127, 127, (inner, columns), np.int8)
        product = helper.make_node("MatMulInteger", ["a", "b"], ["c"])
        ends = (
            ("a", TensorProto.UINT8, [rows, inner]),
            ("c", TensorProto.INT32, [rows, columns]),
        )
        session = _session([product], [numpy_helper.from_array(weight, "b")], ends, threads)
        given = {"a": np.full((rows, inner), 7, np.uint8)}
        session.run(None, given)
        times = []
        for _ in range(PEAK_RUNS):
            begun = time.perf_counter()
            session.run(None, given)
            times.append(time.perf_counter() - begun)
        best = max(best, 2 * rows * inner * columns / min(times))
    return best


def operations(pieces: int, layers: int, width: int, inner: int) -> int:
    """The operations of an encoder's matrix products on one passage, two for each multiply-add."""
    products = pieces * (4 * width * width + 2 * width * inner)
    attention = 2 * pieces * pieces * width
    return 2 * layers * (products + attention)


def embedded(pieces: int, width: int = 768) -> dict[str, NDArray[np.float32]]:
    """Random input for `random_encoder`."""
    return {"h": np.random.default_rng(7).normal(0, 1, (1, pieces, width)).astype(np.float32)}


def _session(
    nodes: list[NodeProto], weights: list[Tensor], ends: Ends, threads: int = 0
) -> onnxruntime.InferenceSession:
    given, made = (helper.make_tensor_value_info(*end) for end in ends)
    graph = helper.make_graph(nodes, "random", [given], [made], weights)
    model: ModelProto = helper.make_model(graph, opset_imports=OPSETS, ir_version=8)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(
        model.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )
