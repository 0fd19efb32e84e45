"""Removal of unused classes from a text recogniser.

PP-OCR has 18,709 classes; cards print about a hundred characters. Its last layer, which weights
every class at every step, takes an eighth of the time, and almost none without the other columns.
`pruned_in_process` runs this as `python -m idcard.engines.pruned MODEL`, with the class
numbers on stdin and the model on stdout.

An ONNX file is a message of Protocol Buffers. `onnx_messages` declares the fields that are used
here; protobuf keeps all others as they are.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from idcard.engines import onnx_messages

TIMEOUT_SECONDS = 60
"""Time limit in seconds, for a busy machine."""


def pruned_in_process(model: Path, classes: Sequence[int]) -> bytes:
    """Returns `pruned` from a separate process, which releases its 40 MB.

    Raises subprocess.SubprocessError where that fails.
    """
    command = [sys.executable, "-P", "-m", __name__, str(model)]
    numbers = json.dumps([int(number) for number in classes]).encode()
    return subprocess.run(  # noqa: S603 - runs this module
        command, input=numbers, stdout=subprocess.PIPE, check=True, timeout=TIMEOUT_SECONDS
    ).stdout


def pruned(model: Path, classes: Sequence[int]) -> bytes:
    """Returns the model with only these classes, in this order.

    The model is an ONNX file that ends in a product, a sum and a softmax; raises ValueError for
    another structure.
    """
    loaded = onnx_messages.model_class().FromString(model.read_bytes())
    graph = loaded.graph
    producers = {name: node for node in graph.node for name in node.output}
    softmax = producers[graph.output[0].name]
    total = _behind(producers, softmax.input[0], "Add")
    product = _behind(producers, total.input[0], "MatMul")
    if softmax.op_type != "Softmax":
        raise ValueError("the model does not end in a softmax")
    required_inputs = {product.input[1], total.input[1]}
    for tensor in graph.initializer:
        if tensor.name in required_inputs:
            _keep_columns(tensor, classes)
    size = graph.output[0].type.tensor_type.shape.dim[2]
    size.Clear()
    size.dim_value = len(classes)
    return bytes(loaded.SerializeToString())


def _keep_columns(tensor: Any, classes: Sequence[int]) -> None:
    """Keeps these columns of a tensor; raises ValueError unless it holds plain 32-bit floats."""
    if tensor.data_type != onnx_messages.FLOAT or not tensor.raw_data:
        raise ValueError("the model's weights are not 32-bit floats")
    weights = np.frombuffer(tensor.raw_data, "<f4").reshape(tensor.dims)[..., np.asarray(classes)]
    tensor.dims[:] = weights.shape
    tensor.raw_data = weights.tobytes()


def _behind(producers: dict[str, Any], name: str, kind: str) -> Any:
    """Returns the node of a kind that produced a value, skipping Identity nodes."""
    node = producers.get(name)
    while node is not None and node.op_type == "Identity":
        node = producers.get(node.input[0])
    if node is None or node.op_type != kind:
        raise ValueError(f"the model has no {kind} where one is expected")
    return node


if __name__ == "__main__":
    sys.stdout.buffer.write(pruned(Path(sys.argv[1]), json.load(sys.stdin)))
