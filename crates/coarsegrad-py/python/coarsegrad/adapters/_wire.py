"""The protocol ``coarsegrad/wire``, version 1: JSON lines on standard input and output.

Answers are gathered while requests wait to be read, and written when none does: one system call answers many lines.
What is gathered is written once a tenth of a second has passed, so that many slow cases do not hold back the answers
before them.
"""

from __future__ import annotations

import json
import os
import sys
import time
from array import array
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from . import _safetensors
from ._backend import Backend, Call, Unsupported

VERSION = 1
"""The version of the protocol that is spoken."""

_HELD = 0.1
"""The time in seconds for which an answer may be held back."""

_CODES = {2: "H", 4: "I", 8: "Q"}


def main(make: Callable[[list[str]], Backend], argv: Sequence[str] | None = None) -> int:
    """Make a backend of the arguments and serve it on standard input and output; return the exit code.

    Standard output is kept for the protocol: whatever else writes to it, a C library included, reaches standard error.
    """
    sys.stdout.flush()
    answers = os.dup(1)
    os.dup2(2, 1)
    backend = make(list(sys.argv[1:] if argv is None else argv))
    try:
        serve(backend, 0, answers)
    except (BrokenPipeError, KeyboardInterrupt):
        return 0
    return 0


def serve(backend: Backend, requests: int, answers: int) -> None:
    """Answer the requests on one file descriptor on another, until ``bye`` or the end."""
    held: list[bytes] = []
    since = time.monotonic()
    for batch in _batches(requests):
        for line in batch:
            answer = respond(backend, line)
            if answer is None:
                _write(answers, held)
                return
            held.append(json.dumps(answer, separators=(",", ":")).encode())
            held.append(b"\n")
            now = time.monotonic()
            if now - since > _HELD:
                _write(answers, held)
                since = now
        _write(answers, held)
        since = time.monotonic()


def respond(backend: Backend, line: bytes | str) -> dict[str, Any] | None:
    """Return the answer to a line; ``None`` to ``bye``."""
    request = json.loads(line)
    kind = request.get("type")
    if kind == "bye":
        return None
    if kind == "hello":
        return greeting(backend)
    return answer(backend, request)


def greeting(backend: Backend) -> dict[str, Any]:
    """Return what a backend says of itself."""
    ops = {name: {"convention": dict(op.convention), "bulk": list(op.bulk)} for name, op in sorted(backend.ops.items())}
    about = {"name": backend.name, "version": backend.version, "device": backend.device}
    return {
        "type": "hello",
        "wire": {"min": VERSION, "max": VERSION},
        "backend": about,
        "dtypes": list(backend.dtypes),
        "ops": ops,
    }


def answer(backend: Backend, request: dict[str, Any]) -> dict[str, Any]:
    """Return the answer to a request; an exception of the operation is an answer too."""
    seq = request.get("seq")
    try:
        if request["type"] == "run":
            return {"type": "ok", "seq": seq, "outputs": _run(backend, request)}
        if request["type"] == "run_bulk":
            _run_bulk(backend, request)
            return {"type": "ok", "seq": seq}
        raise Unsupported(f"the type {request['type']} is not of version {VERSION} of the protocol")
    except Unsupported as refusal:
        refused = {"type": "unsupported", "seq": seq, "reason": refusal.reason}
        return refused | ({"issue_url": refusal.issue_url} if refusal.issue_url else {})
    except Exception as error:
        return {"type": "error", "seq": seq, "message": _message(error)}


def _message(error: Exception) -> str:
    """Say what was raised, in a text that can be sent, whatever the exception is."""
    name = type(error).__name__
    try:
        text = f"{name}: {error}"
    except Exception:
        text = f"{name}, which cannot be printed"
    return text[:1000].encode("utf-8", "backslashreplace").decode()


def _run(backend: Backend, request: dict[str, Any]) -> dict[str, Any]:
    dtype, output = request["dtype"], request["output"]
    width = _width(dtype)
    inputs = {}
    for name, tensor in request["inputs"].items():
        data = _turned(bytes.fromhex(tensor["hex"]), width)
        inputs[name] = backend.array(dtype, tuple(tensor["shape"]), data)
    call = Call(request["op"], output, dtype, request.get("params", {}), inputs, request.get("draws"))
    shape, data = backend.patterns(dtype, backend.run(call))
    return {output: {"dtype": dtype, "shape": list(shape), "hex": _turned(data, width).hex()}}


def _run_bulk(backend: Backend, request: dict[str, Any]) -> None:
    dtype, op, output = request["dtype"], request["op"], request["output"]
    if op not in backend.ops or output not in backend.ops[op].bulk:
        raise Unsupported(f"{op}.{output} is not computed in bulk")
    tensors = _safetensors.read(request["file"])
    count = request["count"]
    asked = 1 << (count - 1).bit_length() if backend.compiles and count else count
    inputs = {}
    for name, raw in tensors.items():
        missing = len(raw.data) // max(count, 1) * (asked - count)
        inputs[name] = backend.array(raw.dtype, (asked, *raw.shape[1:]), raw.data + bytes(missing))
    call = Call(op, output, dtype, request.get("params", {}), inputs)
    shape, data = backend.patterns(dtype, backend.run(call))
    if shape[0] != asked:
        raise ValueError(f"the result has {shape[0]} cases instead of {asked}")
    kept = data[: len(data) // max(asked, 1) * count]
    raw = _safetensors.Raw(dtype, (count, *shape[1:]), kept)
    _safetensors.write(request["result"], output, raw)


def _width(dtype: str) -> int:
    if dtype not in _safetensors.WIDTHS:
        raise Unsupported(f"the format {dtype} is unknown")
    return _safetensors.WIDTHS[dtype]


def _turned(data: bytes, width: int) -> bytes:
    """Return the entries of a tensor with the bytes of each in the opposite order."""
    if len(data) == width:
        return data[::-1]
    entries = array(_CODES[width], data)
    entries.byteswap()
    return entries.tobytes()


def _batches(descriptor: int) -> Iterator[list[bytes]]:
    """Return the complete lines that are there to be read, over and over."""
    rest = b""
    while chunk := os.read(descriptor, 1 << 16):
        *lines, rest = (rest + chunk).split(b"\n")
        if lines:
            yield [line for line in lines if line.strip()]
    if rest.strip():
        yield [rest]


def _write(descriptor: int, held: list[bytes]) -> None:
    view = memoryview(b"".join(held))
    held.clear()
    while view:
        view = view[os.write(descriptor, view) :]
