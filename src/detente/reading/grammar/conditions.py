"""Conditions: under which fact a position holds, and whether it holds when the fact does or unless it does.

"cannot sign if Lowland keeps its troops": when "Lowland keeps its troops". "cannot sign without a guarantee": unless
"there is a guarantee". A denied fact is turned round, so that it always stands affirmed: "if Lowland does not pay" is
unless "Lowland pays".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.reading.grammar.context import SUBJECTS, subject_of
from detente.reading.grammar.cues import in_class, is_time
from detente.reading.grammar.tree import kids, lemma, modal, negated
from detente.reading.proposals.links import LASTING, LINKS, PATTERN, TRADES
from detente.reading.proposals.proposal import Holds

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

THROUGH = ("conj", "xcomp", "aux", "acomp", "attr", "dobj", "pobj", "prep", "ccomp")
PURSUE = ("go", "look", "come", "run", "chase", "inquire", "seek", "get")
"""What with "after" is one word: "go after the rebels"."""
OF_NOUNS = (
    "without", "until", "till", "before", "after", "only after", "pending", "barring", "absent", "in the absence of",
    "in the event of", "in case of", "in return for", "in exchange for", "subject to", "subject only to",
    "conditional on", "conditional upon", "contingent on", "contingent upon", "dependent on", "dependent upon",
    "depending on", "upon", "failing",
)  # fmt: skip
"""Links that a noun alone may follow."""
HOW = frozenset(["delay", "comment", "doubt", "hesitation", "exception", "prejudice", "precedent", "preconditions",
                 "precondition", "notice", "reservation", "regard", "success", "result", "warning", "ado"])  # fmt: skip
"""What "without" tells the manner of, and no condition: "without further delay"."""
TURNED = ("should", "were")
"""Links that are the condition's own verb, put before its subject."""
VAGUE = frozenset({"possible", "necessary", "needed", "required", "appropriate", "any", "so", "not"})


@dataclass(frozen=True, kw_only=True)
class Condition:
    """A condition in a tree: its words with the link, the head of what follows the link, the verb that hangs on it.

    `end`: where it ends, for one whose tree holds the main clause, too ("Should it pay, we sign").
    """

    doc: Doc
    link: str
    start: int
    first: int
    top: Token
    head: Token
    flipped: bool = False
    end: int = 1 << 30

    @property
    def holds(self) -> Holds:
        """How the position hangs on the fact as it is affirmed."""
        plain = LINKS[self.link] == "when"
        return "when" if plain != (self.flipped != denied(self.head)) else "unless"

    def of_refusal(self) -> Condition:
        """The same for one who refuses, whose own the "not" is: "no signature, and not before the vote"."""
        return replace(self, flipped=self.flipped and self.link not in ("before", "until", "till"))

    @property
    def apart(self) -> bool:
        """Whether its tree holds the main clause, too."""
        return self.link in TURNED and self.top.dep_ == "ROOT"

    @property
    def tokens(self) -> list[Token]:
        """The words of the fact, without the link."""
        return [t for t in sorted(self.top.subtree, key=lambda t: t.i) if self.first <= t.i < self.end]

    @property
    def text(self) -> str:
        """The condition as the text has it."""
        apart = self.start if self.link in TURNED else 0
        inside = [t.i for t in self.top.subtree if apart <= t.i < self.end]
        words = self.doc[min(*inside, self.start) : max(inside) + 1].text
        return words.strip(" ,;.")[:300]

    @property
    def trade(self) -> bool:
        """Whether the fact is a price: what is given in return."""
        return self.link in TRADES

    @property
    def now(self) -> bool:
        """Whether the text takes the fact, as affirmed, to hold now."""
        if denied(self.head):
            return False
        return self.link in LASTING or (LINKS[self.link] == "when" and in_class("goes_on", lemma(self.head)))


