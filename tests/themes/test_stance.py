"""Sentences about hedges, boosters, agreement and the rest; and about lexicons that are wrong."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import discourse as dc
from discourse.errors import CodebookError, FrameError, UnknownLanguage
from discourse.frames import check_codings
from tests.conftest import DIFFICULT, TOP

COLUMNS = ["utterance", "start", "end", "code", "coder", "quote", "score", "reason"]
SHIPPED = TOP / "data" / "lexicons" / "stance-en.csv"


def quotes(text: str, category: str, **more: object) -> list[str]:
    found = dc.find_stance([text], **more)  # type: ignore[arg-type]
    return found["quote"][found["code"] == f"stance/{category}"].tolist()


@pytest.mark.parametrize(
    ("text", "category", "expected"),
    [
        ("Perhaps it may be, I think.", "hedge", ["Perhaps", "it may", "I think"]),
        ("I thought so in May.", "hedge", []),
        ("It is sort of ours; what sort of work?", "hedge", ["sort of"]),
        ("About 50 of us, about the work.", "hedge", ["About 50"]),
        ("I’m not sure. I don't know if it is.", "hedge", ["I’m not sure", "don't know if"]),
        ("It is clearly ours, of course!", "booster", ["clearly", "of course"]),
        ("Not really. Really good.", "booster", ["Really"]),
        ("Unfortunately I like fair play, fair enough.", "attitude", ["Unfortunately", "I like", "fair"]),
        ("I gave me mine; i.e. a gold mine.", "self-mention/I", ["I", "me", "mine"]),
        ("We asked us; the US did not.", "self-mention/we", ["We", "us"]),
        ("Your work, yours sincerely", "other-mention/you", ["Your"]),
        ("She told everyone.", "other-mention/they", ["She", "everyone"]),
        ("Imagine that. I imagine. Let’s see, as you know.", "engagement", ["Imagine that", "Let’s", "as you know"]),
        ("It can, could and can't; a tin can.", "modality/possibility", ["can", "could", "can't"]),
        ("You must. You needn’t. A must.", "modality/obligation", ["must", "needn’t"]),
        ("I’ll go, it will rain, of my free will.", "modality/prediction", ["I’ll", "will"]),
        ("I agree. Yes! You’re right now.", "agreement", ["agree", "Yes", "You’re right"]),
        ("yes but no\nyes", "agreement", ["yes", "yes"]),
        ("We said yes.", "agreement", []),
        ("I don't agree. No, it is not. I beg to differ.", "disagreement", ["don't agree", "No,", "beg to differ"]),
        ("No one agrees.", "disagreement", []),
    ],
)
def test_the_shipped_words_find(text, category, expected):
    assert quotes(text, category) == expected


def test_denied_agreement_is_disagreement_only():
    assert quotes("I don’t agree with that.", "agreement") == []
    assert quotes("I don’t agree with that.", "disagreement") == ["don’t agree"]


def test_questions_are_sentences_under_stance():
    found = dc.find_stance(["😀 Ours. Does anybody know"])
    asked = found[found["code"].str.contains("question")]
    assert asked[["code", "quote", "score"]].values.tolist() == [["stance/question/closed", "Does anybody know", 0.6]]


THREAD = pd.DataFrame(
    {
        "id": ["1", "2", "3", "4", "5", "6"],
        "participant": ["Ana", "Ben", "Cyd", None, "Dee", "Ana"],
        "reply_to": [None, "1", "2", "2", "4", "elsewhere"],
        "text": ["I agree.", "I agree.", "I agree with Ana. I agree.", "I disagree.", "I disagree, Ben.", "I agree"],
    }
)


def test_agreement_says_towards_whom():
    found = dc.find_stance(dc.Corpus(THREAD))
    reasons = found["reason"][found["code"].str.contains("agreement")].str.partition("; ")[2]
    assert reasons.tolist() == [
        "answers nobody",
        "towards Ana, who is answered (1)",
        "towards Ana, named in the sentence",
        "towards Ben, who is answered (2)",
        "towards Ben, who is answered (2)",
        "towards Ben, named in the sentence",
        "towards somebody unknown, who is answered (elsewhere)",
    ]
    gone = dc.find_stance(dc.Corpus(THREAD.assign(text="I agree"))).query("code == 'stance/agreement' and utterance == '5'")
    assert gone["reason"].tolist() == ["agree; towards somebody unnamed, who is answered (4)"]


def test_names_are_told_apart_by_speaking_to_and_speaking_of():
    found = dc.find_stance(dc.Corpus(THREAD)).query("code.str.startswith('stance/name')")
    assert found[["utterance", "code", "quote", "reason"]].values.tolist() == [
        ["3", "stance/name/mention", "Ana", "spoken of: Ana"], ["5", "stance/name/address", "Ben", "spoken to: Ben"],
    ]  # fmt: skip


def test_texts_without_participants_have_no_names():
    assert not dc.find_stance(["Ben, I agree."])["code"].str.contains("name").any()


def test_the_frame_passes_the_door_in_the_order_of_the_texts(corpus):
    found = dc.find_stance(corpus)
    check_codings(found, corpus.utterances)
    assert list(found.columns) == COLUMNS
    order = found.assign(row=found["utterance"].map({u: n for n, u in enumerate(corpus.utterances["id"])}))
    assert order[["row", "start", "end", "code"]].apply(tuple, axis=1).is_monotonic_increasing
    assert found["coder"].unique().tolist() == ["stance:en:1"]
    assert found.attrs["stance"]["lexicon"] == "stance-en.csv"


def test_suggestions_go_into_a_project(study):
    found = dc.find_stance(study.corpus)
    for code in found["code"].unique():
        study.define(code)
    study.suggest(found)
    assert len(study.suggestions()) == len(found)
    assert "stance/question/open" in set(study.suggestions()["code"])


@pytest.mark.parametrize("texts", [[], [""], ["\ufeff"], ["…"]])
def test_nothing_found_gives_the_columns_without_rows(texts):
    found = dc.find_stance(texts)
    assert list(found.columns) == COLUMNS
    assert len(found) == 0


def test_a_very_long_utterance_is_read_in_seconds():
    text = "😀 I think we may be right, of course. Does anybody know? " * 20_000
    found = dc.find_stance([text])
    assert found["end"].max() <= len(text)
    assert (found["code"] == "stance/question/closed").sum() == 20_000


@settings(deadline=None, max_examples=20)
@given(
    st.lists(st.sampled_from(["I think", "No,", "who?", *DIFFICULT, "\r\n", "Ana,", "Yes.", "e\u0301", "\ufeff"]), max_size=12).map(
        " ".join
    )
)
def test_each_passage_is_where_it_says(text):
    said = dc.Corpus(pd.DataFrame({"text": ["Hi", text], "participant": ["Ana", "Ben"], "reply_to": [None, "1"]}))
    check_codings(dc.find_stance(said), said.utterances)


def test_a_quoted_stance_is_not_the_writers_unless_asked():
    said = pd.DataFrame(
        {"text": ["I think it is ours now, Ben.", "“I think it is ours now, Ben.”\nPerhaps, Ana."], "participant": ["Ana", "Ben"]}
    )
    quoting = dc.Corpus(
        pd.concat([said, said[:1].assign(text="> I agree. Who?\nMaybe.", participant="Cyd")]).assign(reply_to=[None, "1", None])
    )
    codes = {how: dc.find_stance(quoting, quoted=how).query("utterance != '1'") for how in ("skip", "keep", "mark")}
    assert codes["skip"]["quote"].tolist() == ["Perhaps", "Ana", "Maybe"]
    assert {"I think", "agree", "Who?"} < set(codes["keep"]["quote"])
    assert len(codes["mark"]) == len(codes["keep"])
    assert set(codes["mark"]["quote"][codes["mark"]["reason"].str.endswith("· quoted")]) >= {"I think", "agree", "Who?"}
    with pytest.raises(FrameError, match="quoted='drop'"):
        dc.find_stance(quoting, quoted="drop")  # type: ignore[arg-type]


# A lexicon of one's own


def table(*rows: tuple[str, ...], columns: tuple[str, ...] = ("category", "term")) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(columns))


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    (folder / "my-words.csv").write_bytes(text.encode(encoding))
    return folder / "my-words.csv"


def test_a_lexicon_of_ones_own_brings_its_categories_notes_and_language():
    mine = table(("zweifel", "vielleicht", "unsicher"), ("agreement", "stimmt", ""), columns=("category", "term", "note"))
    found = dc.find_stance(["Vielleicht. Stimmt das?"], lexicon=mine, language="de")
    assert found[["code", "quote", "reason"]].values.tolist() == [
        ["stance/zweifel", "Vielleicht", "vielleicht (unsicher)"],
        ["stance/agreement", "Stimmt", "stimmt; answers nobody"],
        ["stance/question", "Stimmt das?", "question mark"],
    ]
    assert found["coder"][0].startswith("stance:de:")
    assert found["coder"][0] != dc.find_stance(["Stimmt."], lexicon=mine[1:], language="de")["coder"][0]


def test_terms_are_as_written_unless_inflection_is_asked_for():
    mine = table(("giving", "give"))
    assert quotes("She gave and gives; give!", "giving", lexicon=mine) == ["give"]
    assert quotes("She gave and gives; give!", "giving", lexicon=mine, inflect=True) == ["gave", "gives", "give"]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_file_may_come_from_any_spreadsheet(tmp_path, sign, mark):
    file = written(tmp_path, f"{mark}category{sign}term\r\ndoubt{sign}who knows\r\n\r\n{sign}\r\n")
    assert quotes("Who knows", "doubt", lexicon=file) == ["Who knows"]
    assert quotes("Who knows", "doubt", lexicon=str(file)) == ["Who knows"]


def test_words_that_pandas_would_take_for_nothing_stay_words(tmp_path):
    assert quotes("None of us; NA", "none", lexicon=written(tmp_path, "category,term\nnone,none\nnone,NA\n")) == ["None", "NA"]


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ("category,word\nhedge,maybe\n", r"my-words.csv: no column 'term'; .*the table has: category, word"),
        ("hedge,maybe\n", r"no column 'category'"),
        ("category,term\nhedge,maybe\nhedge,\n", r"my-words.csv, row 2: 'term' is empty"),
        ("category,term\n,maybe\n", r"row 1: 'category' is empty"),
        ("category,term\nhedge,maybe\nbooster,maybe\nhedge,maybe \n", r"row 3: 'maybe' stands under 'hedge' already, in row 1"),
        ("category,term\nmodality//can,can\n", r"row 1: the category 'modality//can' has an empty part"),
        ("category,term\n", r"there are no terms in it"),
        ("", r"no table with the columns"),
        ('category,term\nhedge,"maybe\n', r"no table with the columns"),
    ],
)
def test_a_wrong_table_is_told_with_its_row(tmp_path, rows, why):
    with pytest.raises(FrameError, match=why):
        dc.find_stance(["Maybe."], lexicon=written(tmp_path, rows))


def test_a_wrong_frame_term_or_file_is_told(tmp_path):
    with pytest.raises(FrameError, match=r"lexicon: no column 'term'"):
        dc.find_stance(["Maybe."], lexicon=pd.DataFrame({"category": ["hedge"]}))
    with pytest.raises(FrameError, match=r"row 2: 'term' is empty"):
        dc.find_stance(["Maybe."], lexicon=table(("hedge", "maybe"), ("hedge", None)))  # type: ignore[arg-type]
    with pytest.raises(CodebookError, match="'hedge', term '/may/be'"):
        dc.find_stance(["Maybe."], lexicon=table(("hedge", "/may/be")))
    with pytest.raises(FrameError, match="cannot be read"):
        dc.find_stance(["Maybe."], lexicon=tmp_path / "nowhere.csv")
    with pytest.raises(FrameError, match="is not UTF-8"):
        dc.find_stance(["Maybe."], lexicon=written(tmp_path, "category,term\nzweifel,möglich\n", "latin-1"))


def test_a_language_without_a_lexicon_is_told():
    with pytest.raises(UnknownLanguage, match=r"no stance lexicon is shipped for 'de'; there are: en"):
        dc.find_stance(["Vielleicht."], language="de")
    with pytest.raises(UnknownLanguage, match="klingon"):
        dc.find_stance(["Vielleicht."], language="klingon", lexicon=table(("a", "b")))


# The shipped lexicon


def test_the_shipped_lexicon_is_in_order():
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["category", "term", "note"]
    assert len({(r["category"], r["term"]) for r in rows}) == len(rows) > 1_000
    together = [r["category"] for r in rows]
    assert together == sorted(together, key=list(dict.fromkeys(together)).index)


def test_each_shipped_category_is_told_in_the_docstring_and_the_readme():
    readme = (SHIPPED.parent / "README.md").read_text(encoding="utf-8")
    for category in pd.read_csv(SHIPPED)["category"].unique():
        for part in category.split("/")[:1]:
            assert f"`{part}" in (dc.find_stance.__doc__ or "")
            assert f"`{part}" in readme


def test_each_shipped_phrase_finds_itself():
    rows = pd.read_csv(SHIPPED, keep_default_na=False)
    plain = rows[~rows["term"].str.contains(r"^[-/“]|[*?]")]
    found = dc.find_terms(plain["term"].tolist(), {c: list(g["term"]) for c, g in plain.groupby("category")}, language=None)
    hit = {(plain["term"].iloc[int(u) - 1], c) for u, c in zip(found["utterance"], found["code"], strict=True)}
    missed = [(t, c) for t, c in zip(plain["term"], plain["category"], strict=True) if (t, c) not in hit]
    assert missed == []


# How well


def test_the_readme_tells_how_well_it_works_on_the_demo():
    """120 sentences of the demo, drawn by chance and read without sight of the findings; one row a sentence."""
    gold = pd.read_csv(Path(__file__).parent / "stance_gold.csv")
    found = dc.find_stance(dc.Corpus(pd.read_csv(TOP / "data" / "demo" / "discussion.csv")))
    cells = []
    for kind in ("hedge", "agreement", "disagreement", "question"):
        starts = found[found["code"].str.startswith(f"stance/{kind}")].groupby("utterance")["start"].agg(list)
        hit = pd.Series(
            [any(s <= at < e for at in starts.get(u, [])) for u, s, e in gold[["utterance", "start", "end"]].itertuples(index=False)]
        )
        right = int((hit & (gold[kind] == 1)).sum())
        cells.append(f"{right}/{hit.sum()}, {right}/{gold[kind].sum()}")
    readme = (SHIPPED.parent / "README.md").read_text(encoding="utf-8")
    assert f"| {len(gold)} | {' | '.join(cells)} |" in readme
