"""Talk as plain text: every form in which people write down who speaks, and texts in which nobody does."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import discourse as dc
from discourse.errors import LoadError, NotADiscussion
from discourse.loaders._source import Source
from discourse.loaders._speakers import Para, find_speakers
from discourse.loaders.interview import read_interview, sniff
from tests.conftest import DIFFICULT, TOP
from tests.loaders.mangling import ends_well, mangled
from tests.loaders.truth import INPUTS, shared, truth

SAMPLE = TOP / "data" / "samples" / "interview.md"
PODCASTS = sorted(str(p.relative_to(INPUTS)) for p in INPUTS.glob("3-transcripts-docs/podcast-ladybug/*.md"))
#: Where the count of TRUTH, lines of the form **Name** [m:ss], is not all that speakers say: the count of every form, and why.
EXCEPTIONS = {
    "03-blogging-101.md": "one name is followed by a colon before its time",
    "27-data-structures-and-algorithms.md": "Otter's form, **Name** m:ss without brackets",
    "29-building-a-resume.md": "Otter's form, **Name**  m:ss without brackets",
    "37-advice-for-past-selves.md": "Otter's form, **Name**  m:ss without brackets",
    "37-web-developer-learning-path.md": "Otter's form, and names without a time",
    "44-mobile-dev.md": "Otter's form, **Name**  m:ss without brackets",
    "46-systems-design.md": "two forms: **Name**  m:ss, and names that are not bold",
    "53-accessibility.md": "Otter's form, **Name** m:ss without brackets",
}


def turns(text: str | Source, **options: object) -> list[list[str]]:
    said = read_interview(text, **options).utterances  # type: ignore[arg-type]
    return said[["participant", "text"]].fillna("?").values.tolist()


def told(corpus: dc.Corpus) -> str:
    return " ".join(corpus.attrs["provenance"][0]["notes"])


def test_the_sample_becomes_turns_with_sections_seconds_and_an_event() -> None:
    corpus = dc.read(SAMPLE)
    assert corpus.utterances[["kind", "participant", "start_s", "section", "text"]].fillna("").values.tolist() == [
        ["turn", "Noor", 1.0, "Keys", "Who looks after the garden now? 🌱"],
        ["turn", "Zoé", 6.0, "Keys", "We do. 👩🏽‍🌾\n\nEveryone waters a bed, & I keep the keys."],
        ["event", "", "", "Keys", "[a bird sings]"],
        ["turn", "Noor", 21.0, "Leaving", "שלום, and thank you."],
        ["turn", "Zoé", 3602.0, "Leaving", "See you on Friday."],
    ]
    assert corpus.attrs["headers"] == {"Date": "12 May 2021", "Place": "under the pear tree"}
    assert sorted(set(corpus.left_out["what"])) == ["footer", "header", "heading", "preamble"]
    assert "a name in bold, **Name** (4 times); turns: Noor 2, Zoé 2" in told(corpus)


FORMS = {
    "colon": "{name}: {text}",
    "colon, French": "{name} : {text}",
    "colon and tab": "{name}:\t{text}",
    "capitals": "{NAME}: {text}",
    "bold": "**{name}** {text}",
    "bold with colon": "**{name}:** {text}",
    "bold, colon outside": "**{name}**: {text}",
    "bold and time": "**{name}** [00:0{n}:10] {text}",
    "time, name, colon": "[00:0{n}:10] {name}: {text}",
    "bare time, name, colon": "00:0{n}:10 {name}: {text}",
    "name, time, colon": "{name} (0{n}:10): {text}",
    "Otter": "{name}  {n}:10\n{text}",
    "Otter, bold": "**{name}**  {n}:10  \n{text}",
    "Rev": "{name}: ({n}:10)\n{text}",
    "time below each other": "{n}:10 {name}\n{text}",
    "name on a line": "{name}\n{text}",
    "name and colon on a line": "{name}:\n{text}",
    "brackets": "[{name}] {text}",
    "angles": "<{name}> {text}",
    "tab": "{name}\t{text}",
    "dash": "{name} – {text}",
    "numbered": "{n}. {name}: {text}",
    "Zoom captions": "[{name}] 10:0{n}:11\n{text}",
    "Temi": "{name}:   00:0{n}   {text}",
    "a play": "{NAME}. {text}",
    "bulleted": "- {name}: {text}",
    "Markdown headings": "### {name}\n\n{text}",
}
SAID = ["Who looks after the garden?", "We do, as I said: all of us.", "Since when?", "Since the spring 🌱.", "Thank you.", "See you."]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("names", [("Noor", "Zoé Pohl"), ("Interviewer", "Participant 3"), ("I", "R"), ("INT", "P07"), ("שרה", "دانا")])
def test_each_form_of_naming_speakers_is_found(form: str, names: tuple[str, str]) -> None:
    lines = [FORMS[form].format(name=names[n % 2], NAME=names[n % 2].upper(), text=text, n=n + 1) for n, text in enumerate(SAID)]
    shown = [names[n % 2].upper() if form in ("capitals", "a play") else names[n % 2] for n in range(len(SAID))]
    if form == "a play" and (not names[0].isascii() or len(names[0]) == 1):
        pytest.skip("only capitals of several letters stand before a full stop")
    source = Source("talk.md" if form == "Markdown headings" else "talk.txt", "\n\n".join(lines))
    assert sniff(source) >= 0.8
    assert turns(source) == [[name, text] for name, text in zip(shown, SAID, strict=True)]


def test_long_answers_keep_their_paragraphs() -> None:
    text = "I: Why?\n\nR: Because of this.\n\nAnd because of that.\n\nI: And then?\n\nR: Then we went.\nHome."
    assert turns(text)[1] == ["R", "Because of this.\n\nAnd because of that."]
    assert turns(text)[3] == ["R", "Then we went.\nHome."]


def test_the_marks_of_f4_end_a_turn() -> None:
    said = read_interview("I: Why? #00:00:03-5#\n\nB1: Because. #00:00:09-1#\n\nI: Oh. #00:00:10-0#").utterances
    assert said[["participant", "text", "end_s"]].values.tolist() == [["I", "Why?", 3.5], ["B1", "Because.", 9.1], ["I", "Oh.", 10.0]]


def test_lines_numbered_as_conversation_analysts_do_lose_their_numbers() -> None:
    text = "01  A:   so (0.5) why\n02       the garden\n03  B:   [it is\n04  A:   [oh\n05  B:   ours"
    assert turns(text) == [["A", "so (0.5) why\nthe garden"], ["B", "[it is"], ["A", "[oh"], ["B", "ours"]]


def test_a_block_of_labels_below_a_title_is_no_talk() -> None:
    top = "Interview 3\nDate: 4 May 2020\nInterviewer: Jane Roe\nInterviewee: P3\n\n"
    corpus = read_interview(top + "Interviewer: So?\nP3: Well: it began.\nInterviewer: And?\nP3: Nothing.\n")
    assert corpus.utterances["participant"].tolist() == ["Interviewer", "P3", "Interviewer", "P3"]
    assert corpus.attrs["headers"] == {"Date": "4 May 2020", "Interviewer": "Jane Roe", "Interviewee": "P3"}


def test_what_stands_in_brackets_behind_a_name_goes_to_the_words_unless_it_is_a_role() -> None:
    said = turns("Moderator: Who begins?\n\nMaria: I do.\n\nMaria (laughing): Or not.\n\nJohn (participant): I.\n\nModerator: Good.")
    assert said[2:4] == [["Maria", "(laughing) Or not."], ["John", "I."]]


def test_lines_with_times_and_no_names_keep_their_times() -> None:
    source = Source("talk.txt", "[00:00.000 --> 00:04.500]  Hello.\n[00:04.500 --> 00:09.000]  Why?\n[00:09.000 --> 01:02.000]  Bye.\n")
    corpus = dc.read(source)
    assert corpus.utterances[["text", "start_s", "end_s"]].values.tolist() == [
        ["Hello.", 0.0, 4.5],
        ["Why?", 4.5, 9.0],
        ["Bye.", 9.0, 62.0],
    ]


def test_a_log_of_irc_is_left_to_others() -> None:
    assert (
        sniff(Source("log.txt", "[10:15] <noor> hi there all\n[10:16] <zoe> hello you\n[10:17] * noor waves\n[10:18] <noor> so\n")) == 0.0
    )


def test_somebody_who_speaks_once_is_heard() -> None:
    assert turns("Noor: Hello.\nZoé: Hi.\nNoor: Who is there?\nMr. Okafor: Me.\nZoé: Good.")[3] == ["Mr. Okafor", "Me."]


def test_questions_and_answers_of_a_hearing_are_turns() -> None:
    assert turns("Q. Where were you?\n\nA. At home.\n\nQ. Alone?\n\nA. With Noor.")[1] == ["A", "At home."]


def test_two_lines_between_two_people_suffice() -> None:
    assert turns("Ana: Who owns it?\nBen: We do.") == [["Ana", "Who owns it?"], ["Ben", "We do."]]


NO_TALK = {
    "an essay": "The garden is old.\n\nIt lies by the river, and everyone waters a bed.\n\nNote: bring a spade.",
    "labels": "Title: Gardens\nAuthor: Noor Haddad\nDate: 12 May 2021\nKeywords: beds, water",
    "a list of days": "\n".join(f"Day {n}: we dig.\nDay {n}: we rest." for n in range(1, 6)),
    "settings": "\n".join(f"name: bed{n}\nsize: {n}\ncolour: green" for n in range(5)),
    "steps": "Step 1: dig.\nStep 2: sow.\nStep 3: wait.\nStep 4: water.",
    "noises": "[laughter] yes\n\n[laughter] no\n\n[pause] well\n\n[pause] so",
    "addresses": "https://example.org/a\nhttps://example.org/b\nhttps://example.org/c",
    "times of a day": "10:15 we dig\n10:30 we sow\n10:45 we rest",
}


@pytest.mark.parametrize("what", NO_TALK)
def test_a_text_without_speakers_is_read_as_paragraphs_and_says_so(what: str) -> None:
    corpus = read_interview(NO_TALK[what] + "\n")
    assert corpus.utterances["participant"].isna().all()
    assert set(corpus.utterances["kind"]) == {"paragraph"}
    assert "no speakers were found" in told(corpus)
    assert sniff(Source("page.txt", NO_TALK[what] + "\n")) == 0.0


def test_split_asks_for_one_way() -> None:
    talk = "I: Why?\n\nR: Because.\n\nI: Oh."
    assert read_interview(talk, split="document").utterances["text"].tolist() == [talk]
    assert read_interview(talk, split="paragraph").utterances["text"].tolist() == ["I: Why?", "R: Because.", "I: Oh."]
    with pytest.raises(NotADiscussion, match="split='paragraph'"):
        read_interview("The garden is old.\nIt is ours.\n", split="turn")
    with pytest.raises(LoadError, match="did you mean 'turn'"):
        read_interview(talk, split="turns")


def test_speakers_can_be_named_by_hand() -> None:
    text = "gardener: it is dry\nrain comes\nneighbour: good\n"
    assert turns(text, speakers=["gardener", "neighbour"]) == [["gardener", "it is dry\nrain comes"], ["neighbour", "good"]]
    with pytest.raises(NotADiscussion):
        read_interview(text, speakers=["Noor"])


def test_a_time_on_a_line_of_its_own_is_the_start_of_the_next_turn() -> None:
    said = read_interview("00:05:00\n\nI: Why?\n\nR: Because.\n\n00:06:30\n\nI: Oh.\n\nR: Yes.").utterances
    assert said["start_s"].fillna(-1).tolist() == [300, -1, 390, -1]


def test_a_crowd_of_labels_is_no_round_of_speakers() -> None:
    lines = [f"{act} A.{n} utt: I think it is so." for n in range(30) for act in ("sd", "qy", "b")]
    with pytest.raises(NotADiscussion):
        dc.read("\n".join(lines))
    thirty = [f"{head}{vowel}na: It is so, I think.\n" for head in "BDKLMN" for vowel in "aeiou"]
    assert len(read_interview("\n".join(thirty * 2)).participants) == 30


@pytest.mark.parametrize("difficult", DIFFICULT)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_difficult_texts_are_kept_letter_by_letter(difficult: str, encoding: str) -> None:
    raw = f"Noor: {difficult}\r\n\r\nZoé: Yes.\r\n\r\nNoor: Good.\r\n".encode(encoding)
    assert turns(raw)[0] == ["Noor", difficult.replace("\r\n", "\n")]  # type: ignore[arg-type]


@pytest.mark.parametrize("path", PODCASTS)
def test_the_shared_podcasts_have_their_turns(path: str) -> None:
    expected = truth(path)
    corpus = dc.read(shared(path))
    assert corpus.attrs["provenance"][0]["loader"] == "interview"
    said = corpus.utterances[corpus.utterances["kind"] == "turn"]
    if path.rpartition("/")[2] in EXCEPTIONS:
        text = shared(path).read_text(encoding="utf-8")
        heads = re.findall(r"^(?:\*\*[^*\n]+\*\*(?=[\s:])|[A-Z][\w ]+ \d+:\d\d\s*$)", text, re.MULTILINE)
        assert len(said) == len(heads) > expected["turn_headers"]
    else:
        assert len(said) == expected["turn_headers"]
        assert said["participant"].value_counts().to_dict() == expected["speakers"]
    if not path.endswith("53-accessibility.md"):  # there TRUTH takes talk about transcripts for a footer
        assert ("footer" in set(corpus.left_out["what"])) == expected["footer"]


def test_the_shared_timed_text_has_three_speakers() -> None:
    corpus = dc.read(shared("3-transcripts-docs/qualcoder-examples/transcript.txt"))
    assert corpus.utterances["participant"].tolist() == ["id1", "id2", "id3", "id1", "id3", "id1", "id2"]


@given(mangled(SAMPLE.read_bytes()))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_damage_ends_in_a_corpus_or_in_one_clear_error(raw: bytes) -> None:
    ends_well(read_interview, raw)


@given(
    st.lists(
        st.tuples(st.sampled_from(["Noor", "Zoé", "I", "P3"]), st.text(min_size=1).filter(lambda t: t.strip())), min_size=4, max_size=20
    )
)
@settings(max_examples=50, deadline=None)
def test_no_word_is_lost_and_none_is_made(talk: list[tuple[str, str]]) -> None:
    paras = [Para(f"{name}: {' '.join(text.split())}", n) for n, (name, text) in enumerate(talk, 1) if text.split()]
    found = find_speakers(paras)
    for n, head in (found.heads if found else {}).items():
        assert paras[n].text.endswith(head.text)
        assert head.name in paras[n].text
