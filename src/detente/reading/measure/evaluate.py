"""Scores against a gold file: what the reader finds, measured on texts that somebody annotated.

Two shapes are known: one text with `positions` (place by anchor; `alt` acts are as good; `optional` ones count neither
as a miss nor as a false alarm), and a list of records that carry their own `text`, `event`, `source` and `target`
(PLOVER). Pairs are made one to one, within one sentence.

SA: act and speaker right. SAA: the addressee, too. FULL: and the object (stemmed content words: Dice at least 0.3, or
90 % of the gold's words with two or more shared). A part counts as its state. An addressee invented where the gold has
none is wrong, inferred or not.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from detente.errors import InputError, Problem
from detente.reading.grammar.names import Names, shipped
from detente.reading.measure.scores import Judged, Score, Scores
from detente.reading.pipeline import read
from detente.reading.proposals.merge import content_words
from detente.reading.proposals.proposal import ACTS, Act, Proposal
from detente.reading.text.ingest import from_text
from detente.reading.text.prose import Prose

PLOVER: dict[str, tuple[Act, ...]] = {
    "DEMAND": ("demand",),
    "REJECT": ("refuse", "constrain"),
    "THREATEN": ("threaten",),
    "CONCEDE": ("concede", "commit", "promise"),
    "DISAPPROVE": ("criticise",),
    "AGREE": ("commit", "promise", "offer", "concede"),
}


def load_gold(path: Path) -> Any:
    """A gold file. Raises InputError if it is not JSON or of neither shape."""
    try:
        gold = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise InputError(Problem(message="there is no such gold file.", file=str(path))) from error
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise InputError(Problem(message="the gold file is not JSON.", file=path.name)) from error
    problem = _shape(gold)
    if problem:
        hint = "It must be a list of records with text, event, source and target, or an object with positions."
        raise InputError(Problem(message=f"the gold file has another shape: {problem}.", file=path.name, hint=hint))
    return gold


def _shape(gold: Any) -> str:
    if isinstance(gold, dict):
        return _positions_shape(gold)
    if not isinstance(gold, list) or not gold:
        return "no records"
    for k, record in enumerate(gold, start=1):
        if not isinstance(record, dict) or not all(isinstance(record.get(key), str) for key in ("text", "event")):
            return f"record {k} has no text or no event"
        for key in ("source", "target"):
            pairs = record.get(key)
            if not isinstance(pairs, list) or not all(isinstance(p, list) and len(p) == 2 for p in pairs):
                return f"record {k}: {key} is not a list of pairs of a name and a code"
    return ""


def _positions_shape(gold: dict[str, Any]) -> str:
    positions = gold.get("positions")
    if not isinstance(positions, list) or not positions:
        return "no positions"
    for k, position in enumerate(positions, start=1):
        if not isinstance(position, dict):
            return f"position {k} is not an object"
        for key in ("act", "anchor"):
            if not isinstance(position.get(key), str):
                return f"position {k} has no {key}"
        if not isinstance(position.get("speaker"), str | list):
            return f"position {k} has no speaker"
    return ""


def needs_text(gold: Any) -> bool:
    """Whether a gold file has no texts of its own, so that the text must be given."""
    return isinstance(gold, dict)


def evaluate(gold: Any, texts: Sequence[Prose] = (), names: Names | None = None) -> Scores:
    """Scores of the reader on a gold file; `texts` are needed for the shape with positions."""
    known = names or shipped()
    if not needs_text(gold):
        return plover(gold, known)
    if not texts:
        raise InputError("This gold file has no texts of its own; name the text that it annotates.")
    return positions(gold, texts, known)


# ---- one text with positions ---------------------------------------------------------------------------------------


def _ids(value: Any) -> tuple[str, ...]:
    if value is None or value == "":
        return ()
    return tuple(str(v) for v in value) if isinstance(value, list) else tuple(str(value).replace("+", " ").split())


def _root(party: str) -> str:
    return party.partition(".")[0]


def same_party(mine: Iterable[str], gold: Iterable[str], exact: bool = False) -> bool:
    """Whether a non-empty part of the gold's parties, and nobody else, was named; a part counts as its state."""
    first = {p if exact else _root(p) for p in mine}
    second = {p if exact else _root(p) for p in gold}
    return bool(first) and first <= second


