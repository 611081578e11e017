"""Saved pages of forum topics: posts by the structure of each program, quotations kept."""

from __future__ import annotations

import pytest

import discourse as dc
from discourse.errors import InputError, NotADiscussion
from discourse.loaders._source import open_source
from discourse.loaders.forum_page import gather
from tests.loaders.social import LINKED, POST, RTL, SAMPLES, TITLE, ZOE, survives, texts, tree

SAMPLE = SAMPLES / "forum_page.html"


def test_the_sample_has_its_posts_and_what_is_quoted():
    corpus = dc.read(SAMPLE)
    assert tree(corpus) == [
        ("21", None, "post", "Ines", ""),
        ("22", None, "reply", "Tom", ""),
        ("23", "22", "reply", ZOE, ""),
        ("24", None, "reply", "Yusuf", ""),
    ]
    assert texts(corpus) == [
        POST,
        LINKED,
        "> Tom wrote:\n> would come after lunch\n\nA quiet cafe\u0301 corner would help all of us.",
        RTL,
    ]
    assert (corpus.attrs["title"], corpus.threads) == (TITLE, ["should-the-reading-room-open-on-sundays"])
    assert str(corpus.utterances["time"][0]) == "2024-03-01 09:30:00+00:00"
    assert set(corpus.utterances["board"]) == {"phpBB 3"}


def xenforo2(n, who, body, more=""):
    return f'''<article class="message message--post {more}" data-author="{who}" data-content="post-{n}" id="js-post-{n}"><h4 class="message-name"><a>{who}</a></h4>
    <time class="u-dt" datetime="2024-03-01T09:30:0{n}+0100">Mar 1, 2024</time><article class="message-body"><div class="bbWrapper">{body}</div></article>
    <aside class="message-signature"><div class="bbWrapper">Sent from a bench</div></aside></article>'''


PAGES = {
    "XenForo 2": "<html><head><title>Tea | Forum</title></head><body><h1 class='p-title-value'>Tea</h1>" + xenforo2(1, "ana", "Hot?") + xenforo2(
        2, "ben", '<blockquote class="bbCodeBlock bbCodeBlock--quote" data-quote="ana" data-source="post: 1"><div class="bbCodeBlock-title">ana said:</div><div>Hot?</div>'
        '<div class="bbCodeBlock-expandLink"><a>Click to expand...</a></div></blockquote>Yes'),
    "XenForo 1": """<html><title>Tea</title><li id="post-1" class="sectionMain message" data-author="ana"><div class="messageContent"><article><blockquote class="messageText">Hot?</blockquote>
      </article></div><span class="DateTime" title="Mar 1, 2024 at 9:30 AM">Mar 1</span></li><li id="post-2" class="sectionMain message" data-author="ben"><article>
      <blockquote class="messageText"><div class="bbCodeBlock bbCodeQuote"><aside><div class="attribution">ana said: <a href="goto/post?id=1#post-1">↑</a></div>
      <blockquote>Hot?</blockquote></aside></div>Yes</blockquote></article></li></html>""",
    "vBulletin 4": """<html><title>Tea</title><ol id="posts"><li class="postcontainer postbitlegacy" id="post_1"><span class="date">01-03-2024, <span class="time">09:30 AM</span></span>
      <a class="username" href="m.php?u=1"><strong>ana</strong></a><div id="post_message_1"><blockquote class="postcontent restore">Hot?</blockquote></div></li>
      <li class="postcontainer postbitlegacy" id="post_2"><a class="username" href="m.php?u=2"><strong>ben</strong></a><div id="post_message_2"><blockquote class="postcontent restore">
      <div class="bbcode_container"><div class="bbcode_quote"><div class="quote_container"><div class="bbcode_postedby">Originally Posted by <strong>ana</strong>
      <a href="showthread.php?p=1#post1"><img alt="View Post"></a></div><div class="message">Hot?</div></div></div></div>Yes</blockquote></div></li></ol></html>""",
    "vBulletin 3": """<html><title>Tea</title><table id="post1"><tr><td class="thead">1st March 2024, 09:30 AM</td></tr><tr><td><a class="bigusername">ana</a></td>
      <td><div id="post_message_1">Hot?</div></td></tr></table><table id="post2"><tr><td><a class="bigusername">ben</a></td><td><div id="post_message_2"><div>
      <div class="smallfont">Quote:</div><table><tr><td class="alt2"><div>Originally Posted by <strong>ana</strong> <a href="showthread.php?p=1#post1"><img alt="View Post"></a></div>
      <div>Hot?</div></td></tr></table></div>Yes</div></td></tr></table></html>""",
    "MyBB": """<html><title>Tea</title><div class="post" id="post_1"><div class="author_information"><span class="largetext"><a>ana</a></span></div><span class="post_date">1 March 2024, 09:30 AM</span>
      <div class="post_body" id="pid_1">Hot?</div></div><div class="post" id="post_2"><div class="author_information"><span class="largetext"><a>ben</a></span></div>
      <div class="post_body" id="pid_2"><blockquote class="mycode_quote"><cite>ana Wrote: <a href="showthread.php?pid=1#pid1"></a></cite>Hot?</blockquote>Yes</div></div></html>""",
    "SMF": """<html><title>Tea</title><div class="post_wrapper"><div class="poster"><h4><a>ana</a></h4></div><div class="postarea"><div class="post"><div class="inner" id="msg_1">Hot?</div></div></div></div>
      <div class="post_wrapper"><div class="poster"><h4><a>ben</a></h4></div><div class="postarea"><div class="post"><div class="inner" id="msg_2"><div class="quoteheader"><div class="topslice_quote">
      <a href="index.php?topic=3.msg1#msg1">Quote from: ana on March 01, 2024</a></div></div><blockquote class="bbc_standard_quote">Hot?</blockquote>Yes</div></div></div></div></html>""",
    "Invision": """<html><title>Tea</title><article id="elComment_1" class="cPost ipsComment"><aside><h3 class="cAuthorPane_author"><a>ana</a></h3></aside><time datetime="2024-03-01T09:30:00Z"></time>
      <div data-role="commentContent">Hot?</div></article><article id="elComment_2" class="cPost ipsComment"><aside><h3 class="cAuthorPane_author"><a>ben</a></h3></aside>
      <div data-role="commentContent"><blockquote class="ipsQuote" data-ipsquote-username="ana" data-ipsquote-contentcommentid="1"><div>Hot?</div></blockquote>Yes</div></article></html>""",
    "FluxBB": """<html><title>Tea</title><div id="p1" class="blockpost rowodd"><h2><span><a href="viewtopic.php?pid=1#p1">2024-03-01 09:30:00</a></span></h2><div class="postleft"><dl><dt><strong>ana</strong></dt></dl></div>
      <div class="postmsg"><p>Hot?</p></div></div><div id="p2" class="blockpost roweven"><div class="postleft"><dl><dt><strong>ben</strong></dt></dl></div><div class="postmsg"><div class="quotebox"><cite>ana wrote:
      <a href="viewtopic.php?pid=1#p1"></a></cite><blockquote><p>Hot?</p></blockquote></div><p>Yes</p></div></div></html>""",
}  # fmt: skip


