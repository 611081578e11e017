"""Texts become words: where each stands, what it is a form of, and whether it only holds others together. Nothing is counted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from discourse import errors

if TYPE_CHECKING:
    from spacy.language import Language

BATCH = 1 << 20
"""Code points that are read at once."""
WIDELY = 0.3
"""Without a language, a word that stands in more than this share of the texts counts as a function word."""
OTHER, NOUN, ADJECTIVE, PREPOSITION, DETERMINER, VERB = range(6)
"""Parts of speech, as far as the patterns of phrases tell them apart."""

_TAGS = {"NOUN": NOUN, "PROPN": NOUN, "ADJ": ADJECTIVE, "ADP": PREPOSITION, "DET": DETERMINER, "VERB": VERB}
_CONTENT = frozenset(
    ("amount", "bottom", "call", "empty", "front", "full", "move", "name", "own", "part", "serious", "show", "side", "top", "whole")
)
"""Words in spaCy's English list of function words that say something (Nothman, Qin and Yurchak 2018, NLP-OSS)."""
_CHAT = frozenset(
    ("somebody", "anybody", "everybody", "yes", "yeah", "no", "oh", "hi", "hey", "hello", "thank", "thanks", "ok", "okay", "let")
)
"""Words that hold an English conversation together, and stand in no list made from books."""
_ELIDES = frozenset({"fr", "it", "ca", "oc", "co"})
_CAPITALS = frozenset({"de", "lb"})
"""Languages that write nouns with a capital, so that it tells "Haus" from a form of "hausen"."""
_BETWEEN = "\n\n\n"


@dataclass(frozen=True)
class Words:
    """The words of some texts, one after the other; all arrays have one entry a word."""

    row: NDArray[np.int64]
    """Which text."""
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    lemma: NDArray[np.int64]
    """Number of the lemma in `lemmas`."""
    stop: NDArray[np.bool_]
    """A function word, a number, or a single letter."""
    joined: NDArray[np.bool_]
    """Nothing but blanks, or one line break, stands between it and the word before."""
    dense: NDArray[np.bool_]
    """One character of a script that writes words together."""
    tag: NDArray[np.int64] | None
    lemmas: list[str] = field(repr=False)
    language: str | None

    def __len__(self) -> int:
        return len(self.row)


def read_words(texts: Sequence[str], language: str | Language | None = "en", *, progress: str | None = None) -> Words:
    """The words of these texts.

    A word is a run of letters and digits with the apostrophes, hyphens and marks inside it; in scripts that write words together
    it is one character. Web and mail addresses and @names are passed over.

    Parameters
    ----------
    language
        A code such as "de": lemmas from simplemma, function words from spaCy's list, as far as either knows the language.
        None: words as they are written, and the most widely used ones for function words. A spaCy pipeline with a tagger adds
        parts of speech and its own lemmas.
    progress
        The name of a bar to show.

    Raises UnknownLanguage for a code that neither library knows.

    >>> words = read_words(["The networks that we OWN: http://x.org"])
    >>> [words.lemmas[i] for i in words.lemma], words.stop.tolist()
    (['the', 'network', 'that', 'we', 'own'], [True, False, True, True, False])
    """
    code = language if language is None or isinstance(language, str) else str(language.lang)
    stops, lemma_of, code = _know(code)
    pattern = _pattern(code in _ELIDES)
    vocabulary: dict[str, int] = {}
    nothing = (np.empty(0, np.int64),) * 5
    bar = tqdm(list(_batches(texts)), desc=progress, disable=progress is None)
    parts = [nothing, *(_read(texts[a:b], a, pattern, vocabulary, code in _ELIDES) for a, b in bar)]
    row, start, end, form, joined = (np.concatenate(column) for column in zip(*parts, strict=True))
    plain = [_plain(f) for f in vocabulary]
    folded = [f.casefold() for f in plain]
    dense = np.array([_is_dense(f) for f in folded], np.bool_)
    several = [lemma_of(f) for f in plain]
    lemmas = {w: n for n, w in enumerate(dict.fromkeys(several))}
    lemma = np.array([lemmas[w] for w in several], np.int64)
    stop = np.array([_is_function(f, stops) or w in stops for f, w in zip(folded, several, strict=True)], np.bool_)
    if code == "en":
        end -= np.array([0 if s or not f.endswith("'s") else 2 for f, s in zip(folded, stop, strict=True)], np.int64)[form]
    if code is None and len(texts) >= 10:
        wide = np.bincount(np.unique(np.stack([lemma[form], row]), axis=1)[0], minlength=len(lemmas)) > WIDELY * len(texts)
        stop |= wide[lemma] & ~dense
    words = Words(row, start, end, lemma[form], stop[form], joined.astype(np.bool_), dense[form], None, list(lemmas), code)
    return words if language is None or isinstance(language, str) else _tagged(words, texts, language)


