"""Texts into the numbers of word pieces, as BERT's lower-case vocabulary has them. It knows no vectors.

The greedy longest match of Devlin et al. (2019): "ownership" stands in the vocabulary, "networkers" becomes "network" and
"##ers". A difference that is meant: an emoji is a word of its own even where it touches another, which BERT would lose both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f"
_WORD = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+|[^\w\s]|_")
_LONGEST = 100
"""A longer "word" is an address or a slip of the keyboard; BERT gives it up, too."""
_REMEMBERED = 1 << 18


class WordPieces:
    """A vocabulary, and the pieces of words that were met before.

    >>> pieces = WordPieces(["net", "##work", "##s", "!"])
    >>> pieces.numbers("Networks!!")
    [0, 1, 2, 3, 3]
    """

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._number = {piece: number for number, piece in enumerate(vocabulary)}
        self._met: dict[str, tuple[int, ...]] = {}

    def numbers(self, text: str, unknown: Sequence[int] = ()) -> list[int]:
        """The numbers of the pieces of a text; ``unknown`` stands for a word that has none."""
        out: list[int] = []
        met = self._met
        for word in words(text):
            found = met.get(word)
            out += (self._pieces(word) if found is None else found) or unknown
        return out

    def _pieces(self, word: str) -> tuple[int, ...]:
        if len(word) > _LONGEST:
            return ()
        if len(self._met) >= _REMEMBERED:
            self._met.clear()
        self._met[word] = pieces = self._cut(word)
        return pieces

    def _cut(self, word: str) -> tuple[int, ...]:
        number, out, start = self._number, [], 0
        while start < len(word):
            for end in range(len(word), start, -1):
                found = number.get(("##" if start else "") + word[start:end])
                if found is not None:
                    out.append(found)
                    start = end
                    break
            else:
                return ()
        return tuple(out)


def words(text: str) -> list[str]:
    """The words, marks and signs of a text in lower case, without accents.

    >>> words("Café 😀网络, self-own!")
    ['cafe', '😀', '网', '络', ',', 'self', '-', 'own', '!']
    """
    text = text.lower()
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
    return _WORD.findall(text)
