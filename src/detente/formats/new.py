"""The starter file that `detente new NAME` writes: short, commented, and sound as it stands."""

from __future__ import annotations

from detente.formats.emit import scalar

_STARTER = """\
# A dialogue file. Change what is here; `detente check FILE` says what is wrong and what was probably forgotten.
# The first word of a line is fixed (`parties`, `text` …); ids such as `we` or `open_border` are yours.
# Text with a comma inside {{ }} or [ ], a colon or a # needs quotes: "70,000 troops".
detente: 1
title: {title}
summary: One sentence that says what the talks are about.

# Where you read what stands below. Evidence refers to these keys; paraphrase, do not copy sentences.
sources:
  minutes: {{title: Minutes of the first round, date: 2024-03-05, kind: document}}

# Who acts. `at_table: false` marks somebody who acts but does not negotiate.
parties:
  we: {{name: Our government, evidence: minutes p. 1}}
  they: {{name: The other government, evidence: minutes p. 1}}

# Facts that nobody here chooses, true or false. `chance`: how likely at the horizon.
circumstances:
  election_near: {{text: They face an election, now: true, chance: likely, evidence: minutes p. 2}}

# What each party can do. The first level means "not done"; without `levels` it is no or yes.
options:
  loan:
    by: we
    asked_by: they                 # they ask for the last level
    text: A loan                   # a thing, not an order: pages put it into sentences
    levels: [none, half, full]
    evidence: minutes p. 3
  open_border:
    by: they
    asked_by: we
    text: An open border crossing
    evidence: minutes p. 4

# What cannot be, whoever wants it.
rules:
  - id: election
    never: open_border and election_near and loan is none
    because: No government opens the border before an election with nothing in hand
    evidence: minutes p. 4

# What each party wants, most important first: one line outweighs all the lines after it.
priorities:
  we:
    - {{id: border, want: open_border, because: Trade depends on it, evidence: minutes p. 4}}
    - {{id: thrift, want: not loan is full, because: Half is in the budget, evidence: minutes p. 3}}
    - {{id: no-gift, want: if loan then open_border, basis: inferred, evidence: minutes p. 3}}
  they:
    - {{id: money, want: loan >= half, because: The winter is near, evidence: minutes p. 3}}
    - {{id: border-for-loan, want: open_border iff loan, evidence: minutes p. 4}}

# What is done today.
status_quo: {{loan: none, open_border: no}}

# What was asked and answered: accepted, partly, deferred, refused or unanswered.
rounds:
  - id: first
    date: 2024-03-05
    place: The capital
    evidence: minutes p. 1
    answers:
      loan: {{answer: deferred, evidence: minutes p. 3}}
      open_border: {{answer: refused, evidence: minutes p. 4}}
"""


def new(name: str) -> str:
    """The text of a starter file for talks of that name."""
    title = " ".join(name.replace("_", " ").replace("-", " ").split()) or "untitled talks"
    return _STARTER.format(title=scalar(title[:1].upper() + title[1:]))
