"""Tests of the face network in numpy against dlib's own implementation."""

from pathlib import Path

import cv2
import dlib
import face_recognition_models
import numpy as np
import pytest

from idcard.engines.resnet import SIZE, FaceNetwork
from idcard.specimen.faces import portrait

FILE = Path(face_recognition_models.face_recognition_model_location())


@pytest.fixture(scope="module")
def chips():
    drawn = [np.asarray(portrait(seed).convert("RGB")) for seed in (3, 8)]
    small = [cv2.resize(one, (SIZE, SIZE), interpolation=cv2.INTER_AREA) for one in drawn]
    noise = np.random.default_rng(5).integers(0, 256, (SIZE, SIZE, 3), np.uint8)
    return np.stack([*small, noise, np.zeros_like(noise), np.full_like(noise, 255)])


@pytest.mark.whole
def test_network_computes_the_numbers_of_dlib(chips):
    theirs = dlib.face_recognition_model_v1(str(FILE)).compute_face_descriptor(list(chips))
    ours = FaceNetwork(FILE).describe(chips)
    assert ours.shape == (len(chips), 128)
    assert np.abs(ours - np.array([list(one) for one in theirs])).max() < 1e-5
    assert np.linalg.norm(ours[0] - ours[2]) > 0.3


@pytest.mark.parametrize("length", [0, 300, 343, 30_000, -1])
def test_truncated_file_is_refused(tmp_path, length):
    short = tmp_path / "cut.dat"
    short.write_bytes(FILE.read_bytes()[:length] if length >= 0 else FILE.read_bytes()[:-4096])
    with pytest.raises(ValueError, match="another network"):
        FaceNetwork(short)


def test_another_network_is_refused(tmp_path):
    other = tmp_path / "other.dat"
    content = FILE.read_bytes()
    first = content.index(b"con_4")
    second = content.index(b"con_4", first + 5)
    other.write_bytes(content[:first] + content[second:])
    with pytest.raises(ValueError, match="another network"):
        FaceNetwork(other)