def _batches(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    first = size = 0
    for place, text in enumerate(texts):
        if size and size + len(text) > BATCH:
            yield first, place
            first, size = place, 0
        size += len(text) + 1
    if size:
        yield first, len(texts)


def _read(
    texts: Sequence[str], offset: int, pattern: re.Pattern[str], vocabulary: dict[str, int], elides: bool
) -> tuple[NDArray[np.int64], ...]:
    """Row, start, end, form and joined of the words of some texts, read as one."""
    buffer = _BETWEEN.join(texts)
    if "@" in buffer or "://" in buffer or "www." in buffer:
        buffer = _ADDRESS.sub(lambda found: "\x00" * len(found[0]), buffer)
    found = [(m[0], m.start()) for m in pattern.finditer(buffer)]
    form = np.array([vocabulary.setdefault(w, len(vocabulary)) for w, _ in found], np.int64)
    start = np.array([s for _, s in found], np.int64)
    end = start + np.array([len(w) for w, _ in found], np.int64)
    first = np.cumsum([0, *(len(t) + len(_BETWEEN) for t in texts[:-1])])
    row = np.searchsorted(first, start, "right") - 1
    joined = np.zeros(len(start), np.bool_)
    if len(start) > 1:
        gap = start[1:] - end[:-1]
        joined[1:] = gap == 0
        points = np.frombuffer(buffer.encode("utf-32-le", "surrogatepass"), np.uint32)
        one = np.flatnonzero(gap == 1)
        joined[one + 1] = np.isin(points[end[one]], _blanks(elides))
        for place in np.flatnonzero((gap > 1) & (gap < 80)):
            between = buffer[end[place] : start[place + 1]]
            joined[place + 1] = between.isspace() and between.replace("\r\n", "\n").count("\n") < 2
    return row + offset, start - first[row], end - first[row], form, joined.astype(np.int64)


_ADDRESS = re.compile(r"\w{2,8}://\S{1,2000}|\bwww\.\S{1,2000}|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,255}|@\w{1,64}")
_DENSE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff\u1a20-\u1aaf\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u30ff"
    "\u3100-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua9e0-\ua9ff\uaa60-\uaa7f\uf900-\ufaff\uff66-\uff9f"
    "\U0001aff0-\U0001b16f\U00020000-\U000323af"
)


@lru_cache(maxsize=2)
def _pattern(elides: bool) -> re.Pattern[str]:
    marks = _ranges([p for p in (*range(0x300, 0x20000), *range(0xE0100, 0xE01F0)) if unicodedata.category(chr(p))[0] == "M"])
    letter = rf"[^\W_{_DENSE}]"
    inside = r"\-_\u200c\u200d\u00ad\u2010\u2011" + ("" if elides else "'’ʼ")
    return re.compile(rf"{letter}(?:{letter}++|[{marks}]++|[{inside}](?={letter}))*+|[{_DENSE}](?<=\w)[{marks}]*+")


def _ranges(points: Sequence[int]) -> str:
    """A class of characters, as a regular expression writes it."""
    several = np.split(np.array(points), np.flatnonzero(np.diff(points) > 1) + 1)
    return "".join(f"\\U{part[0]:08x}-\\U{part[-1]:08x}" for part in several)


@lru_cache(maxsize=2)
def _blanks(elides: bool) -> NDArray[np.uint32]:
    blanks = [p for p in range(0x3001) if chr(p).isspace() and p not in (0x2028, 0x2029)]
    return np.array([*blanks, *(map(ord, "'’ʼ") if elides else ())], np.uint32)


def _plain(form: str) -> str:
    return unicodedata.normalize("NFC", form).translate(_ALIKE)


_ALIKE = str.maketrans({"’": "'", "ʼ": "'", "\u2010": "-", "\u2011": "-", "\u00ad": None})


def _is_dense(form: str) -> bool:
    return re.match(f"[{_DENSE}]", form) is not None


def _is_function(word: str, stops: frozenset[str]) -> bool:
    """Whether a folded form is a function word, a number or a single letter."""
    if word in stops or (len(word) == 1 and not _is_dense(word)) or not any(c.isalpha() for c in word):
        return True
    head, apostrophe, tail = word.partition("'")
    return bool(apostrophe) and len(tail) < 4 and (head in stops or head.removesuffix("n") in stops or f"{head}'" in stops)


