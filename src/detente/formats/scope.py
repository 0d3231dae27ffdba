"""What names mean in one file: parties, options with levels, circumstances, fronts, sources."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from detente.formats.fields import resolved
from detente.formats.nodes import Path, suggest
from detente.formats.place import Place
from detente.formats.records import Cited, DialogueFile, Entry, EvidenceEntry
from detente.formats.written import NO, YES
from detente.model import dialogue as m
from detente.model.expression import WORDS, Compare, Const, Expr, ExpressionError, Name, parse, walk
from detente.model.ids import LABEL, NAME, derived

T = TypeVar("T")

SHOWN = 5
"""So many ids are named where none is near."""

_PLACE = re.compile(
    r"(¶+|§+|pp?\.|paras?\.?|paragraphs?|pages?|lines?|sec\.|section|ch\.|chapter|n\.|note)?\s*[\d,–\-—ivxlc ]+\Z", re.I
)
"""A place without its source, as it may follow another in a list."""


_WRITABLE = re.compile(r"""(?!['"])([^'\n]+|[^"\n]+)(?<!['"])\Z""")
"""What a level may be: an expression can hold it between quotation marks."""


class Scope:
    """The names of a file. Every method that finds a fault notes it at its place and goes on."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.parties: tuple[str, ...] = ()
        self.circumstances: tuple[str, ...] = ()
        self.levels: dict[str, tuple[str, ...]] = {}
        self.owner: dict[str, str] = {}
        self.fronts: dict[str, None] = {}
        self.sources: tuple[str, ...] = ()
        self.asks: dict[str, m.Ask] = {}
        self.rounds: tuple[str, ...] = ()
        self.taken: dict[str, int] = {}
        self.given: set[str] = set()
        self.counted: dict[str, int] = {}
        self._parsed: dict[str, Expr] = {}

    @classmethod
    def of(cls, raw: DialogueFile, place: Place) -> Scope:
        """The names of a file, each checked to be a name and to have one meaning."""
        scope = cls(place)
        scope.parties, scope.circumstances = tuple(raw.parties), tuple(raw.circumstances)
        scope.sources, scope.rounds = tuple(raw.sources), tuple(id for _, id, _ in numbered(raw, "rounds"))
        # A file without the section may still name fronts: each name used is one.
        used = (entry.front for section in (raw.options, raw.asks, raw.commitments) for entry in section.values())
        scope.fronts = dict.fromkeys(raw.fronts or filter(None, used))
        for id, option in raw.options.items():
            scope.levels[id], scope.owner[id] = tuple(option.levels), option.by
            scope._check_levels(id)
        scope._check_names(raw)
        scope.given = {s.id for s in _all_statements(raw) if s.id} | {r.id for r in raw.rules if r.id}
        return scope

    @classmethod
    def around(cls, dialogue: m.Dialogue, sources: tuple[str, ...], place: Place) -> Scope:
        """The names of a dialogue, for a file that stands beside its own and has sources besides."""
        scope = cls(place)
        scope.parties, scope.circumstances = tuple(p.id for p in dialogue.parties), tuple(dialogue.now)
        scope.sources = (*(s.id for s in dialogue.sources), *sources)
        scope.levels, scope.asks = dict(dialogue.levels), {ask.id: ask for ask in dialogue.asks}
        return scope

    # ---- names ---------------------------------------------------------------------------------------------------

    def _check_names(self, raw: DialogueFile) -> None:
        meant: dict[str, tuple[str, int]] = {}
        for section, what in (("parties", "party"), ("circumstances", "circumstance"), ("options", "option")):
            for id in getattr(raw, section):
                line = self.place.line(section, id)
                if not NAME.match(id) or id in WORDS:
                    a = "an" if what == "option" else "a"
                    self.place.wrong((section, id), f"`{id}` cannot be the id of {a} {what};", _name_mend(id))
                if id in meant:
                    other, first = meant[id]
                    self.place.wrong((section, id), f"`{id}` has two meanings: {what} here, {other} in line {first};",
                                     "rename one.")
                meant.setdefault(id, (what, line))
        for section in ("sources", "fronts", "asks", "commitments"):
            for id in getattr(raw, section):
                self.label(id, (section, id))

    def label(self, id: str, at: Path) -> None:
        """Checks an id that expressions never mention."""
        if not LABEL.match(id):
            self.place.wrong(at, f"`{id}` cannot be an id;", _LABEL_MEND)

    def _check_levels(self, id: str) -> None:
        levels = self.levels[id]
        at = ("options", id, "levels")
        if len(levels) < 2:
            inside = levels[0] if levels and "," in levels[0] else "none, half, full"
            self.place.wrong(at, f"option `{id}` has fewer than two levels;", f"write a list, as in [{inside}].")
        for level in levels:
            if levels.count(level) > 1:
                self.place.wrong(at, f"option `{id}` has the level `{level}` twice")
            elif level.lower() in YES | NO and self.level_index(id, level.upper()) is None:
                self.place.wrong(at, f"option `{id}` has two levels that both mean {level};",
                                 "`yes`, `on` and `true` are one word here, `no`, `off` and `false` another.")
            if not _WRITABLE.match(level):
                self.place.wrong(at, f"level `{level}` of `{id}` could not be written in an expression;",
                                 "no line break, no quotation mark at its ends, not both kinds inside.")

    def known(self, id: str, what: str, at: Path) -> bool:
        """Whether there is a thing of that kind and id; if not, a problem with a suggestion."""
        known = tuple(getattr(self, _ROOMS[what]))
        if id in known:
            return True
        if not id and self.place.misshapen:
            return False
        there = f"there is {', '.join(f'`{one}`' for one in known[:SHOWN])}{', …' if known[SHOWN:] else ''}."
        hint = suggest(id, known) or (there if known else f"there is no {what} in this file.")
        semi = ";" if hint else ""
        self.place.wrong(at, f"there is no {what} `{id}`{semi}", hint)
        return False

    def numbered(self, raw: DialogueFile, section: str) -> Iterator[tuple[Path, str, Any]]:
        """(path, id, entry) of a section's entries in order; an id is given, or says the place: `round-1`."""
        seen: set[str] = set()
        for at, id, entry in numbered(raw, section):
            self.label(id, at)
            if id in seen:
                self.place.wrong(at, f"a second {section[:-1]} `{id}`;", f"ids of {section} differ.")
            seen.add(id)
            yield at, id, entry

    # ---- levels --------------------------------------------------------------------------------------------------

    def level_index(self, option: str, level: str) -> int | None:
        """The index of a level as written; for no/yes also any spelling of a Boolean."""
        levels = self.levels[option]
        if level in levels:
            return levels.index(level)
        if level.lower() in YES | NO:
            alike = [i for i, known in enumerate(levels)
                     if known.lower() in (YES if level.lower() in YES else NO)]
            return alike[0] if len(alike) == 1 else None
        return None

    def level(self, option: str, level: str, at: Path) -> int:
        """The index of a level, or a problem (and then 0)."""
        index = self.level_index(option, level)
        if index is None:
            self.place.wrong(at, *self._no_level(option, level))
        return index or 0

    def _no_level(self, option: str, level: str) -> tuple[str, str]:
        levels = self.levels[option]
        hint = suggest(level, levels) or f"its levels are {', '.join(levels)}."
        return f"`{option}` has no level `{level}`;", hint

    def unknown(self, option: str, level: str) -> bool:
        """Whether a status quo says that an option's level is not known; an option may have a level of that name."""
        return level.lower() == "unknown" and option in self.levels and self.level_index(option, level) is None

    def some_levels(self, levels: Mapping[str, str], at: Path) -> m.Levels:
        """Options and indices of levels, in the order of the options."""
        known = {
            option: self.level(option, level, (*at, option))
            for option, level in levels.items()
            if self.known(option, "option", (*at, option))
        }
        return tuple((option, known[option]) for option in self.levels if option in known)

    def state(self, levels: m.Levels) -> m.State:
        """The state with these levels, every other option at its first."""
        chosen = dict(levels)
        return tuple(chosen.get(option, 0) for option in self.levels)

    # ---- expressions ---------------------------------------------------------------------------------------------

    def expression(self, text: str, at: Path, whose: str) -> Expr:
        """The parsed expression with its levels as the options spell them; faults are noted and `false` returned."""
        if not text and self.place.misshapen:
            return Const(False)
        try:
            expr = self._parsed[text] if text in self._parsed else parse(text)
        except ExpressionError as error:
            for problem in error.problems:
                self.place.wrong(at, f"{whose}: {problem.message}", problem.hint)
            return Const(False)
        self._parsed[text] = expr
        sound = [self._check_part(part, at, whose) for part in walk(expr) if isinstance(part, Name | Compare)]
        return self._respell(expr) if all(sound) else Const(False)

    def _check_part(self, part: Name | Compare, at: Path, whose: str) -> bool:
        id = part.id if isinstance(part, Name) else part.option
        if id not in self.levels and id not in self.circumstances:
            stranger = f"`{id}`, which is neither an option nor a circumstance;"
            self.place.wrong(at, f"{whose} mentions {stranger}", self._near(id))
            return False
        if isinstance(part, Name):
            return True
        if id in self.circumstances and id not in self.levels:
            mend = f"write `{id}` or `not {id}`."
            self.place.wrong(at, f"{whose}: `{id}` is a circumstance and has no levels;", mend)
            return False
        if self.level_index(id, part.level) is None:
            message, hint = self._no_level(id, part.level)
            self.place.wrong(at, f"{whose}: {message}", hint)
            return False
        return True

    def _near(self, id: str) -> str:
        if id in self.parties:
            return "it is a party."
        for option, levels in self.levels.items():
            if id in levels and id not in ("no", "yes"):
                return f"it is a level of `{option}`: write `{option} is {id}`."
        near = suggest(id, (*self.levels, *self.circumstances))
        return near or "look at the ids under `options` and `circumstances`."

    def _respell(self, expr: Expr) -> Expr:
        """Comparisons with the level's own spelling (`dam is true` for `dam is yes`)."""
        from detente.formats.respell import respell

        return respell(expr, self.levels, self.level_index)

    # ---- ids and evidence ----------------------------------------------------------------------------------------

    def identify(self, given: str, text: str, at: Path, party: str = "") -> str:
        """The id of a rule or statement: given and unique, or derived from what it says."""
        if given:
            self.label(given, at)
        if given in self.taken:
            self.place.wrong(at, f"the id `{given}` stands twice: in line {self.taken[given]} and here;", "rename one.")
        id = given or derived(text, self.given, party, self.counted)
        self.given.add(id)
        self.taken.setdefault(id, self.place.line(*at))
        return id

    def statement(self, name: str, party: str, ids: tuple[str, ...], at: Path) -> str:
        """A statement's id of a party's list, however short it is written (`pay` for `PARTY.pay`)."""
        for id in (name, f"{party}.{name}"):
            if id in ids:
                return id
        short = [id.removeprefix(f"{party}.") for id in ids]
        known = f"there are {', '.join(dict.fromkeys(ids))}." if ids else "its list is empty."
        self.place.wrong(at, f"`{party}` has no statement `{name}`;", suggest(name, (*ids, *short)) or known)
        return name

    def places(self, text: str, at: Path) -> int:
        """By how many places a statement moves."""
        if re.match(r"[+-]?[1-9]\d{0,5}\Z", text):
            return int(text)
        mend = "write -1 for one up (more important), 1 for one down."
        self.place.wrong(at, f"`{text}` is not a number of places;", mend)
        return 0

    def made(self, kind: Callable[..., T], entry: Entry, at: Path, *, whose: str = "", **given: Any) -> T:
        """A value of the model: what is given, and every other field that the two have in common, resolved.

        `whose`: how messages call an expression in it.
        """
        cited = {"evidence": self.evidence(entry.evidence, (*at, "evidence"))} if isinstance(entry, Cited) else {}
        common = dict(resolved(self, kind, entry, at, whose, given))
        return kind(**common, **given, **cited, line=self.place.line(*at))

    def evidence(self, entries: Iterable[EvidenceEntry], at: Path) -> tuple[m.Evidence, ...]:
        """Sources and places; a bare number or ¶ goes on with the source before it."""
        made: list[m.Evidence] = []
        for k, entry in enumerate(entries):
            source, where = (*entry.source.split(None, 1), "", "")[:2]
            span = self._span(entry, (*at, k))
            if source not in self.sources and made and not entry.place and _PLACE.match(entry.source.strip()):
                made.append(m.Evidence(source=made[-1].source, place=entry.source.strip(), at=span))
                continue
            if self.known(source, "source", (*at, k)):
                made.append(m.Evidence(source=source, place=f"{where} {entry.place}".strip(), at=span))
        return tuple(made)

    def _span(self, entry: EvidenceEntry, at: Path) -> tuple[int, int] | None:
        if entry.at is None:
            return None
        if len(entry.at) == 2 and 0 <= entry.at[0] < entry.at[1]:
            return entry.at[0], entry.at[1]
        self.place.wrong((*at, "at"), f"`at` is {entry.at}; it must be two numbers,",
                         "the first character in the source's text and the one after the last, as in [1203, 1290].")
        return None


_ROOMS = {"party": "parties", "circumstance": "circumstances", "option": "levels", "front": "fronts", "ask": "asks",
          "round": "rounds", "source": "sources"}  # fmt: skip
"""Where a scope has the names of a kind."""


def numbered(raw: DialogueFile, section: str) -> Iterator[tuple[Path, str, Any]]:
    """(path, id, entry) of the entries of a section that is a list."""
    for i, entry in enumerate(getattr(raw, section)):
        yield (section, i), entry.id or f"{section[:-1]}-{i + 1}", entry


_LABEL_MEND = "an id is made of letters, digits, `_`, `-` and `.`; what people read goes into a text field."


def _name_mend(id: str) -> str:
    if id in WORDS:
        return "it is a word of the expression language."
    mended = re.sub(r"[^A-Za-z0-9_]+", "_", id).strip("_")
    example = f" (`{mended}`?)" if NAME.match(mended) else ""
    return f"a letter, then letters, digits or `_`{example}; the name may be any text."


def _all_statements(raw: DialogueFile) -> list[Any]:
    flat = []
    for statements in raw.priorities.values():
        for statement in statements:
            flat.extend([statement, *statement.equally])
    return flat
