"""What TRUTH.json says of an input, beside what the corpus has: one small function for each of its kinds. It reads no file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from discourse import Corpus

Truth = Mapping[str, Any]
#: what is counted -> (what we have, what was told)
Facts = dict[str, tuple[Any, Any]]


def facts(kind: str, truth: Truth, corpus: Corpus) -> Facts:
    """Each count of this kind that concerns loading, as (ours, told)."""
    return {name: (ours, truth[name]) for name, ours in _COUNTED[kind](Counts(corpus), truth).items() if truth.get(name) is not None}


def depth(corpus: Corpus, chosen: pd.Series | None = None) -> int:
    """How many utterances stand on the longest way down the replies among the chosen ones (all, where none are)."""
    said = corpus.utterances if chosen is None else corpus.utterances[chosen]
    above = dict(zip(said["id"], said["reply_to"], strict=True))
    deep: dict[str, int] = {}
    for one in above:
        way = []
        while one in above and one not in deep:
            way.append(one)
            one = above[one]
        for n, below in enumerate(reversed(way), 1):
            deep[below] = deep.get(one, 0) + n
    return max(deep.values(), default=0)


class Counts:
    """The counts that most kinds share."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus, self.said, self.left = corpus, corpus.utterances, corpus.left_out
        self.kinds = self.said["kind"].value_counts().to_dict()
        self.comments = ~self.said["kind"].isin(["post", "page"])
        self.people = self.said["participant"].nunique()
        self.ids = self.said["participant_id"].nunique() if "participant_id" in self.said else self.people
        self.linked = int(self.said["reply_to"].notna().sum())
        self.found = int(self.said["reply_to"].isin(self.said["id"]).sum())
        self.provenance = corpus.attrs["provenance"]

    def column(self, name: str) -> dict[str, int]:
        """How often each value of a column occurs."""
        counted: dict[str, int] = self.said[name].value_counts().to_dict()
        return counted

    def flagged(self, flag: str) -> int:
        return int((self.said["flag"] == flag).sum())

    def of(self, *kinds: str) -> int:
        return sum(self.kinds.get(kind, 0) for kind in kinds)

    def codes(self, told: Mapping[str, int]) -> dict[str, int]:
        """How often each code stands, with those on rows without words, which no coding can stand on."""
        found, silent = self.corpus.codings["code"].value_counts(), self.said[self.said["text"].str.len() == 0]
        return {code: int(found.get(code, 0)) + int((silent[code].astype("str") == "1").sum()) for code in told}


def _wxr(c: Counts, t: Truth) -> dict[str, Any]:
    said = c.said[c.comments]
    return {
        "items": len(c.said) - len(said) + int(c.left["why"].str.contains("no post and no page").sum()),
        "comments": len(said),
        "comment_types": said["kind"].replace("reply", "comment").value_counts().to_dict(),
        "comment_authors": said["name_given"].nunique() if len(said) else 0,
        "replies": c.of("reply"),
        "max_depth": depth(c.corpus, c.comments),
    }


def _reddit(c: Counts, t: Truth) -> dict[str, Any]:
    """A recording holds several answers; TRUTH counts the largest, so we must have that much at least."""
    of, told = c.said["id"].str.startswith("t1_"), t["biggest"]
    ours = {"t1": int(of.sum()), "authors": c.said["participant"][of].nunique(), "max_depth": depth(c.corpus, of)}
    least = {**told, "authors": told["authors"] - bool(told["deleted"])}  # TRUTH counts "[deleted]" as somebody
    return {"biggest": {**told, **{name: n for name, n in ours.items() if n < least[name]}}}


def _page(c: Counts, t: Truth) -> dict[str, Any]:
    said = c.said[c.comments]
    return {
        "comments": len(said),
        "pings": c.of("pingback", "trackback"),
        "replies": c.of("reply"),
        "max_depth": depth(c.corpus, c.comments),
        "authors": said["participant"].nunique(),
        "no_author": int(said["participant"].isna().sum()),
    }


def _numbered_labels(c: Counts, t: Truth) -> dict[str, Any]:
    codings = c.corpus.codings
    several = int((codings["utterance"].value_counts() > 1).sum())
    return {"rows": len(c.said), "multi_label": several, "labels": codings["code"].nunique()}


def _remark42(c: Counts, t: Truth) -> dict[str, Any]:
    return {
        "comments": len(c.said),
        "top": len(c.said) - c.found,
        "replies": c.found,
        "max_depth": depth(c.corpus),
        "deleted": c.flagged("deleted"),
        "authors": c.people,
    }


