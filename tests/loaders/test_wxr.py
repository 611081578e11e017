"""Tests of the loader wxr: its sample, the shared inputs, and damage."""

from __future__ import annotations

import pytest

import discourse as dc
from discourse.loaders import _source, _xml, wxr
from tests.loaders.garden import POST, SAID, SAMPLES, TREE, WHO, talk, tree
from tests.loaders.mutants import survives
from tests.loaders.truth import _truths, shared, truth

SAMPLE = SAMPLES / "wxr.xml"
NAME = "wxr"
EXCEPTIONS = {
    "1-blogs/wxr-importer-tests/phpunit/data/malformed-simple.xml": "cut inside its only post: refused, as a part is worse",
    "1-blogs/wxr-importer-tests/phpunit/data/malformed.xml": "a tag is closed that was never opened, and there is no post",
}
EMPTY = ("invalid-version-tag", "large-authors", "missing-version-tag", "term-formats", "term-meta")
WXR = """<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<item><title>A</title><wp:post_id>1</wp:post_id><wp:post_type>post</wp:post_type>%s</item></channel></rss>"""
COMMENT = (
    "<wp:comment><wp:comment_id>%s</wp:comment_id><wp:comment_author>%s</wp:comment_author><wp:comment_approved>%s</wp:comment_approved>"
    "<wp:comment_parent>%s</wp:comment_parent><wp:comment_content>x</wp:comment_content></wp:comment>"
)


def paths():
    try:
        return sorted(p for p, t in _truths().items() if t.get("kind") == "wxr")
    except pytest.skip.Exception:
        return []


def test_the_sample_gives_its_tree_its_people_and_its_words():
    corpus = dc.read(SAMPLE)
    said = corpus.utterances
    assert corpus.attrs["provenance"][0]["loader"] == NAME
    assert tree(said) == TREE
    assert talk(said)["participant"].tolist() == WHO
    assert talk(said)["text"].tolist() == list(SAID.values())
    assert said["kind"].tolist() == ["post", "comment", "reply", "reply", "comment", "reply", "pingback", "comment", "post"]
    assert said["id"].is_unique
    assert said["text"][0] == POST
    assert said["flag"].tolist() == ["", "", "", "", "", "", "", "spam", "draft"]
    assert corpus.left_out["what"].tolist() == ["attachment"]


def test_a_large_export_is_read_with_a_bar_and_becomes_the_same_corpus(monkeypatch, capsys):
    careful = dc.read_wxr(SAMPLE)
    assert capsys.readouterr().err == ""
    for module in (_xml, _source):
        monkeypatch.setattr(module, "LARGE", 100)
    large = dc.read_wxr(SAMPLE)
    assert f"read {SAMPLE.name}" in capsys.readouterr().err
    assert large.equals(careful)
    assert large.attrs == careful.attrs
    assert large.left_out.equals(careful.left_out)


def test_a_pingback_has_no_participant_but_a_page():
    ping = dc.read_wxr(SAMPLE).where(kind="pingback").utterances.iloc[0]
    assert ping["participant"] != ping["participant"]
    assert ping["from_page"] == "https://allotment.example/mill-lane"


def test_times_are_utc_and_a_zero_date_is_no_date():
    times = dc.read_wxr(SAMPLE).utterances["time"]
    assert str(times.dt.tz) == "UTC"
    assert times.isna().tolist() == [False] * 8 + [True]


def test_two_people_of_one_name_stay_two_and_no_mail_address_is_shown():
    mail = "<wp:comment_author_email>%s@example.org</wp:comment_author_email></wp:comment>"
    two = [(COMMENT % (n, "Sam", 1, 0)).replace("</wp:comment>", mail % n) for n in (1, 2)]
    corpus = dc.read_wxr(WXR % "".join(two))
    assert len(corpus.participants) == 2
    assert "@" not in " ".join(map(str, corpus.participants.to_numpy().ravel()))


