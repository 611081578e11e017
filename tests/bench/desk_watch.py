"""What the benches of the desk watch in a page: frames, blank places, keys; and how the figures are told. It drives nothing."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping
from typing import Any

#: Between a press and what follows from it. `seen` and `kept` are questions to the page, asked after each change of its elements.
KEYS = """([root, seen, kept]) => {
  const box = document.querySelector(root), isSeen = new Function('box', 'before', seen), isKept = new Function('box', 'before', kept);
  window.dcTimes = [];
  let row = null;
  const begin = () => { row = { start: performance.now(), before: { n: window.dcTimes.length } }; };
  addEventListener('keydown', (e) => { if (/^[1-9]$/.test(e.key)) begin(); }, true);
  addEventListener('bench-code', begin, true);
  const look = () => {
    if (!row) return;
    const now = row;
    if (!now.seen && isSeen(box, now.before)) {
      now.seen = true;
      requestAnimationFrame(() => setTimeout(() => { now.painted = performance.now() - now.start; }));
    }
    if (now.seen && isKept(box, now.before)) {
      now.durable = performance.now() - now.start;
      row = null;
      setTimeout(() => window.dcTimes.push(now), 80);
    }
  };
  new MutationObserver(look).observe(box, { subtree: true, childList: true, characterData: true });
}"""

#: From the command until what is waited for has been painted, in milliseconds.
PAINTED = """async ([wanted, command]) => {
  const began = performance.now();
  if (command) window.jupyterapp.commands.execute(command);
  for (;;) {
    await new Promise((done) => requestAnimationFrame(done));
    if (document.querySelector(wanted)) break;
    if (performance.now() - began > 30000) throw new Error(`no ${wanted}`);
  }
  await new Promise((done) => setTimeout(done));
  return performance.now() - began;
}"""

#: Each frame's length; and after each frame, whether a place in view was blank, or a coded text (they begin with §) without its mark.
FRAMES = """([scroller, utterance, mark]) => {
  const text = document.querySelector(scroller);
  const got = window.dcFrames = { lengths: [], blank: 0, bare: 0, on: true };
  const look = () => {
    const view = text.getBoundingClientRect();
    const at = (part) => document.elementFromPoint(view.left + 90, view.top + part * view.height);
    const seen = [0.04, 0.35, 0.65, 0.96].map((part) => at(part)?.closest(utterance));
    if (seen.some((u) => !u)) got.blank++;
    else if (seen.some((u) => /§/.test(u.textContent) && !u.querySelector(mark))) got.bare++;
  };
  let last = 0;
  const tick = (now) => {
    if (!got.on) return;
    if (last) got.lengths.push(now - last);
    last = now;
    requestAnimationFrame(tick);
    look(); // after the page's own answer to the scroll, before the frame is painted
  };
  requestAnimationFrame(tick);
}"""


def told(values: Iterable[float]) -> str:
    """The median, the 95th percentile and the longest, in milliseconds."""
    found = sorted(values)
    at = min(len(found) - 1, int(len(found) * 0.95))
    return f"median {statistics.median(found):.1f} ms, p95 {found[at]:.1f} ms, longest {found[-1]:.0f} ms, n = {len(found)}"


def frames(page: Any) -> str:
    """Ends the watch of frames, and tells of it."""
    got = page.evaluate("() => { window.dcFrames.on = false; return window.dcFrames; }")
    return f"frames: {told(got['lengths'])}; frames with a blank place {got['blank']}, with marks missing {got['bare']}"


def spent(page: Any) -> str:
    """What the page has worked for since it was last asked: it depends less than frames do on who else is at work on the machine."""
    client, before = SPENT.get(page) or (page.context.new_cdp_session(page), {})
    client.send("Performance.enable", {"timeDomain": "threadTicks"})
    now: dict[str, float] = {m["name"]: m["value"] for m in client.send("Performance.getMetrics")["metrics"]}
    SPENT[page] = client, now
    parts = {"all": "TaskDuration", "script": "ScriptDuration", "layout": "LayoutDuration", "style": "RecalcStyleDuration"}
    return "processor s: " + ", ".join(f"{told} {now[name] - before.get(name, 0):.2f}" for told, name in parts.items())


SPENT: dict[Any, tuple[Any, dict[str, float]]] = {}


def memory(page: Any) -> str:
    """What the page holds after a collection."""
    client = page.context.new_cdp_session(page)
    client.send("HeapProfiler.collectGarbage")
    client.send("Performance.enable")
    held: Mapping[str, float] = {m["name"]: m["value"] for m in client.send("Performance.getMetrics")["metrics"]}
    return f"page: {held['JSHeapUsedSize'] / 2**20:.0f} MB of JavaScript, {held['Nodes']:,.0f} nodes"