def _coded_thread(c: Counts, t: Truth) -> dict[str, Any]:
    return {
        "rows": len(c.said),
        "authors": c.people + bool(c.provenance[0]["deleted_participants"]),  # TRUTH counts "[deleted]" as somebody
        "submissions": len(c.said) - c.linked,
        "with_parent": c.linked,
        "parents_found": c.found,
        "max_depth_in_file": depth(c.corpus),
        "code_counts": c.codes(t["code_counts"]),
    }


def _irc(c: Counts, t: Truth) -> dict[str, Any]:
    links = c.linked + c.said["also_replies_to"].dropna().str.split().str.len().sum() + c.said["opens"].sum()
    return {"raw_lines": len(c.said), "links": int(links), "annotation_files": c.said["thread"].nunique()}


def _grid(c: Counts, t: Truth) -> dict[str, Any]:
    names = c.corpus.attrs["tier_names"]
    quoted = [f'"{n}"' if not t["long"] else n for n in (n.replace('"', '""') for n in names)]  # TRUTH has the file's quotes
    return {"tiers": len(names), "names": quoted, "labels_nonempty": len(c.said)}


def _files(loader: str) -> Callable[[Counts, Truth], dict[str, Any]]:
    return lambda c, t: {"files": sum(r["loader"] == loader for r in c.provenance)}


def _feeds(c: Counts, t: Truth) -> dict[str, Any]:
    return {"files": len(c.provenance) + int((c.left["what"] == "file").sum())}


def _canvas(c: Counts, t: Truth) -> dict[str, Any]:
    held = {"list_topic_entries", "list_entries", "list_entry_replies", "list_entries_single", "list_entries_single_group", "post_entry"}
    told = set(t["keys"])
    return {"keys": t["keys"] if told - held <= set(c.left["text"]) <= told else sorted(c.left["text"])}


def _talkmoves(c: Counts, t: Truth) -> dict[str, Any]:
    return {
        "files": sum(r["loader"] == "table" for r in c.provenance),
        "rows": sum(r.get("rows", 0) for r in c.provenance),
        "unreadable": [text for text in c.left["text"][c.left["what"] == "file"] if text.startswith("data/Subset")],
    }


