"""What becomes of codes: renamed, moved, merged, split, retired; and what is coded with them goes along."""

from __future__ import annotations

import pytest

from discourse import Project
from discourse.errors import CodebookCycle, CodebookError, DuplicateCode, ProjectError, UnknownCode
from tests.conftest import codings


def coded(study):
    return [(c.code, c.quote) for c in study.codings().itertuples()]


@pytest.fixture
def coder(study):
    """Codings of ana on work and ownership."""
    return study.code("t/0", "work", quote="owns", id="a").code("t/0", "ownership", quote="network", id="b")


def test_a_renamed_code_takes_its_codings_and_its_children_along(coder):
    coder.code("t/1", "work/WaaS", quote="We").rename("work", "labour")
    assert coder.codebook.paths == ["ownership", "labour", "labour/WaaS", "belonging"]
    assert coded(coder) == [("labour", "owns"), ("ownership", "network"), ("labour/WaaS", "We")]
    assert coder.undo().codebook.paths == ["ownership", "work", "work/WaaS", "belonging"]


def test_a_name_is_a_word_that_no_sibling_has(coder):
    with pytest.raises(DuplicateCode, match="there is a code 'ownership'; give another name, or merge"):
        coder.rename("work", "ownership")
    with pytest.raises(CodebookError, match=r"project\.move"):
        coder.rename("work", "a/b")
    with pytest.raises(UnknownCode, match="did you mean 'work'"):
        coder.rename("wrok", "x")


def test_a_new_code_of_an_old_name_is_another_code(coder):
    coder.rename("work", "labour").define("work", brief="another")
    coder.code("t/1", "work", quote="We")
    assert coded(coder) == [("labour", "owns"), ("ownership", "network"), ("work", "We")]


def test_a_code_moves_below_another_or_before_a_sibling(coder):
    coder.move("ownership", under="work")
    assert coder.codebook.paths == ["work", "work/WaaS", "work/ownership", "belonging"]
    coder.move("work/ownership", under="work", before="WaaS")
    assert coder.codebook.paths == ["work", "work/ownership", "work/WaaS", "belonging"]
    coder.move("belonging", before="work").move("work/WaaS")
    assert coder.codebook.paths == ["belonging", "work", "work/ownership", "WaaS"]
    assert ("work/ownership", "network") in coded(coder)


def test_a_code_cannot_stand_below_itself(coder):
    with pytest.raises(CodebookCycle, match="cannot stand below 'work/WaaS'"):
        coder.move("work", under="work/WaaS")
    with pytest.raises(CodebookError, match="nothing can be put before it"):
        coder.move("work", before="WaaS")


def test_merged_codes_bring_everyones_codings_and_one_of_each_double_stays(coder):
    ben = Project(coder.place, coder="ben").code("t/1", "work", quote="We")
    coder.code("t/0", "ownership", quote="owns", id="c", memo="first").memo("a", "second", about="coding")
    coder.suggest(codings(("t/1", 0, 4, "work"), coder="terms"))
    coder.define("work", terms=["work*"]).define("ownership", terms=["own*"])
    coder.merge_codes("work", into="ownership")
    assert coded(coder) == [("ownership", "owns"), ("ownership", "network"), ("ownership", "We")]
    assert coder.codings()["memo"].tolist()[0] == "first\n\nsecond"
    assert ben.suggestions()["code"].tolist() == ["ownership"]
    assert coder.codebook.terms["ownership"] == ["own*", "work*"]
    assert coder.codebook.paths == ["ownership", "ownership/WaaS", "belonging"]
    with pytest.raises(CodebookError, match="the code 'work' is retired; it was merged into 'ownership'"):
        coder.code("t/0", "work")
    coder.undo()
    assert ("work", "owns") in coded(coder)
    assert ("work", "We") in coded(coder)


def test_a_code_is_not_merged_into_what_stands_below_it(coder):
    with pytest.raises(CodebookCycle, match="'work/WaaS' stands below 'work'; move it up first"):
        coder.merge_codes("work", into="work/WaaS")
    with pytest.raises(CodebookError, match="which codes should become 'work'"):
        coder.merge_codes(["work"], into="work")


