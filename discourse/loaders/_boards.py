"""How forum programs build a page: where a post, its text, its writer and its time stand. It reads no page."""

from __future__ import annotations

import re
from dataclasses import dataclass


def _has(*names: str) -> str:
    """An XPath condition: all of these words are in the class."""
    return " and ".join(f"contains(concat(' ',normalize-space(@class),' '),' {name} ')" for name in names)


@dataclass(frozen=True)
class Board:
    """One program: a mark in its HTML, and XPaths; those below ``post`` are asked of each post."""

    name: str
    mark: str
    post: str
    text: str
    who: str
    when: str = ".//time[@datetime] | .//abbr[@data-time]"

    def __post_init__(self) -> None:
        re.compile(self.mark)


#: The most specific marks first; a page is of the first program whose mark is found.
BOARDS = (
    Board("XenForo 2", r'class="[^"]*\bmessage--post\b',
          f"//article[{_has('message--post')}]", f".//div[{_has('bbWrapper')}]",
          f"@data-author | .//*[{_has('message-name')}]", ".//time[@datetime]"),
    Board("XenForo 1", r'<li id="post-\d+"[^>]*class="[^"]*\bmessage\b',
          f"//li[{_has('message')} and starts-with(@id,'post-')]", f".//*[{_has('messageText')}]",
          f"@data-author | .//a[{_has('username')}]", f".//*[{_has('DateTime')}]"),
    Board("Invision", r'data-role="commentContent"|class="[^"]*\bcPost\b',
          f"//article[{_has('cPost')} or {_has('ipsComment')} or {_has('ipsEntry')}]", ".//*[@data-role='commentContent']",
          f".//*[{_has('cAuthorPane_author')}] | .//*[{_has('ipsEntry__username')}] | .//aside//a", ".//time[@datetime]"),
    Board("vBulletin 5", r'class="[^"]*\bjs-post__content-text\b',
          f"//li[{_has('b-post')}]", f".//*[{_has('js-post__content-text')}]",
          f".//*[{_has('author')}]//a | .//*[{_has('author')}]", f".//time | .//*[{_has('b-post__timestamp')}]"),
    Board("vBulletin 4", r'id="post_message_\d+"[\s\S]{0,400}class="postcontent|class="[^"]*\bpost(?:container|bitlegacy|bit)\b',
          f"//li[({_has('postcontainer')} or {_has('postbitlegacy')} or {_has('postbit')}) and starts-with(@id,'post_')]",
          f".//*[{_has('postcontent')}]", f".//a[{_has('username')}] | .//*[{_has('username')}]", f".//span[{_has('date')}]"),
    Board("vBulletin 3", r'id="post_message_\d+"',
          "//table[starts-with(@id,'post') and not(contains(@id,'_'))]", ".//*[starts-with(@id,'post_message_')]",
          f".//*[{_has('bigusername')}] | .//*[starts-with(@id,'postmenu_')]", f".//td[{_has('thead')}]"),
    Board("MyBB", r'class="[^"]*\bpost_body\b|id="pid_\d+"',
          f"//div[{_has('post')} and starts-with(@id,'post_')] | //table[starts-with(@id,'post_')]",
          f".//*[{_has('post_body')}] | .//*[starts-with(@id,'pid_')]",
          f".//*[{_has('author_information')}]//a | .//span[{_has('largetext')}]", f".//*[{_has('post_date')}]"),
    Board("SMF", r'class="[^"]*\bpost_wrapper\b|class="[^"]*\bpostarea\b',
          f"//div[{_has('post_wrapper')}]", f".//div[{_has('inner')}]",
          f".//*[{_has('poster')}]//h4", f".//a[{_has('smalltext')}] | .//*[{_has('keyinfo')}]//*[{_has('smalltext')}]"),
    Board("Vanilla", r'class="[^"]*\bItem(?:Comment|Discussion)\b',
          f"//*[{_has('ItemComment')} or {_has('ItemDiscussion')}]", f".//*[{_has('userContent')}] | .//*[{_has('Message')}]",
          f".//a[{_has('Username')}] | .//*[{_has('Author')}]//a[@title]"),
    Board("bbPress", r'class="[^"]*\bbbp-(?:reply|topic)-content\b',
          f"//div[{_has('bbp-reply-content')} or {_has('bbp-topic-content')}]/..",
          f"./div[{_has('bbp-reply-content')} or {_has('bbp-topic-content')}]", f".//*[{_has('bbp-author-name')}]",
          f"preceding-sibling::div[1]//*[{_has('bbp-reply-post-date')} or {_has('bbp-topic-post-date')}]"),
    Board("NodeBB", r'component="post"[^>]*data-pid=|data-pid="\d+"[^>]*component="post"',
          "//*[@component='post' and @data-pid]", ".//*[@component='post/content']", "@data-username", ".//*[@datetime]"),
    Board("FluxBB", r'class="[^"]*\bblockpost\b',
          f"//div[{_has('blockpost')}]", f".//div[{_has('postmsg')}]", f".//*[{_has('postleft')}]//dt", ".//h2//a"),
    Board("Discourse", r'class="[^"]*\b(?:crawler-post|topic-post)\b',
          f"//div[{_has('crawler-post')} or {_has('topic-post')}]",
          f".//div[{_has('post')} and @itemprop='text'] | .//div[{_has('cooked')}]",
          f".//*[@itemprop='author']//*[@itemprop='name'] | .//*[{_has('username')}]//a", ".//time[@datetime] | .//*[@data-time]"),
    Board("phpBB 3", r'<div id="p\d+"[^>]*class="[^"]*\bpost\b|class="[^"]*\bpostbody\b[\s\S]{0,3000}class="content"',
          f"//div[starts-with(@id,'p') and {_has('post')}]", f".//div[{_has('content')}]",
          f".//*[{_has('author')}]//*[{_has('username')} or {_has('username-coloured')}] | .//*[{_has('author')}]//strong"
          f" | .//*[{_has('postprofile')}]//a[string()]",
          f".//time[@datetime] | .//p[{_has('author')}]"),
    Board("phpBB 2", r'class="postbody"',
          f"//tr[.//span[{_has('postbody')}] and .//span[{_has('name')}] and not(.//tr[.//span[{_has('name')}]])]",
          f".//span[{_has('postbody')}]", f".//span[{_has('name')}]", f".//span[{_has('postdetails')} and contains(.,'20')]"),
)  # fmt: skip
