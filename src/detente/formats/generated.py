"""Realistic dialogues of any size, made up from a seed: material for benchmarks and for teaching.

Each front has two or three parties, an option or a few for each of them, asks for most, and lines as real lists have
them: what a party wants of others, what it would rather not give, what it gives for something. A party's list mixes
its fronts. With few links a front in five is joined to another by a line; with many every front is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Literal

from detente.errors import InputError
from detente.formats.emit import scalar

Links = Literal["few", "many"]

PARTIES = ("Aldria", "Borland", "Carmena", "Dorvia", "Estmark", "Farland", "Galdor", "Hestia", "Istria", "Jorland")

FRONTS = (
    "water", "border crossings", "electricity", "prisoners", "customs", "fisheries", "radio frequencies", "railways",
    "health", "schools", "monuments", "visas", "harbours", "air routes", "mines", "police", "banks", "archives",
    "pipelines", "observers", "grain", "postal services", "telephones", "pensions", "refugees", "property",
    "courts", "road haulage", "insurance", "forests", "floods", "satellites", "libraries", "veterinary checks",
    "fertiliser", "seasonal work", "museums", "number plates", "diplomas", "ammunition depots", "maps",
    "nature reserves", "tourism", "news agencies", "sports", "scholarships", "bridges", "ferries", "steel", "coal",
    "rare earths", "data centres", "patents", "medicines", "vaccines", "waste", "noise", "lighthouses", "tolls",
    "hydrology",
)  # fmt: skip

ACTS = (
    ("access", "Access to the {front} sites"), ("data", "Data on {front}"), ("money", "Money for {front}"),
    ("office", "A joint office for {front}"), ("pause", "A pause in the {front} works"),
    ("licences", "Licences in {front}"), ("envoy", "An envoy for {front}"), ("law", "A law on {front}"),
    ("training", "Training in {front}"), ("visits", "Visits about {front}"), ("fund", "A fund for {front}"),
    ("standard", "A common standard for {front}"),
)  # fmt: skip

WANTED = ("It was promised in parliament", "The provinces live on it", "Its firms have waited for years",
          "Without it the budget does not add up")  # fmt: skip
COSTLY = ("The unions are against it", "The press would call it a gift", "The army advises against it",
          "It costs votes at home")  # fmt: skip
FACTS = (
    ("election", "An election is near in Aldria", "roughly even chance"), ("drought", "It is a dry year", "unlikely"),
    ("oil", "Oil is dear", "likely"),
)  # fmt: skip
RETURNED = "Nothing is given there without something in return"

LEAST_FRONT, MOST_FRONT = 1, 12


@dataclass
class _Draft:
    """A dialogue while it is made up. `owners`, `askers`: by option who has it, and who asks for it ("": nobody);
    `spoken`: by party its lines, front by front."""

    draw: Random
    parties: list[str]
    owners: dict[str, str] = field(default_factory=dict)
    askers: dict[str, str] = field(default_factory=dict)
    options: list[str] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    spoken: dict[str, list[list[tuple[str, str]]]] = field(default_factory=dict)


def generated(*, fronts: int = 13, options: int = 80, parties: int = 5, links: Links = "few", seed: int = 7) -> str:
    """The YAML text of a dialogue; the same for the same numbers. InputError where they do not fit together.

    >>> from detente import parse
    >>> parse(generated(fronts=2, options=6, parties=2, seed=1))
    Dialogue('Made-up talks on 2 fronts, seed 1': 2 parties, 6 options, 96 states, 5 asks, 0 rounds)
    """
    _check(fronts, options, parties, links)
    draft = _Draft(Random(seed), [name.lower() for name in PARTIES[:parties]])
    draft.spoken = {party: [] for party in draft.parties}
    chosen = [FRONTS[k] if k < len(FRONTS) else f"front {k + 1}" for k in range(fronts)]
    made: list[list[str]] = []
    for k, front in enumerate(chosen):
        count = (k + 1) * options // fronts - k * options // fronts
        made.append(_front(draft, front, count))
    for k in range(fronts - 1):
        if links == "many" or k % 5 == 4:
            _link(draft, made[k], made[k + 1])
    return "\n".join(_written(draft, chosen, fronts, links, seed)) + "\n"


def _check(fronts: int, options: int, parties: int, links: str) -> None:
    if not 2 <= parties <= len(PARTIES):
        raise InputError(f"there are 2 to {len(PARTIES)} parties, not {parties}")
    if fronts < 1 or not LEAST_FRONT * fronts <= options <= MOST_FRONT * fronts:
        raise InputError(
            f"{options} options do not make {fronts} fronts: a front has {LEAST_FRONT} to {MOST_FRONT} of them"
        )
    if links not in ("few", "many"):
        raise InputError(f"links are few or many, not {links}")


def _front(draft: _Draft, front: str, count: int) -> list[str]:
    """The options of a front, by id, with what its parties' lists say of them."""
    draw, word = draft.draw, front.replace(" ", "_")
    present = draw.sample(draft.parties, min(len(draft.parties), draw.choice((2, 2, 3))))
    acts, mine = draw.sample(ACTS, len(ACTS)), []
    for k in range(count):
        party, (act, text) = present[k % len(present)], acts[k]
        id = f"{word}_{act}_{party}"
        asker = draw.choice([p for p in present if p != party]) if draw.random() < 0.7 else ""
        told = f"  {id}: {{by: {party}, text: {scalar(text.format(front=front))}, front: {word}"
        told += ", levels: [none, part, full]" if draw.random() < 0.1 else ""
        draft.options.append(told + (f", asked_by: {asker}}}" if asker else "}"))
        draft.askers[id] = asker
        draft.owners[id] = party
        mine.append(id)
    for party in present:
        draft.spoken[party].append(list(_lines(draft, party, mine)))
    if count > 3 and draw.random() < 0.3:
        a, b = draw.sample(mine, 2)
        draft.rules.append(
            f"  - {{id: not_both_{word}, never: {a} and {b}, because: There is money for one of the two}}"
        )
    return mine


