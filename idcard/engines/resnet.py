"""dlib's face network of 2017 in numpy, with the same results as dlib.

dlib takes six times as long where its wheel was built without vector instructions. The network is
ResNet-34 (He, Zhang, Ren, Sun 2016) with fewer layers and half the filters. Its weights are read
from dlib's own file; the layers are those of dlib's example dnn_face_recognition_ex (public
domain).
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from idcard.pixels import Pixels

SIZE = 150
"""Width and height of a face image in pixels."""
NUMBERS = 128
MEANS = (122.782, 117.001, 104.298)
"""Mean red, green and blue of the training data."""
BLOCKS = (
    *((32, False), (32, False), (32, False)),
    *((64, True), (64, False), (64, False), (64, False)),
    *((128, True), (128, False), (128, False)),
    *((256, True), (256, False), (256, False)),
    (256, True),
)
"""Filters of each residual block, and whether it halves width and height."""

Maps = NDArray[np.float32]
"""Feature maps: images × height × width × channels."""


class FaceNetwork:
    """The network; uses 22 MB and as many threads as numpy's BLAS may."""

    def __init__(self, file: Path) -> None:
        """Reads dlib's `dlib_face_recognition_resnet_model_v1.dat`; ValueError for another file."""
        weights = _Weights(file.read_bytes())
        self._first = _Convolution.read(weights, 3, 32, side=7, step=2)
        channels, self._blocks = 32, list[_Block]()
        for filters, halves in BLOCKS:
            self._blocks.append(_Block.read(weights, channels, filters, halves))
            channels = filters
        self._last = weights.tensor(b"fc_2", channels * NUMBERS).reshape(channels, NUMBERS)

    def describe(self, chips: Pixels) -> Maps:
        """Returns (images, 128) for RGB images (images, 150, 150, 3), uint8."""
        maps = (chips.astype(np.float32) - np.array(MEANS, np.float32)) / np.float32(256)
        maps = _largest(np.maximum(self._first(maps), 0))
        for block in self._blocks:
            maps = block(maps)
        return np.asarray(maps.mean(axis=(1, 2)) @ self._last, np.float32)


@dataclass(frozen=True)
class _Convolution:
    """A convolution, with the following scaling merged into its weights."""

    weights: Maps
    bias: Maps
    side: int
    step: int

    @classmethod
    def read(
        cls, file: "_Weights", channels: int, filters: int, *, side: int = 3, step: int = 1
    ) -> "_Convolution":
        each = channels * side * side
        numbers = file.tensor(b"con_4", filters * each + filters)
        scale, shift = file.tensor(b"affine_", 2 * filters).reshape(2, filters)
        weights = numbers[: filters * each].reshape(filters, channels, side, side)
        flat = weights.transpose(2, 3, 1, 0).reshape(each, filters) * scale
        bias = numbers[filters * each :] * scale + shift
        return cls(np.ascontiguousarray(flat), bias, side, step)

    def __call__(self, maps: Maps) -> Maps:
        count, height, width, channels = maps.shape
        rows = maps.reshape(count, height, width * channels)
        windows = sliding_window_view(rows, (self.side, self.side * channels), axis=(1, 2))
        windows = windows[:, :: self.step, :: self.step * channels]
        high, wide = windows.shape[1:3]
        result = windows.reshape(count * high * wide, -1) @ self.weights
        result += self.bias
        return result.reshape(count, high, wide, -1)


@dataclass(frozen=True)
class _Block:
    """A residual block: two convolutions, whose result is added to the input."""

    first: _Convolution
    second: _Convolution

    @classmethod
    def read(cls, file: "_Weights", channels: int, filters: int, halves: bool) -> "_Block":
        step = 2 if halves else 1
        first = _Convolution.read(file, channels, filters, step=step)
        return cls(first, _Convolution.read(file, filters, filters))

    def __call__(self, maps: Maps) -> Maps:
        halves = self.first.step == 2
        result = np.maximum(self.first(maps if halves else _edged(maps)), 0)
        result = self.second(_edged(result))
        return np.maximum(_sum(result, _halved(maps) if halves else maps), 0)


class _Weights:
    """Reader of the tensors in dlib's file, in the order of use.

    A tensor follows its layer's name (in the last layer also the numbers of outputs and inputs): a
    version, four sizes, and little-endian floats. Integers are a length byte and that many bytes.
    """

    def __init__(self, content: bytes) -> None:
        self._content, self._at = content, 0

    def tensor(self, layer: bytes, count: int) -> Maps:
        """Returns the next layer of this name; raises ValueError unless it has `count` numbers."""
        at = self._content.find(bytes([1, len(layer)]) + layer, self._at)
        if at < 0:
            raise ValueError("the file holds another network")
        sizes, start = self._sizes(layer, at + 2 + len(layer))
        if int(np.prod(sizes)) != count or start + 4 * count > len(self._content):
            raise ValueError("the file holds another network")
        self._at = start + 4 * count
        return np.frombuffer(self._content, "<f4", count, start).astype(np.float32)

    def _sizes(self, layer: bytes, at: int) -> tuple[list[int], int]:
        """Returns the sizes of a tensor, and the offset of its numbers."""
        before = 3 if layer == b"fc_2" else 1
        numbers = []
        for _ in range(before + 4):
            length = int.from_bytes(self._content[at : at + 1])
            numbers.append(int.from_bytes(self._content[at + 1 : at + 1 + length], "little"))
            at += 1 + length
        return numbers[before:], at


def _edged(maps: Maps) -> Maps:
    """Pads the maps with a border of zeros."""
    return np.pad(maps, ((0, 0), (1, 1), (1, 1), (0, 0)))


def _largest(maps: Maps) -> Maps:
    """Applies 3 × 3 max pooling with stride 2."""
    high, wide = ((side - 3) // 2 * 2 + 1 for side in maps.shape[1:3])
    rows = np.maximum.reduce([maps[:, at : at + high : 2] for at in range(3)])
    return np.asarray(np.maximum.reduce([rows[:, :, at : at + wide : 2] for at in range(3)]))


def _halved(maps: Maps) -> Maps:
    """Applies 2 × 2 average pooling."""
    high, wide = (side // 2 * 2 for side in maps.shape[1:3])
    parts = [maps[:, y:high:2, x:wide:2] for y in (0, 1) for x in (0, 1)]
    return np.asarray(sum(parts) * np.float32(0.25), np.float32)


def _sum(one: Maps, other: Maps) -> Maps:
    """Adds maps of different sizes, padded with zeros below, right and in channels."""
    if one.shape == other.shape:
        return one + other
    total = np.zeros(np.maximum(one.shape, other.shape), np.float32)
    for maps in (one, other):
        total[tuple(slice(size) for size in maps.shape)] += maps
    return total
