"""From prose to proposals: the stages joined."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.errors import InputError, Problem
from detente.reading.grammar import conditions as condition
from detente.reading.grammar import facts, tree
from detente.reading.grammar.acts.by_frame import FRAMES
from detente.reading.grammar.acts.impersonal import traded
from detente.reading.grammar.acts.modals import MODALS
from detente.reading.grammar.context import Memory, Scene, is_place, scene, subject_of
from detente.reading.grammar.cues import cues_at
from detente.reading.grammar.denials import told, whole
from detente.reading.grammar.labels import QUESTION, attending, label_parties, speaks, two_labelled
from detente.reading.grammar.lists import in_line, itemised, listed_after, named_list
from detente.reading.grammar.modifiers import dates, figures, likelihood, reason
from detente.reading.grammar.muted import muted
from detente.reading.grammar.names import Names, shipped
from detente.reading.grammar.parse import parse
from detente.reading.grammar.roles import Found, speaker
from detente.reading.grammar.things import thing_of
from detente.reading.grammar.who.asked import addressee
from detente.reading.grammar.who.issuing import heading, issuers, with_subjects
from detente.reading.grammar.who.pair import the_two
from detente.reading.grammar.who.remembered import group_in, main_in, ourselves_in, subjects_in, surnames_in
from detente.reading.likely.opinion import opinion
from detente.reading.proposals.confidence import confidence
from detente.reading.proposals.merge import answering, merge, scoped
from detente.reading.proposals.proposal import Proposal, Reading, Span, Unread
from detente.reading.proposals.unread import deontic
from detente.reading.text.language import language
from detente.reading.text.prose import Paragraph, Piece, Prose
from detente.reading.text.segment import Sentence, pieces, sentences

if TYPE_CHECKING:
    from spacy.tokens import Doc

Second = Callable[["Doc", Scene, list[Found]], Iterable[Found]]
"""What is asked about a tree after the rules, with what they found; it may find more."""


def read(prose: Prose, names: Names | None = None, *, force: bool = False, second: Second = opinion) -> Reading:
    """All proposals of a text, merged, in order, with the sentences that name a party and gave none.

    Raises InputError for a text that is not English, unless `force`.
    """
    began = time.perf_counter()
    known = names or shipped()
    tongue = language(" ".join(p.piece.text for p in prose.paragraphs[:60]))
    if tongue != "English" and not force:
        problem = Problem(message=f"the text is in {tongue}; the rules read English alone.", file=prose.name,
                          hint="Translate it, or read it all the same with --force.")  # fmt: skip
        raise InputError(problem)
    body = readable(prose, force)
    left = len(prose.paragraphs) - len(body)
    warnings = [f"{left} paragraphs that are not English were left out."] if left else []
    listed = tuple(with_subjects(sentences(body, lambda name: speaks(name, known))))
    cut = sum(s.cut for s in listed)
    if cut:
        warnings.append(f"{cut} parts come from sentences too long to read whole.")
    counts = _counts(listed, known)
    proposals, unread = _walk(prose.name, listed, known, counts, second)
    numbered = tuple(replace(p, id=f"p{k}") for k, p in enumerate(proposals, start=1))
    parties = tuple((p, known.parties[p].name if p in known.parties else p, n) for p, n in counts.most_common())
    return Reading(
        file=prose.name, characters=prose.characters, sentences=len(listed), proposals=numbered, unread=tuple(unread),
        parties=parties, warnings=tuple(warnings), seconds=time.perf_counter() - began,
    )  # fmt: skip


def readable(prose: Prose, force: bool = False) -> tuple[Paragraph, ...]:
    """The paragraphs that are English (all of them, if forced)."""
    return tuple(p for p in prose.paragraphs if force or language(p.piece.text) == "English")


def _counts(listed: tuple[Sentence, ...], names: Names) -> Counter[str]:
    return Counter(m.party for s in listed for m in names.find(s.text))


def _walk(
    file: str, listed: tuple[Sentence, ...], names: Names, counts: Counter[str], second: Second
) -> tuple[list[Proposal], list[Unread]]:
    """Sentence after sentence, memory handed on."""
    issued = issuers(listed, names)
    labels = label_parties(listed, names, issued.by)
    pair = two_labelled(listed, labels) or the_two(listed, issued, counts, names)
    bodies = (*issued.bodies, *attending(listed, names))
    memory = Memory(principals=pair, issuers=issued.by, bodies=bodies, addressed=issued.to)
    parts = [(s, piece) for s in listed for piece in pieces(s)]
    docs = parse((_worth(piece) for _, piece in parts), names)
    proposals: list[Proposal] = []
    unread: list[Unread] = []
    waiting: list[Proposal] = []
    items: list[Found] = []
    mentioned: dict[str, None] = {}
    for k, ((sentence, piece), doc) in enumerate(zip(parts, docs, strict=True)):
        label, under = labels.get(sentence.label, ""), heading(sentence, names)
        paragraph = memory.paragraph if k and _goes_on(parts[k - 1][0], sentence) else ()
        memory = replace(memory, paragraph=paragraph, label=label, heading=under or memory.heading)
        view = scene(doc, names, memory)
        by_rule = list(found_in(doc, view))
        found = [f for f in second(doc, view, by_rule) if _somebody(f) and _of_item(f, sentence)]
        if sentence.lead is not None and not found:
            length = len(sentence.lead.text)
            found = list(named_list(doc, view, length)) or [in_line(f, doc, length) for f in items[:1]]
        items = found if sentence.lead is not None else []
        leads = k + 1 < len(parts) and parts[k + 1][0].lead is not None and sentence.lead is None
        if not leads:
            waiting += [_proposal(f, view, sentence, piece, file) for f in found]
        mentioned |= {m.party: None for m in sorted(set(view.at.values()), key=lambda m: m.start)}
        memory = memory.after(
            subjects_in(view),
            tuple(dict.fromkeys(m.party for i, m in view.at.items() if not is_place(doc[i]))),
            surnames_in(view),
            ourselves_in(view),
            main_in(view),
            group_in(view),
        )
        if k + 1 == len(parts) or parts[k + 1][0] is not sentence:
            done = scoped(merge(tuple(waiting)))
            proposals += done
            memory = memory.with_asks(tuple(_asks(done)))
            if (mentioned or deontic(sentence.text)) and not done and not leads:
                unread.append(Unread(span=_span(file, sentence, 0, 0), parties=tuple(mentioned)))
            waiting, mentioned = [], {}
    return list(answering(tuple(proposals))), unread


def _goes_on(before: Sentence, sentence: Sentence) -> bool:
    """Whether a sentence speaks of what the one before it did: in its paragraph, or in the answer to its question."""
    return before.paragraph == sentence.paragraph or (
        QUESTION.match(before.label) is not None and QUESTION.match(sentence.label) is None and bool(sentence.label)
    )


def _of_item(found: Found, sentence: Sentence) -> bool:
    """Whether a position that stands in an item of a list is about the item, and not about what introduces it."""
    return sentence.lead is None or (found.head is not None and found.head.idx > len(sentence.lead.text))


def _asks(proposals: tuple[Proposal, ...]) -> Iterator[tuple[str, str, str]]:
    """Who asked whom for what."""
    for p in proposals:
        if p.act == "demand" and p.speaker.parties and p.addressee.parties and p.object:
            yield "+".join(p.speaker.parties), p.addressee.parties[0], p.object


def _worth(piece: Piece) -> Piece:
    """A piece that has words; one of signs alone costs the parser much and gives nothing."""
    return piece if sum(c.isalpha() for c in piece.text) * 3 > len(piece.text) else Piece(text="")


def found_in(doc: Doc, view: Scene) -> Iterator[Found]:
    """Every position that some rule finds in a tree."""
    if doc.text.rstrip().endswith("?"):
        return
    for token in doc:
        cues, verb = cues_at(token), token.pos_ in ("VERB", "AUX")
        if token.is_punct or token.is_space or not (cues or verb) or muted(token):
            continue
        for cue in cues:
            frame = FRAMES.get((cue.frame, cue.pos))
            for found in frame(cue, token, view) if frame is not None else ():
                if _conditional(found):
                    continue
                for one in itemised(found, view):
                    yield from _told(one)
                yield from traded(found, view)
                yield from listed_after(found, view)
        for rule in MODALS if verb else ():
            for found in rule(token, view):
                yield from _told(found)
                yield from traded(found, view)


def _conditional(found: Found) -> bool:
    """Whether what hangs on the cue is its condition, and not what it is about."""
    head = found.head if found.head is not None and subject_of(found.head) is not None else None
    return head is not None and condition.inside(head) and not condition.inside(found.at)


def _told(found: Found) -> Iterator[Found]:
    if (entire := whole(found)) is not None:
        yield from told(entire)


def _somebody(found: Found) -> bool:
    """Whether there is a speaker, or one that a reviewer could settle; a crowd or nobody at all speaks for no party."""
    return bool(found.speaker.parties) or found.speaker.step == "unresolved"


def _span(file: str, sentence: Sentence, low: int, high: int) -> Span:
    return Span(file=file, start=sentence.start, end=sentence.end, paragraph=sentence.paragraph,
                sentence=sentence.number,
                text=sentence.text, mark=(low, high))  # fmt: skip


def _proposal(found: Found, view: Scene, sentence: Sentence, piece: Piece, file: str) -> Proposal:
    low = piece.place(found.at.idx) - sentence.start
    mark = (low, low + len(found.at.text)) if sentence.text[low : low + len(found.at.text)] == found.at.text else (0, 0)
    if mark == (0, 0) and (at := sentence.text.find(found.at.text)) >= 0:
        mark = (at, at + len(found.at.text))
    hangs = condition.of([t for t in (found.head, found.at) if t is not None], view.doc)
    if hangs is not None and hangs.link == "without" and found.act == "demand":
        hangs = None  # what is asked to be done without something is asked for in two
    if hangs is not None and found.act in ("refuse", "constrain"):
        hangs = hangs.of_refusal()
    text = without(found.object, hangs.text) if hangs is not None else found.object
    text = re.sub(r"^for (?:its|their|his|her) (?:own )?part, ", "", _beside(text, found, view))
    where = f"{text} {hangs.text if hangs is not None else ''}"
    asked = found.addressee.parties if found.act == "demand" else ()
    polarity, thing = thing_of(text, found.head, view, asked)
    proposal = Proposal(
        id="", act=found.act, speaker=found.speaker, addressee=addressee(found, view), object=text,
        thing=thing, polarity=polarity, hindrance=found.hindrance, reason=reason(found.head, found.at),
        likelihood=likelihood(piece.text) if found.act in ("constrain", "promise", "threaten", "commit") else "",
        figures=tuple(f for f in figures(piece.text) if f.split()[0] in where or _alone(view)),
        dates=dates(piece.text), evidence=_span(file, sentence, *mark), rule=found.rule, code=found.code,
        reported_by=_reporter(found, view), hypothetical=_hypothetical(found), quoted=_quoted(found, piece.text),
    )  # fmt: skip
    if hangs is not None:
        proposal = replace(
            proposal, condition=hangs.text, holds=hangs.holds, fact=facts.fact(hangs, view, found.speaker),
            fact_now=hangs.now, fact_by=facts.subject_party(hangs, view),
            fact_thing=facts.deed(hangs),
        )  # fmt: skip
        if price := facts.price(hangs):
            proposal = replace(proposal, fact_by=proposal.addressee.parties[:1], fact_thing=price)
    read_as = (found.act, found.speaker.text, text)
    return replace(proposal, confidence=confidence(found.likelihood, found.rule), read_as=read_as)


def without(text: str, condition: str) -> str:
    """An object without the words of its condition."""
    left, found, right = text.partition(condition)
    rest = left.rstrip(" ,;") + (right if left.strip() else right.lstrip(" ,;"))
    left = rest if found and rest else text
    return re.sub(r" (?:for|if|unless|when)$", "", left) if condition else left


def _beside(text: str, found: Found, view: Scene) -> str:
    """An object without the asked party at its ends: "Varn stop the dam", "an end to the patrols from Varn"."""
    for mention in view.names.find(text) if found.act == "demand" else ():
        if mention.party not in found.addressee.parties:
            continue
        rest = text[mention.end :].strip()
        if text[: mention.start].lower() in ("", "the ") and rest[:1].islower():
            return rest
        before = text[: mention.start].rstrip()
        if not rest and before.endswith((" from", " by")):
            return before.rpartition(" ")[0]
    return text


def _alone(view: Scene) -> bool:
    return len([t for t in view.doc if t.pos_ == "VERB"]) <= 2


def _reporter(found: Found, view: Scene) -> str:
    above = tree.under(found.at, "speech")
    if above is None:
        return ""
    said = speaker(tree.doer(above), view)
    mine = {view.names.root(p) for p in found.speaker.parties}
    return next((p for p in said.parties if view.names.root(p) not in mine), "")


def _hypothetical(found: Found) -> bool:
    return tree.modal(found.at) in ("would", "could", "might", "may") and tree.under(found.at, "speech") is None


def _quoted(found: Found, text: str) -> bool:
    return any(a.start() <= found.at.idx < a.end() for a in re.finditer(r'"[^"]+"', text))
