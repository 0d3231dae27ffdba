"""The analyst disposes: a review as a state machine without a terminal, so that every step can be tested and undone.

`step(session, command)` gives the next session and a line to show. Commands: a(ccept), r(eject), e(dit) FIELD VALUE,
m(erge) ID, p(arty) ID (settles an unresolved speaker once for the document), s(kip), b(ack), u(ndo), q(uit).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from detente.reading.proposals.confidence import told
from detente.reading.proposals.links import conditioned, hanging
from detente.reading.proposals.proposal import ACTS, Proposal, Status, Unread, Voice
from detente.reading.proposals.sameness import twin
from detente.reading.proposals.things import deed, turned
from detente.reading.proposals.unread import likeliest_first

FIELDS = (
    "act", "speaker", "addressee", "object", "thing", "polarity", "condition", "reason", "likelihood", "note",
    "same_as",
)  # fmt: skip
HELP = (
    "a accept · r reject · e FIELD VALUE edit · m ID merge into · p PARTY settle the speaker everywhere · "
    "s skip · b back · u undo · q quit"
)


@dataclass(frozen=True, kw_only=True)
class Session:
    """Where a review stands. `edited`: ids that were corrected; `before`: the sessions to which "undo" returns."""

    proposals: tuple[Proposal, ...]
    unread: tuple[Unread, ...] = ()
    at: int = 0
    reviewer: str = ""
    known: frozenset[str] = frozenset()
    edited: frozenset[str] = frozenset()
    before: tuple[Session, ...] = ()
    done: bool = False

    @property
    def current(self) -> Proposal | None:
        """The proposal under review; None when all have been seen."""
        return self.proposals[self.at] if not self.done and self.at < len(self.proposals) else None

    @property
    def open(self) -> int:
        """How many wait for a decision."""
        return sum(not p.settled for p in self.proposals)


def start(
    proposals: Iterable[Proposal], unread: Iterable[Unread] = (), *, reviewer: str = "", known: Iterable[str] = ()
) -> Session:
    """A review that begins at the first proposal without a decision."""
    listed = tuple(proposals)
    at = next((k for k, p in enumerate(listed) if not p.settled), len(listed))
    return Session(
        proposals=listed, unread=tuple(unread), at=at, reviewer=reviewer, known=frozenset(known), done=at == len(listed)
    )


def step(session: Session, command: str) -> tuple[Session, str]:
    """The session after a command, and what to tell the reviewer. An unknown command changes nothing."""
    word, _, rest = command.strip().partition(" ")
    if word in ("u", "undo"):
        return (session.before[-1], "undone") if session.before else (session, "nothing to undo")
    if word in ("q", "quit"):
        return replace(session, done=True), "stopped; the decisions so far are kept"
    current = session.current
    if current is None:
        return session, "all have been seen"
    act = {"a": "a", "accept": "a", "r": "r", "reject": "r", "e": "e", "edit": "e", "m": "m", "merge": "m",
           "p": "p", "party": "p", "s": "s", "skip": "s", "b": "b", "back": "b"}.get(word)  # fmt: skip
    if act is None:
        return session, HELP
    if act == "a":
        return _accept(session, current)
    if act == "r":
        return _decide(session, replace(current, status="rejected")), f"{current.id} rejected"
    if act == "s":
        return _move(session, session.at + 1), f"{current.id} left open"
    if act == "b":
        return _move(session, max(0, session.at - 1)), ""
    if act == "e":
        return _edit(session, current, rest)
    if act == "m":
        return _merge(session, current, rest.strip())
    return _settle(session, current, rest.strip())


def _accept(session: Session, current: Proposal) -> tuple[Session, str]:
    if not current.speaker.parties:
        return session, f'who is "{current.speaker.text or "the speaker"}"? settle it first: p PARTY'
    status: Status = "edited" if current.id in session.edited or current.status == "edited" else "accepted"
    return _decide(session, replace(current, status=status)), f"{current.id} accepted"


def _decide(session: Session, decided: Proposal) -> Session:
    signed = replace(decided, reviewer=session.reviewer)
    return _next(_put(session, signed))


def _put(session: Session, proposal: Proposal) -> Session:
    listed = tuple(proposal if p.id == proposal.id else p for p in session.proposals)
    return replace(session, proposals=listed, before=(*session.before, session))


def _next(session: Session) -> Session:
    order = [*range(session.at + 1, len(session.proposals))]
    at = next((k for k in order if not session.proposals[k].settled), len(session.proposals))
    return replace(session, at=at, done=at == len(session.proposals))


def _move(session: Session, at: int) -> Session:
    return replace(session, at=at, done=at >= len(session.proposals), before=(*session.before, session))


def edited(proposal: Proposal, field: str, value: str) -> Proposal:
    """A proposal with a field changed. Raises ValueError with a message for the reviewer."""
    if field not in FIELDS:
        raise ValueError(f"no field {field!r}; fields: {', '.join(FIELDS)}")
    if field == "act":
        if value not in ACTS:
            raise ValueError(f"no act {value!r}; acts: {', '.join(ACTS)}")
        return replace(proposal, act=value)
    if field in ("speaker", "addressee"):
        parties = tuple(value.replace("+", " ").replace(",", " ").split())
        voice = Voice(parties=parties, text=" ".join(parties), step="reviewer" if parties else "none")
        return replace(proposal, speaker=voice) if field == "speaker" else replace(proposal, addressee=voice)
    if field == "object":
        polarity, thing = turned(value)
        return replace(proposal, object=value, polarity=polarity, thing=thing)
    if field == "polarity":
        if value not in ("+", "-"):
            raise ValueError("polarity is + (to do it) or - (to leave or end it)")
        return replace(proposal, polarity="-" if value == "-" else "+")
    return {
        "condition": lambda: conditioned(proposal, value),
        "thing": lambda: replace(proposal, thing=value),
        "reason": lambda: replace(proposal, reason=value),
        "likelihood": lambda: replace(proposal, likelihood=value),
        "note": lambda: replace(proposal, note=value),
        "same_as": lambda: replace(proposal, same_as=value),
    }[field]()


def _edit(session: Session, current: Proposal, rest: str) -> tuple[Session, str]:
    field, _, value = rest.strip().partition(" ")
    try:
        changed = edited(current, field, value.strip())
    except ValueError as error:
        return session, str(error)
    put = _put(session, replace(changed, status="open", reviewer=session.reviewer))
    return replace(put, edited=put.edited | {current.id}), f"{field} changed; a accepts it"


def _merge(session: Session, current: Proposal, other: str) -> tuple[Session, str]:
    if other == current.id or all(p.id != other for p in session.proposals):
        return session, f"merge into which? {other!r} is no other proposal"
    return _decide(
        session, replace(current, status="merged", note=f"merged into {other}")
    ), f"{current.id} merged into {other}"


def _settle(session: Session, current: Proposal, party: str) -> tuple[Session, str]:
    """The party of an unresolved phrase, for all proposals of the document that have the same phrase."""
    text = current.speaker.text
    if not party or (session.known and party not in session.known):
        return session, f"no party {party!r}; parties: {', '.join(sorted(session.known))[:200]}"
    voice = Voice(parties=(party,), text=text, step="reviewer")
    same = [
        p
        for p in session.proposals
        if p.id == current.id or (text and not p.settled and p.speaker.text == text and not p.speaker.parties)
    ]
    ids = {p.id for p in same}
    listed = tuple(replace(p, speaker=voice) if p.id in ids else p for p in session.proposals)
    return replace(
        session, proposals=listed, before=(*session.before, session)
    ), f'"{text}" is {party} ({len(same)} proposals)'


def named(voice: Voice) -> str:
    """A speaker or addressee: its ids, or its words with a question mark; what was inferred is marked."""
    if voice.parties:
        return "+".join(voice.parties) + (" (inferred)" if voice.inferred else "")
    return f'? "{voice.text}"' if voice.text else ""


def show(session: Session, width: int = 80) -> str:
    """What the reviewer sees: the sentence with the span marked, and what was read in it."""
    p = session.current
    if p is None:
        return summary(session)
    low, high = p.evidence.mark
    sentence = p.evidence.text
    marked = f"{sentence[:low]}[[{sentence[low:high]}]]{sentence[high:]}" if high > low else sentence
    import textwrap

    who, to = (named(voice) for voice in (p.speaker, p.addressee))
    lines = [
        f"{p.id} of {len(session.proposals)}, {session.open} open   {p.evidence.file} {p.evidence.place}   " + told(p),
        *textwrap.wrap(marked, width, initial_indent="  ", subsequent_indent="  "),
        f"  {who} -> {to or '-'}: {p.act}" + ("  (hypothetical)" if p.hypothetical else ""),
        *textwrap.wrap(p.object, width, initial_indent="  object: ", subsequent_indent="          "),
    ]
    same = twin(p, tuple(session.proposals[: session.proposals.index(p)]))
    asks = f"{same.id} “{same.object}”? (m {same.id}: yes; e same_as -: no)" if same is not None else ""
    extras = (("that is", deed(p)), ("the same as", asks), ("condition", p.condition), ("so", hanging(p)),
              ("reason", p.reason),
              ("likelihood", p.likelihood),
              ("said by", p.reported_by),
              ("figures", ", ".join(p.figures)), ("same as", p.same_as), ("note", p.note))  # fmt: skip
    lines += [
        line
        for name, value in extras
        if value
        for line in textwrap.wrap(f"{name}: {value}", width, initial_indent="  ", subsequent_indent="    ")
    ]
    return "\n".join(lines)


def summary(session: Session) -> str:
    """How the review ended, and the sentences that name a party and gave no proposal."""
    counts = {
        status: sum(p.status == status for p in session.proposals)
        for status in ("accepted", "edited", "rejected", "merged", "open")
    }
    lines = [", ".join(f"{n} {status}" for status, n in counts.items() if n) or "no proposals"]
    if session.unread:
        n = len(session.unread)
        said = (
            "1 sentence gave no proposal and may hold a position"
            if n == 1
            else (f"{n} sentences gave no proposal and may hold a position, the likeliest first")
        )
        lines.append(f"{said}; read {'it' if n == 1 else 'them'} yourself:")
        lines += [
            f"  {u.span.place} {u.span.text[:66]}" + ("…" if len(u.span.text) > 66 else "")
            for u in likeliest_first(session.unread)
        ]
    return "\n".join(lines)


def carry(fresh: tuple[Proposal, ...], old: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """Decisions of an earlier review on the proposals of a new reading: what was read once is not asked again.

    Kept by the words of the span, act and speaker as read. An old decision whose sentence is gone is dropped.
    """
    decided = {p.key: p for p in old if p.settled}
    kept = []
    for p in fresh:
        before = decided.get(p.key)
        if before is None:
            kept.append(p)
            continue
        speaker = before.speaker if before.speaker.step == "reviewer" else p.speaker
        addressee = before.addressee if before.addressee.step == "reviewer" else p.addressee
        kept.append(
            replace(
                before,
                id=p.id,
                evidence=p.evidence,
                confidence=p.confidence,
                rule=p.rule,
                origin=p.origin,
                speaker=speaker,
                addressee=addressee,
            )
        )
    return tuple(kept)
