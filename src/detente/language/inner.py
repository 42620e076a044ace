"""A model's file that also gives some of its inner values, without another file.

Protocol buffers written one after the other are read as one, lists in them joined (protobuf.dev,
"Encoding", on merging): what follows the file here is a model with nothing but more outputs.
"""

from __future__ import annotations

from collections.abc import Iterable

_GRAPH, _OUTPUT = 7, 12  # fields of ONNX's ModelProto and GraphProto
_NAME, _TYPE, _TENSOR, _ELEMENT, _FLOAT = 1, 2, 1, 1, 1  # of ValueInfoProto, TypeProto, Tensor


def with_outputs(model: bytes, names: Iterable[str]) -> bytes:
    """The bytes of an ONNX model that also gives some inner values.

    Arguments:
        model: the bytes of the file.
        names: of values of 32-bit floats in it.

    """
    type_ = _message(_TENSOR, bytes([_ELEMENT << 3, _FLOAT]))
    outputs = (
        _message(_OUTPUT, _message(_NAME, name.encode()) + _message(_TYPE, type_)) for name in names
    )
    return model + _message(_GRAPH, b"".join(outputs))


def _message(field: int, content: bytes) -> bytes:
    """A field that holds a message or text: its number and kind, its length, its content."""
    return bytes([field << 3 | 2]) + _varint(len(content)) + content


def _varint(number: int) -> bytes:
    """A number, seven bits a byte, the lowest first."""
    low, rest = number & 0x7F, number >> 7
    return bytes([low | 0x80]) + _varint(rest) if rest else bytes([low])
