"""find_stance: how people put what they say: hedged or boosted, moved, as I or we, to whom, agreeing or not. It weighs no argument."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from tqdm import tqdm

from discourse.corpus import Corpus, as_utterances
from discourse.segments import split
from discourse.themes._as_codings import Passage, as_codings, mind_quotes
from discourse.themes._names import Named, named
from discourse.themes._search import What
from discourse.themes._stance_words import read_words
from discourse.themes.questions import asked_in
from discourse.themes.terms import find_terms

VERSION = 1


def find_stance(
    corpus: Corpus | Sequence[str] | pd.Series,
    *,
    lexicon: str | Path | pd.DataFrame | None = None,
    language: str = "en",
    inflect: bool = False,
    quoted: What = "skip",
    coder: str | None = None,
    progress: bool = False,
) -> pd.DataFrame:
    """Find hedges, boosters, attitude, self- and other-mention, modality, questions, agreement, and people addressed by name.

    Parameters
    ----------
    corpus
        A Corpus, or texts, which are then the utterances "1", "2", …. Names and "towards whom" need a Corpus.
    lexicon
        A table of your own, as the path of a CSV file or a DataFrame: ``category term`` and, if you like, ``note``. None takes
        the shipped English one, ``data/lexicons/stance-en.csv``, made for this project, which you may copy and edit; its
        README names the literature that the categories come from.
    language
        A code such as "en" or "de": whose sentences and questions. Only English has a lexicon.
    inflect
        Whether a term stands for its inflections, as in `find_terms`. Else it is found as it is written, in any case: "I
        think" is a hedge, "I thought" is a memory. Wildcards, exact forms and exclusions work either way.
    quoted
        What becomes of passages in words that repeat somebody, as in `find_terms`: "skip" them, since the stance is not the
        writer's, "mark" them in the ``reason``, or "keep" them.
    coder
        The name in the column ``coder``; else "stance:en:1", the number being the version of rules and words, and for a
        lexicon of your own its fingerprint.
    progress
        Show a bar.

    Returns
    -------
    Codings ``utterance start end code coder quote score reason``. Codes are "stance/" and the category; the shipped ones are

    ==========================================  =================================================================
    ``hedge`` ``booster``                       less, or more, commitment: "perhaps", "I think"; "clearly"
    ``attitude``                                feeling and valuation: "unfortunately", "I love", "unfair"
    ``self-mention/I`` ``self-mention/we``      the first person
    ``other-mention/you`` ``other-mention/they``  the second and third person
    ``engagement``                              readers drawn in: "Imagine", "let's", "as you know"
    ``modality/possibility`` ``/obligation`` ``/prediction``  modal verbs and their kin
    ``agreement`` ``disagreement``              ``reason`` says towards whom: somebody named in the sentence, else the
                                                participant who is answered (``reply_to``)
    ``question``, ``question/open`` …           whole sentences, as `find_questions` tells them
    ``name/address`` ``name/mention``           a participant of the thread, spoken to or spoken of by name
    ==========================================  =================================================================

    ``score`` is 1 for words; for a name 1, and 0.5 where several participants have it; for questions see `find_questions`.
    ``attrs["stance"]`` says which lexicon was used. Irony is not seen, and "No" may answer a question without disagreeing. Most
    agreement is not said in so many words and is missed; ``data/lexicons/README.md`` has the figures. A project takes the
    findings once it has the codes: ``for code in found["code"].unique(): study.define(code)``.

    Raises UnknownLanguage where no lexicon is shipped and none given, FrameError for a table with a missing column, an empty
    cell or a doubled term (names the row), CodebookError for a term that cannot be read.

    Examples
    --------
    >>> said = pd.DataFrame({"text": ["Who owns it?", "I agree, Ana. Perhaps nobody."], "participant": ["Ana", "Ben"]})
    >>> found = find_stance(Corpus(said.assign(reply_to=[None, "1"])))
    >>> found[["utterance", "code", "quote"]].values.tolist()
    [['1', 'stance/question/open', 'Who owns it?'], ['2', 'stance/self-mention/I', 'I'], ['2', 'stance/agreement', 'agree'],
     ['2', 'stance/name/address', 'Ana'], ['2', 'stance/hedge', 'Perhaps'], ['2', 'stance/other-mention/they', 'nobody']]
    >>> found["reason"][2]
    'agree; towards Ana, named in the sentence'
    """
    said = as_utterances(corpus)
    ids, texts = said["id"].tolist(), said["text"].tolist()
    split([], language=language)  # an unknown language is told, whatever the texts
    words = read_words(lexicon, language, inflect=inflect)
    coder = coder or f"stance:{language}:{VERSION if lexicon is None else words.fingerprint}"
    worded = find_terms(corpus, words.lexicon, coder=coder, progress=progress)
    notes = {key: f"{key[1]} ({note})" if note else key[1] for key, note in words.notes.items()}
    told = [notes[key] for key in zip(worded["code"].tolist(), worded["reason"].tolist(), strict=True)]
    names = list(named(said, language=language))
    worded["reason"] = _towards(worded, told, said, names, language)
    worded["code"] = "stance/" + worded["code"]
    asked = as_codings(_questions(texts, language, progress), ids, texts, coder)
    called = as_codings((_called(name) for name in names), ids, texts, coder)
    found = mind_quotes(_in_order([worded, asked, called], ids), said, quoted, language)
    found.attrs["stance"] = {"lexicon": words.name, "fingerprint": words.fingerprint, "rules": VERSION, "inflect": inflect}
    return found


def _questions(texts: Sequence[str], language: str, progress: bool) -> Iterator[Passage]:
    for row, text in enumerate(tqdm(texts, desc="questions", disable=not progress)):
        for start, end, code, score, reason in asked_in(text, language):
            yield Passage(row, start, end, f"stance/{code}", score, reason)


def _called(name: Named) -> Passage:
    code, how = ("address", "spoken to") if name.addressed else ("mention", "spoken of")
    score = 1.0 if len(name.people) == 1 else 0.5
    return Passage(name.row, name.start, name.end, f"stance/name/{code}", score, f"{how}: {' or '.join(name.people)}")


def _towards(worded: pd.DataFrame, told: list[str], said: pd.DataFrame, names: Sequence[Named], language: str) -> pd.Series:
    """The reasons, with those of agreement and disagreement saying towards whom."""
    place = {name: row for row, name in enumerate(said["id"].tolist())}
    texts, answered = said["text"].tolist(), _answered(said, place)
    by_row: dict[int, list[Named]] = {}
    for name in names:
        by_row.setdefault(name.row, []).append(name)
    sentences: dict[int, list[tuple[int, int]]] = {}
    concerned = np.flatnonzero(worded["code"].str.fullmatch(r"(?:dis)?agreement(?:/.*)?").to_numpy(bool))
    rows = [place[utterance] for utterance in worded["utterance"].take(concerned).tolist()]
    for index, row, start in zip(concerned.tolist(), rows, worded["start"].take(concerned).tolist(), strict=True):
        whom = answered[row]
        if row in by_row:
            if row not in sentences:
                sentences[row] = split([texts[row]], language=language)[0]
            whom = _named_near(start, by_row[row], sentences[row]) or whom
        told[index] = f"{told[index]}; {whom}"
    return pd.Series(told, index=worded.index, dtype="str")


def _named_near(start: int, names: Sequence[Named], sentences: Sequence[tuple[int, int]]) -> str:
    """Who is named nearest to a word in its sentence."""
    first, last = next(((a, b) for a, b in sentences if a <= start < b), (0, 0))
    here = [name for name in names if first <= name.start < last]
    return f"towards {' or '.join(min(here, key=lambda n: abs(n.start - start)).people)}, named in the sentence" if here else ""


def _answered(said: pd.DataFrame, place: dict[str, int]) -> list[str]:
    """Whom each utterance answers, in words."""
    people = [who if isinstance(who, str) else "somebody unnamed" for who in said["participant"].tolist()]
    return [
        f"towards {people[place[parent]] if parent in place else 'somebody unknown'}, who is answered ({parent})"
        if isinstance(parent, str)
        else "answers nobody"
        for parent in said["reply_to"].tolist()
    ]


def _in_order(several: list[pd.DataFrame], ids: Sequence[str]) -> pd.DataFrame:
    filled = [frame for frame in several if len(frame)]
    if not filled:
        return several[0]
    found = pd.concat(filled, ignore_index=True)
    place = {name: row for row, name in enumerate(ids)}
    order = found.assign(row=found["utterance"].map(place)).sort_values(["row", "start", "end", "code"]).index
    return found.loc[order].reset_index(drop=True)


__all__: Sequence[str] = ("find_stance",)
