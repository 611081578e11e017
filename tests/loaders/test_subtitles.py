"""WebVTT, SRT and SBV: speakers, seconds, what is joined and what is set aside."""

from __future__ import annotations

import pytest
import webvtt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import discourse as dc
from discourse.errors import NotADiscussion
from discourse.loaders._subtitles import seconds
from discourse.loaders.sbv import read_sbv
from discourse.loaders.srt import read_srt
from discourse.loaders.vtt import read_vtt
from tests.conftest import TOP
from tests.loaders.mangling import ends_well, mangled
from tests.loaders.truth import INPUTS, shared, truth

SAMPLES = TOP / "data" / "samples"
GROUP = "3-transcripts-docs"
#: TRUTH counts blocks; these are cues by the grammar of the format.
EXCEPTIONS = {
    f"{GROUP}/webvtt-py/youtube_dl.vtt": (4, "two cues stand in one block: a line with --> begins a new cue (WebVTT, 4.1)"),
}
CUE_FILES = sorted(
    str(p.relative_to(INPUTS)) for folder in ("webvtt-py", "zoom-vtt") for p in INPUTS.glob(f"{GROUP}/{folder}/*.*t") if p.suffix != ".txt"
)


def told(corpus: dc.Corpus) -> str:
    return " ".join(corpus.attrs["provenance"][0]["notes"])


def test_the_webvtt_sample_becomes_turns_with_seconds() -> None:
    corpus = dc.read(SAMPLES / "vtt.vtt")
    assert corpus.utterances[["participant", "kind", "start_s", "end_s", "text", "cues"]].values.tolist() == [
        ["Noor Haddad", "turn", 1.0, 6.0, "Who looks after the garden now? 🌱 I mean, & this is a real question.", 2],
        ["Zoé Pohl", "turn", 6.25, 9.0, "We do. 👩🏽‍🌾 Everyone waters a bed.", 1],
        ["Noor Haddad", "turn", 9.0, 11.0, "שלום, and thank you.", 1],
    ]
    assert sorted(corpus.left_out["what"]) == ["cue", "note", "style", "text", "times"]
    assert corpus.utterances["time"].isna().all()
    assert corpus.attrs["title"] == "Garden talk"


def test_the_srt_sample_carries_a_name_on_until_the_next() -> None:
    corpus = dc.read(SAMPLES / "srt.srt")
    assert corpus.utterances[["participant", "start_s", "text"]].values.tolist() == [
        ["NOOR", 1.0, "Who looks after the garden now? 🌱 I mean it as a real question."],
        ["ZOÉ", 6.25, "We do. 👩🏽‍🌾 Everyone waters a bed."],
        ["NOOR", 9.0, "שלום, and thank you. See you on Friday."],
    ]


def test_the_sbv_sample_keeps_words_without_a_time_in_left_out() -> None:
    corpus = dc.read(SAMPLES / "sbv.sbv")
    assert corpus.utterances[["participant", "text"]].values.tolist() == [
        ["Noor", "Who looks after the garden now? 🌱"],
        ["Zoé", "We do. 👩🏽‍🌾 Everyone waters a bed."],
        ["Noor", "שלום, and thank you."],
    ]
    assert corpus.left_out["text"].tolist() == ["words without a time"]


def cues(*lines: str) -> str:
    return "WEBVTT\n\n" + "\n\n".join(f"00:00:{2 * n:02d}.000 --> 00:00:{2 * n + 2:02d}.000\n{line}" for n, line in enumerate(lines))


def test_cues_without_any_speaker_stay_apart_and_nobodys() -> None:
    corpus = read_vtt(cues("so it goes", "and on: it goes"))
    assert corpus.utterances["participant"].isna().all()
    assert corpus.utterances["kind"].tolist() == ["cue", "cue"]
    assert "no speaker is named" in told(corpus)


def test_a_word_with_a_colon_is_no_speaker_unless_it_returns() -> None:
    corpus = read_vtt(cues("We need three things", "Note: bring a spade", "and seeds", "and water", "and time"))
    assert corpus.utterances["participant"].isna().all()


def test_most_cues_named_leaves_the_others_unknown() -> None:
    corpus = read_vtt(cues(*["Ana: a", "Ben: b"] * 5, "hm", "Ben: c"))
    assert corpus.utterances["participant"].fillna("?").tolist()[-3:] == ["Ben", "?", "Ben"]


def test_few_cues_named_carry_the_name_on_but_not_over_a_dash() -> None:
    corpus = read_vtt(cues("ANA: a", "and more", "BEN: b", "and so", "on", "- Really?", "ANA: c", "d"))
    assert corpus.utterances[["participant", "text"]].fillna("?").values.tolist() == [
        ["ANA", "a and more"], ["BEN", "b and so on"], ["?", "- Really?"], ["ANA", "c d"],
    ]  # fmt: skip


