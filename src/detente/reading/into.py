"""Accepted proposals into a dialogue file: added to what is there, which is not touched, its comments included.

    demand              an option of the addressee, asked by the speaker (or an ask on an option that says the same)
    offer               an option of the speaker
    promise, commit     a commitment of the ledger
    concede             the answer "partly" to the ask it concedes, else a commitment
    refuse              the answer "refused" to the ask it refuses, else an option of the speaker, refused
    threaten            an option of the speaker
    constrain           a rule: never the option, while the condition (a circumstance) does not hold
    criticise           an event of the round

Every line carries its source and paragraph. The new text is checked by the dialogue's own reader before it is given
back, so that a file is written whole and sound or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from detente.errors import InputError
from detente.reading.merge import STOP, alike, content_words
from detente.reading.names import Names, shipped
from detente.reading.proposals import Proposal

SAME = 0.5
"""From this likeness of two objects on, an option is taken to say what a proposal says."""
SHORT = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The new text of the file, the lines that were added (in words), and what could not be placed, with the reason."""

    text: str
    added: tuple[str, ...]
    left: tuple[str, ...]


def merge_into(text: str, proposals: Iterable[Proposal], *, title: str = "Talks", as_of: str = "",
               names: Names | None = None, file: str = "talks.yaml") -> Merged:  # fmt: skip
    """The text of a dialogue file with accepted proposals added. An empty text begins a new dialogue.

    Raises InputError if the file, or the file with the additions, is no sound dialogue; nothing is written here.
    """
    from detente.formats import parse

    listed = tuple(proposals)
    data, yaml = _load(text, title)
    if text.strip() and data.get("parties"):
        parse(text, file)
    if not listed:
        return Merged(text=text, added=(), left=())
    page = _Page(data, names or shipped(), as_of, file)
    # Demands first, so that what answers them finds them; the order of the text otherwise.
    for proposal in sorted(listed, key=lambda p: p.act != "demand"):
        page.add(proposal)
    page.close()
    stream = StringIO()
    yaml.dump(data, stream)
    new = stream.getvalue()
    parse(new, file)
    return Merged(text=new, added=tuple(page.added), left=tuple(page.left))


def _load(text: str, title: str) -> tuple[Any, Any]:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    source = text if text.strip() else f"detente: 1\ntitle: {_quoted(title)}\n"
    try:
        data = yaml.load(source)
    except YAMLError as error:
        raise InputError("The dialogue file is not YAML; `detente check` says where.") from error
    if not isinstance(data, dict):
        raise InputError("This is no dialogue file: it must be a mapping with `parties:` and `options:`.")
    return data, yaml


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def text_of(value: str) -> Any:
    """Running text as it is written: always quoted, so that no reader takes it for anything else."""
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    clean = " ".join(value.split())
    return DoubleQuotedScalarString(clean if len(clean) <= SHORT else clean[: SHORT - 1].rsplit(" ", 1)[0] + "…")


def name_of(text: str, taken: Iterable[str], words: int = 4) -> str:
    """An id from the words that carry meaning: "release water in the dry months" -> release_water_dry_months."""
    found = [w for w in re.findall(r"[A-Za-z0-9]+", text.lower()) if w not in STOP][:words]
    stem = "_".join(found) or "option"
    stem = stem if stem[0].isalpha() else f"o_{stem}"
    used, name, k = set(taken) | RESERVED, stem, 2
    while name in used:
        name, k = f"{stem}_{k}", k + 1
    return name


RESERVED = frozenset(
    ["not", "and", "or", "if", "then", "iff", "unless", "is", "true", "false", "yes", "no", "on", "off", "none", "null"]
)


