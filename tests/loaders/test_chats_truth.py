"""Chats and mail of others, read as TRUTH.json counts them; each is found by its own loader. Skipped where they are not there."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from discourse.corpus import Corpus
from discourse.loaders import read
from discourse.loaders._source import Source
from discourse.loaders.irc import read_entries, read_irc

from .truth import shared, truth

PLACE = "2-forums-social"
MAIL = f"{PLACE}/mbox-perceval/tests/data"
CHATS = f"{PLACE}/chat-analytics-samples"
MBOXES = [
    *(f"{MAIL}/hyperkitty/hyperkitty_2016_{month}.mbox" for month in ("april", "march")),
    *(f"{MAIL}/pipermail/pipermail_{month}.mbox" for month in ("2015_november", "2016_april", "2016_march")),
    *(
        f"{MAIL}/mbox/mbox_{name}.mbox"
        for name in ("complex", "iso8859_encoding", "multipart", "no_fields", "single", "unixfrom_encoding", "unknown_encoding")
    ),
]
DISCORD = [f"{CHATS}/discord/{name}.json" for name in ("DM_2A_2M", "GC_3A_5M", "SV_5A_5M")]
TELEGRAM = [f"{CHATS}/telegram/{name}.json" for name in ("BIG_20A_5475M", "DM_2A_7M")]
WHATSAPP = [
    *(f"{CHATS}/whatsapp/{name}.txt" for name in ("2A_5M", "4A_11M")),
    *(f"{PLACE}/whatsapp-whatstk/{name}.txt" for name in ("lorem", "lorem-2000", "lorem-merge-part1", "lorem-merge-part2", "pokemon")),
]
SLACK = f"{PLACE}/slack-export-viewer/testarchive.zip"
TEAMS = f"{PLACE}/teams-export/messages_4707a9cc-9fe0-4bc2-980a-cd722ffbff06.json"
IRC = f"{PLACE}/irc-disentangle-dev/dev"
UNCOUNTED = {
    f"{MAIL}/groupsio/messages.zip": "mbox",
    f"{MAIL}/nntp/nntp_1.txt": "mbox",
    f"{MAIL}/nntp/nntp_2.txt": "mbox",
    f"{MAIL}/nntp/nntp_parsing_error.txt": "mbox",
    f"{CHATS}/whatsapp/4A_11M.zip": "whatsapp",
}
#: Where the count of TRUTH.json is not ours, and why.
EXCEPTIONS = {
    (f"{MAIL}/mbox/mbox_no_fields.mbox", "distinct_from"): "two forms of the header, one address: one person",
    (f"{CHATS}/telegram/BIG_20A_5475M.json", "authors"): "the person whose id is 0 was not counted; the file's own name says 20",
    (
        f"{PLACE}/whatsapp-whatstk/pokemon.txt",
        "without_author_system",
    ): "the notice of encryption stands under the group's name, which is nobody's",
}


def loader_of(corpus: Corpus) -> str:
    return str(corpus.attrs["provenance"][0]["loader"])


def agrees(path: str, counted: dict[str, int]) -> None:
    told = truth(path)
    for key, ours in counted.items():
        assert (ours != told[key]) == ((path, key) in EXCEPTIONS), (path, key, ours, told[key])


@pytest.mark.parametrize("path", MBOXES)
def test_mailboxes(path: str) -> None:
    corpus = read(shared(path))
    said = corpus.utterances
    assert loader_of(corpus) == "mbox"
    provenance = corpus.attrs["provenance"][0]
    agrees(
        path,
        {
            "messages": len(said),
            "distinct_from": said["participant_id"].nunique(),
            "no_message_id": provenance.get("empty_ids", 0),
            "dup_ids": provenance.get("doubled_ids", 0),
            "with_reply_ref": int(said["reply_to"].notna().sum()),
            "parent_in_file": int(said["reply_to"].isin(said["id"]).sum()),
        },
    )
    assert said["text"].str.len().gt(0).all()


@pytest.mark.parametrize("path", UNCOUNTED)
def test_files_that_nobody_counted_are_found_by_their_loader(path: str) -> None:
    corpus = read(shared(path))
    assert loader_of(corpus) == UNCOUNTED[path]
    assert corpus.utterances["participant"].notna().any()


def test_a_slack_export() -> None:
    corpus = read(shared(SLACK))
    said = corpus.utterances
    assert loader_of(corpus) == "slack"
    assert said["subtype"].fillna("-").value_counts().to_dict() == truth(SLACK)["subtypes"]
    bots = set(corpus.participants["participant_id"]) - set(said["participant_id"][said["flag"] != "bot"])
    assert len(bots) + said["participant_id"][said["flag"] != "bot"].nunique() == truth(SLACK)["user_ids"]
    agrees(SLACK, {"messages": len(said), "channels": said["thread"].nunique(), "thread_replies": int(said["reply_to"].notna().sum())})


@pytest.mark.parametrize("path", DISCORD)
def test_discord_channels(path: str) -> None:
    corpus = read(shared(path))
    said = corpus.utterances
    assert loader_of(corpus) == "discord"
    assert said["type"].value_counts().to_dict() == truth(path)["types"]
    agrees(path, {"messages": len(said), "authors": said["participant_id"].nunique(), "replies": int(said["reply_to"].notna().sum())})


@pytest.mark.parametrize("path", TELEGRAM)
def test_telegram_chats(path: str) -> None:
    corpus = read(shared(path))
    said = corpus.utterances
    assert loader_of(corpus) == "telegram"
    agrees(path, {"messages": len(said), "authors": said["participant_id"].nunique(), "replies": int(said["reply_to"].notna().sum())})
    assert (said["flag"] == "system").sum() == truth(path)["types"].get("service", 0)


@pytest.mark.parametrize("path", WHATSAPP)
def test_whatsapp_chats(path: str) -> None:
    corpus = read(shared(path))
    said = corpus.utterances
    assert loader_of(corpus) == "whatsapp"
    agrees(path, {"message_headers": len(said), "without_author_system": int((said["flag"] == "system").sum())})
    assert said["time"].notna().all()


def test_every_head_that_another_reader_of_whatsapp_supports() -> None:
    heads = json.loads(shared(f"{PLACE}/whatsapp-whatstk/header_format_support.json").read_text(encoding="utf-8"))
    days = [datetime(2020, 1, 28, 9, 5, 7) + timedelta(days=n, hours=n, minutes=7 * n) for n in range(0, 40, 3)]
    for head in heads:
        form = head["format"].replace("%P", "%p")
        lines = [day.strftime(form.replace("%name", "Ida" if n % 2 else "Bo Li")) + f" hello {n}\n" for n, day in enumerate(days)]
        said = read("".join(lines)).utterances
        assert said["time"].dt.to_pydatetime().tolist() == [day if "%S" in form else day.replace(second=0) for day in days], form
        assert set(said["participant"]) == {"Ida", "Bo Li"}, form


def test_a_teams_channel() -> None:
    corpus = read(shared(TEAMS))
    said, told = corpus.utterances, truth(TEAMS)
    assert loader_of(corpus) == "teams"
    assert (len(said), int((said["flag"] == "system").sum())) == (told["entries"], told["system_events"])
    message = said[said["flag"] == ""].iloc[0]
    assert (message["participant"], message["text"], message["title"]) == (told["author"], told["text"], told["subject"].strip())


def test_irc_logs_with_their_links() -> None:
    folder, told = shared(IRC), truth(IRC)
    files = sorted(folder.iterdir())
    corpus = read_entries([(path.name, path.read_bytes()) for path in files], Source("dev", b"-"))
    said = corpus.utterances
    links = said["reply_to"].notna().sum() + said["also_replies_to"].dropna().str.split().str.len().sum() + said["opens"].sum()
    assert (len(said), int(links), said["thread"].nunique()) == (told["raw_lines"], told["links"], told["annotation_files"])
    assert int(said["annotated"].sum()) == truth(f"{PLACE}/convokit-irc-dev")["utterances"]
    log = next(path for path in files if path.name.endswith(".raw.txt"))
    assert loader_of(read(log)) == "irc"
    assert read_irc(log).utterances["annotated"].any()


def test_a_log_alone_is_found() -> None:
    for path in sorted(Path(shared(IRC)).glob("*.raw.txt")):
        assert loader_of(read(path)) == "irc", path.name
