r"""What a term in a codebook may say, and how it is read. It parses one term; it does not inflect or search.

=====================  ==================================================================================================
``value proposition``  a phrase, in any case. Each word stands for its inflections ("networks" finds network, networked);
                       white space may be any run of blanks, line breaks or a hyphen; 's or ' may follow a word.
``know-how``           a compound: also "know how", "knowhow" and other hyphens (U+2010, U+2011). Its last part inflects.
``PLN``, ``WaaS``      a word with two or more capitals is a name: in any case, but without inflection save the plural s.
``own*``  ``wom?n``    wildcards inside a word: ``*`` is any number of word characters, also none; ``?`` is exactly one.
``"WaaS"``             exact: these letters in this case and no other form. Only white space and the shape of apostrophes
                       and hyphens may differ.
``/wom[ae]n/``         a regular expression (``/…/i`` in any case), run by RE2, so no look-around and no back-references.
``-own goal``          an exclusion, with any of the above behind the ``-``: a hit of this code that overlaps it is dropped.
=====================  ==================================================================================================

No hit starts or ends inside a word. Letters, digits, combining marks and the underscore make a word; an emoji sequence is
not cut either. In scripts that write words together (Chinese, Japanese, Thai, Lao, Khmer, Burmese) letters cannot show
where a word ends: there only combining marks are kept with their letter, and ``*`` does not run on. Korean writes its
particles onto the word: end such a term with ``*``. Apostrophes do not belong to a word: "network" is found in "network's".
A regular expression is held to this too: ``/net/`` finds nothing in "network", ``/net\w*/`` does.

A literal ``*``, ``?``, ``/`` or ``-`` at its place needs the exact form: ``"why not?"``. In a YAML file, put terms with quotation
marks or a leading ``*`` into single quotes: ``- '"WaaS"'``.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

import re2

from discourse.errors import CodebookError
from discourse.themes._fold import HIDDEN, characters

QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»"}
HYPHENS = "-\u2010\u2011\ufe63\uff0d"


@dataclass(frozen=True)
class Term:
    """One term of one code: words and the gaps (" " or "-") between them, or the pattern of a regular expression."""

    code: str
    written: str
    kind: Literal["phrase", "exact", "regex"]
    exclude: bool
    words: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    pattern: str = ""

    def refuse(self, why: str) -> CodebookError:
        """The error that names this term."""
        return _refuse(self.code, self.written, why)


def parse_term(written: object, code: str) -> Term:
    """Read one term; raises CodebookError that names code and term.

    >>> parse_term("-own* goal", "ownership")
    Term(code='ownership', written='-own* goal', kind='phrase', exclude=True, words=('own*', 'goal'), gaps=(' ',), pattern='')
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
    if body[0] in QUOTES:
        closing = {QUOTES[body[0]], '"', "”"}
        if len(body) < 2 or body[-1] not in closing or not body[1:-1].strip():
            raise _refuse(code, written, 'an exact form stands between two quotation marks, as "WaaS"')
        return Term(code, written, "exact", exclude, *_split(body[1:-1]))
    if re.search(r"(^|\s)(…|\.\.\.)(\s|$)", body):
        raise _refuse(code, written, "gaps (…) between words cannot be searched yet; write the whole phrase, or /own\\w*.{0,40}network/")
    words, gaps = _split(body)
    if not any(c not in "*?" for c in "".join(words)):
        raise _refuse(code, written, "only wildcards, which would find every word; give at least one letter")
    return Term(code, written, "phrase", exclude, words, gaps)


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
