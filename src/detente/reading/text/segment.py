"""Paragraphs to sentences, and sentences to the pieces that are parsed.

A sentence is what a reader would call one; it is never longer than `CAP` characters, so that no rule and no parser
sees a text without a full stop. A clause in brackets is parsed on its own, and so is each item of a list after a
colon, but both belong to their sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from detente.reading.text.prose import Paragraph, Piece, join

CAP = 700
"""Characters of the longest sentence that the rules see; longer ones are cut at a semicolon, comma or blank."""

ABBREVIATIONS = frozenset(
    [
        "mr", "mrs", "ms", "dr", "prof", "gen", "col", "lt", "sgt", "capt", "cmdr", "adm", "maj", "sen", "rep", "gov",
        "amb", "sec", "st", "jr", "sr", "no", "art", "para", "vs", "etc", "inc", "ltd", "co", "corp", "jan", "feb",
        "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "mt", "ft", "fig", "al", "eds", "ed",
        "pp", "vol", "hon", "rev", "pres", "min", "dep", "asst", "approx", "cf", "i.e", "e.g", "u.s", "u.k", "u.n",
        "e.u", "u.s.a", "d.c", "a.m", "p.m", "ph.d",
    ]
)  # fmt: skip
END = re.compile(r"""[.!?…]+["')\]]*(?=\s+["'(\[]*[A-Z0-9À-Þ])|[.!?…]+["')\]]*\s*$""")
BRACKET = re.compile(r"[(\[][^()\[\]]{25,}[)\]]")
LABEL = re.compile(r"\s*((?:The |the )?[A-Z][\w'’.,&/ -]{0,60}?(?: \([\w .,'’-]{1,40}\))?)\s?(:)\s+(?=(\S+))")
DATELINE = re.compile(
    r"^(?:[A-Z][A-Z.'-]+(?: [A-Z][A-Z.'-]+){0,3})(?:, (?:[A-Z][\w.]+ ?){1,3}\d{0,2})?(?: \([^()]{2,40}\))?"
    r" ?(?:--|[–—-]) "
)
"""Where and when a report was filed: "PORT HANNO, Nov 18 (Agency) — "."""
CLAUSE = re.compile(
    r"; (?=(?:it|he|she|they|we|neither|both|[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){0,2}) "
    r"(?:is|are|was|were|has|have|had|will|would|can|could|cannot|did|does|do|must|should|may|might|to|\w+ed|\w+s|accept|ask|"
    r"want|need)\b)"
)
"""A semicolon after which a whole clause follows, with a subject of its own."""
OWN_SUBJECT = frozenset(
    [
        "we", "i", "our", "my", "it", "they", "he", "she", "the", "a", "an", "this", "that", "these", "those", "there",
        "all", "both", "no",
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of the body, counted from 1, with its place [start, end) in the original.

    `label`: the speaker's name before a colon ("Upland: asks for …" in minutes), which counts until the next one or
    the end of the paragraph. Where no subject follows the colon, the name is read as the subject. `cut`: it is a
    part of a sentence beyond the cap. `lead`: for an item of a list, the words before the colon that introduce it.
    `subject`: for a clause that has none, whom the text opened with ("The Council, … Demands that …").
    """

    number: int
    paragraph: int
    piece: Piece
    label: str = ""
    cut: bool = False
    lead: Piece | None = None
    subject: Piece | None = None

    @property
    def text(self) -> str:
        """Its words, normalised."""
        return self.piece.text

    @property
    def start(self) -> int:
        """Where it begins in the original."""
        return self.piece.place(0)

    @property
    def end(self) -> int:
        """Where it ends in the original."""
        return self.piece.end(len(self.piece.text))


def is_end(text: str, match: re.Match[str]) -> bool:
    """Whether a full stop ends the sentence, and not an abbreviation, an initial or a number in a list."""
    if match.end() >= len(text) or "." not in match.group() or match.group()[0] in "!?…":
        return True
    word = text[: match.start()].rpartition(" ")[2].lstrip("\"'([").lower()
    after = text[match.end() :].lstrip("\"'([ ")
    if re.fullmatch(r"[a-z]", word) or (word.isdigit() and len(word) < 3 and match.start() < 4):
        return False
    if word in ABBREVIATIONS:
        # "U.S. The envoy" ends a sentence, "U.S. Special Forces" does not.
        return bool(re.match(r"(?:The|A|An|It|They|He|She|But|In|On|This|That|These|Both|However|We)\b", after)) and (
            "." in word
        )
    return True


