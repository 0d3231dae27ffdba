"""Accepted proposals into a dialogue file: added to what is there, which is not touched, its comments included.

    demand              an option of the addressee, asked by the speaker (or an ask on an option that says the same)
    offer               an option of the speaker
    promise, commit     a commitment of the ledger; the answer "accepted" to the ask it grants, if there is one
    concede             the answer "partly" to the ask it concedes, else a commitment
    refuse              the answer "refused" to the ask it refuses, else an option of the speaker, refused
    threaten            an option of the speaker
    constrain           a rule: never the option, while the condition (a circumstance) does not hold
    criticise           an event of the round

A party that has no priorities in the file gets those that its words imply: first not to do what it refused, then what
it asked, all of equal weight within each, marked as inferred. A party that has some keeps them as they are.

Every line carries its source and paragraph. The new text is checked by the dialogue's own reader before it is given
back, so that a file is written whole and sound or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from detente.errors import InputError
from detente.reading.draft.edits import Additions, bare
from detente.reading.draft.options import condition, limit, name_of, nearness, option_like, row, text_of
from detente.reading.draft.priorities import Wants
from detente.reading.grammar.names import Names, shipped
from detente.reading.proposals.merge import content_words
from detente.reading.proposals.proposal import Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The new text of the file, the lines that were added (in words), and what could not be placed, with the reason.

    `present`: ids of the proposals that the file says already, so that they added nothing.
    """

    text: str
    added: tuple[str, ...]
    left: tuple[str, ...]
    present: tuple[str, ...] = ()


def merge_into(text: str, proposals: Iterable[Proposal], *, title: str = "Talks", as_of: str = "",
               names: Names | None = None, file: str = "talks.yaml") -> Merged:  # fmt: skip
    """The text of a dialogue file with accepted proposals added. An empty text begins a new dialogue.

    Raises InputError if the file, or the file with the additions, is no sound dialogue; nothing is written here.
    """
    from detente.formats import parse

    listed = tuple(proposals)
    data = begun(text, file) or {"detente": 1, "title": title, "sources": {}, "parties": {}, "options": {}}
    if data.get("options"):
        parse(text, file)
    if not listed:
        return Merged(text=text, added=(), left=())
    if text.strip():
        text, data = without_empty(text, data)
    page = _Page(Additions(data=data), names or shipped(), as_of)
    # Demands first, so that what answers them finds them; the order of the text otherwise.
    for proposal in sorted(listed, key=lambda p: p.act != "demand"):
        before = len(page.added) + len(page.left)
        page.add(proposal)
        if len(page.added) + len(page.left) == before:
            page.present.append(proposal.id)
    page.close()
    new = page.file.text(text, file)
    parse(new, file)
    return Merged(text=new, added=tuple(page.added), left=tuple(page.left), present=tuple(page.present))


def begun(text: str, file: str) -> dict[str, Any]:
    """What a dialogue file says so far, as plain data; empty where it says nothing but comments."""
    from detente.formats.nodes import from_yaml

    if bare(text):
        return {}
    found = from_yaml(text, file)[0].plain_data()
    if not isinstance(found, dict):
        raise InputError(f"{file}: this is no dialogue file: it must be a mapping with `parties:` and `options:`.")
    return found