def test_a_line_with_a_name_over_each_cue_is_its_speaker() -> None:
    corpus = read_vtt(cues("Speaker 1\nHello there.", "Speaker 2\nHi.", "Speaker 1\nBye."))
    assert corpus.utterances[["participant", "text"]].values.tolist() == [
        ["Speaker 1", "Hello there."],
        ["Speaker 2", "Hi."],
        ["Speaker 1", "Bye."],
    ]


def test_two_voices_in_one_cue_are_two_turns() -> None:
    corpus = read_vtt(cues("<v Ana>Hello.</v>\n<v.loud Ben &amp; Co>Hi!</v>", "<v Ben &amp; Co>Again.</v>"))
    assert corpus.utterances[["participant", "text"]].values.tolist() == [["Ana", "Hello."], ["Ben & Co", "Hi! Again."]]


def test_webex_names_the_speaker_in_the_id_of_the_cue() -> None:
    corpus = read_vtt('WEBVTT\n\n1 "Ana Berg" (2045)\n00:01.000 --> 00:02.000\nHello.\n\n2 "Ben" (7)\n00:02.000 --> 00:03.000\nHi.')
    assert corpus.utterances["participant"].tolist() == ["Ana Berg", "Ben"]


def test_rolling_captions_are_read_once() -> None:
    corpus = read_vtt(
        "WEBVTT\n\n00:01.000 --> 00:02.000\nyeah<00:01.500><c> well</c>\n\n00:02.000 --> 00:02.010\nyeah well\n\n"
        "00:02.010 --> 00:04.000\nyeah well\nthe<00:03.000><c> garden</c>"
    )
    assert corpus.utterances["text"].tolist() == ["yeah well", "the garden"]
    assert set(corpus.left_out["what"]) == {"repetition", "cue"}


def test_join_false_keeps_each_cue() -> None:
    assert len(read_vtt(cues("Ana: a", "Ana: b", "Ana: c"), join=False)) == 3


@pytest.mark.parametrize("text", ["WEBVTT\n", "WEBVTT\n\n00:01.000 --> 00:02.000\n\n"])
def test_no_words_are_no_discussion(text: str) -> None:
    with pytest.raises(NotADiscussion):
        read_vtt(text)


@pytest.mark.parametrize("path", CUE_FILES)
def test_the_shared_cues_are_counted_as_they_should_be(path: str) -> None:
    expected = truth(path)
    count = EXCEPTIONS.get(path, (expected["cues"], ""))[0]
    try:
        corpus = dc.read(shared(path))
    except dc.errors.LoadError:
        assert count in (0, 1)
        return
    assert corpus.attrs["cues"] == count
    assert corpus.attrs["provenance"][0]["loader"] == shared(path).suffix[1:]
    assert len(corpus.participants) == expected["speakers"]
    if expected["cues_with_speaker"]:
        apart = read_vtt(shared(path), join=False).utterances
        assert int(apart["participant"].notna().sum()) == expected["cues_with_speaker"]
        most = apart["participant"].value_counts()
        assert all(most[name] == n for name, n in expected["top_speakers"])


@pytest.mark.parametrize(
    "path", [p for p in CUE_FILES if p.endswith(("sample.vtt", "styles.vtt", "meeting001_transcript.vtt", "comments.vtt"))]
)
def test_times_and_number_of_cues_are_those_of_another_reader(path: str) -> None:
    peer = webvtt.read(str(shared(path)))
    ours = read_vtt(shared(path), join=False).utterances
    assert ours["start_s"].tolist() == [seconds(c.start) for c in peer]
    assert ours["end_s"].tolist() == [seconds(c.end) for c in peer]


@given(st.sampled_from(["vtt", "srt", "sbv"]).flatmap(lambda n: st.tuples(st.just(n), mangled((SAMPLES / f"{n}.{n}").read_bytes()))))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_damage_ends_in_a_corpus_or_in_one_clear_error(case: tuple[str, bytes]) -> None:
    ends_well({"vtt": read_vtt, "srt": read_srt, "sbv": read_sbv}[case[0]], case[1])


@given(st.integers(0, 99), st.integers(0, 59), st.integers(0, 59), st.integers(0, 999))
def test_a_clock_and_its_seconds_are_the_same(h: int, m: int, s: int, ms: int) -> None:
    assert seconds(f"{h:02d}:{m:02d}:{s:02d},{ms:03d}") == pytest.approx(h * 3600 + m * 60 + s + ms / 1000)
