"""Files of tensors for bulk requests: the format safetensors, as far as the protocol needs it.

A file is the length of its header (8 bytes, little-endian), the header (JSON: for each tensor its format, its shape and
where its bytes lie), and the bytes.
"""

from __future__ import annotations

import json
import math
import os
from typing import NamedTuple

NAMES = {"f64": "F64", "f32": "F32", "bf16": "BF16", "f16": "F16"}
"""The names of the formats in a file."""

WIDTHS = {"f64": 8, "f32": 4, "bf16": 2, "f16": 2}
"""The bytes of an entry."""


class Raw(NamedTuple):
    """A tensor as it is stored."""

    dtype: str
    shape: tuple[int, ...]
    data: bytes
    """The entries in row-major order, each little-endian."""


def read(path: str) -> dict[str, Raw]:
    """Return the tensors of a file by name. Raises :class:`ValueError` where it is not of the format."""
    with open(path, "rb") as file:
        content = file.read()
    length = int.from_bytes(content[:8], "little")
    if len(content) < 8 or length > len(content) - 8:
        raise ValueError(f"{path}: the header is longer than the file")
    header = json.loads(content[8 : 8 + length])
    body = memoryview(content)[8 + length :]
    formats = {theirs: ours for ours, theirs in NAMES.items()}
    tensors = {}
    for name, about in header.items():
        if name == "__metadata__":
            continue
        if about["dtype"] not in formats:
            raise ValueError(f"{path}: {name} is of the format {about['dtype']}")
        dtype = formats[about["dtype"]]
        shape = tuple(about["shape"])
        begin, end = about["data_offsets"]
        if not 0 <= begin <= end <= len(body) or end - begin != WIDTHS[dtype] * math.prod(shape):
            raise ValueError(f"{path}: {name} does not have the bytes of its shape")
        tensors[name] = Raw(dtype, shape, bytes(body[begin:end]))
    return tensors


def write(path: str, name: str, tensor: Raw) -> None:
    """Write a file of one tensor, which must not exist."""
    about = {
        "dtype": NAMES[tensor.dtype],
        "shape": list(tensor.shape),
        "data_offsets": [0, len(tensor.data)],
    }
    header = json.dumps({name: about}, separators=(",", ":")).encode()
    header += b" " * (-len(header) % 8)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(len(header).to_bytes(8, "little") + header)
        file.write(tensor.data)
