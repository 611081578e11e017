"""The demo study holds what its README promises, and its two forms say the same. These tests code nothing."""

from __future__ import annotations

import itertools
import re
import runpy
import unicodedata
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from discourse.codebook import FIELDS, Codebook
from discourse.corpus import Corpus
from discourse.frames import check_codings

DATA = Path(__file__).parent.parent / "data"
SAID = pd.read_csv(DATA / "demo" / "discussion.csv", dtype="str", keep_default_na=False, encoding="utf-8")
TEXTS = dict(zip(SAID["id"], SAID["text"], strict=True))
BOOK = Codebook.read(DATA / "codebooks" / "networked-work.yml")
COMPOSE = runpy.run_path(str(DATA / "compose.py"))
PAGES = sorted((DATA / "demo").glob("*.txt"))
FURNITURE = COMPOSE["yaml"].safe_load((DATA / "demo" / "pages.yml").read_text(encoding="utf-8"))


def test_the_pages_are_what_compose_makes_of_the_table_byte_by_byte() -> None:
    made = {name: text.encode("utf-8") for name, text in COMPOSE["pages"]().items()}
    assert made == {path.name: path.read_bytes() for path in PAGES}


def test_the_table_passes_the_door_and_is_read_as_three_threads() -> None:
    corpus = Corpus(SAID.replace({"": None}))
    assert repr(corpus) == "Corpus: 110 utterances, 18 participants, 3 threads"
    assert str(corpus.utterances["time"].dtype) == "datetime64[us, UTC]"


def test_an_id_is_its_thread_and_the_way_down_to_it() -> None:
    assert SAID["id"].is_unique
    for row in SAID.itertuples():
        thread, _, place = row.id.partition("/")
        above = "" if place == "0" else f"{thread}/{place.rpartition('.')[0] or '0'}"
        assert (row.thread, row.reply_to) == (thread, above), row.id
        assert row.reply_to == "" or row.reply_to in TEXTS, row.id


def test_the_ids_below_one_utterance_are_counted_from_one_without_a_gap() -> None:
    for _, below in SAID[SAID["reply_to"] != ""].groupby("reply_to"):
        assert [int(re.split(r"[./]", i)[-1]) for i in below["id"]] == list(range(1, len(below) + 1))


def test_a_thread_is_named_after_its_title() -> None:
    for row in SAID[SAID["kind"] == "post"].itertuples():
        assert row.thread == "-".join(re.findall(r"[a-z0-9]+", row.title.lower()))
        assert len(row.thread) <= 40
    assert (SAID["title"] != "").equals(SAID["kind"] == "post")


def test_kind_says_post_comment_reply_or_who_did_not_speak() -> None:
    place = SAID["id"].str.partition("/")[2]
    assert (SAID["kind"].eq("post") == place.eq("0")).all()
    assert (SAID["kind"].eq("reply") == place.str.contains(".", regex=False)).all()
    assert set(SAID["kind"][SAID["participant"] == ""]) == {"pingback", "deleted"}
    assert SAID.set_index("kind")["text"]["deleted"] == "[deleted]"
    assert re.fullmatch(r"\[…\] .+ \[…\]", SAID.set_index("kind")["text"]["pingback"])


def test_an_answer_comes_after_what_it_answers() -> None:
    when = dict(zip(SAID["id"], SAID["time"].map(pd.Timestamp), strict=True))
    assert all(stamp.tzinfo is not None for stamp in when.values())
    assert {stamp.year for stamp in when.values()} == {2024}
    for _, below in SAID[SAID["reply_to"] != ""].groupby("reply_to"):
        times = [when[i] for i in below["id"]]
        assert times == sorted(times)
        assert times[0] > when[below["reply_to"].iloc[0]]


def test_no_sentence_stands_twice() -> None:
    sentences = [
        " ".join(re.findall(r"\w+", sentence.casefold()))
        for text in SAID["text"]
        for sentence in re.split(r"(?<=[.!?…])[”)]?\s+|\n+", text)
    ]
    long = [s for s in sentences if len(s.split()) >= 4]
    assert sorted({s for s in long if long.count(s) > 1}) == []


