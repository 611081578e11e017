import pandas as pd
import pytest

from discourse import Codebook, Corpus, Project
from discourse.errors import FrameError, OffsetError, ProjectError, UnknownCode, UnknownUtterance
from tests.conftest import DIFFICULT, codings


def test_what_was_added_comes_back_the_same(study, corpus, book):
    assert study.corpus.equals(corpus)
    assert study.codebook == book


def test_times_further_columns_and_provenance_come_back_too(tmp_path):
    said = Corpus(
        pd.DataFrame({"text": ["a", "b"], "time": ["2024-03-01T10:00+01:00", None], "likes": [3, None], "named_by": ["stated", "signed"]}),
        attrs={"provenance": {"source": "page.txt", "sha256": "0"}},
    )
    study = Project(tmp_path / "s.db", coder="ana").add(said)
    assert study.corpus.utterances["time"].tolist()[0] == pd.Timestamp("2024-03-01T09:00Z")
    assert study.corpus.utterances["likes"].tolist()[0] == 3
    assert study.corpus.attrs["provenance"] == [{"source": "page.txt", "sha256": "0"}]


def test_adding_the_same_again_writes_nothing(study, corpus, book):
    last = study.last
    study.add(corpus, book).define(book)
    assert study.last == last


def test_another_text_under_a_known_id_is_refused_and_nothing_is_half_written(study):
    newer = Corpus(pd.DataFrame({"id": ["new", "t/0"], "text": ["x", "another text"]}))
    with pytest.raises(FrameError, match="already has an utterance 't/0' with another text"):
        study.add(newer)
    assert "new" not in set(study.corpus.utterances["id"])


@pytest.mark.parametrize(
    ("utterance", "quote"),
    [
        ("t/0", "😀 Who"),
        ("t/1", "👩🏽‍🚀"),
        ("t/1", "cafe\u0301"),
        ("t/1.1", "שלום"),
        ("t/1.1", "work\r\nand"),
        ("t/2", "𝒟efin"),
        ("u/0", "中文"),
    ],
)
def test_any_passage_is_stored_as_exactly_these_words(study, utterance, quote):
    study.code(utterance, "work", quote=quote)
    row = study.codings().iloc[0]
    assert row["quote"] == quote == study.corpus.text(utterance)[row["start"] : row["end"]]


def test_a_coding_may_be_given_by_offsets_or_for_the_whole_utterance(study):
    study.code("t/0", "ownership", start=6, end=10).code("t/0", "waas")
    rows = study.codings()
    assert rows[["quote", "code"]].values.tolist() == [[DIFFICULT[0], "work/WaaS"], ["owns", "ownership"]]


@pytest.mark.parametrize(
    ("arguments", "error", "sentence"),
    [
        (("t/0", "ownreship"), UnknownCode, "no code 'ownreship'; did you mean 'ownership'"),
        (("t/9", "work"), UnknownUtterance, "no utterance 't/9'"),
        (("t/0", "work", {"start": 2, "end": 200}), OffsetError, "lies outside the text, which has 31 code points"),
        (("t/0", "work", {"quote": "nowhere"}), OffsetError, "are not in it"),
        (("t/0", "work", {"quote": "w"}), OffsetError, "more than once; say which with start="),
        (("t/0", "work", {"quote": "owns", "start": 7, "end": 11}), OffsetError, "not 'owns'; these words stand at 6:10"),
        (("t/0", None), FrameError, "which code"),
    ],
)
def test_a_wrong_coding_is_told_why_and_writes_nothing(study, arguments, error, sentence):
    last = study.last
    *given, options = arguments if isinstance(arguments[-1], dict) else (*arguments, {})
    with pytest.raises(error, match=sentence):
        study.code(*given, **options)
    assert study.last == last


def test_the_same_mark_twice_is_there_once(study):
    study.code("t/0", "work", quote="owns").code("t/0", "work", quote="owns")
    assert len(study.codings()) == 1


def test_the_same_deed_sent_twice_is_done_once(study):
    study.code("t/0", "work", quote="owns", deed="d-1")
    study.undo(deed="d-2").undo(deed="d-2")
    assert study.log()["verb"].tolist()[-2:] == ["code", "undo"]


def test_a_frame_of_codings_keeps_its_coders_and_memos(study):
    study.add(codings(("t/0", 6, 10, "work"), ("t/1", 0, 4, "work"), coder="ben").assign(memo=["why", None]))
    assert study.codings(coder="ben")["memo"].tolist()[0] == "why"
    assert study.codings()["coder"].unique().tolist() == ["ben"]


def test_several_codes_on_one_passage_with_their_memos_are_one_deed(study):
    deeds = study.last
    study.code(codings(("t/0", 6, 10, "work"), ("t/0", 6, 10, "ownership")).assign(memo=["why", "and how"], quote="owns"))
    assert study.last == deeds + 1
    assert sorted(study.codings()[["code", "memo"]].values.tolist()) == [["ownership", "and how"], ["work", "why"]]
    assert study.undo().codings().empty
    assert study.memos().empty


def test_one_wrong_row_of_a_frame_leaves_all_of_it_out(study):
    with pytest.raises(OffsetError, match="row 2"):
        study.code(codings(("t/0", 6, 10, "work"), ("t/1", 0, 400, "work")))
    assert study.codings().empty


def test_a_coder_takes_back_only_what_is_theirs(study):
    study.code("t/0", "work", quote="owns", memo="sure")
    mine = study.codings()["id"][0]
    with pytest.raises(ProjectError, match="is ana's; only ana changes it"):
        Project(study.place, coder="ben").uncode(mine)
    assert study.uncode(mine).codings().empty
    assert study.memos().empty
    with pytest.raises(ProjectError, match="no coding"):
        study.uncode(mine)


def test_memos_stand_on_many_things_and_an_empty_one_goes(study):
    study.memo("t/0", "first").memo("t/0", "better").memo("work", "a code", about="code").memo("Ana", "!", about="participant")
    study.memo("t", "the thread", about="thread").memo("", "all", about="project")
    assert study.memos()[["about", "text"]].values.tolist() == [
        ["utterance", "better"], ["code", "a code"], ["participant", "!"], ["thread", "the thread"], ["project", "all"],
    ]  # fmt: skip
    assert len(study.memo("t/0", "").memos()) == 4
    with pytest.raises(UnknownUtterance, match="the participant 'Bob'"):
        study.memo("Bob", "x", about="participant")
    with pytest.raises(FrameError, match="a memo is about"):
        study.memo("Bob", "x", about="weather")


def test_defining_adds_a_code_or_changes_it(study):
    study.define("trust", definition="Leaning on others", terms=["trust*"]).define("trust", brief="Trust")
    row = study.codebook.frame.set_index("code").loc["trust"]
    assert (row["brief"], row["definition"], row["terms"]) == ("Trust", "Leaning on others", ["trust*"])
    with pytest.raises(FrameError, match="a code has no field 'color'"):
        study.define("trust", color="red")
    assert study.define(Codebook.from_terms({"new/child": []})).codebook.paths[-2:] == ["new", "new/child"]


def test_without_a_name_one_may_read_but_not_write(study):
    reader = Project(study.place)
    assert len(reader.corpus) == 5
    with pytest.raises(ProjectError, match="who is at work"):
        reader.code("t/0", "work")


def test_a_coder_without_letters_is_refused(tmp_path):
    with pytest.raises(ProjectError, match="coder's name is empty"):
        Project(tmp_path / "s.db", coder=" ")
    with pytest.raises(ProjectError, match=r"a project is a file such as 'study\.db', or an address such as postgresql://"):
        Project("mysql://server/study", coder="ana")
