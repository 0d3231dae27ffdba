"""Readings and scores as plain text, 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.reading.coded import Events
from detente.reading.coded import told as told_event
from detente.reading.corpus import Entry, First
from detente.reading.draft.writer import Merged
from detente.reading.grammar.names import shipped
from detente.reading.measure.scores import Score, Scores
from detente.reading.proposals.proposal import Proposal
from detente.reading.proposals.review import named

if TYPE_CHECKING:
    from detente.reading.draft.chronicle import Chronicle
    from detente.reading.grammar.names import Names
    from detente.reading.workspace import Kept

WIDTH = 80


def many(number: int, noun: str) -> str:
    """ "1 sentence", "2 sentences"."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def wrapped(text: str, first: str, rest: str) -> list[str]:
    """A text in lines of at most 80 columns."""
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=True) or [
        first.rstrip()
    ]


def kept_lines(kept: Kept) -> list[str]:
    """What `read --into` wrote, and what became of earlier decisions."""
    n = kept.here + kept.elsewhere
    some = f"{kept.elsewhere} of them " if kept.here else ""
    other = f", {some}on other texts" if kept.elsewhere else ""
    lines = [f"wrote {kept.path} ({many(n, 'earlier decision')} kept{other})"]
    for p in kept.dropped:
        lines += wrapped(f"dropped: {p.status} {_said(p)}; {p.evidence.file} no longer says so", "", "  ")
    return lines


def merged_lines(merged: Merged, proposals: Sequence[Proposal], target: str, talks: str) -> list[str]:
    """What a review wrote into a dialogue file, what the file had already, and what waits."""
    lines = [f"added: {line}" for line in merged.added]
    for p in proposals:
        if p.id in merged.present:
            lines += wrapped(f"there already: {p.id} {_said(p)}", "", "  ")
    waiting = sum(not p.settled for p in proposals)
    if waiting:
        lines.append(f"{waiting:,} {'waits' if waiting == 1 else 'wait'} for a decision: detente review {talks}")
    if merged.added:
        return [*lines, f"wrote {target}", f"next: detente check {target}"]
    taken = any(p.status in ("accepted", "edited") for p in proposals)
    why = "nothing is accepted"
    if taken:
        why = "nothing accepted could be added" if merged.left else "what is accepted stands there already"
    return [*lines, f"nothing written to {target}: {why}"]


def _said(p: Proposal) -> str:
    """A proposal in a few words."""
    return f"({named(p.speaker) or '?'}: {p.act}, {p.object})" if p.object else f"({named(p.speaker) or '?'}: {p.act})"


def timeline_page(entries: Sequence[Entry], firsts: Sequence[First]) -> str:
    """Positions by date and party, then who said first what was said more than once."""
    lines = []
    for e in entries:
        to = "+".join(e.proposal.addressee.parties)
        front = f" [{e.front}]" if e.front else ""
        lines += wrapped(
            f"{e.date or 'undated'}  {e.party or '?'}{front} {e.proposal.act}"
            f"{' -> ' + to if to else ''}: {e.proposal.object}",
            "",
            "    ",
        )
    again = [f for f in firsts if f.times > 1]
    if again:
        lines += ["", "First said by"]
        lines += [
            line
            for f in again
            for line in wrapped(
                f"{f.date or 'undated'}  {f.party}: {f.act} {f.object} ({f.times} times, first in {f.file})",
                "  ",
                "      ",
            )
        ]
    return "\n".join(lines)


def scores_page(scores: Scores) -> str:
    """Scores as a small table."""

    def row(name: str, s: Score) -> str:
        return f"{name:24} {s.p:6.2f} {s.r:6.2f} {s.f1:6.2f}   {s.right} of {s.wanted}, {s.proposed} proposed"

    lines = [f"{'':24} {'prec.':>6} {'recall':>6} {'F1':>6}", row("act", scores.act),
             row("speaker, act (SA)", scores.sa),
             row("and addressee (SAA)", scores.saa)]  # fmt: skip
    if scores.triple is None:
        lines.append(row("and object (FULL)", scores.full))
        if scores.exact_parts is not None:
            lines.append(row("SAA, parts exact", scores.exact_parts))
    else:
        lines.append(f"{'triple recall':24} {scores.triple:13.2f}")
    if scores.act_strict is not None:
        lines.append(row("act, strict", scores.act_strict))
    if scores.false_proposals is not None:
        lines.append(f"{'deeds with a proposal':24} {scores.false_proposals:6.2f}")
    lines += ["", "speaker and act, by act"] + [row(f"  {name}", s) for name, s in scores.by_act]
    lines += [line for name, one in scores.by_document for line in (row(f"  {name[:20]} SAA", one.saa),)]
    lines += ["", "confidence      proposals   mean   right"]
    lines += [f"  {a:.2f} to {b:.2f}  {n:9}   {c:.2f}   {d:.2f}" for a, b, n, c, d in scores.reliability()]
    if scores.misses:
        lines += ["", f"missed ({len(scores.misses)})"] + [
            line for m in scores.misses for line in wrapped(m, "  ", "    ")
        ]
    return "\n".join(lines)


SHOWN = 60
"""Coded events that a page lists."""


def coded_page(found: Sequence[Events], names: Names) -> str:
    """The timeline of some files of event data, and what was left out of them."""
    name_of = {id: party.name for id, party in {**shipped().parties, **names.parties}.items()}
    out: list[str] = []
    for one in found:
        out += [f"{one.file}: {many(one.rows, 'row')}, {many(len(one.events), 'event')}", ""]
        for event in one.events[:SHOWN]:
            out += wrapped(f"{event.date}  {event.kind.lower():10} {told_event(event, name_of)}", "  ", " " * 25)
        more = len(one.events) - SHOWN
        out += [f"  and {more:,} more"] if more > 0 else []
        out += ["", *(f"left out: {many(n, 'row')}, {why}" for why, n in sorted(one.left.items(), key=lambda x: -x[1]))]
    return "\n".join(out).rstrip()


def chronicle_lines(found: Events, made: Chronicle, into: str) -> list[str]:
    """What of a file of event data went into a dialogue."""
    lines = [f"{found.file}: {many(made.added, 'event')} added to the rounds of {into}"]
    if made.present:
        lines.append(f"{many(made.present, 'event')} stood there already")
    if made.others:
        lines.append(f"left out: {many(made.others, 'event')} of parties that {into} does not have")
    return lines
