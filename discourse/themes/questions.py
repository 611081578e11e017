"""find_questions: the sentences that ask, told by their mark or by their word order. It does not judge whether an answer is wanted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pandas as pd
from tqdm import tqdm

from discourse.corpus import Corpus, as_utterances
from discourse.segments import split
from discourse.themes._as_codings import Passage, as_codings, mind_quotes
from discourse.themes._search import What

VERSION = 1


def find_questions(
    corpus: Corpus | Sequence[str] | pd.Series,
    *,
    language: str = "en",
    quoted: What = "skip",
    coder: str = f"questions:{VERSION}",
    progress: bool = False,
) -> pd.DataFrame:
    """Find the sentences that ask.

    Parameters
    ----------
    corpus
        A Corpus, or texts, which are then the utterances "1", "2", ….
    language
        A code such as "en" or "de". Question marks (? ？ ؟) are found in any language; word order and the kinds of question
        are known for English only.
    quoted
        What becomes of questions in words that repeat somebody, as in `find_terms`: "skip" them, since they are not the
        writer's, "mark" them in the ``reason``, or "keep" them.
    coder
        The name that stands in the column ``coder``; the number in it is the version of the rules.
    progress
        Show a bar.

    Returns
    -------
    Codings ``utterance start end code coder quote score reason``, one row a sentence. ``reason`` names the evidence. Codes:

    ===================  ==========================================================================================
    ``question/open``    begins with a question word: who, what, which, when, where, why, how
    ``question/closed``  a verb before its subject: "Does anybody …", "Is it …"
    ``question/tag``     a statement with a tag: "…, isn't it?", "…, right?"
    ``question``         a question mark and none of these forms ("Really?"), or another language than English
    ===================  ==========================================================================================

    ``score`` ranks the evidence, it is no probability: 1 a question mark; 0.7 a question mark inside quotation marks, where
    the question may be somebody else's; 0.6 no mark, word order alone. Whether a question is rhetorical does not show in
    its form, so no code says it.

    Raises UnknownLanguage, FrameError.

    Examples
    --------
    >>> found = find_questions(["😀 Who owns it? Does anybody know. It is ours, isn’t it?"])
    >>> found[["start", "end", "code", "score"]].values.tolist()
    [[0, 14, 'question/open', 1.0], [15, 33, 'question/closed', 0.6], [34, 55, 'question/tag', 1.0]]
    >>> found["reason"][1]
    'no question mark; verb before subject: “Does anybody”'
    """
    said = as_utterances(corpus)
    texts = said["text"].tolist()
    rows = enumerate(tqdm(texts, desc=coder, disable=not progress))
    found = (Passage(row, *asked) for row, text in rows for asked in asked_in(text, language))
    split([], language=language)  # an unknown language is told, whatever the texts
    return mind_quotes(as_codings(found, said["id"].tolist(), texts, coder), said, quoted, language)


def asked_in(text: str, language: str) -> Iterator[tuple[int, int, str, float, str]]:
    """``start end code score reason`` of each sentence of a text that asks."""
    english = language == "en"
    if not english and not _MARK.search(text):
        return
    for start, end in split([text], language=language)[0]:
        sentence = text[start:end]
        if mark := _MARKED.search(sentence, max(0, len(sentence) - _LOOK)):
            code, form = _form(sentence[: mark.start()]) if english else ("question", "")
            quoted = bool(_QUOTED.match(mark["close"]))
            sign = "question mark inside quotation marks" if quoted else "question mark"
            yield start, end, code, 0.7 if quoted else 1.0, f"{sign}; {form}" if form else sign
        elif english and (order := _unmarked(sentence)):
            yield start + order[0], end, order[1], 0.6, f"no question mark; {order[2]}"


_LOOK = 400
"""Code points at either end of a sentence in which its form is looked for; what runs on for longer is hardly a sentence."""
_MARK = re.compile("[?？؟]")
_MARKED = re.compile(r"[?？؟](?<![(\[].)(?:[!?？؟…]|\.\.+)*(?P<close>[^\w?？؟]*)$")
_QUOTED = re.compile(r"\s?[\"”’»“」』]")

_BE = r"am|is|are|was|were|isn't|aren't|wasn't|weren't|ain't"
_DO = r"do|does|did|don't|doesn't|didn't"
_REST = (
    r"have|has|had|haven't|hasn't|hadn't|can|could|will|would|shall|should|may|might|must|need|"
    r"can't|cannot|couldn't|won't|wouldn't|shan't|shouldn't|mightn't|mustn't|needn't"
)
_ANYONE = r"(?:any|some|every|no)(?:body|one|thing)|no one|none|people|some|any|many|most"
_PRONOUN = rf"i|you|u|we|he|she|they|one|{_ANYONE}"
_SUBJECT = rf"{_PRONOUN}|it|this|that|these|those|there|my|your|our|his|her|their|its|the|an?|all|both|such"
_WH = r"who|whom|whose|what|which|when|where|why|how|what's|who's|where's|how's|when's|why's|who'd|who'll|whatever|wherever"
_BEFORE_WH = r"in|on|at|to|for|from|by|with|of|about|under|since|until|through|into|against|till|according to"
_GREETING = r"(?:hi|hello|hey|dear|thanks|thank you)(?: \w+){0,3}"
_MILD = re.compile(
    r"[^\w\r\n]*_*(?:(?:and|but|or|well|ok|okay|also|anyway|oh|hmm|uh|um|er|erm|sorry|please|again|so(?! do i\b)|"
    rf"{_GREETING})\b(?:[,:.!]|[^\S\r\n])[^\w\r\n]*)*",
    re.I,
)
_FILLER = re.compile(
    r"[\W_]*(?:(?:and|but|so|or|then|now|well|ok|okay|yes|yeah|no|also|anyway|still|oh|ah|hmm|uh|um|er|erm|sorry|please|again|because|honestly|"
    rf"seriously|maybe|perhaps|actually|first|second|third|finally|one|two|three|{_GREETING})\b(?:[,:.!]|\s)\W*)*",
    re.I,
)
_OPEN = re.compile(rf"(?:(?:{_BEFORE_WH})\s+)?(?:{_WH})\b", re.I)
_CLOSED = re.compile(rf"(?:{_BE}|{_DO}|{_REST})\s+(?:not\s+)?(?:(?:{_SUBJECT})\b|[A-Z\u00c0-\u00de]\w+)", re.I)
_TAG_SUBJECT = r"(?:i|you|we|he|she|it|they|there|that|this)"
_TAG = re.compile(
    rf"\w.*?(?:[,–—-]\s*(?P<tag>(?:{_BE}|{_DO}|{_REST})\s+{_TAG_SUBJECT}(?:\s+not)?)|\s(?P<denied>\w+n't\s+{_TAG_SUBJECT}))$"
    r"|\w.*?(?:[,–—-]|\.\.\.|…)\s*(?P<word>right|no|eh|yeah|yes|correct|huh|okay|ok|innit|true|surely|do you think|don't you think)$",
    re.I | re.S,
)
_CLAUSE = re.compile(r"[,;:–—(…“«\"]\s*|\s-\s|\s(?=(?:and|but|or|so)\s)|[.!]\s+")


def _form(sentence: str) -> tuple[str, str]:
    """The kind of a question that has its mark, and the words that tell it."""
    plain = sentence[-_LOOK:].replace("’", "'").replace("`", "'")
    if kind := _first_words(sentence[:_LOOK].replace("’", "'").replace("`", "'"), 0):
        return kind
    if tag := _TAG.search(plain.rstrip(" \"”'*_")):
        return "question/tag", f"tag “{tag['tag'] or tag['denied'] or tag['word']}”"
    clauses = (_first_words(plain, clause.end()) for clause in reversed(list(_CLAUSE.finditer(plain))))
    return next((kind for kind in clauses if kind), ("question", "no form of a question besides"))


def _first_words(plain: str, at: int) -> tuple[str, str] | None:
    at = filler.end() if (filler := _FILLER.match(plain, at)) else at
    if found := _OPEN.match(plain, at):
        return "question/open", f"begins with “{found[0]}”"
    if found := _CLOSED.match(plain, at):
        return "question/closed", f"verb before subject: “{found[0]}”"
    return None


# Without a mark only what is hardly anything else: no "Do it", "Had I known", "May you …", "So do I", "What is clear is …".
_PLAINLY_CLOSED = re.compile(
    rf"(?:(?:do|does|did|have|has|doesn't|didn't|haven't|hasn't|can|could|will|would|can't|couldn't|won't|wouldn't|shall)\s+(?:{_PRONOUN})\b"
    rf"|(?:is|are|was|am|isn't|aren't|wasn't)\s+(?:{_PRONOUN}|it|this|that|these|those|there|your|my|our|his|their|the)\b"
    r"|(?:does|did|doesn't|didn't|has|hasn't|can|could|would|can't|won't)\s+(?:it|this|that|these|those|there|your|my|our|his|her|their|the)\b"
    r")(?!\W*$)(?!\s+(?:dare|worry)\b)",
    re.I,
)
_PLAINLY_OPEN = re.compile(
    rf"(?:(?:{_BEFORE_WH})\s+)?(?:who|whom|when|where|why|(?:what|which|whose|how)(?:\s+(?!(?:{_SUBJECT}|{_BE}|{_DO}|{_REST})\b)\w+){{0,2}}?)\s+"
    rf"(?:(?:{_DO}|have|has|can|could|will|would|should|can't|won't|wouldn't|shouldn't|is|are|was|were|am)\s+"
    rf"(?:{_PRONOUN}|it|this|that|these|those|there|your|my|our|his|her|their|the)\b)",
    re.I,
)
_LINE = re.compile(r"(?:\A|[\r\n])[^\S\r\n]*")


def _unmarked(sentence: str) -> tuple[int, str, str] | None:
    """Where a question without a mark begins in a sentence (at its head or at a line's), its kind and the words that tell it."""
    plain = sentence.replace("’", "'").replace("`", "'")
    if plain.rstrip("\"”'*_) ").endswith(("!", ":", ";", ",")):
        return None
    for line in _LINE.finditer(plain):
        mild = _MILD.match(plain, line.end(), line.end() + _LOOK)
        at = mild.end() if mild else line.end()
        if found := _PLAINLY_OPEN.match(plain, at):
            return line.end(), "question/open", f"word order: “{found[0]}”"
        if found := _PLAINLY_CLOSED.match(plain, at):
            return line.end(), "question/closed", f"verb before subject: “{found[0]}”"
    return None


__all__: Sequence[str] = ("asked_in", "find_questions")