def same_object(mine: str, gold: str) -> bool:
    """Dice of at least 0.3, or nearly all of the gold's words."""
    first, second = content_words(mine), content_words(gold)
    common = len(first & second)
    if not first or not second:
        return not second
    return 2 * common / (len(first) + len(second)) >= 0.3 or (common >= 2 and common / len(second) >= 0.9)


def _level(p: Proposal, gold: dict[str, Any], exact: bool = False) -> int:
    """How far a proposal is right: 0 nothing, 1 act, 2 and speaker, 3 and addressee, 4 and object."""
    if p.act != gold["act"] and p.act not in gold.get("alt", ()):
        return 0
    if not same_party(p.speaker.parties, _ids(gold["speaker"]), exact):
        return 1
    wanted = _ids(gold.get("addressee"))
    if bool(wanted) != bool(p.addressee.parties) or (wanted and not same_party(p.addressee.parties, wanted, exact)):
        return 2
    return 4 if same_object(p.object, gold.get("object") or "") else 3


def positions(gold: dict[str, Any], texts: Sequence[Prose], names: Names) -> Scores:
    """Scores on annotated texts. Raises InputError if an anchor is in none of them."""
    proposals: list[Proposal] = []
    places: dict[int, tuple[str, int]] = {}
    for prose in texts:
        found = read(prose, names, force=True)
        proposals += found.proposals
        for k, position in enumerate(gold["positions"]):
            at = prose.original.find(position["anchor"])
            at = prose.original.replace("’", "'").find(position["anchor"].replace("’", "'")) if at < 0 else at
            if at >= 0:
                places.setdefault(k, (prose.name, at))
    if not places:
        raise InputError("None of the gold file's anchors stands in the text; is it the right text?")
    wanted = [(k, g) for k, g in enumerate(gold["positions"]) if k in places]
    counts = {level: _paired(proposals, wanted, places, level) for level in (1, 2, 3, 4)}
    exact = _paired(proposals, wanted, places, 3, exact=True)
    best = counts[2]
    judged = tuple(Judged(proposal=p, right=_verdict(k, best)) for k, p in enumerate(proposals))
    score = {level: _score(pairs, wanted, len(proposals)) for level, pairs in counts.items()}
    misses = tuple(f"{g.get('id', k)} {g['act']}: {g['anchor']}" for k, g in wanted
                   if k not in best.values() and not g.get("optional"))  # fmt: skip
    return Scores(
        records=len(wanted), act=score[1], sa=score[2], saa=score[3], full=score[4],
        exact_parts=_score(exact, wanted, len(proposals)), by_act=_by_act(proposals, wanted, best), judged=judged,
        misses=misses, by_document=_documents(gold, texts, names),
    )  # fmt: skip


def _documents(gold: dict[str, Any], texts: Sequence[Prose], names: Names) -> tuple[tuple[str, Scores], ...]:
    """The scores of each text alone, where there are several."""
    if len(texts) < 2:
        return ()
    anchored = [t for t in texts if any(g["anchor"] in t.original for g in gold["positions"])]
    return tuple((t.name, positions(gold, [t], names)) for t in anchored)


Pairs = dict[int, int]
"""Proposal (its place in the list) -> gold position (its place in the gold file); optional ones included."""


def _paired(proposals: list[Proposal], wanted: list[tuple[int, dict[str, Any]]], places: dict[int, tuple[str, int]],
            level: int, exact: bool = False) -> Pairs:  # fmt: skip
    """A largest one-to-one pairing at a level, required positions first, better pairs first."""
    edges: dict[int, list[int]] = {}
    for k, g in wanted:
        file, at = places[k]
        ranked = sorted(
            ((-_level(p, g, exact), j) for j, p in enumerate(proposals)
             if p.evidence.file == file and p.evidence.start <= at < p.evidence.end and _level(p, g, exact) >= level),
        )  # fmt: skip
        edges[k] = [j for _, j in ranked]
    pairs: Pairs = {}

    def augment(k: int, seen: set[int]) -> bool:
        for j in edges[k]:
            if j in seen:
                continue
            seen.add(j)
            if j not in pairs or augment(pairs[j], seen):
                pairs[j] = k
                return True
        return False

    for k, _ in sorted(wanted, key=lambda row: bool(row[1].get("optional"))):
        augment(k, set())
    return pairs