def test_a_code_is_split_by_its_codings(coder):
    coder.code("t/1", "work", quote="We", id="d")
    coder.split_code("work", {"paid": coder.codings(code="work").query("quote == 'owns'"), "work/unpaid": ["d"]})
    assert coded(coder) == [("paid", "owns"), ("ownership", "network"), ("work/unpaid", "We")]
    assert coder.codebook.paths == ["ownership", "work", "work/WaaS", "work/unpaid", "belonging", "paid"]
    with pytest.raises(CodebookError, match="is no coding of 'work'"):
        coder.split_code("work", {"x": ["b"]})
    with pytest.raises(CodebookError, match="named for two parts"):
        coder.split_code("paid", {"x": ["a"], "y": ["a"]})


def test_a_retired_code_keeps_its_codings_and_comes_back_with_its_meaning(coder):
    coder.define("work", definition="What one does").retire("work")
    assert coder.codebook.paths == ["ownership", "belonging"]
    assert ", 2 codes, " in repr(coder)
    assert coded(coder) == [("work", "owns"), ("ownership", "network")]
    with pytest.raises(CodebookError, match=r"the code 'work' is retired; project\.define\('work'\) brings it back"):
        coder.code("t/1", "work")
    coder.define("work")
    assert coder.codebook.frame.set_index("code").loc["work", "definition"] == "What one does"
    coder.retire("work").define("work/new")
    assert coder.codebook.frame.set_index("code").loc["work", "definition"] == "What one does"


def test_recoding_is_for_ones_own_codings(coder):
    ben = Project(coder.place, coder="ben")
    coder.recode(coder.codings().query("code == 'work'"), "belonging")
    assert coded(coder) == [("belonging", "owns"), ("ownership", "network")]
    with pytest.raises(ProjectError, match="is ana's; only ana changes it"):
        ben.recode("a", "work")
    coder.code("t/0", "ownership", quote="owns").recode("a", "ownership")
    assert coded(coder) == [("ownership", "owns"), ("ownership", "network")]
    assert coder.undo().undo().codings()["id"].tolist() == ["a", "b"]


def test_a_coding_gets_other_bounds_and_keeps_its_id_and_memo(coder):
    coder.memo("a", "why", about="coding")
    row = coder.codings().iloc[0]
    coder.resize("a", end=row["end"] + 4)
    after = coder.codings().set_index("id").loc["a"]
    assert (after["start"], after["memo"], len(after["quote"])) == (row["start"], "why", len("owns") + 4)
    with pytest.raises(Exception, match="lies outside the text"):
        coder.resize("a", end=10_000)


def test_weights_and_passages_over_several_utterances(coder):
    coder.code("t/1", "work", quote="We", id="d")
    coder.weigh(["a", "d"], 80).link(["a", "d"])
    frame = coder.codings().set_index("id")
    assert frame.loc[["a", "b", "d"], "weight"].fillna(-1).tolist() == [80.0, -1.0, 80.0]
    assert frame.loc["a", "passage"] == frame.loc["d", "passage"]
    assert frame["passage"].isna().tolist() == [False, True, False]
    assert coder.unlink("a").codings().set_index("id")["passage"].isna().tolist() == [True, True, False]
    with pytest.raises(Exception, match="between 0 and 100, not at 120"):
        coder.weigh("a", 120)
    with pytest.raises(Exception, match="needs two codings"):
        coder.link(["a"])


def test_every_code_is_listed_with_what_became_of_it(tmp_path):
    study = Project(tmp_path / "s.db", coder="ana").define("work/WaaS", terms=["waas"]).define("hope").define("trust").define("faith")
    study.rename("work", "labour").merge_codes("faith", into="trust").retire("hope")
    codes = study.codes()
    assert codes["code"].tolist() == ["labour", "labour/WaaS", "hope", "trust", "faith"]
    assert codes["retired"].notna().tolist() == [False, False, True, False, True]
    assert codes["merged_into"].dropna().tolist() == ["trust"]
    assert codes.loc[1, "terms"] == ["waas"]
    before = codes.set_index("code")["id"]
    study.rename("labour", "work")
    assert study.codes().set_index("code")["id"].to_dict() == {c.replace("labour", "work"): i for c, i in before.items()}
    assert Project(tmp_path / "none.db", coder="ana").codes().empty