def test_posts_are_of_a_length_that_people_read() -> None:
    words = SAID[SAID["kind"] == "post"]["text"].str.split().str.len()
    assert words.between(250, 500).all()


def test_eighteen_people_speak_and_each_more_than_once() -> None:
    turns = SAID[SAID["participant"] != ""]["participant"].value_counts()
    assert len(turns) == 18
    assert turns.min() >= 2
    assert turns.max() <= 0.1 * len(SAID)


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("an emoji of four code points, joined", "👩\U0001f3fd\u200d🏫"),
        ("a flag of two", "\U0001f1f3\U0001f1ff"),
        ("a heart that is an emoji by its selector", "\u2764\ufe0f"),
        ("a letter with two marks, one of them combining", "ọ\u0301"),
        ("Hebrew, from right to left", "[\u0590-\u05ff]+ [\u0590-\u05ff]+"),
        ("a letter outside Latin-1", "ł"),
        ("curly quotation marks and apostrophes", "“[^”]*’[^”]*”"),
    ],
)
def test_texts_hold(what: str, pattern: str) -> None:
    assert SAID["text"].str.contains(pattern).any(), what


def test_names_hold_a_combining_mark_and_a_script_from_right_to_left() -> None:
    names = "".join(SAID["participant"])
    assert any(unicodedata.combining(c) for c in names)
    assert any(unicodedata.bidirectional(c) == "R" for c in names)


def test_texts_are_clean_and_in_normal_form_c() -> None:
    for text in TEXTS.values():
        assert text == unicodedata.normalize("NFC", text).strip()
        assert not re.search(r"[\t\r\xa0'\"]|  | \n|\n{3}|—", text)


def test_the_readme_counts_right() -> None:
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    told = {
        row[0]: [int(n.replace(",", "")) for n in row[1:]]
        for row in re.findall(r"^\| `(\S+)\.txt` \| .*?" + r"\| ([\d,]+) " * 5 + r"\|$", readme, re.M)
    }
    counted = {}
    for name, around in FURNITURE.items():
        part = SAID[SAID["thread"] == around["thread"]]
        kinds = part["kind"].value_counts()
        people = part["participant"][part["participant"] != ""].nunique()
        counted[name] = [len(part), kinds["comment"], kinds["reply"], people, int(part["text"].str.split().str.len().sum())]
    assert told == counted
    turns = SAID[SAID["participant"] != ""]["participant"].value_counts()
    words = SAID["text"].str.split().str.len().groupby(SAID["participant"]).sum()
    people = re.findall(r"^\| ([^|`]+?) \| .+? \| (\d+) \| (\d+) \|", readme, re.M)
    assert {name: (int(n), int(w)) for name, n, w in people} == {name: (turns[name], words[name]) for name in turns.index}
    assert f"{len(SAID)} utterances, {words.sum():,} words,\n{len(turns)} participants" in readme


@pytest.mark.parametrize("row", BOOK.frame.to_dict("records"), ids=BOOK.paths)
def test_a_code_has_all_of_its_fields_and_a_verbatim_example(row: dict[str, Any]) -> None:
    assert all(row[field] for field in FIELDS)
    assert any(row["example"] in text for text in TEXTS.values())


def test_the_codebook_has_the_themes_of_the_study() -> None:
    asked = ["ownership", "value proposition", "work/WaaS", "work/precarious", "power and politics", "belonging", "voice and autonomy"]
    asked += ["defining a PLN", "relationships", "scale"]
    assert set(asked) <= set(BOOK.paths)
    assert 12 <= len(BOOK) <= 18


def test_each_colour_can_be_read_on_white_and_on_dark_grey() -> None:
    for code, colour in BOOK.colours.items():
        light = _luminance(colour)
        assert 1.05 / (light + 0.05) >= 3, code
        assert (light + 0.05) / (_luminance("#111111") + 0.05) >= 3, code


def test_no_two_colours_look_alike() -> None:
    near = min(
        sum((a - b) ** 2 for a, b in zip(_oklab(x), _oklab(y), strict=True)) ** 0.5
        for x, y in itertools.combinations(BOOK.colours.values(), 2)
    )
    assert near > 0.06  # 0.02 is about what an eye can just tell apart