def _optional(wanted: list[tuple[int, dict[str, Any]]]) -> set[int]:
    return {k for k, g in wanted if g.get("optional")}


def _score(pairs: Pairs, wanted: list[tuple[int, dict[str, Any]]], proposed: int) -> Score:
    optional = _optional(wanted)
    spare = sum(k in optional for k in pairs.values())
    return Score(right=len(pairs) - spare, proposed=proposed - spare, wanted=len(wanted) - len(optional))


def _verdict(index: int, pairs: Pairs) -> bool | None:
    return index in pairs


def _by_act(
    proposals: list[Proposal], wanted: list[tuple[int, dict[str, Any]]], pairs: Pairs
) -> tuple[tuple[str, Score], ...]:
    optional, gold = _optional(wanted), dict(wanted)
    rows = []
    for act in ACTS:
        asked = [k for k, g in wanted if g["act"] == act and k not in optional]
        right = sum(k in asked for k in pairs.values())
        others = sum(
            p.act == act
            for j, p in enumerate(proposals)
            if j not in pairs or (gold[pairs[j]]["act"] != act and j not in pairs)
        )
        if asked or others:
            rows.append((act, Score(right=right, proposed=right + others, wanted=len(asked))))
    return tuple(rows)


# ---- records with their own text -----------------------------------------------------------------------------------


def _codes(record: dict[str, Any], key: str) -> tuple[str, ...]:
    return tuple(str(code) for _, code in record[key])


def code_of(party: str, names: Names) -> str:
    """A party's code as PLOVER's gold has it: a state's own, "IGO" for organisations, the state of a group."""
    known = names.parties.get(party)
    if known and known.kind in ("igo", "ngo"):
        return "IGO"
    return names.root(party)


def plover(records: list[dict[str, Any]], names: Names) -> Scores:
    """Scores on single sentences. A record counts once: right if some proposal of its text has its act."""
    acts = triples = said = wanted = alarms = deeds = strict = proposed = texts_with = 0
    judged: list[Judged] = []
    per: dict[str, list[int]] = {}
    misses: list[str] = []
    for k, record in enumerate(records):
        found = read(from_text(f"record {k + 1}", record["text"] or " "), names, force=True).proposals
        fitting = PLOVER.get(record["event"])
        texts_with += bool(found)
        proposed += len(found)
        if fitting is None:
            deeds += 1
            alarms += bool(found)
            judged += [Judged(proposal=p, right=False) for p in found]
            continue
        wanted += 1
        level, best = max(((_record_level(p, record, fitting, names), -j) for j, p in enumerate(found)), default=(0, 0))
        acts += level >= 1
        said += level >= 2
        triples += level >= 3
        strict += level >= 1
        row = per.setdefault(record["event"], [0, 0])
        row[0] += level >= 2
        row[1] += 1
        judged += [Judged(proposal=p, right=(level >= 2) if j == -best else None) for j, p in enumerate(found)]
        if level < 2:
            misses.append(f"{record.get('id', k)} {record['event']}: {record['text'][:90]}")
    return Scores(
        records=len(records), act=Score(right=acts, proposed=texts_with, wanted=wanted),
        sa=Score(right=said, proposed=texts_with, wanted=wanted),
        saa=Score(right=triples, proposed=texts_with, wanted=wanted),
        full=Score(right=triples, proposed=texts_with, wanted=wanted), triple=triples / wanted if wanted else None,
        false_proposals=alarms / deeds if deeds else None,
        act_strict=Score(right=strict, proposed=proposed, wanted=wanted),
        by_act=tuple((event, Score(right=a, proposed=b, wanted=b)) for event, (a, b) in sorted(per.items())),
        judged=tuple(judged), misses=tuple(misses),
    )  # fmt: skip


def _record_level(p: Proposal, record: dict[str, Any], fitting: tuple[Act, ...], names: Names) -> int:
    """1 act, 2 and speaker, 3 and addressee."""
    if p.act not in fitting:
        return 0
    mine, gold = {code_of(x, names) for x in p.speaker.parties}, set(_codes(record, "source"))
    if not mine or not mine <= gold:
        return 1
    to, target = {code_of(x, names) for x in p.addressee.parties}, set(_codes(record, "target"))
    return 3 if (not to and not target) or (to and to <= target) else 2
