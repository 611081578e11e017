import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse import Codebook, Corpus, Project, write_csv
from discourse.errors import ProjectError
from discourse.exports.csv import codebook_table, coded_passages, coded_utterances, harmless, participants_table, ratings_table, restored

RISKY = ["=1+1", "+SUM(A1)", "-2+3 is fine", "@me", "\t=x", "'twas", "''", "plain", "a,b\nc\r\nd", "  =x", "NA", "007", "😀 שלום"]


def read(path):
    return restored(pd.read_csv(path, dtype="str", keep_default_na=False))


def as_written(frame):
    """What a frame looks like once everything in it is words."""
    return frame.apply(lambda column: column.map(lambda v: "" if pd.isna(v) else str(v))).astype("str")


@pytest.fixture
def coded(study):
    study.code("t/0", "ownership", quote="owns", memo="=dangerous").code("t/1.1", "waas", quote="my work\r\nand")
    return study.add(Project(study.path, coder="ben").code("t/0", "work", quote="I built").codings().head(0))


def test_the_tables_are_read_back_by_pandas_to_the_same_frames(coded, tmp_path):
    folder = write_csv(coded, tmp_path / "report")
    codings, corpus, book = coded.codings(), coded.corpus, coded.codebook
    for name, frame in {
        "codings": coded_passages(codings, corpus),
        "utterances": coded_utterances(codings, corpus, book),
        "codebook": codebook_table(codings, book),
        "participants": participants_table(codings, corpus),
        "ratings": ratings_table(codings, coded.readings(), book),
    }.items():
        pd.testing.assert_frame_equal(read(folder / f"{name}.csv"), as_written(frame))


def test_a_coded_passage_tells_where_it_stands_and_of_which_text(coded):
    row = coded_passages(coded.codings(), coded.corpus).set_index("code").loc["work/WaaS"]
    assert row[["thread", "utterance", "reply_to", "participant", "coder"]].tolist() == ["t", "t/1.1", "t/1", "Ana", "ana"]
    assert coded.corpus.text("t/1.1")[row["start"] : row["end"]] == row["quote"] == "my work\r\nand"
    assert len(row["text_sha256"]) == 64


def test_utterances_stand_in_reading_order_with_a_column_of_noughts_and_ones_a_code(coded):
    table = coded_utterances(coded.codings(), coded.corpus, coded.codebook).set_index("id")
    assert table.index.tolist() == ["t/0", "t/1", "t/1.1", "t/2", "u/0"]
    assert table["ownership"].tolist() == [1, 0, 0, 0, 0]
    assert table["work"].tolist() == [1, 0, 1, 0, 0]
    assert table["work/WaaS"].tolist() == [0, 0, 1, 0, 0]


def test_ratings_say_no_only_where_a_coder_has_read(coded):
    coded.mark_read(["t/1", "t/0"])
    table = ratings_table(coded.codings(), coded.readings(), coded.codebook)
    assert table.columns.tolist() == ["code", "thread", "utterance", "ana", "ben"]
    work = table[table["code"] == "work"].fillna(-1)
    assert work[["utterance", "ana", "ben"]].values.tolist() == [["t/0", 0, 1], ["t/1", 0, -1], ["t/1.1", 1, -1]]  # WaaS is work


def test_ratings_of_a_study_that_nobody_has_read_are_a_table_without_rows(study):
    table = ratings_table(study.codings(), study.readings(), study.codebook)
    assert table.columns.tolist() == ["code", "thread", "utterance"]
    assert table.empty


def test_a_code_named_like_a_column_does_not_push_it_out(tmp_path):
    study = Project(tmp_path / "s.db", coder="ana").add(Corpus(pd.DataFrame({"text": ["x"]})), Codebook.from_terms({"text": []}))
    assert "code: text" in coded_utterances(study.codings(), study.corpus, study.codebook)


def test_no_cell_of_any_file_begins_like_a_formula(tmp_path):
    said = Corpus(pd.DataFrame({"id": [f"={n}" for n in range(len(RISKY))], "text": RISKY, "participant": RISKY}))
    study = Project(tmp_path / "s.db", coder="=cmd").add(said, Codebook.from_terms({"=code": ["-own goal"]}))
    study.code("=0", "=code", memo="@memo")
    for file in write_csv(study, tmp_path / "out").glob("*.csv"):
        raw = pd.read_csv(file, dtype="str", keep_default_na=False)
        for value in [*raw.columns, *raw.to_numpy().ravel()]:
            assert not str(value).startswith(("=", "+", "-", "@", "\t", "\r", "\n")), (file.name, value)


@given(st.lists(st.one_of(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(RISKY)), min_size=1, max_size=5))
def test_what_was_made_harmless_can_be_restored_exactly(values):
    frame = pd.DataFrame({"text": pd.Series(values, dtype="str")})
    pd.testing.assert_frame_equal(restored(harmless(frame)), frame)


def test_one_coder_may_be_asked_for_and_an_unknown_one_is_told(coded, tmp_path):
    folder = write_csv(coded, tmp_path / "ben", coder="ben", bom=True)
    assert (folder / "codings.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert pd.read_csv(folder / "codings.csv", encoding="utf-8-sig")["coder"].unique().tolist() == ["ben"]
    with pytest.raises(ProjectError, match=r"'bne' has coded nothing in study\.db; coders are: ana, ben"):
        write_csv(coded, tmp_path / "x", coder="bne")
    assert not (tmp_path / "x").exists()


def test_a_folder_that_cannot_be_written_keeps_what_it_had(coded, tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(ProjectError, match="cannot be written"):
        write_csv(coded, tmp_path / "file" / "out")
    assert (tmp_path / "file").read_text() == "mine"


def test_participants_keep_their_attributes_and_get_totals(coded):
    table = participants_table(coded.codings(), coded.corpus).set_index("participant")
    assert table.loc["Ana", ["role", "utterances", "threads", "codings"]].tolist() == ["nurse", 2, 1, 3]
    assert table.loc["Ben", "codings"] == 0