def _know(language: str | None) -> tuple[frozenset[str], Callable[[str], str], str | None]:
    """Function words and lemmas of a language, and its code ("en-GB" is "en")."""
    if language is None:
        return frozenset(), str.casefold, None
    import spacy
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

    code = language.replace("_", "-").partition("-")[0].lower()
    stops: frozenset[str] | None = None
    if re.fullmatch("[a-z]{2,3}", code):
        try:
            defaults = spacy.util.get_lang_class(code).Defaults
            several = {w.casefold().replace("’", "'") for w in (*defaults.stop_words, *defaults.tokenizer_exceptions)}
            stops = frozenset(w for w in several if w in defaults.stop_words or ("'" in w and w[:1].isalpha()))
        except ImportError:
            stops = None  # spaCy does not know the language; simplemma may
    if stops is None and code not in SUPPORTED_LANGUAGES:
        raise errors.UnknownLanguage(
            f"no function words and no lemmas are known for the language {language!r}; "
            f"{errors.known(code, sorted(SUPPORTED_LANGUAGES), 'there are', 60)}; language=None takes words as they are written"
        )
    if code == "en":
        stops = (stops or frozenset()) - _CONTENT | _CHAT
    return stops or frozenset(), lemmatizer(code) if code in SUPPORTED_LANGUAGES else str.casefold, code


def lemmatizer(code: str) -> Callable[[str], str]:
    """What gives the lemma of a word, by simplemma's table for this language; a word that it does not know is its own."""
    table = _table(code)

    def lemma(word: str) -> str:
        low = word.casefold()
        if code == "en":
            low = low.removesuffix("'s").removesuffix("'")
        ways = (word, low) if code in _CAPITALS else (low, low.capitalize(), word)
        return next((known for form in ways if (known := table.get(form)) is not None), low).casefold()

    return lemma


@lru_cache(maxsize=2)
def _table(code: str) -> Mapping[str, str]:
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    table: Mapping[str, str] = DefaultDictionaryFactory().get_dictionary(code)
    return table


def _tagged(words: Words, texts: Sequence[str], pipeline: Language) -> Words:
    """The words with the parts of speech and the lemmas of a pipeline; as they were when it tags nothing."""
    tag, lemma, lemmas, seen = np.zeros(len(words), np.int64), words.lemma.copy(), {w: n for n, w in enumerate(words.lemmas)}, False
    pieces = [(row, a, b) for row, text in enumerate(texts) for a, b in _pieces(text)]
    needless = [p for p in ("ner", "parser", "senter", "sentencizer") if p in pipeline.pipe_names]
    first = np.searchsorted(words.row, np.arange(len(texts) + 1))
    with pipeline.select_pipes(disable=needless):
        for (row, a, b), doc in zip(pieces, pipeline.pipe(texts[row][a:b] for row, a, b in pieces), strict=True):
            seen |= doc.has_annotation("POS")
            mine = np.arange(first[row], first[row + 1])
            mine = mine[(words.start[mine] >= a) & (words.end[mine] <= b)]
            for place, token in zip(mine, _heads(doc, words.start[mine] - a, words.end[mine] - a), strict=True):
                tag[place] = _TAGS.get(token.pos_, OTHER)
                if token.lemma_ and token.idx == words.start[place] - a and len(token) == words.end[place] - words.start[place]:
                    lemma[place] = lemmas.setdefault(token.lemma_.lower(), len(lemmas))
    return replace(words, tag=tag, lemma=lemma, lemmas=list(lemmas)) if seen else words


def _heads(doc: Any, start: NDArray[np.int64], end: NDArray[np.int64]) -> Iterator[Any]:
    """For each word the last token in it that is no mere ending or sign ("know-how" is what "how" is, "Ana's" what "Ana" is)."""
    begins = np.array([t.idx for t in doc], np.int64)
    for a, b in zip(start, end, strict=True):
        last = int(np.searchsorted(begins, b)) - 1
        while last > 0 and begins[last] > a and doc[last].pos_ in ("PART", "PUNCT", "SYM"):
            last -= 1
        yield doc[last]


def _pieces(text: str, most: int = 50_000) -> Iterator[tuple[int, int]]:
    """A long text in parts that a pipeline takes, cut at blanks where there are any."""
    start = 0
    while start < len(text):
        end = start + most
        if end < len(text) and (blank := max(text.rfind(" ", start, end), text.rfind("\n", start, end))) > start:
            end = blank
        yield start, min(end, len(text))
        start = end