def test_the_terms_find_each_code_in_the_discussion_and_no_code_everywhere() -> None:
    terms = pytest.importorskip("discourse.themes.terms")
    found = terms.find_terms(Corpus(SAID.replace({"": None})), BOOK)
    spread = found.groupby("code")["utterance"].nunique()
    assert set(spread.index) == set(BOOK.paths)
    assert spread.min() >= 5
    assert spread.max() <= 0.4 * len(SAID)


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_a_page_is_read_back_as_the_table_has_it(path: Path) -> None:
    capture = pytest.importorskip("discourse.loaders.capture")
    around = FURNITURE[path.stem]
    read = capture.read_capture(path).utterances.set_index("id")
    part = SAID[SAID["thread"] == around["thread"]].set_index("id")
    assert list(read.index) == list(part.index)
    assert read["reply_to"].fillna("").to_dict() == part["reply_to"].to_dict()
    spoke = part.index[part["kind"] != "deleted"]  # what is left of a deleted comment is for the loader to name
    assert read["kind"][spoke].to_dict() == part["kind"][spoke].to_dict()
    assert read["text"].to_dict() == part["text"].to_dict()


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_a_page_names_whom_it_gives_evidence_for_and_nobody_else(path: Path) -> None:
    capture = pytest.importorskip("discourse.loaders.capture")
    around = FURNITURE[path.stem]
    read = capture.read_capture(path).utterances
    wanted = SAID[SAID["thread"] == around["thread"]].set_index("id")["participant"]
    for row in read.itertuples():
        name, how = wanted[row.id], around["nameless"].get(row.id.partition("/")[2], "stated")
        if how == "unknown" or not name:
            assert (pd.isna(row.participant), row.named_by) == (True, "unknown"), row.id
        else:
            assert row.named_by == how, row.id
            assert name == row.participant or set(row.participant.split()) < set(name.split()), row.id


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _oklab(colour: str) -> tuple[float, float, float]:
    """Björn Ottosson's Oklab, in which distances are about as large as they look."""
    r, g, b = _linear(colour)
    long, middle, short = (
        (x * r + y * g + z * b) ** (1 / 3)
        for x, y, z in (
            (0.4122214708, 0.5363325363, 0.0514459929),
            (0.2119034982, 0.6806995451, 0.1073969566),
            (0.0883024619, 0.2817188376, 0.6299787005),
        )
    )
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _linear(colour: str) -> list[float]:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


@pytest.mark.parametrize(("coder", "passages"), [("mara", 203), ("joel", 159), ("gold", 271)])
def test_each_coding_quotes_its_text_and_uses_the_codebook(coder: str, passages: int) -> None:
    frame = pd.read_csv(DATA / "demo" / f"codings-{coder}.csv", dtype="str", keep_default_na=False)
    assert len(check_codings(frame, Corpus(SAID.replace({"": None})).utterances)) == passages
    assert set(frame["code"]) <= set(BOOK)
    assert frame["coder"].unique().tolist() == [coder]


def test_the_gold_coding_decides_what_the_readers_say_and_gives_its_reasons() -> None:
    gold, mara, joel = (pd.read_csv(DATA / "demo" / f"codings-{c}.csv", dtype={"memo": "str"}) for c in ("gold", "mara", "joel"))
    kept = [[_meets(row, other) for row in gold.itertuples()] for other in (mara, joel)]
    table = pd.crosstab(*(pd.Series(k) for k in kept))
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    told = re.search(r"Of its 271 passages both readers\s+have (\d+), only Mara (\d+), only Joel (\d+), and neither (\d+)", readme)
    assert told
    assert [int(n) for n in told.groups()] == [table.loc[m, j] for m, j in ((True, True), (True, False), (False, True), (False, False))]
    contested = gold[[not (m and j) for m, j in zip(*kept, strict=True)]]
    assert contested["memo"].notna().all()


def _meets(row: Any, others: pd.DataFrame) -> bool:
    same = others[(others["utterance"] == row.utterance) & (others["code"] == row.code)]
    return bool(((same["start"] < row.end) & (row.start < same["end"])).any())
