"""Tests that the pruned recogniser reads the same as the complete one."""

import cv2
import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import numpy_helper

from idcard.engines import rapid
from idcard.engines.ctc import BLANK, Alphabet, decode
from idcard.engines.pruned import pruned, pruned_in_process

TEXTS = ("NI LUH ARIANI", "5102054306160859", "JL. MERAK NO. 62", "TABANAN, 03-06-2016")


@pytest.fixture(scope="module")
def folder():
    return rapid._model_folder()


def pictured(text):
    picture = np.full((rapid.LINE_HEIGHT, 20 * len(text) + 24, 3), 230, np.uint8)
    cv2.putText(picture, text, (12, 34), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (30, 30, 30), 2)
    return picture


@pytest.mark.whole
def test_pruned_model_reads_the_same_with_the_same_certainty(folder):
    whole = onnxruntime.InferenceSession(
        folder / rapid.RECOGNISER, providers=["CPUExecutionProvider"]
    )
    signs = whole.get_modelmeta().custom_metadata_map["character"].splitlines()
    alphabet = Alphabet.of([*signs, " "])
    engine = rapid.RapidOcrEngine()
    for text in TEXTS:
        picture = pictured(text)
        plane = (picture.transpose(2, 0, 1)[None].astype(np.float32) / 127.5) - 1
        pad = (-plane.shape[3]) % 8
        plane = np.pad(plane, ((0, 0), (0, 0), (0, 0), (0, pad)))
        known = decode(whole.run(None, {"x": plane})[0][0], alphabet)
        word = engine.recognise([picture])[0]
        assert word.text == known.text
        assert word.text.replace(" ", "") == text.replace(" ", "")
        assert np.allclose(word.certainties, known.certainties, atol=0.1)


def test_only_the_requested_classes_remain(folder):
    classes = [BLANK, 5, 3, 8]
    session = onnxruntime.InferenceSession(
        pruned(folder / rapid.RECOGNISER, classes), providers=["CPUExecutionProvider"]
    )
    answer = session.run(None, {"x": np.zeros((1, 3, 48, 64), np.float32)})[0]
    assert answer.shape == (1, 8, len(classes))
    assert np.allclose(answer.sum(axis=2), 1, atol=1e-5)


def test_onnx_validates_the_model_unchanged_but_for_the_classes(folder):
    classes = [BLANK, 5, 3, 8]
    whole = onnx.load(folder / rapid.RECOGNISER)
    small = onnx.load_from_string(pruned(folder / rapid.RECOGNISER, classes))
    onnx.checker.check_model(small)
    assert small.metadata_props == whole.metadata_props
    assert small.graph.node == whole.graph.node
    changed = 0
    for before, after in zip(whole.graph.initializer, small.graph.initializer, strict=True):
        if before != after:
            changed += 1
            columns = numpy_helper.to_array(before)[..., classes]
            assert np.array_equal(numpy_helper.to_array(after), columns)
    assert changed == 2


def test_pruning_in_another_process_gives_the_same_model(folder):
    classes = [BLANK, 5, 3, 8]
    model = folder / rapid.RECOGNISER
    assert pruned_in_process(model, classes) == pruned(model, classes)


def test_model_with_another_last_layer_is_refused(folder):
    with pytest.raises(ValueError, match="expected"):
        pruned(folder / rapid.DETECTOR, [0, 1])
