r"""What a term in a codebook may say, and how it is read. It parses one term; it does not inflect or search.

=====================  ====================================================================================================
``value proposition``  a phrase, in any case. Each word stands for its inflections ("networks" finds network, networked);
                       white space may be any run of blanks, line breaks or a hyphen; 's or ' may follow a word.
``know-how``           a compound: also "know how", "knowhow" and other hyphens (U+2010, U+2011). Its last part inflects.
``PLN``, ``WaaS``      a word with two or more capitals is a name: in any case, but without inflection save the plural s.
``own*``  ``wom?n``    wildcards inside a word: ``*`` is any number of word characters, also none; ``?`` is exactly one.
``"WaaS"``             exact: these letters in this case and no other form. Only white space and the shape of apostrophes
                       and hyphens may differ.
``/wom[ae]n/``         a regular expression (``/…/i`` in any case), run by RE2, so no look-around and no back-references.
``own* … network``     a gap of at most 5 words; ``own* …2 network`` of at most 2 (0 to 50); ``...`` will do for ``…``. The parts
                       are phrases or exact forms, in this order; for the other order too write a second term. All of it
                       stands in one sentence, each part goes with the nearest next one, and the passage runs from the first
                       to the last. "owner's" and "know-how" count as one word, a letter of Chinese, Japanese, Thai … too.
``own*/VERB``          only as this part of speech; ``own/VERB|ADJ share/NOUN``. The tags are those of Universal Dependencies,
                       the word is the token that holds its last letter, and ``find_terms(…, language=pipeline)`` needs a
                       spaCy pipeline with a tagger, which reads only the sentences that hold such a term.
``-own goal``          an exclusion, with any of the above behind the ``-``: a hit of this code that overlaps it is dropped.
=====================  ====================================================================================================

No hit starts or ends inside a word. Letters, digits, combining marks and the underscore make a word; an emoji sequence is
not cut either. In scripts that write words together (Chinese, Japanese, Thai, Lao, Khmer, Burmese) letters cannot show
where a word ends: there only combining marks are kept with their letter, and ``*`` does not run on. Korean writes its
particles onto the word: end such a term with ``*``. Apostrophes do not belong to a word: "network" is found in "network's".
A regular expression is held to this too: ``/net/`` finds nothing in "network", ``/net\w*/`` does.

A term that stands twice is searched once; an empty one is refused. A literal ``*``, ``?``, ``/``, ``…`` or ``-`` at its place needs
the exact form: ``"why not?"``. In a YAML file, put terms with quotation
marks or a leading ``*`` into single quotes: ``- '"WaaS"'``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

import re2

from discourse.errors import CodebookError
from discourse.themes._fold import HIDDEN, characters

QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»"}
HYPHENS = "-\u2010\u2011\ufe63\uff0d"
TAGS = frozenset(
    ["ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"]
)
"""Parts of speech, as Universal Dependencies calls them."""
GAP, MOST_GAP = 5, 50
"""How many words a gap may hold when no number says so, and when one does."""


@dataclass(frozen=True)
class Term:
    """One term of one code: words and the gaps (" " or "-") between them, the pattern of a regular expression, or parts of such."""

    code: str
    written: str
    kind: Literal["phrase", "exact", "regex", "parts"]
    exclude: bool
    words: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    pattern: str = ""
    tags: tuple[frozenset[str], ...] = ()
    """For each word the parts of speech that it may be, none for any; empty when no word is limited."""
    parts: tuple[Term, ...] = ()
    within: tuple[int, ...] = ()
    """How many words may stand behind each part but the last."""

    def refuse(self, why: str) -> CodebookError:
        """The error that names this term."""
        return _refuse(self.code, self.written, why)


def parse_term(written: object, code: str) -> Term:
    """Read one term; raises CodebookError that names code and term.

    >>> term = parse_term("-own* goal", "ownership")
    >>> term.exclude, term.words, term.gaps
    (True, ('own*', 'goal'), (' ',))
    """
    if isinstance(written, bool) or not isinstance(written, (str, int, float)):
        raise _refuse(code, written, f"a term is a piece of text, found {type(written).__name__}")
    written = str(written).strip()
    kind = characters().kind
    body = unicodedata.normalize("NFC", "".join(c for c in written if kind[ord(c)] != HIDDEN))
    exclude = len(body) > 1 and body[0] == "-"
    body = body[1:].strip() if exclude else body
    if not body or body == "-":
        raise _refuse(code, written, "nothing to look for; write a word or a phrase, or take the term out")
    if body[0] == "/":
        return Term(code, written, "regex", exclude, pattern=_regex(body, code, written))
    parts = re.split(r"(?:^|(?<=\s))(?:…|\.{3})(\d*)(?=\s|$)", body)
    if len(parts) > 1 and not (body[0] in QUOTES and _is_exact(body) and not set(body[1:-1]) & _CLOSING):
        return _with_gaps(parts, code, written, exclude)
    return _plain(body, code, written, exclude)


def read_query(written: str, code: str) -> Term:
    """The words that somebody types into a search: as a term, but only ``*``, and ``?`` inside a word, say more than they are.

    >>> read_query("-own* goals?", "x").words
    ('own*', 'goals')
    """
    kind = characters().kind
    body = unicodedata.normalize("NFC", "".join(c for c in written if kind[ord(c)] != HIDDEN)).strip()
    bare = re.sub(r"^[^\w*]+|[^\w*]+$", "", body)
    return Term(code, written, "phrase", False, *_split(bare or body))


def _with_gaps(pieces: Sequence[str], code: str, written: str, exclude: bool) -> Term:
    parts, within = [piece.strip() for piece in pieces[::2]], [int(number or GAP) for number in pieces[1::2]]
    if not all(parts):
        raise _refuse(code, written, "a gap (…) stands between two words, with a blank on each side, as own* … network")
    if max(within) > MOST_GAP:
        raise _refuse(code, written, f"a gap of {max(within)} words; {MOST_GAP} is the most, since it stays inside a sentence")
    return Term(code, written, "parts", exclude, parts=tuple(_plain(p, code, written, exclude) for p in parts), within=tuple(within))


def _plain(body: str, code: str, written: str, exclude: bool) -> Term:
    """A phrase or an exact form."""
    if body[0] in QUOTES:
        if not _is_exact(body):
            raise _refuse(code, written, 'an exact form stands between two quotation marks, as "WaaS"')
        return Term(code, written, "exact", exclude, *_split(body[1:-1]))
    if re.search(r"[\w*?](?:…|\.{3})\d*[\w*?]", body):
        raise _refuse(code, written, 'a gap needs a blank on each side, as own* … network; for dots that are meant as such write "…"')
    tagged, gaps = _split(body)
    pairs = [_tag(word, code, written) for word in tagged]
    words = tuple(word for word, _ in pairs)
    if not any(c not in "*?" for c in "".join(words)):
        raise _refuse(code, written, "only wildcards, which would find every word; give at least one letter")
    return Term(code, written, "phrase", exclude, words, gaps, tags=tuple(tags for _, tags in pairs) if any(t for _, t in pairs) else ())


_CLOSING = {*QUOTES.values(), '"'}


def _is_exact(body: str) -> bool:
    return len(body) > 2 and body[-1] in {QUOTES[body[0]], '"', "”"} and bool(body[1:-1].strip())


def _tag(word: str, code: str, written: str) -> tuple[str, frozenset[str]]:
    """A word and the parts of speech behind its slash, if that is what stands there ("and/or" is a word)."""
    bare, _, behind = word.rpartition("/")
    tags = frozenset(behind.split("|"))
    if not bare or not re.fullmatch("[A-Z|]+", behind):
        return word, frozenset()
    if tags <= TAGS:
        return bare, tags
    if near := [good for tag in tags - TAGS if len(tag) > 2 for good in get_close_matches(tag, TAGS, 1, 0.7)]:
        raise _refuse(code, written, f"no part of speech {behind}; did you mean {near[0]}? there are: {' '.join(sorted(TAGS))}")
    return word, frozenset()


def compile_regex(term: Term) -> re2._Regexp:
    """The RE2 program of a regular expression; raises CodebookError that says what RE2 cannot do."""
    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(term.pattern, options)
    except re2.error as error:
        said = error.args[0].decode("utf-8", "replace") if isinstance(error.args[0], bytes) else str(error)
        raise term.refuse(
            f"RE2, which runs regular expressions here, refuses this one ({said}); it has no look-around (?=…) (?!…) (?<=…) (?<!…), "
            "no back-references \\1 and no repetition over 1,000; two terms, or a term with an exclusion, often do the same"
        ) from error


def compile_for_lines(term: Term) -> re2._Regexp | None:
    """The same for UTF-8, with ^ and $ for the ends of lines; none where the pattern says itself what these mean."""
    if re.search(r"\\[AzQC]|\(\?[a-zA-Z]*-", term.pattern):
        return None
    options = re2.Options()
    options.log_errors = False
    return re2.compile(f"(?m){term.pattern}".encode(), options)


def _regex(body: str, code: str, written: str) -> str:
    inner, slash, flags = body[1:].rpartition("/")
    if not slash or flags not in ("", "i"):
        raise _refuse(
            code, written, 'a regular expression ends with / or with /i (any case); for a slash that is meant as such write it as "…"'
        )
    if not inner:
        raise _refuse(code, written, "the regular expression is empty; write a pattern between the slashes")
    return ("(?i)" if flags else "") + inner


def _split(body: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Words and the gaps between them; a hyphen joins only where letters, digits or wildcards stand on both sides."""
    parts = re.split(rf"(\s+|(?<=[\w*?])[{HYPHENS}](?=[\w*?]))", body.strip())
    return tuple(parts[::2]), tuple(" " if gap.isspace() else "-" for gap in parts[1::2])


def _refuse(code: str, written: object, why: str) -> CodebookError:
    return CodebookError(f"codebook: code {code!r}, term {str(written)!r}: {why}")
