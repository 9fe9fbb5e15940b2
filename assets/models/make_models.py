#!/usr/bin/env python3
"""Makes the two models with which the reader process reads words: `find-lines.model` finds lines on
a page, `read-lines.model` reads the letters of a line, which are listed in `letters.txt`.

Input: the PyPI wheel `rapidocr` 3.10.0, unpacked; its folder is the one argument. It carries
PP-OCRv6-small by PaddlePaddle (Apache License 2.0). Tools: onnx 1.19, onnxruntime, numpy.

    pip download --no-deps rapidocr==3.10.0 && unzip rapidocr-3.10.0-py3-none-any.whl -d rapidocr
    python3 make_models.py rapidocr

Changed: the last layer of the model that reads knows 18,709 letters of all scripts; those that are
not Latin letters, digits or marks are cut out, which makes it a quarter faster and half as large.
Weights are kept as half-precision numbers in a file of segments: for each, a byte (0: as it is, 1:
half-precision numbers to be widened to four bytes), the length of what follows in four bytes
(little-endian), and that. The widened segments in order are an ONNX file.

The script checks that the cut model gives to the letters that stay the scores that the whole one
gives, and that half precision changes the letter in no place.
"""

import hashlib
import struct
import sys
import unicodedata
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import numpy_helper

HERE = Path(__file__).resolve().parent
SHA256 = {
    "PP-OCRv6_det_small.onnx": "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f",
    "PP-OCRv6_rec_small.onnx": "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884",
}


def stays(letter):
    if len(letter) != 1:
        return False
    code = ord(letter)
    if code < 0x180 or 0x2010 <= code <= 0x2044 or 0x20A0 <= code <= 0x20BF:
        return not unicodedata.category(letter).startswith("C")
    return letter in "™№℃"


def load(folder, name):
    path = folder / "rapidocr" / "models" / name
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != SHA256[name]:
        sys.exit(f"{path} is another file")
    return onnx.load_from_string(data)


def cut(model):
    """The model with the letters that stay, and these."""
    (said,) = [p.value for p in model.metadata_props if p.key == "character"]
    # Nothing comes first and the space last (PaddleOCR, CTCLabelDecode).
    classes = [None] + said.split("\n") + [" "]
    weights = {one.name: one for one in model.graph.initializer}
    layer, bias = weights["linear_8.w_0"], weights["linear_8.b_0"]
    count = layer.dims[1]
    classes = [c for c in classes if c != ""]
    assert count == len(classes), (count, len(classes))
    kept = [at for at, c in enumerate(classes) if c is None or c == " " or stays(c)]
    for one, axis in ((layer, 1), (bias, 0)):
        whole = numpy_helper.to_array(one)
        one.CopyFrom(numpy_helper.from_array(np.take(whole, kept, axis), one.name))
    model.graph.output[0].type.tensor_type.shape.dim[2].dim_value = len(kept)
    del model.metadata_props[:]
    return kept, "".join(classes[at] for at in kept[1:])


def segments(model):
    """The file of a model, and the ONNX file that it widens to."""
    large = [one for one in model.graph.initializer if one.data_type == 1 and len(one.raw_data) > 256]
    halves = []
    for one in large:
        half = np.frombuffer(one.raw_data, "<f4").astype("<f2")
        wide = half.astype("<f4").tobytes()
        one.raw_data = wide
        halves.append((half.tobytes(), wide))
    data = model.SerializeToString(deterministic=True)
    out, at = [], 0
    for half, wide in halves:
        place = data.index(wide, at)
        out += [segment(0, data[at:place]), segment(1, half)]
        at = place + len(wide)
    out.append(segment(0, data[at:]))
    packed = b"".join(out)
    assert widened(packed) == data
    return packed, data


def widened(packed):
    out, at = [], 0
    while at < len(packed):
        kind, length = struct.unpack_from("<BI", packed, at)
        data = packed[at + 5 : at + 5 + length]
        out.append(np.frombuffer(data, "<f2").astype("<f4").tobytes() if kind else data)
        at += 5 + length
    return b"".join(out)


def segment(kind, data):
    return struct.pack("<BI", kind, len(data)) + data


def scores(model, picture):
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    return onnxruntime.InferenceSession(model, options).run(None, {"x": picture})[0]


def logits(model):
    """The same model without its last step, which makes shares of the scores."""
    other = onnx.ModelProto()
    other.CopyFrom(model)
    last = other.graph.node[-1]
    assert last.op_type == "Softmax"
    del other.graph.node[-1]
    del other.graph.output[:]
    other.graph.output.append(onnx.helper.make_tensor_value_info(last.input[0], 1, None))
    return other.SerializeToString()


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    find = load(folder, "PP-OCRv6_det_small.onnx")
    whole = load(folder, "PP-OCRv6_rec_small.onnx")
    read = onnx.ModelProto()
    read.CopyFrom(whole)
    kept, letters = cut(read)
    picture = np.random.default_rng(1).uniform(-1, 1, (2, 3, 48, 320)).astype("f4")
    before = scores(logits(whole), picture)[:, :, kept]
    after = scores(logits(read), picture)
    # As far apart as two orders of adding numbers.
    assert np.abs(before - after).max() < 1e-4, np.abs(before - after).max()
    (HERE / "letters.txt").write_text(letters, encoding="utf-8")
    for model, name in ((find, "find-lines.model"), (read, "read-lines.model")):
        exact = model.SerializeToString()
        packed, wide = segments(model)
        (HERE / name).write_bytes(packed)
        size = (1, 3, 320, 320) if model is find else (2, 3, 48, 320)
        picture = np.random.default_rng(2).uniform(-1, 1, size).astype("f4")
        a, b = scores(exact, picture), scores(wide, picture)
        assert np.abs(a - b).max() < 0.02, np.abs(a - b).max()
        if model is read:
            assert (a.argmax(2) == b.argmax(2)).all()
        print(name, len(packed), hashlib.sha256(packed).hexdigest(), float(np.abs(a - b).max()))
    print(len(letters), "letters:", letters)


if __name__ == "__main__":
    main()
