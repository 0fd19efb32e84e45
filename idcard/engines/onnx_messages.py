"""The messages of ONNX files that `pruned` reads and changes, declared for protobuf.

Names and numbers of the fields are those of ONNX's own onnx.proto. Only the fields used here are
declared; protobuf keeps the others unread and writes them back. The package `onnx` would take 29 MB
for the same.
"""

from functools import cache
from typing import Any, Final

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from google.protobuf.descriptor_pb2 import FieldDescriptorProto as Field

FLOAT: Final = 1
"""Value of `Tensor.data_type` for 32-bit floats."""
_PACKAGE: Final = "onnx_subset"
_MESSAGES: Final[dict[str, dict[str, tuple[int, object]]]] = {
    "Model": {"graph": (7, "Graph")},
    "Graph": {"node": (1, ["Node"]), "initializer": (5, ["Tensor"]), "output": (12, ["Value"])},
    "Node": {
        "input": (1, [Field.TYPE_STRING]),
        "output": (2, [Field.TYPE_STRING]),
        "op_type": (4, Field.TYPE_STRING),
    },
    "Tensor": {
        "dims": (1, [Field.TYPE_INT64]),
        "data_type": (2, Field.TYPE_INT32),
        "name": (8, Field.TYPE_STRING),
        "raw_data": (9, Field.TYPE_BYTES),
    },
    "Value": {"name": (1, Field.TYPE_STRING), "type": (2, "Type")},
    "Type": {"tensor_type": (1, "TensorType")},
    "TensorType": {"shape": (2, "Shape")},
    "Shape": {"dim": (1, ["Dimension"])},
    "Dimension": {"dim_value": (1, Field.TYPE_INT64), "dim_param": (2, Field.TYPE_STRING)},
}
"""Fields by message: number, and type or name of a message; a list means that it repeats."""


@cache
def model_class() -> Any:
    """Returns the class of a whole model."""
    file = descriptor_pb2.FileDescriptorProto(name=f"{_PACKAGE}.proto", package=_PACKAGE)
    for name, fields in _MESSAGES.items():
        message = file.message_type.add(name=name)
        for field, (number, kind) in fields.items():
            message.field.append(_field(field, number, kind))
    pool = descriptor_pool.DescriptorPool()
    pool.AddSerializedFile(file.SerializeToString())
    return message_factory.GetMessageClass(pool.FindMessageTypeByName(f"{_PACKAGE}.Model"))


def _field(name: str, number: int, kind: object) -> Field:
    label, one = Field.LABEL_OPTIONAL, kind
    if isinstance(kind, list):
        label, one = Field.LABEL_REPEATED, kind[0]
    if isinstance(one, str):
        message = f".{_PACKAGE}.{one}"
        return Field(
            name=name, number=number, label=label, type=Field.TYPE_MESSAGE, type_name=message
        )
    return Field(name=name, number=number, label=label, type=one)
