"""What a saved notebook shows: every text as text, nothing that runs, and not too much of it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import desk_sample as sample
import pandas as pd
import pytest

from discourse import Codebook, Corpus, Project, show_coder
from discourse.widgets.page import MOST, page_of

TEXT = {row[0]: row[6] for row in sample.ROWS}


class Read(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.tags, self.texts, self.names, self.marks, self.inside = [], [], set(), [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.names |= {name for name, _ in attrs}
        self.inside.append(tag)

    def handle_endtag(self, tag):
        assert self.inside.pop() == tag

    def handle_data(self, said):
        if "blockquote" in self.inside:
            self.texts.append(said)
        if "mark" in self.inside:
            self.marks.append(said)


@pytest.fixture
def study(tmp_path):
    return sample.study(tmp_path / "study.db")


def shown(study, **given):
    return show_coder(study, **given)._repr_mimebundle_()[0]["text/html"]


def test_the_codings_stand_in_the_text_and_below_it(study):
    study.code("c1", "ownership", quote="nobody owns a network")
    study.code("c1", "trust", quote="owns a network, one", memo="a <doubt>")
    html = shown(study)
    assert Read(html).marks == ["nobody ", "owns a network", ", one"]
    assert 'title="ownership (ana), trust (ana)">owns a network</mark>' in html
    assert "<b><bdi>trust</bdi></b> “<bdi>owns a network, one</bdi>” ana – a &lt;doubt&gt;" in html


def test_every_text_is_there_as_text_and_nothing_runs(study):
    read = Read(shown(study))
    whole = "".join(read.texts)
    assert all(text in whole for text in TEXT.values())
    assert set(read.tags) <= {"div", "style", "h3", "p", "article", "header", "b", "bdi", "blockquote", "mark", "ul", "li"}
    assert read.names <= {"class", "style", "dir", "title"}
    assert read.inside == []


def test_hostile_names_codes_and_colours_are_only_values(tmp_path):
    frame = pd.DataFrame({"text": ["a </blockquote><script>x</script>"], "participant": ['"><img onerror=x>'], "thread": ["</div><b>"]})
    study = Project(tmp_path / "h.db", coder="<i>ana").add(Corpus(frame), Codebook.from_terms({'"><b onclick=x>': []}))
    study.code("1", '"><b onclick=x>', quote="<script>x")
    html = shown(study)
    read = Read(html)
    assert not {"script", "img", "i"} & set(read.tags)
    assert "onclick" not in read.names
    look = show_coder(study).look()
    for code in look["codes"]:
        code["colour"] = "red;background:url(//evil)"
    assert "evil" not in page_of(look, "now")


def test_a_long_thread_is_cut_and_says_so(tmp_path):
    frame = pd.DataFrame({"text": ["word " * 400] * 60, "thread": ["t"] * 60})
    html = shown(Project(tmp_path / "l.db", coder="ana").add(Corpus(frame)))
    assert "The first 20 of 60 utterances are shown" in html
    assert len("".join(Read(html).texts)) <= MOST
    assert len(html) < 2 * MOST


def test_a_project_without_texts_has_a_page_too(tmp_path):
    assert "e.db, for reading" in shown(Project(tmp_path / "e.db", coder="ana"))


def test_replies_follow_what_they_answer(tmp_path):
    frame = pd.DataFrame({"id": ["a", "b", "c"], "text": ["One.", "Two.", "Three."], "reply_to": [None, None, "a"]})
    html = shown(Project(tmp_path / "r.db", coder="ana").add(Corpus(frame)))
    assert Read(html).texts == ["One.", "Three.", "Two."]
    assert re.findall(r"--depth:(\d)", html) == ["0", "1", "0"]
