"""What is read and not used yet is said: by check of every such field, on every page where answers would be others."""

import pytest

from detente import formats, workbench
from detente.analyses.check import check
from detente.methods.soundness.unused import ROWS, left_out
from detente.report.document import plain

TALKS = """\
parties:
  a: {plural: yes, the: no, names: {fr: A}}
  b:
  h: {ratifies: a, unless: z, of: [x]}
circumstances:
  {z: , f0: {chance: likely}, f1: {chance: likely}, f2: {chance: likely}, f3: {chance: likely}, f4: {chance: likely}}
sources: {s: {file: a.txt, url: "https://example.org"}}
options:
  x: {by: a, name: ex, asked_by: b, asked_matters: must, evidence: {source: s, at: [1, 2]}}
  y: {by: b}
rules: [{for: a, never: x and y}, {never: y and not x}, {never: x and y and f0 and f1 and f2 and f3 and f4}]
priorities:
  a: [{want: y, strong: yes}]
  b: [{want: x, unknown: yes}]
status_quo: {}
signature: {chance: likely, by: 2031}
offers: [{by: a, give: {x: yes}, if: y}]
texts: [{by: h, sets: {x: yes}}]
attitudes: {a: {b: -}}
fallback: {b: {y: yes}}
"""


def test_every_row_is_warned_about():
    warnings = {w.at: w.case for w in check(formats.parse(TALKS)).warnings if w.code == "not-used-yet"}
    assert set(warnings) == {row.name for row in ROWS}
    assert all(row.by == warnings[row.name] for row in ROWS)


def test_a_file_without_them_is_not_warned_about():
    for name in formats.examples():
        unused = {left.name for left in left_out(formats.load(name))}
        assert not unused & {"strong", "unknown", "attitudes", "for"}, name


@pytest.mark.parametrize("name", ["equilibria", "rounds", "deals"])
def test_every_page_says_what_answers_leave_out(name):
    talks = formats.parse(TALKS)
    row = workbench.analysis(name)
    said = plain(row.view(talks, row.function(talks)).colophon)
    decisive = [row.name for row in ROWS if row.decides]
    assert decisive and all(f"`{field}`" in said for field in decisive)
