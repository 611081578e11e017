"""Tests of the loader feed: its sample, the shared inputs, and damage."""

from __future__ import annotations

import pytest

import discourse as dc
from discourse.loaders import feed
from tests.loaders.garden import POST, SAID, SAMPLES, TREE, WHO, talk, tree
from tests.loaders.mutants import survives
from tests.loaders.truth import shared, truth

SAMPLE = SAMPLES / "feed.xml"
NAME = "feed"
#: feeds without a word of their encoding in bytes that read as several: the reader asks instead of guessing
ASKS = ("big5", "eucjp", "euckr", "gb2312", "shiftjis", "bozo_linenoise", "bozo_encoding_mismatch_crash", "bozo_invalid-bytes-with-bom")
CUT = ("aaa_illformed", "rdf_channel_empty_textinput", "rss_incomplete_cdata", "rss_item_link_corrupted_ampersands")


def test_the_sample_gives_its_tree_its_people_and_its_words():
    corpus = dc.read(SAMPLE)
    said = corpus.utterances
    assert corpus.attrs["provenance"][0]["loader"] == NAME
    assert tree(said) == TREE
    assert talk(said)["participant"].tolist() == WHO
    assert talk(said)["text"].tolist() == list(SAID.values())
    assert said["kind"].tolist() == ["post", "comment", "reply", "reply", "comment", "reply", "post"]
    assert said["id"].is_unique
    assert said["text"][0] == POST
    assert said["flag"].tolist() == [""] * 6 + ["draft"]
    assert corpus.left_out["what"].tolist() == ["settings"]


def test_a_wordpress_comment_feed_says_what_a_comment_answers_in_words():
    item = """<item><title>By: %s</title><link>https://example.org/nets/#comment-%s</link><dc:creator>%s</dc:creator>
    <pubDate>Mon, 03 May 2021 08:15:00 +0000</pubDate><guid isPermaLink="false">https://example.org/?p=4#comment-%s</guid>
    <content:encoded><![CDATA[%s]]></content:encoded></item>"""
    items = item % ("Ben", 6, "Ben", 6, '<p>In reply to <a href="https://example.org/nets/#comment-5">Ana</a>.</p>\n<p>We do 😀</p>')
    items += item % ("Ana", 5, "Ana", 5, "<p>Who owns them?</p>")
    corpus = dc.read(f"""<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Comments on: Nets</title>{items}</channel></rss>""")
    said = corpus.utterances
    assert said["kind"].tolist() == ["reply", "comment"]
    assert said["reply_to"].tolist()[0] == said["id"].tolist()[1]
    assert said["text"].tolist() == ["We do 😀", "Who owns them?"]
    assert said["thread"].tolist() == ["nets", "nets"]


@pytest.mark.parametrize("path", ["1-blogs/google-blog-converters/samples/blogger-sample2.xml", "1-blogs/wxr-pelican/bloggerexport.xml"])
def test_each_shared_blogger_export_gives_the_counts_of_the_truth(path):
    corpus, expected = dc.read(shared(path)), truth(path)
    said, kinds = corpus.utterances, expected["kinds"]
    comments = said[said["kind"].isin(["comment", "reply"])]
    assert len(said) + len(corpus.left_out[corpus.left_out["what"].isin(["settings", "template"])]) == expected["entries"]
    assert (said["kind"] == "post").sum() == kinds["post"] + kinds.get("page", 0)
    assert len(comments) == expected["comments"]
    assert comments["participant"].nunique() == expected["comment_authors"]
    assert said["participant"][said["kind"] == "post"].nunique() == expected["post_authors"]


def test_every_shared_feed_is_read_or_refused_with_the_reason():
    folder = shared("1-blogs/feed-threading")
    files = sorted(folder.rglob("*.xml"))
    assert len(files) == truth("1-blogs/feed-threading")["files"]
    read, wrong = 0, []
    for file in files:
        entries = file.read_bytes().replace(b"\x00", b"").count(b"<item") + file.read_bytes().replace(b"\x00", b"").count(b"<entry")
        try:
            corpus = dc.read(file)
        except dc.errors.LoadError as error:
            empty = "without an entry" in str(error) or "no loader recognises" in str(error)
            if (empty and entries) or not (empty or file.stem in (*ASKS, *CUT)):
                wrong.append(f"{file.name}: {error}")
        else:
            read += 1
            if len(corpus) != entries:
                wrong.append(f"{file.name}: {len(corpus)} of {entries}")
    assert wrong == []
    assert read > 25


@pytest.mark.parametrize(
    ("name", "text"), [("encoding/euc-kr-item", "\ub144"), ("encoding/demoronize-3", "don’t"), ("encoding/euc-kr-attribute", "\ub144")]
)
def test_the_encoding_that_a_feed_names_is_believed(name, text):
    corpus = dc.read(shared(f"1-blogs/feed-threading/tests/{name}.xml"))
    assert corpus.utterances["text"].tolist() == [text]
    assert not any("guess" in note for note in corpus.attrs["provenance"][0]["notes"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "koi8-r", "cp1251"])
def test_a_feed_in_any_encoding_gives_the_same_words(encoding):
    name = encoding.removesuffix("-sig").removesuffix("-le").removesuffix("-be")
    feed = f"<?xml version='1.0' encoding='{name}'?>\n<rss><channel><item><description>чей сад</description></item></channel></rss>"
    assert dc.read(feed.encode(encoding)).utterances["text"].tolist() == ["чей сад"]


def test_the_answer_of_a_comment_whose_post_is_elsewhere_is_kept_and_counted():
    corpus = dc.read(shared("1-blogs/feed-threading/tests/wellformed/namespace/atomthreadingwithentry.xml"))
    assert corpus.utterances["reply_to"].tolist() == ["tag:blogger.com,1999:blog-893591374313312737.post-3861663258538857954"]
    assert corpus.utterances["kind"].tolist() == ["comment"]
    assert corpus.attrs["provenance"][0]["orphans"] == 1
    assert "goes on at" in corpus.attrs["provenance"][0]["notes"][0]


def test_damage_ends_in_a_corpus_or_in_one_of_our_errors():
    survives(feed, dc.read_feed, SAMPLE.read_bytes())
