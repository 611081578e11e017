"""Questions, answers and comments of a Stack Exchange dump come together from its tables."""

from __future__ import annotations

import io
import zipfile

import pytest

import discourse as dc
from discourse.errors import LoadError, NotADiscussion
from discourse.loaders._source import open_source
from discourse.loaders.stackexchange import gather
from tests.loaders.social import LINKED, POST, RTL, SAMPLES, ZOE, depth, survives, texts, tree
from tests.loaders.truth import shared, truth

FOLDER = SAMPLES / "stackexchange"
SITE = "2-forums-social/stackexchange-history/"


def whole():
    return gather([open_source(FOLDER / f"{name}.xml") for name in ("Comments", "Posts", "Users")])


def test_the_sample_has_its_tree():
    corpus = whole()
    assert tree(corpus) == [
        ("comment-1", "post-2", "comment", ZOE, ""),
        ("comment-2", "post-3", "comment", "Ines", ""),
        ("post-1", None, "question", "Ines", ""),
        ("post-2", "post-1", "answer", "Tom", ""),
        ("post-3", "post-1", "answer", "yusuf", ""),
    ]
    assert texts(corpus)[2:] == [POST, LINKED, RTL]
    assert corpus.threads == ["should-the-reading-room-open-on-sundays-1"]
    assert corpus.utterances["accepted"].tolist()[3]
    assert corpus.utterances["tags"][2] == "hours, weekend"
    assert corpus.participants.set_index("participant")["location"]["Ines"] == "Bremen"
    assert str(corpus.utterances["time"].dt.tz) == "UTC"


def test_a_zip_of_the_tables_is_the_same():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in ("Comments", "Posts", "Users"):
            archive.write(FOLDER / f"{name}.xml", f"library.example/{name}.xml")
        archive.writestr("library.example/Votes.xml", "<votes/>")
    assert sorted(tree(dc.read(packed.getvalue()))) == sorted(tree(whole()))


def test_without_users_people_are_called_as_the_sites_call_them():
    assert dc.read(FOLDER / "Posts.xml").utterances["participant"].tolist() == ["user11", "user12", "yusuf"]


def test_a_csv_copy_is_read_alike():
    rows = 'Id,PostTypeId,ParentId,Title,Body,OwnerUserId,CreationDate\n1,1,,"Tea, hot?","<p>Why\n007?</p>",4,2020-01-01T00:00:00\n'
    rows += "2,2,1,,<p>NA</p>,9,\n"
    corpus = dc.read(rows)
    assert tree(corpus) == [("post-1", None, "question", "user4", ""), ("post-2", "post-1", "answer", "user9", "")]
    assert texts(corpus) == ["Why 007?", "NA"]


def test_without_a_type_what_has_no_parent_is_a_question():
    corpus = dc.read("Id,ParentId,OwnerUserId,Body\n1,,3,<p>Why?</p>\n2,1,4,<p>So.</p>\n")
    assert corpus.utterances["kind"].tolist() == ["question", "answer"]


@pytest.mark.parametrize("name", ["Badges.xml", "PostLinks.xml", "Tags.xml"])
def test_a_table_without_words_is_refused(name):
    with pytest.raises(NotADiscussion, match="neither posts nor comments"):
        dc.read(shared(SITE + name))


def test_damaged_xml_is_told_with_its_line():
    with pytest.raises(LoadError, match=r"line \d+"):
        dc.read((FOLDER / "Posts.xml").read_bytes()[:600])


@pytest.mark.parametrize("name", ["Comments.xml", "Comments.csv"])
def test_the_shared_comments_reach_their_truth(name):
    known, corpus = truth(SITE + "Comments.xml"), dc.read(shared(SITE + name))
    said = corpus.utterances
    assert corpus.attrs["provenance"][0]["loader"] == "stackexchange"
    assert len(corpus) == known["rows"]
    assert len(corpus.threads) == known["posts_commented"]
    assert said["participant_id"].nunique() == known["users"]
    assert said["participant_id"].isna().sum() == known["no_userid"] == known["with_UserDisplayName"]
    assert said["text"][0].startswith(known["first"]["Text"][:90])
    assert str(said["time"][0]).startswith(known["first"]["CreationDate"].replace("T", " "))


def test_the_shared_posts_reach_their_truth():
    known, corpus = truth(SITE + "Posts.csv"), dc.read(shared(SITE + "Posts.csv"))
    kinds = corpus.utterances["kind"].value_counts()
    assert len(corpus) == known["rows"]
    assert (kinds["question"], kinds["answer"]) == (786, 1459)
    assert corpus.utterances["score"][0] == int(known["first"]["Score"])


def test_the_shared_tables_together_have_comments_below_their_posts():
    corpus = gather([open_source(shared(SITE + name)) for name in ("Posts.csv", "Comments.xml")])
    assert len(corpus) == truth(SITE + "Posts.csv")["rows"] + truth(SITE + "Comments.xml")["rows"]
    assert depth(corpus) == 3
    assert corpus.attrs["provenance"][0].get("orphans", 0) == 0


def test_whatever_goes_wrong_is_told():
    survives(dc.read_stackexchange, (FOLDER / "Posts.xml").read_bytes())
