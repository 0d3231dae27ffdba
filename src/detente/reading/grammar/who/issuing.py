"""Who issues a text, to whom, and whose words stand under a heading: read off titles, letterheads and openings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from detente.reading.grammar.cues import in_class, lexicon
from detente.reading.grammar.names import Names
from detente.reading.text.segment import Sentence

KINDS = (
    r"statement|communiqu[eé]|declaration|letter|address|speech|remarks|message|note|memorandum|press release|"
    r"conclusions|resolution|proposal|position paper|non-paper|transcript|press conference|press briefing|briefing|"
    r"interview"
)
TITLE = re.compile(rf"\b(?:{KINDS})\b.*?(?:\b(?:of|by|from|between|issued by)\b| ?[–—:-] )", re.I)
BODY = re.compile(
    r"\b(ministry|embassy|office|mission|government|department|delegation|presidency|secretariat|consulate|cabinet)\b",
    re.I,
)
OFFICE = re.compile(rf"\b(?:{KINDS})\b (to .+?) (by .*\b(?:minister|premier|president|secretary)\b.*)", re.I)
"""An office of a state that speaks to somebody, its parliament mostly: "Statement to the Assembly by the Minister"."""
EMBASSY = re.compile(r"\b(?:embassy|mission|consulate)\b", re.I)
COMPLIMENTS = re.compile(r"\bpresents? (?:its|his|her|their) compliments to\b")
TO = re.compile(r"^to:? (?:the |his |her |h\.e\. )?", re.I)
SMALL = re.compile(rf"(?:of|and|for|the|on|by|at|to|in|de|{KINDS}|excerpts?|\d.*)$", re.I)
"""Words that may stand small in a title or a letterhead, where all others have capitals."""
OPENING = 4
"""How many paragraphs a title and a letterhead may take."""
SHORT = 24
"""Words of a title at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuers:
    """Who issues a text, and whom it addresses; empty where it does not say.

    `bodies`: whom the text calls "the Embassy", "the Ministry", "the Government", by the word.
    """

    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    bodies: tuple[tuple[str, str], ...] = ()


def issuers(listed: Sequence[Sentence], names: Names) -> Issuers:
    """The parties that a text's title, letterhead, address and opening compliments name."""
    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    if cabled := _cabled(listed, names):
        return cabled
    bodies: dict[str, str] = {}
    for sentence in listed:
        text = re.sub(r"[ap]\.m\.$", "", sentence.text.strip())
        if sentence.paragraph > OPENING or sentence.label:
            break
        if greeting := COMPLIMENTS.search(text):
            writer, reader = text[: greeting.start()], re.split(r",| and\b", text[greeting.end() :])[0]
            by, to = by or _named(writer, names), _named(reader, names)
            bodies = _bodies(reader, to) | _bodies(writer, by)
            break
        if text.endswith((".", "!", "?", '"')) or len(text.split()) > SHORT:
            continue
        if _opens(text):
            by = by or _named(text.partition(",")[0], names)
        elif TO.match(text):
            to = to or _named(text, names)
        elif sent := _sent(text, names):
            by, to = sent
            bodies |= _bodies(text.partition(" to ")[2], to) | _bodies(text.partition(" to ")[0], by)
        elif not by and ((title := TITLE.search(text)) or (BODY.search(text) and _is_head(text))):
            named = _by_office(text, names) or _named(text[title.start() if title else 0 :], names)
            by = named or (_seat(text, names) if BODY.search(text) else ())
            to = to or (tuple(p for p in _seat(text, names) if named) if EMBASSY.search(text) else ())
            bodies |= _bodies(text, by)
    return Issuers(by=by, to=tuple(p for p in to if p not in by), bodies=tuple(bodies.items()))


def _by_office(text: str, names: Names) -> tuple[str, ...]:
    """Who speaks by a title that names whom it speaks to first: the state of the office, or of its parliament."""
    titled = OFFICE.search(text)
    if titled is None:
        return ()
    return _named(titled[2], names) or tuple({names.root(p) for p in _named(titled[1], names) if "." in p})


READER = re.compile(r"(?:the |his |her )?[A-Z]")


