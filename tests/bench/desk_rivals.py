"""Two other ways to code a text in a notebook, for comparison: a widget that syncs its list of codings as a trait, and spanmark.

Both get the same texts and codings as the desk, in a notebook's kernel that has run `bench_coder_browser.STUDY`. They are not part of
the library. The first is what one writes first: all codings in one trait, all marks drawn anew when it has changed; what is coded goes
to the same project. The second is `spanmark <https://pypi.org/project/spanmark/>`_ (MIT), as it comes: all texts as one document.
"""

from __future__ import annotations

#: The plain-trait widget. It is a cell of a notebook.
PLAIN = r'''
import anywidget, traitlets

class Plain(anywidget.AnyWidget):
    _esm = """
export default { render({ model, el }) {
  const box = document.createElement('div'), saved = document.createElement('div');
  box.className = 'plain'; box.tabIndex = 0; box.style.cssText = 'height:600px;overflow:auto;outline:none';
  saved.className = 'plain-saved';
  el.append(saved, box);
  const texts = model.get('texts'), boxes = texts.map((t) => { const p = document.createElement('p'); box.append(p); return p; });
  const draw = () => {
    const on = texts.map(() => []);
    for (const c of model.get('codings')) on[c.n].push(c);
    boxes.forEach((p, n) => {
      const points = [...texts[n]], ends = on[n].flatMap((c) => [c.start, c.end]);
      const cuts = [...new Set([0, points.length, ...ends])].sort((a, b) => a - b);
      p.replaceChildren(...cuts.slice(1).map((b, k) => {
        const a = cuts[k], words = points.slice(a, b).join(''), here = on[n].filter((c) => c.start <= a && c.end >= b);
        if (!here.length) return document.createTextNode(words);
        const mark = document.createElement('mark');
        mark.title = here.map((c) => c.code).join(', ');
        mark.append(words);
        return mark;
      }));
    });
  };
  draw();
  model.on('change:codings', draw);
  model.on('change:saved', () => { saved.textContent = model.get('saved'); });
  box.addEventListener('keydown', (e) => {
    e.stopPropagation();
    const chosen = getSelection(), p = chosen.anchorNode?.parentElement.closest('p'), n = boxes.indexOf(p);
    if (!/^[1-9]$/.test(e.key) || n < 0) return;
    const range = chosen.getRangeAt(0), before = document.createRange();
    before.setStart(p, 0); before.setEnd(range.startContainer, range.startOffset);
    const start = [...before.toString()].length, end = start + [...range.toString()].length;
    model.set('codings', [...model.get('codings'), { n, start, end, code: model.get('codes')[e.key - 1] }]);
    model.save_changes();
  });
} };
"""
    texts = traitlets.List().tag(sync=True)
    codes = traitlets.List().tag(sync=True)
    codings = traitlets.List().tag(sync=True)
    saved = traitlets.Int().tag(sync=True)

    @traitlets.observe('codings')
    def _keep(self, change):
        for c in change.new[len(change.old):] if change.old else []:  # at first, what stands in the project already
            study.code(rows[c['n']]['id'], c['code'], start=c['start'], end=c['end'])
            self.saved += 1

at = {row['id']: n for n, row in enumerate(rows)}
plain = Plain(texts=[r['text'] for r in rows], codes=codes)
plain.set_trait('codings', [dict(n=at[m['utterance']], start=m['start'], end=m['end'], code=m['code']) for m in marks])
'''

#: spanmark on the same texts: a cell of a notebook. Its `spans` are said to be kept once its own keeping has returned.
SPANMARK = r"""
from pathlib import Path
from spanmark import AnnotationSession

begins, at = {}, 0
for row in rows:
    begins[row['id']] = at
    at += len(row['text']) + 2
spans = [dict(start=begins[m['utterance']] + m['start'], end=begins[m['utterance']] + m['end'], label=m['code']) for m in marks]
spans = [dict(s) for s in {tuple(sorted(s.items())) for s in spans}]
Path('spans.jsonl').unlink(missing_ok=True)
whole = dict(id='all', text='\n\n'.join(row['text'] for row in rows), suggestions=spans)
session = AnnotationSession([whole], codes, 'spans.jsonl', allow_overlaps=True)
session.widget.observe(lambda change: setattr(session.widget, 'status', f'kept {len(change.new)}'), 'spans')
"""

#: Select a dozen characters in the n-th paragraph that can be seen, as a person would before a press.
SELECT_PLAIN = """(n) => {
  const box = document.querySelector('.plain'), node = box.querySelectorAll('p')[n].lastChild, words = node.firstChild ?? node;
  box.focus();
  getSelection().setBaseAndExtent(words, 0, words, Math.min(words.length, 5));
}"""

#: The same in spanmark, where letting go of the mouse gives the label.
CODE_SPANMARK = """(n) => {
  const box = document.querySelector('.so-root'), text = box.querySelector('.so-textlayer'), node = text.firstChild;
  getSelection().setBaseAndExtent(node, 40 * n, node, 40 * n + 9);
  text.dispatchEvent(new CustomEvent('bench-code', { bubbles: true }));
  text.dispatchEvent(new MouseEvent('mouseup', { bubbles: true }));
}"""
