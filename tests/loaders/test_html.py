"""Tests of the loader html: its sample, the shared inputs, and damage."""

from __future__ import annotations

import pytest

import discourse as dc
from discourse.loaders import html
from tests.loaders.garden import POST, SAID, SAMPLES, TREE, WHO, talk, tree
from tests.loaders.mutants import survives
from tests.loaders.truth import shared, truth

SAMPLE = SAMPLES / "html.html"
NAME = "html"
NAMES = ("grossefragen", "damianduchamps", "rete-mirabile", "gormulus", "spontis", "mozilla-hacks", "firefox-nightly")
PAGE = """<!DOCTYPE html>
<html><head><meta charset=utf-8><title>Nets</title></head><body><h1 class="entry-title">Nets</h1>
<div class="post-body"><p>Who owns the network that all of us have built together?</p></div>%s</body></html>"""


def test_the_sample_gives_its_tree_its_people_and_its_words():
    corpus = dc.read(SAMPLE)
    said = corpus.utterances
    assert corpus.attrs["provenance"][0]["loader"] == NAME
    assert tree(said) == TREE
    assert talk(said)["participant"].tolist() == WHO
    assert talk(said)["text"].tolist() == list(SAID.values())
    assert said["kind"].tolist() == ["post", "comment", "reply", "reply", "comment", "reply", "pingback"]
    assert said["id"].is_unique
    assert said["text"][0] == POST
    assert said["from_page"].tolist()[-1] == "https://allotment.example/mill-lane"


def rows(comments):
    said = dc.read(PAGE % comments).utterances
    return said[["id", "reply_to", "kind", "participant", "text"]].iloc[1:].to_numpy().tolist()


BEN, ANA = ["nets/7", "nets/0", "comment", "Ben", "We do 😀"], ["nets/8", "nets/7", "reply", "Ana", "Do we?"]


def test_depth_classes_tell_the_tree_of_a_flat_list():
    one = '<div class="comment depth-%s" id="comment-%s"><b class="fn">%s</b> <div class="comment-text"><p>%s</p></div></div>'
    assert rows(one % (1, 7, "Ben", "We do 😀") + one % (2, 8, "Ana", "Do we?")) == [BEN, ANA]


def test_levels_of_wpdiscuz_are_read():
    one = """<div id="wpd-comm-%s_0" class="comment wpd-comment wpd_comment_level-%s"><div class="wpd-comment-wrap"><div id="comment-%s">
    <div class="wpd-comment-header"><div class="wpd-comment-author">%s</div>
    <div class="wpd-comment-date" title="3 May 2021 8:15 am">2 years ago</div></div>
    <div class="wpd-comment-text"><p>%s</p></div><div class="wpd-comment-footer"><div class="wpd-vote">3</div></div></div></div>%s</div>"""
    nested = one % (7, 1, 7, "Ben", "We do 😀", one % (8, 2, 8, "Ana", "Do we?", ""))
    assert rows(f'<div class="wpd-thread-list">{nested}</div>') == [BEN, ANA]
    assert str(dc.read(PAGE % nested).utterances["time"][1]) == "2021-05-03 08:15:00"


def test_bloggers_threads_are_read():
    one = """<li class="comment" id="c%s"><div class="avatar-image-container"></div><div class="comment-block"><div class="comment-header">
    <cite class="user"><a href="https://example.org">%s</a></cite><span class="icon user"></span><span class="datetime secondary-text">
    <a href="https://example.org/p.html?showComment=1#c%s">3 May 2021 at 08:15</a></span></div><p class="comment-content">%s</p>
    <span class="comment-actions secondary-text"><a class="comment-reply">Reply</a></span></div>
    <div class="comment-replies">%s</div></li>"""
    nested = one % (7, "Ben", 7, "We do 😀", f'<div class="comment-thread"><ol>{one % (8, "Ana", 8, "Do we?", "")}</ol></div>')
    assert rows(f'<div id="comments"><div class="comment-thread"><ol>{nested}</ol></div></div>') == [BEN, ANA]