def _sent(text: str, names: Names) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Who writes and to whom, in a line "The Ministry of X to the Embassy of Y"."""
    writer, _, reader = text.removeprefix("From ").partition(" to ")
    by, whom = _first(writer, names), _first(reader, names)
    letter = _is_head(writer) and re.search(r"\bof\b|,", writer) and READER.match(reader)
    return (by, whom) if letter and by and whom and by != whom else None


def _first(text: str, names: Names) -> tuple[str, ...]:
    """The party that a letterhead names first; where it sits may follow."""
    return tuple(dict.fromkeys(m.party for m in names.find(text)))[:1]


MARKED = re.compile(r"\(?(?:U|SBU|C|S)(?:/?/NF)?\) (?=[A-Z])")
"""How each paragraph of an American cable begins: with its classification."""
POST = ("ambassador", "embassy", "chargé", "charge", "post", "mission", "consulate")


def _cabled(listed: Sequence[Sentence], names: Names) -> Issuers | None:
    """Who writes an American cable, where the text is one: "the Ambassador", "post" are American in it."""
    marked = {s.paragraph for s in listed if MARKED.match(s.text)}
    state = names.find("United States")
    if len(marked) < 2 or not state:
        return None
    return Issuers(by=(state[0].party,), bodies=tuple((word, state[0].party) for word in POST))


def _is_head(text: str) -> bool:
    """Whether a line is a letterhead and no headline: its words have capitals."""
    return all(word[0].isupper() or SMALL.match(word) for word in re.findall(r"\w+", text))


def _seat(text: str, names: Names) -> tuple[str, ...]:
    """The state of the capital that a letterhead names, where it names no state: "Ministry of Trade, Vilnius"."""
    return tuple(dict.fromkeys(m.party for m in names.find(text) if m.kind == "capital"))[:1]


def _bodies(text: str, parties: tuple[str, ...]) -> dict[str, str]:
    """The bodies of one party that a text names, by their words."""
    found = [word.lower() for word in BODY.findall(text)] if len(parties) == 1 else []
    return dict.fromkeys([*found, *(["government"] if found else [])], parties[0]) if parties else {}


def _opens(text: str) -> bool:
    """Whether a paragraph is whom the clauses after it go with: "The Council," or "The Heads, meeting in …,"."""
    return text.endswith(",") and text.split()[0].lower() == "the" and len(text.split()) <= 2 * SHORT


def with_subjects(listed: Sequence[Sentence]) -> Iterator[Sentence]:
    """The sentences, those that begin with a verb of acting or saying with the subject that the text opened with.

    Of resolutions and communiqués: an opening that ends with a comma, then "Recalling …,", "1. Demands that …;",
    "- Urge …". A whole sentence ends it. In a list after "The Summit:" an item that begins so has it as its subject.
    """
    subject = None
    for sentence in listed:
        text = sentence.text.strip()
        if sentence.lead is not None:
            itself = _begins(text, also_plural=False) and not sentence.lead.text.rstrip().endswith(" to")
            yield replace(sentence, lead=None, subject=sentence.lead) if itself else sentence
            continue
        if _opens(text):
            subject = sentence.piece.cut(0, sentence.text.index(","))
        elif subject is not None and _begins(text, also_plural=True):
            yield replace(sentence, subject=subject)
            continue
        elif text.endswith((".", "?", "!")):
            subject = None
        yield sentence


FURTHER = re.compile(r"(?:also|further|again|once again|strongly|solemnly|hereby|firmly|unanimously|finally)\s+", re.I)


def _begins(text: str, *, also_plural: bool) -> bool:
    """Whether a clause begins with a verb of acting or saying ("Demands", "Further urges"; of several "Urge")."""
    word = FURTHER.sub("", text.lstrip("\"'(")).split(" ")[0].strip(",;").lower()
    bases = [word] if also_plural else []
    if word.endswith("s"):
        bases += [word[:-1], word[:-2], f"{word[:-3]}y"]
    return any((base, "v") in lexicon().rows or in_class("speech", base) or in_class("carrier", base) for base in bases)


VIEWS = (
    r"(?:concerns?|positions?|demands?|requests?|asks|offers?|conditions?|terms|views?|points?|remarks|red lines|"
    r"answers?|proposals?|comments?|priorities|wishes|reply|response)"
)
HEADED = re.compile(
    rf"(?:'s|s') (?:\w+ ){{0,2}}{VIEWS}$|^(?:the )?(?:\w+ )?{VIEWS} (?:of|by|from) (?:the )?|[–—-] ?$", re.I
)
"""What stands beside the party in a heading over its words: "Chad's position", "Position of Chad"."""


def heading(sentence: Sentence, names: Names) -> str:
    """The party whose words follow, where a paragraph is its name, or names its position, and no more."""
    text = sentence.text.strip(" :#*")
    hits = names.find(text)
    if len(hits) != 1 or len(text.split()) > 7 or sentence.text.rstrip().endswith((".", "!", "?")):
        return ""
    before, after = text[: hits[0].start], text[hits[0].end :]
    alone = not after and before.lower() in ("", "the ")
    return hits[0].party if alone or HEADED.search(after if after else before) else ""


def _named(text: str, names: Names) -> tuple[str, ...]:
    """The parties of a title; a place after a comma or after "in" is none."""
    words = re.split(r",? (?:in|at|on) |, (?=[A-Z]\w+(?: [A-Z]\w+)?$)", text)[0]
    return tuple(dict.fromkeys(m.party for m in names.find(words)))
