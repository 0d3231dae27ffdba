"""The growing dialogue file: its parties, sources, options, asks, answers and rounds, each found or added."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.reading.draft.edits import Additions
from detente.reading.draft.options import condition, in_other_words, name_of, option_like, row, text_of
from detente.reading.draft.priorities import Wants
from detente.reading.grammar.context import AGAINST
from detente.reading.grammar.names import Names, shipped
from detente.reading.proposals.proposal import Polarity, Proposal
from detente.reading.proposals.sameness import amount, core, grades, plain
from detente.reading.proposals.things import left_undone
from detente.reading.text.dated import date_of


@dataclass(frozen=True, slots=True)
class Deed:
    """An option that is done ("+", at a `level` or more, if one is named) or left ("-")."""

    option: str
    sign: Polarity = "+"
    level: str = ""

    def __str__(self) -> str:
        if self.level and self.sign == "+":
            return f'{self.option} >= "{self.level}"'
        return self.option if self.sign == "+" else f"not {self.option}"

    @property
    def undone(self) -> Deed:
        """The opposite."""
        return Deed(self.option, "-" if self.sign == "+" else "+")


class Sheet:
    """A file that grows while one text is made of it; what leaves is text.

    `apart`: states whose parts the texts set against each other. `mine`: new options that the status quo
    has as done. `limits`: by party and place, the last line of what it would rather not do.
    `said`: by new option, its text and sentence.
    """

    def __init__(self, file: Additions, names: Names, as_of: str, apart: frozenset[str] = frozenset()) -> None:
        self.file, self.names, self.as_of = file, names, as_of
        self.wants = Wants(file)
        self.added: list[str] = []
        self.left: list[str] = []
        self.present: list[str] = []
        self.ids: dict[str, str] = {}
        self.mine: set[str] = set()
        self.apart = apart
        self.limits: dict[tuple[str, str], str] = {}
        self.said: dict[str, tuple[str, int]] = {}

    def date(self, p: Proposal) -> str:
        """The date of a proposal's text: the one in its file's name, else the one given."""
        return date_of(p.evidence.file, self.as_of)

    def taken(self) -> set[str]:
        """Every id that expressions can mention."""
        return {str(k) for room in ("parties", "options", "circumstances", "asks") for k in self.file.mapping(room)}

    def leave(self, p: Proposal, why: str) -> None:
        """Something that could not be placed, with the reason."""
        self.left.append(f"{p.id}: {why}")

    # ---- parties and sources ----

    def party(self, id: str) -> str:
        """The id of a party in the file; added, with the table's name, if it is not there."""
        if id not in self.ids and self._seat(id):
            self.ids[id] = self.party(self.names.root(id))
        if id not in self.ids:
            self.ids[id] = id if id in self.file.mapping("parties") else self.known(id) or self._new(id)
        return self.ids[id]

    def _seat(self, id: str) -> bool:
        """Whether a part of a state is a seat of its power: not against it, and not a party of the file."""
        state, _, part = id.partition(".")
        return bool(part) and part not in AGAINST and state not in self.apart and not self.known(id)

    def _new(self, id: str) -> str:
        known, (state, _, part) = self.names.parties.get(id), id.partition(".")
        whole = self.names.parties.get(state)
        name = known.name if known else (f"{whole.name} ({part})" if whole and part else id)
        new = name_of(name, self.taken(), 3)
        aside = bool(part) or (known is not None and known.kind in ("group", "part"))
        code = id if known and known.kind == "state" and id in shipped().parties else ""
        self.file.put(("parties", new), row(name=text_of(name), code=code, at_table=False if aside else None))
        self.added.append(f"party {new}")
        return new

    def known(self, id: str) -> str:
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
            stem = re.sub(r"[^a-z0-9]+", "-", Path(p.evidence.file).stem.lower()).strip("-") or "text"
            key, k = stem, 2
            while key in sources:
                key, k = f"{stem}-{k}", k + 1
            entry = row(title=text_of(Path(p.evidence.file).stem) or "text", date=self.date(p), note=note)
            self.file.put(("sources", key), entry)
            self.added.append(f"source {key}")
        return [f"{key} {p.evidence.place}"]

    # ---- options, asks, answers ----

    def like(self, by: str, p: Proposal) -> str:
        """The option of a party that says what a proposal says."""
        return option_like(self.file.mapping("options"), by, p.thing or p.object, p.same_as)

    def deed(self, by: str, p: Proposal, asked_by: str = "", note: str = "") -> Deed:
        """What a proposal is about, as an option (added if there is none alike) to be done or left."""
        key = self.like(by, p)
        if key:
            self._cited_too(key, p)
            self._told_too(key, p)
            return Deed(key, self.sign(key, p), self._grade(key, p))
        notes = [n for n in (note, condition(p), "addressee inferred" if p.addressee.inferred and asked_by else "",
                             p.note) if n]  # fmt: skip
        name = p.object if p.polarity == "+" else p.thing
        key = self.option(by, p.thing or p.act, p, asked_by if p.polarity == "+" else "", notes, name)
        self.said[key] = (p.evidence.file, p.evidence.sentence)
        if p.polarity == "-" and re.match(r"(?:not|never)\b", p.object) is None:
            self.going_on(key)
        return Deed(key, p.polarity)

    def _told_too(self, key: str, p: Proposal) -> None:
        """An option that a proposal names in other words: it is said, so that the reviewer can part them."""
        words, thing = str(self.file.mapping("options", key).get("text", "")), p.thing or p.object
        if p.same_as != key and in_other_words(words, thing):
            self.added.append(f'{p.id}: “{text_of(thing)}” is taken to be {key}; if it is another thing, same_as "-"')

    def _grade(self, key: str, p: Proposal) -> str:
        """The level at which a proposal has an option of which another was told with another amount: both are grades
        of one thing, and the option made by this reading gets them as levels; "" where there are none."""
        entry, thing = self.file.mapping("options", key), p.thing or p.object
        mine, levels = amount(thing), entry.get("levels")
        if isinstance(levels, list) and mine in levels:
            return mine
        found = grades(str(entry.get("text", "")), thing)
        if not found or isinstance(levels, list) or key not in self.said or p.polarity == "-":
            return ""
        before = next(one for one in found if one != mine)
        for name, value in (("levels", ["none", *found]), ("text", plain(str(entry["text"])))):
            self.file.put(("options", key, name), value)
        if entry.get("asked_by"):
            self.file.put(("options", key, "asked"), before)
        self.wants.told_as(key, str(Deed(key, "+", before)))
        self.added.append(f"levels of {key}: {', '.join(found)}")
        return mine

    def _cited_too(self, key: str, p: Proposal) -> None:
        """An option that this reading made keeps the places of all that say it."""
        cited = self.file.get("options", key, "evidence") if key in self.said else None
        if isinstance(cited, list):
            cited += [place for place in self.evidence(p) if place not in cited]

    def option(self, by: str, words: str, p: Proposal, asked_by: str = "", notes: Iterable[str] = (),
               name: str = "") -> str:  # fmt: skip
        """A new option; its id is made from `name`, if one is given."""
        key = name_of(name or words, self.taken())
        guessed = p.addressee.inferred and asked_by
        entry = row(by=by, asked_by=asked_by, text=text_of(words), evidence=self.evidence(p),
                    basis="inferred" if guessed else "", note=text_of("; ".join(notes)))  # fmt: skip
        self.file.put(("options", key), entry)
        self.added.append(f"option {key} of {by}" + (f", asked by {asked_by}" if asked_by else ""))
        return key

    def sign(self, key: str, p: Proposal) -> Polarity:
        """Whether a position asks for an option or against it: either may name an end ("an end to attacks")."""
        own = core(str(self.file.mapping("options", key).get("text", ""))).sign
        return "+" if own == core(p.thing or p.object, p.polarity).sign else "-"

    def going_on(self, key: str) -> None:
        """What is asked to end is being done: the status quo says so of an option that it cannot know yet."""
        levels = self.file.mapping("options", key).get("levels")
        self.file.put(("status_quo", key), str(levels[-1]) if isinstance(levels, list) and levels else True)
        self.mine.add(key)

    def ask(self, deed: Deed, by: str, of: str, p: Proposal, text: str = "") -> str:
        """The ask of a party for a deed: the shorthand, or one of `asks`; added if there is none."""
        found = self.asked(deed, by)
        if found:
            return found
        key = name_of(f"{by} {'' if deed.sign == '+' else 'end '}{deed.option}", self.taken(), 6)
        thing = text or p.thing or p.object
        words = thing if p.polarity == "+" or text else left_undone(thing, p.object)
        self.file.put(("asks", key), row(of=of, by=by, that=str(deed), text=text_of(words), evidence=self.evidence(p)))
        self.added.append(f"ask {key} by {by}")
        return key

    def asked(self, deed: Deed, by: str) -> str:
        """The ask of a party for a deed, if the file has one."""
        option = self.file.mapping("options", deed.option)
        here = not deed.level or str(option.get("asked", deed.level)) == deed.level
        if deed.sign == "+" and str(option.get("asked_by", "")) == by and here:
            return deed.option
        if deed.level:
            asks = self.file.mapping("asks").items()
            return next((str(k) for k, a in asks if isinstance(a, Mapping) and str(a.get("by")) == by
                         and str(a.get("that")) == str(deed)), "")  # fmt: skip
        for key, ask in self.file.mapping("asks").items():
            words = str(ask.get("that", "")).split(" ") if isinstance(ask, Mapping) else []
            sign = "-" if words[:1] == ["not"] else "+"
            if words and str(ask.get("by")) == by and words[sign == "-"] == deed.option and sign == deed.sign:
                return str(key)
        return ""

    def askers(self, deed: Deed) -> list[str]:
        """Who asks for a deed."""
        own = str(self.file.mapping("options", deed.option).get("asked_by", "")) if deed.sign == "+" else ""
        others = [str(a.get("by")) for a in self.file.mapping("asks").values() if isinstance(a, Mapping)]
        return [by for by in dict.fromkeys([own, *others]) if by and self.asked(deed, by)]

    def is_asked(self, key: str) -> bool:
        """Whether anybody asks for an option, or against it."""
        return any(self.askers(Deed(key, sign)) for sign in ("+", "-"))

    def level(self, deed: Deed, words: str) -> Any:
        """The level at which a deed is done: the one that its words name, else the last; the first if it is left."""
        levels = self.file.mapping("options", deed.option).get("levels")
        if not isinstance(levels, list) or not levels:
            return deed.sign == "+"
        named = [level for level in levels[1:] if re.search(rf"\b{re.escape(str(level))}(?!\w)", words)]
        return levels[0] if deed.sign == "-" else (named or levels)[-1]

    def answer(self, ask: str, kind: str, p: Proposal) -> None:
        """An answer of the round of the proposal's text."""
        at = self.round(p)
        if ask in self.file.mapping("rounds", at, "answers"):
            self.leave(p, f"“{p.object}” has an answer in this round already")
            return
        entry = row(answer=kind, evidence=self.evidence(p), note=text_of(condition(p)))
        self.file.put(("rounds", at, "answers", ask), entry)
        self.added.append(f"answer {kind} to {ask}")

    def round(self, p: Proposal) -> int:
        """The round of the proposal's text: one for each date, one for all texts without."""
        date = self.date(p)
        id = f"read-{date.replace('/', '-')}" if date else "read"
        rounds = self.file.listing("rounds")
        found = next((k for k, r in enumerate(rounds) if isinstance(r, Mapping) and str(r.get("id")) == id), None)
        return self.file.push(("rounds",), row(id=id, date=date)) if found is None else found

    # ---- names ----

    def name(self, party: str) -> str:
        """How a party of the file is called."""
        return str(self.file.mapping("parties", party).get("name", party))

    def state(self, party: str) -> str:
        """The state of a party of the file that is a part of one ("pakistan_army"); else the party itself."""
        id = next((id for id, key in self.ids.items() if key == party), "")
        whole = self.names.root(id) if id else party
        return self.ids.get(whole, party)
