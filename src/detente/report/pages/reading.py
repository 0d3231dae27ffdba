"""The page of a reading: each sentence with the positions that were read in it, and those that gave none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from detente.report import wording
from detente.report.document import Block, Document, Items, Paragraph, Section, Soft, Strong, Text
from detente.report.language import _, _later, _n, said

ACTS: Mapping[str, str] = {
    "demand": _later("demand"), "offer": _later("offer"), "promise": _later("promise"), "refuse": _later("refusal"),
    "threaten": _later("threat"), "commit": _later("commitment"), "concede": _later("concession"),
    "criticise": _later("criticism"), "constrain": _later("constraint"),
}  # fmt: skip
"""What is done by saying it, in a word."""
FIELDS: Mapping[str, str] = {
    "object": _later("what"), "speaker": _later("who"), "addressee": _later("to whom"), "act": _later("kind"),
    "condition": _later("condition"), "reason": _later("reason"), "likelihood": _later("likelihood"),
    "note": _later("note"), "figures": _later("figures"), "dates": _later("dates"),
}  # fmt: skip
"""What is told of a position, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A position as the page tells it: names in words, `share` of ten of its kind right (None: never counted),
    `ruled` whether a rule reads it."""

    id: str
    act: str
    who: str
    to: str = ""
    inferred: bool = False
    object: str = ""
    more: tuple[tuple[str, str], ...] = ()
    share: int | None = None
    ruled: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A text: how many sentences it has, those with positions, and those that may hold one and gave none."""

    name: str
    count: int
    sentences: tuple[tuple[str, str, tuple[Position, ...]], ...]
    unread: tuple[tuple[str, str], ...] = ()


def view(texts: Sequence[Read], unknown: Sequence[str] = ()) -> Document:
    """The page of one text or more; `unknown`: speakers whom nothing knows, where most are so.

    Nothing of it is in a dialogue yet, and it says so.
    """
    number = sum(len(found) for text in texts for _place, _text, found in text.sentences)
    sections = [part for k, text in enumerate(texts, start=1) for part in (_found(k, text), _unread(k, text))]
    sections = [section for section in sections if section.blocks]
    notes = [_("These are proposals: nothing is in a dialogue before you accept it.")]
    if unknown:
        notes.insert(0, _("Most speakers are not known ({names}): name them under `parties` in a file and read with "
                          "--into that file.", names=", ".join(f"“{name}”" for name in unknown)))  # fmt: skip
    last = tuple(Paragraph(text=(note,), role="note") for note in notes)
    return Document(
        kind=_("Reading"), title=", ".join(text.name for text in texts[:3]) + (", …" if len(texts) > 3 else ""),
        headline=wording.capital(_n("{n} proposal", "{n} proposals", number)),
        sections=(*sections[:-1], replace(sections[-1], blocks=(*sections[-1].blocks, *last))),
    )  # fmt: skip


def _found(number: int, text: Read) -> Section:
    blocks: list[Block] = []
    for place, words, positions in text.sentences:
        blocks.append(Paragraph(text=(Soft(f"{place} "), words)))
        blocks.append(Items(items=tuple(map(_told, positions))))
    if not blocks:
        blocks.append(Paragraph(text=(_("No sentence of this text was understood as a position."),)))
    finding = _n("{n} sentence", "{n} sentences", text.count)
    return Section(id=f"text-{number}", label=text.name, finding=finding, blocks=tuple(blocks))


def _told(p: Position) -> Text:
    """A position in a line: who, to whom, the act, what about, and how sure."""
    to = _("{names} (inferred)", names=p.to) if p.to and p.inferred else p.to
    head = f"{p.id}  {p.who}" + (f" → {to}" if to else "")
    more = "".join(f"; {said(FIELDS[name])}: {value}" for name, value in p.more)
    what = f": {p.object}" if p.object else ""
    return (f"{head}: ", Strong(said(ACTS[p.act])), f"{what}{more} ", Soft(f"[{share(p.share, p.ruled)}]"))


def share(tenths: int | None, ruled: bool = True) -> str:
    """How many of its kind were right, as far as that was counted; whether a rule reads it."""
    if tenths is None:
        return _("a language model's; never counted")
    if not ruled:
        return _("by no rule, but counted; {share}", share=share(tenths))
    some = _("of ten such, {n:d} were right", n=tenths)
    return some if 0 < tenths < 10 else _("nearly all such were right") if tenths else _("hardly any such was right")


def _unread(number: int, text: Read) -> Section:
    count = len(text.unread)
    finding = _n("{n} sentence may hold a position", "{n} sentences may hold a position, the likeliest first", count)
    items = Items(items=tuple((Soft(f"{place} "), words) for place, words in text.unread))
    return Section(id=f"unread-{number}", label=_("Not understood"), finding=finding, blocks=(items,) if count else ())