def test_microformats_are_read():
    one = """<li class="h-cite u-comment" id="comment-%s"><div class="p-author h-card">%s</div>
    <time class="dt-published" datetime="2021-05-03T08:15:00Z">May</time><div class="e-content p-name">%s</div>%s</li>"""
    nested = one % (7, "Ben", "We do 😀", f"<ul>{one % (8, 'Ana', 'Do we?', '')}</ul>")
    assert rows(f"<ul>{nested}</ul>") == [BEN, ANA]


def test_microdata_is_read():
    one = """<div itemprop="comment" itemscope itemtype="https://schema.org/Comment"><span itemprop="author">
    <b itemprop="name">%s</b></span>
    <time itemprop="datePublished" datetime="2021-05-03T08:15:00Z">May</time><p itemprop="text">%s</p></div>"""
    found = rows(one % ("Ben", "We do 😀") + one % ("Ana", "Do we?"))
    assert [row[2:] for row in found] == [["comment", "Ben", "We do 😀"], ["comment", "Ana", "Do we?"]]


def test_json_ld_is_read_where_the_markup_has_no_marks():
    found = rows("""<script type="application/ld+json">{"@graph": [{"@type": "BlogPosting", "headline": "Nets",
    "comment": [{"@type": "Comment",
    "text": "We do 😀", "author": {"name": "Ben"}, "dateCreated": "2021-05-03T08:15:00Z",
    "comment": {"text": "Do we?", "author": [{"name": "Ana"}]}}]}]}
    </script>""")
    assert [row[2:] for row in found] == [["comment", "Ben", "We do 😀"], ["reply", "Ana", "Do we?"]]
    assert found[1][1] == found[0][0]


def test_scripts_handlers_and_forms_leave_no_trace():
    html = '<ol class="commentlist"><li id="comment-7"><cite class="fn"><img src=x onerror=alert(1)>Ben</cite>'
    html += "<div class=comment-content><p>Hi<script>alert(1)</script><a href='javascript:alert(2)'>link</a></p></div>"
    html += "<form><textarea>no</textarea></form></li></ol>"
    assert rows(html) == [["nets/7", "nets/0", "comment", "Ben", "Hilink"]]


@pytest.mark.parametrize("deep", [3000, 20_000])
def test_a_page_however_deep_gives_its_words(deep):
    assert dc.read("<div>" * deep + "hi\n" + "</div>" * 3).utterances["text"].tolist() == ["hi"]


def test_a_page_without_comments_is_its_post_and_says_so():
    corpus = dc.read(PAGE % "")
    assert corpus.utterances["kind"].tolist() == ["post"]
    assert "no comments were found" in corpus.attrs["provenance"][0]["notes"][0]


def test_the_charset_that_a_page_names_is_believed():
    page = (PAGE % "").replace("utf-8", "windows-1251").replace("Who owns", "Чья это сеть,")
    corpus = dc.read(page.encode("cp1251"))
    assert corpus.utterances["text"][0].startswith("Чья это сеть,")
    assert corpus.attrs["provenance"][0]["encoding"] == "windows-1251"


@pytest.mark.parametrize("name", NAMES)
def test_each_shared_page_gives_the_counts_of_the_truth(name):
    path = f"1-blogs/html-pages/{name}.html"
    corpus, expected = dc.read(shared(path)), truth(path)
    said = corpus.utterances
    comments = said[said["kind"] != "post"]
    pings = comments["kind"].isin(["pingback", "trackback"])
    assert corpus.attrs["provenance"][0]["loader"] == "html"
    assert len(comments) == expected["comments"]
    assert pings.sum() == expected["pings"]
    assert comments["participant"].nunique() == expected["authors"]
    assert comments["participant"].isna().sum() == expected["no_author"]
    assert comments["participant"].iloc[0] == expected["first"]["author"]
    assert said["kind"][0] == "post"
    assert said["title"][0].split(":")[0] in expected["title"].replace("\xa0", " ")
    assert len(said["text"][0]) > 1500
    assert (comments["text"].str.len() > 0).all()
    if expected["replies"] is not None:
        assert (comments["kind"] == "reply").sum() == expected["replies"]


def test_damage_ends_in_a_corpus_or_in_one_of_our_errors():
    survives(html, dc.read_html, SAMPLE.read_bytes())