def conditions_in(doc: Doc) -> list[Condition]:
    """Every condition of a tree, in order; sought once."""
    if "conditions" not in doc.user_data:
        doc.user_data["conditions"] = list(_conditions(doc))
    found: list[Condition] = doc.user_data["conditions"]
    return found


def inside(token: Token) -> bool:
    """Whether a token stands in a condition, its link included."""
    return any(
        found.start <= token.i < found.end and (token.i < found.first or token in found.top.subtree)
        for found in conditions_in(token.doc)
    )


def _conditions(doc: Doc) -> Iterator[Condition]:
    for match in PATTERN.finditer(doc.text):
        span = doc.char_span(match.start(), match.end())
        if span is None or (link := match.group().lower()) not in LINKS:
            continue
        found = _content(doc, span[0].i, span[-1].i + 1, link)
        if found is not None and _real(link, span[0], *found):
            first, top, head = found
            before = doc[span[0].i - 1].lower_ if span[0].i else ""
            yield Condition(doc=doc, link=link, start=span[0].i, first=first, top=top, head=head,
                            flipped=before == "not", end=_end(doc, link, top))  # fmt: skip


def _denied(verb: Token) -> bool:
    """Whether a verb, or what governs its infinitive, is denied: "will not sign", "is not ready to sign"."""
    while not negated(verb) and verb.dep_ in ("xcomp", "acomp"):
        verb = verb.head
    return negated(verb)


def _end(doc: Doc, link: str, top: Token) -> int:
    """Where an inverted condition ends that the parser took for the main clause: at the comma before what it took for
    a part of it."""
    if link not in TURNED or top.dep_ != "ROOT":
        return len(doc)
    return next((c.left_edge.i for c in top.children if c.dep_ in ("ccomp", "conj") and c.i > top.i), len(doc))


def _content(doc: Doc, start: int, first: int, link: str) -> tuple[int, Token, Token] | None:
    """What follows the link: its first token, the top of the branch that holds it, its head (a verb, else a noun)."""
    if first >= len(doc):
        return None
    if link in TURNED:
        verb = _turned(doc[start])
        opens = next((t.i for t in verb.subtree if not t.is_punct), -1)
        before = doc[start - 1].lower_ if start else ""
        behind = any(c.i == start + 1 or c.left_edge.i == start + 1 for c in kids(verb, *SUBJECTS))
        opened = before in (",", "that") or link == "were"
        turned = behind or (opened and any(c.i > start for c in kids(verb, *SUBJECTS, "attr")))
        return (first, verb, verb) if verb.i >= start and (opens == start or turned) else None
    inside = next((t for t in doc[first : first + 3] if not t.is_punct), None)
    if inside is None:
        return None
    top = inside
    own = first - 1 if " and " in link else start  # of "unless and until" the first word may hang on the main clause
    while doc[own] not in top.subtree and top.head.i != top.i and top.head.left_edge.i >= start:
        top = top.head
    if top.left_edge.i < start:
        return None
    marks = doc[own].head if doc[own].dep_ == "mark" else None
    if marks is not None and marks.i >= first and marks in top.subtree:
        return first, top, marks
    verbs = [t for t in top.subtree if t.i >= first and t.pos_ in ("VERB", "AUX") and t.dep_ != "aux"]
    clause = next((v for v in (top, *sorted(verbs, key=_depth)) if v.i >= first and has_subject(v)), None)
    if clause is not None and clause.pos_ in ("VERB", "AUX"):
        return first, top, clause
    noun = next((t for t in (top, *top.subtree) if t.i >= first and t.dep_ in ("pobj", "pcomp")), None)
    return first, top, noun if noun is not None else (top if top.i >= first else inside)


def _turned(word: Token) -> Token:
    """The verb of an inverted condition: "should it pay", "were it to pay", "were it kept"."""
    return word if word.pos_ == "AUX" and word.dep_ not in ("aux", "auxpass") else word.head


