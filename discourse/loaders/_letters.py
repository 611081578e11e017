"""Bytes that do not say their encoding: which letters are they? It guesses only where the text then reads like a language.

It opens no file and decides nothing about what is unsure; `_source` does.
"""

from __future__ import annotations

import re

_HIGH_LETTER = re.compile(r"[^\W\d_a-zA-Z]")
_HIGH_RUN = re.compile(r"[^\W\d_a-zA-Z]{3}")
#: What a text in cp1252 is made of beside ASCII: the letters of Western Europe and the signs of a typesetter.
_WESTERN = frozenset("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüŒœŠšŽžŸ€‚„…†‡‰‹›‘’“”•–—™\xa0¡¢£¥§©ª«¬\xad®°±²³´µ¶·¹º»¼½¾¿×÷")


def guess(raw: bytes) -> tuple[str, str] | None:
    """Encoding and text, where the bytes read as cp1252 the way people write, or charset-normalizer is sure of another."""
    if raw.count(0) or sum(byte < 9 for byte in raw[:4096]) > 2:
        return None
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        text = None
    if text is not None:
        high = [c for c in text if c > "\x7f"]
        letters = sum(c.isalpha() and c < "\x80" for c in text)
        strange = sum(c not in _WESTERN for c in high)
        if not strange and len(_HIGH_LETTER.findall(text)) <= 0.2 * letters and len(_HIGH_RUN.findall(text)) <= 0.02 * len(high):
            return "cp1252", text
    names = candidates(raw)
    return (names[0], raw.decode(names[0], "strict")) if len(names) == 1 else None


def candidates(raw: bytes) -> list[str]:
    """The encodings in which these bytes read as a language, by charset-normalizer; of those alike, Windows before Mac."""
    from charset_normalizer import from_bytes  # only here: most files never need it

    sample = raw[:200_000]
    if sum(byte > 127 for byte in sample) < 20:
        return []  # a handful of odd bytes is damage rather than another alphabet
    fits = [m for m in from_bytes(sample) if m.percent_chaos <= 5 and m.percent_coherence >= 15]
    best = max((m.percent_coherence for m in fits), default=0.0)
    near = [m.encoding for m in fits if m.percent_coherence >= 0.8 * best]
    windows = [name for name in near if not name.startswith("mac")] or near
    return [name for name in windows if _decodes(raw, name)]


def _decodes(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def utf16_without_bom(raw: bytes) -> str | None:
    """UTF-16 of which byte order, where every second byte is NUL; else None."""
    sample = raw[:4096]
    if len(sample) < 8 or len(raw) % 2:
        return None
    half = len(sample) // 2
    if sample[1::2].count(0) > 0.6 * half and sample[::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[::2].count(0) > 0.6 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None
