"""An invented discussion for the desk's tests: every way in which offsets and names go wrong, in a dozen utterances."""

# ruff: noqa: E501

from __future__ import annotations

import pandas as pd

from discourse import Codebook, Corpus, Project

ASTRONAUT = "👩🏽\u200d🚀"
ROWS = [
    ("p", None, "post", "Mara Lindqvist", "2014-03-02T09:15", "stated",
     "Who keeps the network alive?\n\nFor six years I have shared links, drafts and doubts with people whom I never met 😀 and I call it my network. "
     "But the company pays for the account, and when I leave, the contacts that I made at night stay behind in a system that I cannot open.\n\n"
     "So what is mine? The people are not mine. The habit of asking them is."),
    ("c1", "p", "comment", "Tomas", "2014-03-02T11:40", "stated",
     "I would turn it around: nobody owns a network, one belongs to it. The value lies in being asked 😀 again."),
    ("c2", "c1", "reply", "Mara Lindqvist", "2014-03-02T12:05", "stated", "Belonging, yes. But belonging does not pay the rent, does it?"),
    ("c3", "c2", "reply", "Tomas", "2014-03-02T12:31", "answered", f"Fair. My own work pays by the hour and my {ASTRONAUT} astronaut hours are unpaid."),
    ("c4", "p", "comment", None, "2014-03-03T08:00", "unknown", "Ca\u0301fe\u0301 owners in our town talk of nai\u0308ve platforms: they own the list, we own the friendships."),
    ("c5", "p", "comment", "نورة", "2014-03-03T09:20", "stated", "شبكتي ليست ملكي وحدي. من يملك العلاقات حين يرحل أصحابها؟"),
    ("c6", "c5", "reply", "李明", "2014-03-03T10:00", "stated", "我的人脉不属于公司。Numbers are set in 𝒟 as a matrix; trust is not."),
    ("c7", "p", "comment", "Helen", "2014-03-04T21:10", "signed", "First line.\r\nSecond line, after a Windows line end.\r\n\r\nWho owns the thread between us? Helen"),
    ("c8", "c7", "reply", "<b>Mallory</b>", None, "stated",
     "<img src=x onerror=\"window.hacked=1\"> <script>window.hacked=2</script> <a href='javascript:window.hacked=3'>owned</a> & &amp; \u202egnp.exe\u202c"),
    ("c9", "c8", "reply", "Helen", None, "stated", "That is not how one belongs here."),
    ("c10", "p", "comment", "Tomas", "2014-03-06T07:45", "addressed", "Power decides who is heard. Power, and who answers first."),
    ("c11", "p", "pingback", None, "2014-03-07T00:00", "unknown", "What a network owes us | Slow Letters"),
]  # fmt: skip
CODES = {
    "ownership": ["own*"], "belonging": ["belong*"], "power and politics": ["power"], "value proposition": ["value"], "work": [],
    "work/precarious work": ["unpaid"], "work/Work as a Service": [], "voice & autonomy": [], "defining a PLN": [], "relationships": [], "scale": [], "trust": [],
}  # fmt: skip


def corpus() -> Corpus:
    frame = pd.DataFrame(ROWS, columns=["id", "reply_to", "kind", "participant", "time", "named_by", "text"])
    frame["thread"] = "Who keeps the network alive?"
    second = pd.DataFrame(
        [{"id": "q", "kind": "post", "participant": "Mara Lindqvist", "text": "A second thread.", "thread": "Afterwards"}]
    )
    return Corpus(pd.concat([frame, second], ignore_index=True))


def suggestions() -> pd.DataFrame:
    texts = {row[0]: row[6] for row in ROWS}
    found = [
        ("c1", "owns", "ownership"),
        ("c1", "belongs", "belonging"),
        ("c4", "own the list", "ownership"),
        ("c10", "Power", "power and politics"),
    ]
    rows = [
        {
            "utterance": u,
            "start": (at := texts[u].find(q)),
            "end": at + len(q),
            "code": c,
            "coder": "terms",
            "score": 0.8,
            "reason": f"the term “{q}”",
        }
        for u, q, c in found
    ]
    return pd.DataFrame(rows)


def study(path, coder="ana") -> Project:
    project = Project(path, coder=coder).add(corpus(), Codebook.from_terms(CODES))
    return project.suggest(suggestions())