class _Page:
    """The growing file. It lives inside `merge_into` alone; what leaves is text."""

    def __init__(self, data: Any, names: Names, as_of: str, file: str) -> None:
        self.data, self.names, self.as_of, self.file = data, names, as_of, file
        self.added: list[str] = []
        self.left: list[str] = []
        self.round: Any = None
        self.ids: dict[str, str] = {}

    # ---- the sections ----

    def section(self, name: str, kind: type = dict) -> Any:
        """A section of the file, made if it is missing."""
        from ruamel.yaml.comments import CommentedMap, CommentedSeq

        if self.data.get(name) is None:
            self.data[name] = CommentedMap() if kind is dict else CommentedSeq()
        return self.data[name]

    def row(self, **fields: Any) -> Any:
        """A mapping of what is not empty."""
        from ruamel.yaml.comments import CommentedMap

        return CommentedMap({key: value for key, value in fields.items() if value not in ("", None, [], {})})

    def names_taken(self) -> set[str]:
        """Every id that expressions can mention."""
        return {str(k) for room in ("parties", "options", "circumstances", "asks") for k in (self.data.get(room) or {})}

    # ---- parties and sources ----

    def party(self, id: str) -> str:
        """The id of a party in the file; added, with the table's name, if it is not there."""
        if id in self.ids:
            return self.ids[id]
        parties = self.section("parties")
        if id in parties:
            self.ids[id] = id
            return id
        found = self._known_party(id)
        if found:
            self.ids[id] = found
            return found
        known = self.names.parties.get(id)
        state, _, part = id.partition(".")
        whole = self.names.parties.get(state)
        name = known.name if known else (f"{whole.name} ({part})" if whole and part else id)
        new = name_of(name, self.names_taken(), 3)
        aside = bool(part) or (known is not None and known.kind in ("group", "part"))
        code = id if known and known.kind == "state" else ""
        parties[new] = self.row(name=text_of(name), code=code, at_table=False if aside else None)
        self.added.append(f"party {new}")
        self.ids[id] = new
        return new

    def _known_party(self, id: str) -> str:
        """A party of the file with this code, or with a name or alias that the tables give this id."""
        for key, row in (self.data.get("parties") or {}).items():
            row = row if isinstance(row, Mapping) else {}
            words = [str(row.get("name", key)), *(str(a) for a in row.get("aliases") or [])]
            if str(row.get("code", "")) == id:
                return str(key)
            for word in words:
                if any(m.party == id and m.end - m.start >= len(word) - 4 for m in self.names.find(word)):
                    return str(key)
        return ""

    def evidence(self, p: Proposal) -> list[Any]:
        """The source's key and the paragraph."""
        from ruamel.yaml.comments import CommentedSeq

        sources = self.section("sources")
        file = p.evidence.file
        key = next(
            (
                str(k)
                for k, row in sources.items()
                if isinstance(row, Mapping) and str(row.get("note", "")) == f"file {file}"
            ),
            "",
        )
        if not key:
            stem = re.sub(r"[^a-z0-9]+", "-", Path(file).stem.lower()).strip("-") or "text"
            key, k = stem, 2
            while key in sources:
                key, k = f"{stem}-{k}", k + 1
            sources[key] = self.row(
                title=text_of(Path(file).stem),
                date=text_of(self.as_of) if self.as_of else "",
                note=text_of(f"file {file}"),
            )
            self.added.append(f"source {key}")
        seq = CommentedSeq([text_of(f"{key} {p.evidence.place}")])
        seq.fa.set_flow_style()
        return seq

    # ---- options, asks, answers ----

    def option_like(self, by: str, text: str, same_as: str) -> str:
        """The option of a party that says the same, named by the reviewer or alike in words."""
        options = self.section("options")
        if same_as and same_as in options:
            return same_as
        best, score = "", SAME
        for key, row in options.items():
            if isinstance(row, Mapping) and str(row.get("by")) == by:
                likeness = alike(str(row.get("text", key)), text)
                if likeness >= score:
                    best, score = str(key), likeness
        return best

    def option(self, by: str, p: Proposal, asked_by: str = "") -> str:
        """The option that a proposal is about, added if there is none alike."""
        found = self.option_like(by, p.object, p.same_as)
        if found:
            return found
        key = name_of(p.object or p.act, self.names_taken())
        notes = [
            part
            for part in (
                self.condition_note(p),
                "addressee inferred" if p.addressee.inferred and asked_by else "",
                p.note,
            )
            if part
        ]
        self.section("options")[key] = self.row(
            by=by, asked_by=asked_by, text=text_of(p.object or p.act), evidence=self.evidence(p),
            basis="inferred" if p.addressee.inferred and asked_by else "",
            note=text_of("; ".join(notes)) if notes else "",
        )  # fmt: skip
        self.added.append(f"option {key} of {by}" + (f", asked by {asked_by}" if asked_by else ""))
        return key

    def condition_note(self, p: Proposal) -> str:
        """The condition, for options that cannot carry one."""
        return f"condition: {p.condition}" if p.condition else ""

    def ask_of(self, option: str, by: str, of: str, p: Proposal) -> str:
        """The ask of a party for an option: the shorthand, or one of `asks`; added if there is none."""
        row = self.section("options")[option]
        if str(row.get("asked_by", "")) == by:
            return option
        asks = self.data.get("asks") or {}
        for key, ask in asks.items():
            if (
                isinstance(ask, Mapping)
                and str(ask.get("by")) == by
                and str(ask.get("that", "")).split(" ")[0] == option
            ):
                return str(key)
        key = name_of(f"{by} {option}", self.names_taken(), 5)
        self.section("asks")[key] = self.row(
            of=of, by=by, that=option, text=text_of(p.object), evidence=self.evidence(p)
        )
        self.added.append(f"ask {key} by {by}")
        return key

    def answer(self, ask: str, kind: str, p: Proposal) -> None:
        """An answer of the round of this reading."""
        answers = self._round().setdefault("answers", self.row())
        if ask in answers:
            self.left.append(f"{p.id}: {ask} has an answer in this round already")
            return
        answers[ask] = self.row(
            answer=kind, evidence=self.evidence(p), note=text_of(self.condition_note(p)) if p.condition else ""
        )
        self.added.append(f"answer {kind} to {ask}")

    def _round(self) -> Any:
        if self.round is None:
            rounds = self.section("rounds", list)
            id = f"read-{self.as_of}" if self.as_of else "read"
            self.round = next((r for r in rounds if isinstance(r, Mapping) and str(r.get("id")) == id), None)
            if self.round is None:
                self.round = self.row(id=id, date=text_of(self.as_of) if self.as_of else "")
                rounds.append(self.round)
        return self.round

    # ---- one proposal ----

    def add(self, p: Proposal) -> None:
        """A proposal, by its act; what cannot be placed is named with its reason."""
        by = [self.party(id) for id in p.speaker.parties]
        # An offer, a threat or a limit is the speaker's own option: whom it concerns need not be a party of the file.
        own = p.act in ("offer", "threaten", "constrain")
        to = [] if own else [self.party(id) for id in p.addressee.parties]
        if p.act == "demand":
            self._demand(p, by[0], to)
        elif p.act in ("promise", "commit"):
            self._commitment(p, by, to)
        elif p.act == "criticise":
            self._event(p, by, to)
        elif p.act in ("offer", "threaten"):
            self._own(p, by[0])
        elif p.act == "constrain":
            self._rule(p, by[0])
        else:
            self._reply(p, by, to)

    def _demand(self, p: Proposal, by: str, to: list[str]) -> None:
        bare = content_words(p.object) <= content_words(p.rule.partition(".")[0])
        if not to or to[0] == by or bare:
            lack = "an object" if to and bare else "an addressee"
            self.left.append(f"{p.id}: a demand needs {lack}; edit it, then accept it again")
            return
        option = self.option(to[0], p, asked_by=by)
        holder = str(self.section("options")[option].get("by"))
        if holder != by:
            self.ask_of(option, by, holder, p)

    def _commitment(self, p: Proposal, by: list[str], to: list[str]) -> None:
        from ruamel.yaml.comments import CommentedSeq

        ledger = self.section("commitments")
        if any(
            isinstance(row, Mapping) and str(row.get("text")) == text_of(p.object or p.act) for row in ledger.values()
        ):
            self.left.append(f"{p.id}: the ledger has it already")
            return
        key = name_of(p.object or p.act, {*ledger, *self.names_taken()})
        who: Any = by[0] if len(by) == 1 else CommentedSeq(by)
        whom: Any = to[0] if len(to) == 1 else CommentedSeq(to)
        ledger[key] = self.row(by=who, to=whom, text=text_of(p.object or p.act), evidence=self.evidence(p),
                               note=text_of(self.condition_note(p)) if p.condition else "")  # fmt: skip
        self.added.append(f"commitment {key} by {'+'.join(by)}")

    def _event(self, p: Proposal, by: list[str], to: list[str]) -> None:
        from ruamel.yaml.comments import CommentedSeq

        if not self.as_of:
            self.left.append(f"{p.id}: an event needs a date; give --as-of")
            return
        words = f"{' and '.join(by)} criticised {' and '.join(to) or 'others'}: {p.object}"
        events = self._round().setdefault("events", CommentedSeq())
        if any(isinstance(row, Mapping) and str(row.get("text")) == text_of(words) for row in events):
            self.left.append(f"{p.id}: the round has this event already")
            return
        events.append(self.row(date=text_of(self.as_of), text=text_of(words), evidence=self.evidence(p)))
        self.added.append(f"event: {by[0]} criticised {to[0] if to else 'others'}")

    def _own(self, p: Proposal, by: str) -> None:
        option = self.option(by, p)
        row = self.section("options")[option]
        if "note" not in row:
            row["note"] = text_of({"offer": "offered", "threaten": "threatened"}[p.act])

    def _reply(self, p: Proposal, by: list[str], to: list[str]) -> None:
        """A refusal or concession: the answer to an ask of the addressee, if there is one or can be."""
        if p.act == "concede" and not self.option_like(by[0], p.object, p.same_as):
            self._commitment(p, by, to)
            return
        option = self.option(by[0], p, asked_by=to[0] if to and to[0] != by[0] else "")
        if to and to[0] != by[0]:
            asked = str(self.section("options")[option].get("asked_by", "")) or to[0]
            self.answer(self.ask_of(option, asked, by[0], p), "refused" if p.act == "refuse" else "partly", p)
        elif p.act == "refuse" and "asked_by" in self.section("options")[option]:
            self.answer(option, "refused", p)

    def _rule(self, p: Proposal, by: str) -> None:
        option = self.option(by, p)
        never = option
        id = f"{option.replace('_', '-')}-constrained"
        rules = self.section("rules", list)
        if any(isinstance(r, Mapping) and str(r.get("id")) == id for r in rules):
            self.left.append(f"{p.id}: {option} is constrained by a rule already")
            return
        if p.condition:
            key = name_of(re.sub(r"^(until|unless|if|once|before)\b", "", p.condition), self.names_taken())
            self.section("circumstances")[key] = self.row(
                text=text_of(p.condition), now=False, evidence=self.evidence(p)
            )
            never = f"{option} and not {key}"
            self.added.append(f"circumstance {key}")
        because = p.reason or p.note or f"{by}: {p.likelihood or 'cannot'}"
        rules.append(
            self.row(id=id, never=never, because=text_of(because), evidence=self.evidence(p), basis="inferred")
        )
        self.added.append(f"rule {id}")

    def close(self) -> None:
        """A dialogue needs parties and options: say so where the proposals gave none."""
        if not self.data.get("parties") or not self.data.get("options"):
            raise InputError(
                "The accepted proposals give no option yet (accept a demand, an offer or a refusal); "
                "nothing was written."
            )