def boundaries(text: str) -> list[tuple[int, int]]:
    """The spans of the sentences of a paragraph."""
    spans, start = [], 0
    for match in END.finditer(text):
        if is_end(text, match):
            spans.append((start, match.end()))
            start = match.end()
    if text[start:].strip():
        spans.append((start, len(text)))
    return spans


def capped(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """A span cut into spans of at most `CAP` characters, where a reader would pause if possible."""
    spans = []
    while stop - start > CAP:
        window = text[start : start + CAP]
        at = next((k for mark in ("; ", ": ", ", ", " ") if (k := window.rfind(mark)) > CAP // 3), CAP - 1) + 1
        spans.append((start, start + at))
        start += at
    return [*spans, (start, stop)]


def sentences(
    paragraphs: tuple[Paragraph, ...], speaks: Callable[[str], bool] = lambda name: False
) -> tuple[Sentence, ...]:
    """All sentences of a body whose paragraphs are normalised; `speaks` tells whether words before a colon speak."""
    found: list[Sentence] = []
    lead: Piece | None = None
    for paragraph in paragraphs:
        text, label = paragraph.piece.text, ""
        if not paragraph.item:
            lead = _lead(paragraph.piece)
        filed = DATELINE.match(text)
        for start, stop in boundaries(text):
            start = max(start, filed.end()) if filed and start == 0 else start
            head = LABEL.match(text[start:stop])
            skip: tuple[int, int] | None = None
            if head and speaks(head.group(1)):
                label = head.group(1)
                bare = head.group(3)[0].islower() and head.group(3).lower() not in OWN_SUBJECT
                colon = (start + head.start(2), start + head.end(2))
                start, skip = (start, colon) if bare else (start + head.end(), None)
            parts = capped(text, start, stop)
            for low, high in parts:
                piece = _without(paragraph.piece, low, high, skip)
                if piece.text:
                    row = Sentence(
                        number=len(found) + 1, paragraph=paragraph.number, piece=piece, label=label, cut=len(parts) > 1,
                        lead=lead if paragraph.item else None,
                    )  # fmt: skip
                    found.append(row)
    return tuple(found)


def _lead(piece: Piece) -> Piece | None:
    """The last sentence of a paragraph that ends with a colon, without it: what introduces a list."""
    if not piece.text.rstrip().endswith(":"):
        return None
    start, stop = boundaries(piece.text)[-1]
    return piece.cut(start, start + len(piece.text[start:stop].rstrip()) - 1)


def _without(piece: Piece, low: int, high: int, skip: tuple[int, int] | None) -> Piece:
    """A part of a paragraph, without the colon of a label."""
    if skip is None or not low <= skip[0] < high:
        return piece.cut(low, high).strip()
    return piece.cut(low, high).without(((skip[0] - low, skip[1] - low),)).strip()


def after(lead: Piece, item: Piece) -> Piece:
    """A lead and an item of its list as one sentence."""
    bare = item.cut(0, len(re.sub(r"[;,.]?(?: and| or)?$", "", item.text.rstrip())))
    word = bare.text.split(" ")[0]
    small = bare.text[:1].lower() + bare.text[1:] if word[1:].islower() or len(word) == 1 else bare.text
    blank = Piece(text=" ", runs=((0, lead.end(len(lead.text))),))
    stop = Piece(text=".", runs=((0, bare.end(len(bare.text))),))
    return join((lead, blank, Piece(text=small, runs=bare.runs), stop))


def pieces(sentence: Sentence) -> tuple[Piece, ...]:
    """What is parsed of a sentence: the sentence without its bracketed clauses, then each of those.

    An item of a list is parsed after the words that introduce it, a clause without a subject after its own.
    """
    before = sentence.subject or sentence.lead
    if before is not None:
        return (after(before, sentence.piece),)
    if ":" not in sentence.text and (cuts := [m.end() for m in CLAUSE.finditer(sentence.text)]):
        ends = [*cuts, len(sentence.text)]
        starts = [0, *cuts]
        return tuple(sentence.piece.cut(a, b).strip() for a, b in zip(starts, ends, strict=True))
    spans = tuple(m.span() for m in BRACKET.finditer(sentence.text) if m.group().count(" ") >= 4)
    if not spans:
        return (sentence.piece,)
    main = sentence.piece.without(tuple((a - (a > 0 and sentence.text[a - 1] == " "), b) for a, b in spans)).strip()
    inner = tuple(sentence.piece.cut(a + 1, b - 1).strip() for a, b in spans)
    return tuple(piece for piece in (main, *inner) if piece.text)
