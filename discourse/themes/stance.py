"""find_stance: how people put what they say: hedged or boosted, moved, as I or we, to whom, agreeing or not. It weighs no argument."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd
from tqdm import tqdm

from discourse.corpus import Corpus
from discourse.language import split_sentences
from discourse.themes._as_codings import Passage, as_codings
from discourse.themes._names import Named, named
from discourse.themes._stance_words import read_words
from discourse.themes.questions import asked_in
from discourse.themes.terms import _said, find_terms

VERSION = 1


def find_stance(
    corpus: Corpus | Sequence[str] | pd.Series,
    *,
    lexicon: str | Path | pd.DataFrame | None = None,
    language: str = "en",
    inflect: bool = False,
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
    ``attrs["stance"]`` says which lexicon was used. Words inside quotation marks count as the writer's: leave them out
    first where that matters. Irony is not seen, and "No" may answer a question without disagreeing.

    Raises UnknownLanguage where no lexicon is shipped and none given, FrameError for a table with a missing column, an empty
    cell or a doubled term (names the row), CodebookError for a term that cannot be read.

    Examples
    --------
    >>> said = pd.DataFrame({"text": ["Who owns it?", "I agree, Ana. Perhaps nobody."], "participant": ["Ana", "Ben"], "reply_to": [None, "1"]})
    >>> found = find_stance(Corpus(said))
    >>> found[["utterance", "code", "quote"]].values.tolist()
    [['1', 'stance/question/open', 'Who owns it?'], ['2', 'stance/self-mention/I', 'I'], ['2', 'stance/agreement', 'agree'],
     ['2', 'stance/name/address', 'Ana'], ['2', 'stance/hedge', 'Perhaps'], ['2', 'stance/other-mention/they', 'nobody']]
    >>> found["reason"][2]
    'agree; towards Ana, named in the sentence'
    """
    said = _said(corpus)
    ids, texts = said["id"].tolist(), said["text"].tolist()
    words = read_words(lexicon, language, inflect=inflect)
    coder = coder or f"stance:{language}:{VERSION if lexicon is None else words.fingerprint}"
    worded = find_terms(corpus, words.lexicon, coder=coder, progress=progress)
    notes = {key: f"{key[1]} ({note})" if note else key[1] for key, note in words.notes.items()}
    worded["reason"] = pd.Series(
        [notes[key] for key in zip(worded["code"], worded["reason"], strict=True)], index=worded.index, dtype="str"
    )
    names = list(named(said, language=language))
    _towards(worded, said, names, language)
    worded["code"] = "stance/" + worded["code"]
    asked = as_codings(_questions(texts, language, progress), ids, texts, coder)
    called = as_codings((_called(name) for name in names), ids, texts, coder)
    found = _in_order([worded, asked, called], ids)
    found.attrs["stance"] = {"lexicon": words.name, "fingerprint": words.fingerprint, "terms": len(words.notes), "rules": VERSION, "inflect": inflect}
    return found


def _questions(texts: Sequence[str], language: str, progress: bool) -> Iterator[Passage]:
    for row, text in enumerate(tqdm(texts, desc="questions", disable=not progress)):
        yield from (Passage(row, start, end, f"stance/{code}", *rest) for start, end, code, *rest in asked_in(text, language))


def _called(name: Named) -> Passage:
    how = "spoken to" if name.addressed else "spoken of"
    who = " or ".join(name.people)
    return Passage(name.row, name.start, name.end, f"stance/name/{'address' if name.addressed else 'mention'}", 1 / min(2, len(name.people)), f"{how}: {who}")


def _towards(worded: pd.DataFrame, said: pd.DataFrame, names: Sequence[Named], language: str) -> None:
    """Write into the reasons of agreement and disagreement towards whom it is."""
    concerned = worded.index[worded["code"].str.fullmatch(r"(?:dis)?agreement(?:/.*)?")]
    place = {name: row for row, name in enumerate(said["id"])}
    by_row: dict[int, list[Named]] = {}
    for name in names:
        by_row.setdefault(name.row, []).append(name)
    sentences: dict[int, list[tuple[int, int]]] = {}
    for index in concerned:
        row, start = place[worded.at[index, "utterance"]], int(worded.at[index, "start"])
        whom = _answered(said, place, row)
        if row in by_row:
            if row not in sentences:
                sentences[row] = split_sentences([said.at[row, "text"]], language=language)[0]
            first, last = next((span for span in sentences[row] if span[0] <= start < span[1]), (0, 0))
            here = [n for n in by_row[row] if first <= n.start < last]
            near = min(here, key=lambda n: abs(n.start - start), default=None)
            whom = f"{' or '.join(near.people)}, named in the sentence" if near else whom
        worded.at[index, "reason"] = f"{worded.at[index, 'reason']}; {whom and 'towards ' + whom or 'answers nobody'}"


def _answered(said: pd.DataFrame, place: dict[str, int], row: int) -> str:
    parent = said.at[row, "reply_to"]
    if not isinstance(parent, str):
        return ""
    who = said.at[place[parent], "participant"] if parent in place else None
    return f"{who if isinstance(who, str) else 'somebody unnamed'}, who is answered ({parent})"


def _in_order(several: list[pd.DataFrame], ids: Sequence[str]) -> pd.DataFrame:
    filled = [frame for frame in several if len(frame)]
    if not filled:
        return several[0]
    found = pd.concat(filled, ignore_index=True)
    place = {name: row for row, name in enumerate(ids)}
    return (
        found.assign(_row=found["utterance"].map(place)).sort_values(["_row", "start", "end", "code"], ignore_index=True).drop(columns="_row")
    )


__all__: Sequence[str] = ("find_stance",)