def without_empty(text: str, data: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """A file and its data without sections that stand there empty ("options: {}"): they are written anew, as blocks."""
    for key in [key for key in ("sources", "parties", "options") if data.get(key) in (None, {})]:
        text = re.sub(rf"(?m)^{key}:[ \t]*(\{{[ ]*\}})?[ \t]*(\n|\Z)", "", text)
        data = {k: v for k, v in data.items() if k != key}
    return text, data


class _Page:
    """The growing file. It lives inside `merge_into` alone; what leaves is text."""

    def __init__(self, file: Additions, names: Names, as_of: str) -> None:
        self.file, self.names, self.as_of = file, names, as_of
        self.wants = Wants(file)
        self.added: list[str] = []
        self.left: list[str] = []
        self.present: list[str] = []
        self.ids: dict[str, str] = {}

    def taken(self) -> set[str]:
        """Every id that expressions can mention."""
        return {str(k) for room in ("parties", "options", "circumstances", "asks") for k in self.file.mapping(room)}

    def leave(self, p: Proposal, why: str) -> None:
        """Something that could not be placed, with the reason."""
        self.left.append(f"{p.id}: {why}")

    # ---- parties and sources ----

    def party(self, id: str) -> str:
        """The id of a party in the file; added, with the table's name, if it is not there."""
        if id not in self.ids:
            self.ids[id] = id if id in self.file.mapping("parties") else self._known(id) or self._new(id)
        return self.ids[id]

    def _new(self, id: str) -> str:
        known, (state, _, part) = self.names.parties.get(id), id.partition(".")
        whole = self.names.parties.get(state)
        name = known.name if known else (f"{whole.name} ({part})" if whole and part else id)
        new = name_of(name, self.taken(), 3)
        aside = bool(part) or (known is not None and known.kind in ("group", "part"))
        code = id if known and known.kind == "state" else ""
        self.file.put(("parties", new), row(name=text_of(name), code=code, at_table=False if aside else None))
        self.added.append(f"party {new}")
        return new

    def _known(self, id: str) -> str:
        """A party of the file with this code, or with a name or alias that the tables give this id."""
        for key, entry in self.file.mapping("parties").items():
            entry = entry if isinstance(entry, Mapping) else {}
            aliases = entry.get("aliases") or []
            words = [str(entry.get("name", key)), *([aliases] if isinstance(aliases, str) else map(str, aliases))]
            if str(entry.get("code", "")) == id:
                return str(key)
            for word in words:
                if any(m.party == id and m.end - m.start >= len(word) - 4 for m in self.names.find(word)):
                    return str(key)
        return ""

    def evidence(self, p: Proposal) -> list[str]:
        """The source's key and the paragraph; the source is added if it is not there."""
        sources, note = self.file.mapping("sources"), f"file {p.evidence.file}"
        key = next((k for k, s in sources.items() if isinstance(s, Mapping) and str(s.get("note", "")) == note), "")
        if not key:
            stem = re.sub(r"[^a-z0-9]+", "-", FilePath(p.evidence.file).stem.lower()).strip("-") or "text"
            key, k = stem, 2
            while key in sources:
                key, k = f"{stem}-{k}", k + 1
            entry = row(title=text_of(FilePath(p.evidence.file).stem) or "text", date=self.as_of, note=note)
            self.file.put(("sources", key), entry)
            self.added.append(f"source {key}")
        return [f"{key} {p.evidence.place}"]

    # ---- options, asks, answers ----

    def like(self, by: str, p: Proposal) -> str:
        """The option of a party that says what a proposal says."""
        return option_like(self.file.mapping("options"), by, p.object, p.same_as)

    def option(self, by: str, p: Proposal, asked_by: str = "", note: str = "") -> str:
        """The option that a proposal is about, added if there is none alike."""
        found = self.like(by, p)
        if found:
            return found
        key = name_of(p.object or p.act, self.taken())
        guessed = p.addressee.inferred and asked_by
        notes = [n for n in (note, condition(p), "addressee inferred" if guessed else "", p.note) if n]
        entry = row(by=by, asked_by=asked_by, text=text_of(p.object or p.act), evidence=self.evidence(p),
                    basis="inferred" if guessed else "", note=text_of("; ".join(notes)))  # fmt: skip
        self.file.put(("options", key), entry)
        self.added.append(f"option {key} of {by}" + (f", asked by {asked_by}" if asked_by else ""))
        return key

    def ask(self, option: str, by: str, of: str, p: Proposal) -> str:
        """The ask of a party for an option: the shorthand, or one of `asks`; added if there is none."""
        found = self.asked(option, by)
        if found:
            return found
        key = name_of(f"{by} {option}", self.taken(), 5)
        self.file.put(("asks", key), row(of=of, by=by, that=option, text=text_of(p.object), evidence=self.evidence(p)))
        self.added.append(f"ask {key} by {by}")
        return key

    def asked(self, option: str, by: str) -> str:
        """The ask of a party for an option, if the file has one."""
        if str(self.file.mapping("options", option).get("asked_by", "")) == by:
            return option
        for key, ask in self.file.mapping("asks").items():
            words = str(ask.get("that", "")).split(" ") if isinstance(ask, Mapping) else []
            if words and str(ask.get("by")) == by and words[0] == option:
                return str(key)
        return ""

    def answer(self, ask: str, kind: str, p: Proposal) -> None:
        """An answer of the round of this reading."""
        at = self._round()
        if ask in self.file.mapping("rounds", at, "answers"):
            self.leave(p, f"{ask} has an answer in this round already")
            return
        entry = row(answer=kind, evidence=self.evidence(p), note=text_of(condition(p)))
        self.file.put(("rounds", at, "answers", ask), entry)
        self.added.append(f"answer {kind} to {ask}")

    def _round(self) -> int:
        id = f"read-{self.as_of.replace('/', '-')}" if self.as_of else "read"
        rounds = self.file.listing("rounds")
        found = next((k for k, r in enumerate(rounds) if isinstance(r, Mapping) and str(r.get("id")) == id), None)
        return self.file.push(("rounds",), row(id=id, date=self.as_of)) if found is None else found

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
        elif p.act == "constrain":
            self._rule(p, by[0])
        elif own:
            self.option(by[0], p, note={"offer": "offered", "threaten": "threatened"}[p.act])
        else:
            self._reply(p, by, to)

    def _demand(self, p: Proposal, by: str, to: list[str]) -> None:
        bare = content_words(p.object) <= content_words(p.rule.partition(".")[0])
        if not to or to[0] == by or bare:
            lack = "an object" if to and bare else "an addressee"
            self.leave(p, f"a demand needs {lack}; edit it, then accept it again")
            return
        option = self.option(to[0], p, asked_by=by)
        holder = str(self.file.mapping("options", option).get("by"))
        if holder != by:
            self.ask(option, by, holder, p)
            self.wants.asked(by, option)

    def _commitment(self, p: Proposal, by: list[str], to: list[str]) -> None:
        option = self.like(by[0], p)
        ask = self.asked(option, to[0]) if option and to else ""
        if ask and not p.condition:
            self.answer(ask, "accepted", p)
        ledger, words = self.file.mapping("commitments"), text_of(p.object or p.act)
        if any(isinstance(entry, Mapping) and str(entry.get("text")) == words for entry in ledger.values()):
            self.leave(p, "the ledger has it already")
            return
        key = name_of(p.object or p.act, {*ledger, *self.taken()})
        entry = row(by=by[0] if len(by) == 1 else by, to=to[0] if len(to) == 1 else to, text=words, does=option,
                    evidence=self.evidence(p), note=text_of(condition(p)))  # fmt: skip
        self.file.put(("commitments", key), entry)
        self.added.append(f"commitment {key} by {'+'.join(by)}")

    def _event(self, p: Proposal, by: list[str], to: list[str]) -> None:
        if not self.as_of:
            self.leave(p, "an event needs a date; give --as-of")
            return
        who, whom = (" and ".join(map(self._name, ids)) for ids in (by, to))
        words = text_of(f"{who} criticised {whom or 'others'}: {p.object}")
        at = self._round()
        events = self.file.listing("rounds", at, "events")
        if any(isinstance(event, Mapping) and str(event.get("text")) == words for event in events):
            self.leave(p, "the round has this event already")
            return
        self.file.push(("rounds", at, "events"), row(date=self.as_of, text=words, evidence=self.evidence(p)))
        self.added.append(f"event: {by[0]} criticised {to[0] if to else 'others'}")

    def _reply(self, p: Proposal, by: list[str], to: list[str]) -> None:
        """A refusal or concession: the answer to an ask of the addressee, if there is one or can be."""
        if p.act == "concede" and not self.like(by[0], p):
            self._commitment(p, by, to)
            return
        other = to[0] if to and to[0] != by[0] else ""
        option = self.option(by[0], p, asked_by=other)
        asker = str(self.file.mapping("options", option).get("asked_by", "")) or other
        if asker:
            self.answer(self.ask(option, asker, by[0], p), "refused" if p.act == "refuse" else "partly", p)
        if p.act == "refuse":
            self.wants.refused(by[0], option)

    def near(self, by: str, p: Proposal) -> str:
        """The ask that a limit bears on: the asked option of the same state with most words in common.

        A name in common counts for two words, the name of a party for none; of two as near, neither.
        """
        if p.same_as:
            return ""
        mine, scores = self._state(by), {}
        for key, entry in self.file.mapping("options").items():
            if isinstance(entry, Mapping) and entry.get("asked_by") and self._state(str(entry.get("by"))) == mine:
                scores[str(key)] = nearness(p.object, str(entry.get("text", key)), self.names)
        best = max(scores.values(), default=0)
        found = [key for key, score in scores.items() if score == best]
        return found[0] if best >= 2 and len(found) == 1 else ""

    def _name(self, party: str) -> str:
        return str(self.file.mapping("parties", party).get("name", party))

    def _state(self, party: str) -> str:
        """The state of a party of the file that is a part of one ("pakistan_army"); else the party itself."""
        id = next((id for id, key in self.ids.items() if key == party), "")
        whole = self.names.root(id) if id else party
        return self.ids.get(whole, party)

    def _rule(self, p: Proposal, by: str) -> None:
        option = self.like(by, p) or self.near(by, p) or self.option(by, p)
        rules = [r for r in self.file.listing("rules") if isinstance(r, Mapping)]
        own = [r for r in rules if str(r.get("never", "")).partition(" ")[0] == option]
        if any(not p.condition or r.get("evidence") == self.evidence(p) for r in own):
            self.leave(p, f"{option} is constrained by a rule already")
            return
        id, never = f"{option.replace('_', '-')}-constrained" + (f"-{len(own) + 1}" if own else ""), option
        if p.condition:
            key = name_of(re.sub(r"^(until|unless|if|once|before)\b", "", p.condition), self.taken())
            entry = row(text=text_of(p.condition), now=False, evidence=self.evidence(p))
            self.file.put(("circumstances", key), {**entry, "now": False})
            never = f"{option} and not {key}"
            self.added.append(f"circumstance {key}")
        because = text_of(p.reason or p.note or f"{self._name(by)} {limit(p.likelihood)}")
        rule = row(id=id, never=never, because=because, evidence=self.evidence(p), basis="inferred")
        self.file.push(("rules",), rule)
        self.added.append(f"rule {id}")

    def close(self) -> None:
        """A dialogue needs parties and options: say so where the proposals gave none."""
        if not self.file.mapping("parties") or not self.file.mapping("options"):
            raise InputError(
                "The accepted proposals give no option yet (accept a demand, an offer or a refusal), so nothing was "
                "added to the dialogue. The decisions are kept in the proposals file."
            )
        self.added += self.wants.write()