_COUNTED: dict[str, Callable[[Counts, Truth], dict[str, Any]]] = {
    "wxr": _wxr,
    "reddit-thread-cassette": _reddit,
    "wordpress-html": _page,
    "goemotions-agreed": _numbered_labels,
    "remark42-tree": _remark42,
    "remark42-flat": _remark42,
    "coded-reddit-thread": _coded_thread,
    "irc-disentanglement": _irc,
    "textgrid": _grid,
    "rtf": _files("rtf"),
    "feeds": _feeds,
    "canvas-fixture": _canvas,
    "talkmoves": _talkmoves,
    "vtt/srt": lambda c, t: {"cues": c.corpus.attrs["cues"], "speakers": c.people},
    "podcast-md": lambda c, t: {"turn_headers": c.of("turn"), "speakers": c.column("participant")},
    "mbox": lambda c, t: {
        "messages": len(c.said),
        "distinct_from": c.ids,
        "dup_ids": c.provenance[0].get("doubled_ids", 0),
        "no_message_id": c.provenance[0].get("empty_ids", 0),
        "with_reply_ref": c.linked,
        "parent_in_file": c.found,
    },
    "whatsapp-txt": lambda c, t: {"message_headers": len(c.said), "without_author_system": c.flagged("system")},
    "discourse-topic": lambda c, t: {
        "posts_in_file": len(c.said),
        "authors": c.people,
        "replies_with_parent": c.linked,
        "orphan_parents": c.linked - c.found,
        "max_depth": depth(c.corpus),
    },
    "disqus": lambda c, t: {
        "threads": c.said["thread"].nunique(),
        "posts": len(c.said),
        "deleted_posts": c.flagged("deleted"),
        "spam_posts": c.flagged("spam"),
        "authors": c.people,
        "replies": c.of("reply"),
        "max_depth": depth(c.corpus),
        "orphans": c.linked - c.found,
    },
    "discord-json": lambda c, t: {"messages": len(c.said), "authors": c.ids, "types": c.column("type"), "replies": c.linked},
    "zoom-chat": lambda c, t: {"messages": len(c.said), "authors": sorted(c.column("participant"))},
    "blogger-atom": lambda c, t: {
        "comments": c.of("comment", "reply"),
        "entries": len(c.said) + len(c.left),
        "comment_authors": c.said["participant"][c.comments].nunique(),
    },
    "movabletype": lambda c, t: {
        "entries": c.of("post"),
        "authors": c.said["participant"][~c.comments].nunique(),
        "comments": c.of("comment"),
        "pings": c.of("trackback", "pingback"),
        "comment_authors": c.said["participant"][c.comments].nunique(),
    },
    "telegram-json": lambda c, t: {
        "messages": len(c.said),
        "authors": c.ids,
        "replies": c.linked,
        "types": {name: n for name, n in (("service", c.flagged("system")), ("message", len(c.said) - c.flagged("system"))) if n},
    },
    "hn-items": lambda c, t: {
        "null": int(c.left["why"].str.contains("null").sum()),
        "types": {"story": c.of("post"), "comment": c.of("comment", "reply")},
        "deleted": c.flagged("deleted"),
    },
    "stackexchange-comments": lambda c, t: {"rows": len(c.said), "posts_commented": c.said["reply_to"].nunique()},
    "stackexchange-posts-csv": lambda c, t: {"rows": len(c.said)},
    "slack-export": lambda c, t: {
        "messages": len(c.said),
        "channels": c.said["thread"].nunique(),
        "thread_replies": c.linked,
        "subtypes": c.said["subtype"].fillna("-").value_counts().to_dict(),
        "user_ids": c.ids,
    },
    "messenger-json": lambda c, t: {"messages": len(c.said), "authors": c.people},
    "twitter-v1.1": lambda c, t: {"tweets": len(c.said), "retweets": c.of("repost"), "replies": c.of("reply"), "users": c.people},
    "hypothesis-csv": lambda c, t: {
        "rows": len(c.said),
        "documents": c.said["thread"].nunique(),
        "users": c.people,
        "replies": c.linked,
        "max_depth": depth(c.corpus),
        "orphan_parents": c.linked - c.found,
        "empty_text": int((c.said["text"] == "").sum()),
    },
    "hypothesis-api-json": lambda c, t: {"annotations": len(c.said), "with_references": c.linked},
    "chat": lambda c, t: {
        "utterances": len(c.said),
        "by_speaker": c.column("participant_id"),
        "dependent_tiers": {f"%{n[5:]}": int(c.said[n].notna().sum()) for n in c.said if n.startswith("tier_")},
    },
    "eaf": lambda c, t: {
        "by_tier": {name: n for name, (n, _) in c.corpus.attrs["annotations"].items()},
        "nonempty": sum(filled for _, filled in c.corpus.attrs["annotations"].values()),
    },
    "docx": lambda c, t: {"paragraphs": len(c.said), "words": int(c.said["text"].str.split().str.len().sum())},
    "odt": lambda c, t: {"paragraphs": len(c.said), "words": int(c.said["text"].str.split().str.len().sum())},
    "timed-txt": lambda c, t: {
        "text": t["text"] if c.said["participant"][:3].tolist() == re.findall(r"\[(\w+)\]", t["text"])[:3] else c.said["text"][0]
    },
    "coded-chat": lambda c, t: {"rows": len(c.said), "users": c.people, "code_counts": c.codes(t["code_counts"])},
    "coded-multimodal-log": lambda c, t: {"rows": len(c.said), "users": c.people, "modality": c.column("modality")},
    "debate-turns": lambda c, t: {"rows": len(c.said), "persons": c.column("participant")},
    "wp-rest-comments": lambda c, t: {
        "comments": len(c.said),
        "authors": c.said["participant"].tolist(),
        "parents": t["parents"] if c.linked == len(t["parents"]) else c.linked,
    },
    "wpcom-reader": lambda c, t: {"posts": len(c.said), "authors": c.people},
    "commento": lambda c, t: {
        "comments": len(c.said),
        "commenters": c.people,
        "parents": t["parents"] if c.linked == sum(p != "root" for p in t["parents"]) else c.linked,
    },
    "convokit": lambda c, t: {"utterances": len(c.said), "conversations": c.said["thread"].nunique(), "speakers": c.people},
    "teams-export": lambda c, t: {
        "entries": len(c.said),
        "messages": len(c.said) - c.flagged("system"),
        "system_events": c.flagged("system"),
    },
}