def test_hidden_comments_are_flagged_and_counted_and_replies_keep_their_place():
    states = "".join(COMMENT % (n, "u", state, up) for n, state, up in ((1, 1, 0), (2, 0, 1), (3, "spam", 1), (4, "trash", 1), (5, 1, 4)))
    corpus = dc.read_wxr(WXR % states)
    assert corpus.utterances["flag"].tolist() == ["", "", "pending", "spam", "trash", ""]
    assert corpus.utterances["reply_to"].tolist()[-1] == "a/4"
    assert "1 pending, 1 spam, 1 trash" in corpus.attrs["provenance"][0]["notes"][0]


@pytest.mark.parametrize(
    ("broken", "note"),
    [
        (WXR.replace("<title>", "<dc:x/><title>") % "", "prefixes are used but not declared: dc"),
        (WXR % "<content:encoded><![CDATA[a\x0bb]]></content:encoded>", "control characters were removed in 1 places"),
        (WXR % "<content:encoded>a ]]> b</content:encoded>", "']]>' stood loose"),
        (WXR % "<content:encoded>caf&eacute; & bar</content:encoded>", "letters written as HTML entities"),
        ("junk " + WXR % "", "5 characters before the first"),
        (WXR.replace("<title>", "<title lang=en>") % "", "quotation marks that they lacked"),
    ],
)
def test_what_old_exports_break_is_mended_and_told(broken, note):
    corpus = dc.read_wxr(broken)
    assert any(note in said for said in corpus.attrs["provenance"][0]["notes"])
    assert len(corpus) == 1


def test_entities_of_its_own_are_refused():
    with pytest.raises(dc.errors.LoadError, match="declares entities"):
        dc.read("<!DOCTYPE x [<!ENTITY a 'b'>]>\n" + WXR % "<content:encoded>&a;</content:encoded>")


def test_a_file_that_is_cut_is_refused_with_its_line():
    raw = SAMPLE.read_bytes()
    with pytest.raises(dc.errors.LoadError, match=r"wxr|bytes, line \d+: the XML is damaged or cut"):
        dc.read(raw[: len(raw) - 200])


@pytest.mark.parametrize("path", paths())
def test_each_shared_export_gives_the_counts_of_the_truth(path):
    expected = truth(path)
    if path in EXCEPTIONS or path.rpartition("/")[2].removesuffix(".xml") in EMPTY:
        with pytest.raises(dc.errors.LoadError):
            dc.read(shared(path))
        assert path in EXCEPTIONS or expected["items"] == 0
        return
    corpus = dc.read(shared(path))
    said = corpus.utterances
    comments = said[said["kind"] != "post"]
    assert corpus.attrs["provenance"][0]["loader"] == "wxr"
    assert len(said) - len(comments) + int((corpus.left_out["why"].str.contains("no post and no page")).sum()) == expected["items"]
    assert len(comments) == expected["comments"]
    assert int((comments["kind"] == "reply").sum()) == expected["replies"]
    assert comments["name_given"].nunique() == expected["comment_authors"]
    kinds = comments["kind"].replace("reply", "comment").value_counts().to_dict()
    assert kinds == expected["comment_types"]
    assert deepest(comments) == expected["max_depth"]
    if "example" in expected:
        first = comments.iloc[0]
        assert first["name_given"] == expected["example"]["author"]
        assert first["text"].split()[0] in expected["example"]["text"]


def deepest(comments):
    up, depth = dict(zip(comments["id"], comments["reply_to"], strict=True)), {}
    for one in up:
        chain = [one]
        while up.get(chain[-1]) in up:
            chain.append(up[chain[-1]])
        depth[one] = len(chain)
    return max(depth.values(), default=0)


def test_damage_ends_in_a_corpus_or_in_one_of_our_errors():
    survives(wxr, dc.read_wxr, SAMPLE.read_bytes())