def has_subject(verb: Token) -> bool:
    """Whether a verb is the head of a clause: it has a subject, or "there"."""
    return subject_of(verb) is not None or any(c.dep_ == "expl" for c in verb.children)


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)


def _real(link: str, at: Token, first: int, top: Token, head: Token) -> bool:
    """Whether a link is a condition here: not "even if", "once again", a day, or a concession."""
    doc = at.doc
    before = doc[at.i - 1].lower_ if at.i else ""
    clause = (head.pos_ in ("VERB", "AUX") and has_subject(head)) or marked(head, link) or is_clause(head)
    if before in ("even", "as", "what", "ask", "asked", "know", "say") and link == "if":
        return False
    if link == "if" and is_polite(top):
        return False
    if link == "absent":
        return before in ("", ",", "that") and not clause and top.head.pos_ != "NOUN"
    if head.lower_ in VAGUE or (head.pos_ == "ADJ" and not clause):
        return False
    if link == "after" and not clause and lemma(top.head) in PURSUE:
        return False
    if link in TURNED and top.dep_ == "ROOT":
        return clause and (at.i > 0 or _end(doc, link, top) < len(doc))
    if link == "should":
        return clause
    if link == "were":
        ahead = governor(top)
        would = ahead is not None and any(modal(v) in ("would", "could", "might") for v in (ahead, *ahead.children))
        return (clause or bool(kids(head, "attr"))) and would and (head.i == at.i or head.tag_ == "VBN")
    if link == "failing":
        return before in ("", ",", "that", "and", ";") and not clause and head.pos_ in ("NOUN", "PROPN", "VERB")
    if link == "upon":
        ahead = governor(top)
        event = head.pos_ == "NOUN" and any(c.lower_ in ("of", "by") for c in head.children)
        return event and ahead is not None and ahead.i == top.head.i and _ahead(ahead, future=True)
    if link in ("after", "before", "when", "while", "until", "till", "once", "as soon as", "whenever"):
        ahead = governor(top)
        if ahead is None or not _ahead(ahead, future=link in ("when", "whenever", "after")):
            return False
        if link in ("while", "when", "after") and (at.i < ahead.i or (link == "while" and before == ",")):
            return link == "when" and clause and head.tag_ in ("VBZ", "VBP") and at.i == 0
        denies = _denied(ahead) or no_of(ahead) is not None or before == "not"
        if link == "before" and not (denies or in_class("refusing", lemma(ahead))):
            return False  # a term, not a condition: "will pay before May"
        if link in ("after", "before", "until", "till") and not clause and (is_time(head) or head.ent_type_ == "DATE"):
            return False
        return clause or link in ("after", "before", "until", "till")
    if link in ("provided", "providing"):
        return clause
    if link == "without":
        return lemma(head) not in HOW
    return (
        clause or link not in ("if", "unless", "in case", "only if", "the moment", "the instant") or head.pos_ == "VERB"
    )


def marked(verb: Token, link: str) -> bool:
    """Whether a link introduces a verb, whatever the parser made of its subject."""
    return any(c.dep_ == "mark" and c.lower_ == link.rpartition(" ")[2] for c in verb.children)


def is_polite(top: Token) -> bool:
    """ "It would be good if you could …": an ask, not a condition."""
    above = top.head
    about = {above.lower_, lemma(above)} | {lemma(c) for c in kids(above, "acomp", "attr")}
    return modal(above) == "would" and any(in_class("polite", word) for word in about)


def asks_politely(token: Token) -> bool:
    """Whether a token stands in the "if" clause of a polite ask."""
    return any(
        is_polite(at) and any(c.dep_ == "mark" and c.lower_ == "if" for c in at.children)
        for at in (token, *token.ancestors)
    )


def governor(top: Token) -> Token | None:
    """The verb that a branch hangs on."""
    at = top.head
    while at.pos_ not in ("VERB", "AUX") and at.head.i != at.i:
        at = at.head
    return at if at.pos_ in ("VERB", "AUX") and at.i != top.i else None