def _lines(draft: _Draft, party: str, options: list[str]) -> Iterator[tuple[str, str]]:
    """What a list says of a front: (what it wants, why), the most important first."""
    draw = draft.draw
    own = [id for id in options if draft.owners[id] == party]
    others = [id for id in options if draft.owners[id] != party]
    lines = [(id, draw.choice(WANTED)) for id in others if draft.askers[id] == party or draw.random() < 0.4]
    if len(others) > 1:
        lines.append((" or ".join(draw.sample(others, 2)), "One of the two will do"))
    for id in own:
        kind = draw.random()
        if kind < 0.2 or not others:
            lines.append((f"not {id}", draw.choice(COSTLY)))
        elif kind < 0.65:
            lines.append((f"not {id} unless {draw.choice(others)}", RETURNED))
        elif kind < 0.8:
            lines.append((f"if {draw.choice(others)} then {id}", "It would be shamed into it"))
        elif kind < 0.85:
            lines.append((f"if {draw.choice(FACTS)[0]} then not {id}", draw.choice(COSTLY)))
        elif kind < 0.9:
            lines.append((id, draw.choice(WANTED)))
    draw.shuffle(lines)
    return iter(lines)


def _link(draft: _Draft, here: list[str], there: list[str]) -> None:
    """A line that joins two fronts: one party gives in the one only for something in the other."""
    draw = draft.draw
    pairs = [(a, b) for a in here for b in there if draft.owners[a] != draft.owners[b]]
    if pairs:
        a, b = draw.choice(pairs)
        draft.spoken[draft.owners[a]].append([(f"not {a} unless {b}", RETURNED)])


def _mixed(draw: Random, fronts: list[list[tuple[str, str]]]) -> Iterator[tuple[str, str]]:
    """The lines of a party's fronts as one list; those of one front keep their order."""
    turns = [k for k, lines in enumerate(fronts) for _ in lines]
    draw.shuffle(turns)
    left = [iter(lines) for lines in fronts]
    return (next(left[k]) for k in turns)


def _written(draft: _Draft, chosen: list[str], fronts: int, links: Links, seed: int) -> Iterator[str]:
    yield "detente: 1"
    yield f"title: {scalar(f'Made-up talks on {fronts} fronts, seed {seed}')}"
    yield f"note: {scalar(f'Made up by the program (detente generate); {links} links between fronts.')}"
    yield "parties:"
    yield from (f"  {name.lower()}: {{name: {name}}}" for name in PARTIES[: len(draft.parties)])
    yield "fronts:"
    yield from (f"  {front.replace(' ', '_')}: {{name: {front.capitalize()}}}" for front in chosen)
    yield "circumstances:"
    yield from (f"  {id}: {{text: {text}, now: true, chance: {chance}}}" for id, text, chance in FACTS)
    yield "options:"
    yield from draft.options
    if draft.rules:
        yield "rules:"
        yield from draft.rules
    yield "priorities:"
    for party, lines in draft.spoken.items():
        yield f"  {party}:"
        for want, because in _mixed(draft.draw, lines):
            yield f"    - {{want: {scalar(want)}, because: {scalar(because)}}}"
