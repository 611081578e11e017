"""Texts that want to be more than text: each must be shown as it stands, run nothing, ask for nothing and break nothing around it."""

from __future__ import annotations

import pandas as pd

from discourse import Codebook, Corpus, Project

RUN = "window.hacked=(window.hacked||0)+1"
FAR = "//tracker.example/x"

PAYLOADS = [
    f"<script>{RUN}</script>",
    f"<ScRiPt src={FAR}.js></sCrIpT>",
    f"</script><script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f'<img src="{FAR}.png">',
    f"<svg onload={RUN}><svg/onload={RUN}>",
    f"<svg><style><img title='</style><img src=x onerror={RUN}>'>",
    f"<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror={RUN}&gt;'>",
    f'<a href="javascript:{RUN}">click</a>',
    f"javascript:{RUN}//",
    f"java\tscript:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    f'<iframe srcdoc="<script>parent.{RUN}</script>"></iframe>',
    f"<details open ontoggle={RUN}>x</details>",
    f"<input autofocus onfocus={RUN}>",
    f"<body onpageshow={RUN}><video><source onerror={RUN}></video>",
    f'<link rel=stylesheet href="{FAR}.css"><meta http-equiv=refresh content="0;url={FAR}">',
    f"<style>.dc{{display:none!important}} @import '{FAR}.css'; body{{background:url({FAR})}}</style>",
    f"red; background: url({FAR}); display:none",
    f'" onmouseover="{RUN}" x="',
    f"' onfocus='{RUN}' autofocus='",
    f"`${{{RUN}}}` {{{{constructor.constructor('{RUN}')()}}}} <%= 7*7 %> $x^2$ \\(\\unicode{{x}}\\)",
    "&lt;b&gt; &amp;amp; &#x3C;img&#x3E; &nbsp;",
    "<!-- <p> ]]> --!> <![CDATA[ x ]]> <?xml version='1.0'?>",
    '=HYPERLINK("http://tracker.example")',
    "\u202egnihtyreve sesrever siht\u202c \u2066isolate\u2069 \u200f\u200e \u202d\u202d\u202d never closed",
    "a" + "\u0301" * 100_000,
    "unbroken" * 12_000,
    "\ufeff\u200b\u200d\ufe0f\u00ad \ufffd \x7f \u2028 \u2029 \U000e0041",
    "👩🏽\u200d🚀" * 2_000,
    "﷽" * 500,
]
SHORT = [p for p in PAYLOADS if len(p) < 400]


def study(path) -> Project:
    """Each payload as a text; each short one also as a name, a thread's title, a link, a code's field, a memo, a coder and a reason."""
    n = len(PAYLOADS)
    said = pd.DataFrame(
        {
            "id": [f"u{k}" for k in range(n)],
            "thread": "t1",
            "text": PAYLOADS,
            "participant": [SHORT[k % len(SHORT)] for k in range(n)],
            "title": [SHORT[0]] + [None] * (n - 1),
            "kind": ["post", *["comment"] * (n - 1)],
            "url": [SHORT[(k + 3) % len(SHORT)] for k in range(n)],
        }
    )
    more = pd.DataFrame({"id": [f"v{k}" for k in range(len(SHORT))], "thread": SHORT, "text": SHORT, "title": SHORT})
    fields = [{"brief": p, "definition": p, "include": p, "exclude": p, "example": p} for p in SHORT]
    rows = enumerate(zip(SHORT, fields, strict=True))
    codes = pd.DataFrame([{"code": f"{k} {p.replace('/', '∕')}"[:200].strip(), **f} for k, (p, f) in rows])
    project = Project(path, coder=f"<img src=x onerror={RUN}>")
    project.add(Corpus(pd.concat([said, more], ignore_index=True)), Codebook(codes))
    names = project.codebook.paths
    for k, payload in enumerate(SHORT):
        project.memo(f"u{k}", payload)
        project.code(f"u{k}", names[k], memo=payload)
    for k in range(len(SHORT), n):
        project.code(f"u{k}", names[0])
    named = {"start": 0, "end": 1, "coder": f"m{RUN}", "score": 0.5}
    machine = [{**named, "utterance": f"u{k}", "code": names[k], "reason": p} for k, p in enumerate(SHORT)]
    return project.suggest(pd.DataFrame(machine))