@pytest.mark.parametrize("board", PAGES)
def test_each_program_is_known_and_its_quotation_answers_a_post(board):
    corpus = dc.read(PAGES[board].encode())
    assert set(corpus.utterances["board"]) == {board}
    assert tree(corpus) == [("1", None, "post", "ana", ""), ("2", "1", "reply", "ben", "")]
    first, second = texts(corpus)
    assert first == "Hot?"
    assert [line for line in second.splitlines() if line.startswith(">")][-1] == "> Hot?"
    assert second.splitlines()[-1] == "Yes"
    assert "expand" not in second


def test_pages_of_one_topic_are_put_in_their_order():
    second = "<html><head><title>Tea | Page 2 | Forum</title></head><body><h1 class='p-title-value'>Tea</h1>" + xenforo2(3, "cleo", "Green", "message--deleted")
    corpus = gather([open_source(second.encode()), open_source(PAGES["XenForo 2"].encode())])
    assert corpus.utterances["id"].tolist() == ["1", "2", "3"]
    assert corpus.utterances["kind"].tolist() == ["post", "reply", "reply"]
    assert corpus.utterances["flag"].tolist() == ["", "", "deleted"]
    assert corpus.threads == ["tea"]


def test_a_date_that_could_be_meant_two_ways_stays_beside():
    corpus = dc.read(PAGES["vBulletin 4"].encode())
    assert corpus.utterances["time"].isna().all()
    assert corpus.utterances["time_given"].dropna().tolist() == ["01-03-2024, 09:30 AM"]


def test_a_page_of_something_else_is_refused():
    with pytest.raises((InputError, NotADiscussion)):
        dc.read_forum_page("<html><body><p>Nothing to see here.</p>\n</body></html>")


def test_whatever_goes_wrong_is_told():
    survives(dc.read_forum_page, SAMPLE.read_bytes())