def _ahead(verb: Token, *, future: bool = False) -> bool:
    """Whether a verb tells of what is to come, or of what cannot be: by its modal or denial, or (unless a `future` is
    needed, since "when it asks" tells of what is) by its present."""
    at = verb
    for _ in range(4):
        goes_on = at.tag_ == "VBG" and any(c.tag_ in ("VBZ", "VBP") for c in kids(at, "aux"))
        now = goes_on or at.tag_ in ("VB", "VBP", "VBZ") or lemma(at) in ("go", "agree")
        now = now or in_class("refusing", lemma(at))
        if modal(at) or negated(at) or (now and not future):
            return True
        if at.head.i == at.i:
            return False
        at = at.head
    return False


def of(verbs: list[Token], doc: Doc) -> Condition | None:
    """The condition under which a position is meant that stands at some verbs: the nearest that hangs on them.

    One that opens the sentence holds for all that follows it.
    """
    listed = conditions_in(doc)
    chain: list[Token] = []
    for verb in verbs:
        at = verb
        for _ in range(6):
            chain.append(at)
            if at.head.i == at.i or at.dep_ not in THROUGH:
                break
            at = at.head
    places = {t.i for t in chain}
    others = [c for c in listed if not any(v.i >= c.first and v in c.tokens for v in verbs)]
    for found in others:
        hangs = found.top.head
        if any(hangs.i == v.i or (hangs in v.subtree and hangs.i not in _joined(v)) for v in verbs):
            return found
    close = {t.i for verb in verbs for t in _same_clause(verb)}
    for found in others:
        if found.top.head.i in close and found.top.head.i != found.top.i:
            return found
    for found in others:
        if found.apart and all(verb.i >= found.end or verb.i < found.start for verb in verbs):
            return found
    for found in others:
        up = governor(found.top)
        if up is not None and up.i in places and (found.start < min(places) or up.i == chain[-1].i):
            return found
    return None


def _same_clause(verb: Token) -> Iterator[Token]:
    """A verb and those that it completes: "to open" of "is ready to open", "has to open"."""
    at = verb
    while at.dep_ in ("xcomp", "acomp", "attr", "aux", "oprd") and at.head.i != at.i:
        at = at.head
        yield at


def _joined(verb: Token) -> set[int]:
    """The words of what is joined to a verb by "and": its conditions are its own."""
    return {t.i for c in kids(verb, "conj") for t in c.subtree}


def is_clause(head: Token) -> bool:
    """Whether a noun is a verb that the parser took for one: "until the ice melts"."""
    named = any(c.dep_ == "compound" for c in head.children) and not kids(head, "prep")
    return head.tag_ == "NNS" and in_class("turns", lemma(head)) and named


def denied(head: Token) -> bool:
    """Whether the fact is denied: "does not pay", "no agreement is reached", "there is no order"."""
    if head.pos_ not in ("VERB", "AUX"):
        return any(c.lower_ == "no" for c in head.children)
    return denial(head) is not None or no_of(head) is not None or nobody_of(head) is not None


def denial(head: Token) -> Token | None:
    """The "not" of a verb."""
    return next((c for c in head.children if c.dep_ == "neg" or c.lower_ in ("not", "never", "n't")), None)


ANY = {"nobody": "anybody", "none": "any", "nothing": "anything", "neither": "either"}
"""Subjects and objects that deny, and what stands for them where the fact is affirmed."""


def nobody_of(head: Token) -> Token | None:
    """The "nobody" or "nothing" of its subject or object."""
    return next((c for c in kids(head, "nsubj", "nsubjpass", "dobj", "attr") if c.lower_ in ANY), None)


def no_of(head: Token) -> Token | None:
    """The "no" of its subject, object or attribute."""
    for child in kids(head, "nsubj", "nsubjpass", "dobj", "attr"):
        for word in child.children:
            if word.lower_ == "no" and word.dep_ in ("det", "neg"):
                return word
    return None
