"""Games in strategic form (`.nfg`, Gambit's format in both its forms): a player's strategies are levels of one option.

Payoffs are weights, exactly as they are written, where the combinations of strategies are few, else a ranking. A game
has no status quo. What goes out is told by `nfg_write`. Source: Gambit's manual, "The strategic game file format".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod
from pathlib import PurePath
from typing import NoReturn

from detente.errors import InputError, Problem, TooLarge
from detente.formats.ids import ids_of
from detente.formats.nodes import Notice
from detente.formats.shorten import shorten
from detente.formats.written import number_of
from detente.model.dialogue import Dialogue, Option, Party, Preferences, Weight
from detente.model.expression import And, Compare, Expr

MAX_TOKENS = 2_000_000
MAX_PROFILES = 2**18
"""Combinations of strategies of a game that is read."""

MAX_WEIGHED = 1024
"""Combinations up to which payoffs are weights; of more only their order is kept."""

_TOKEN = re.compile(r'\s*(?:"(?P<text>(?:[^"\\]|\\.)*)"|(?P<mark>[{}])|,|(?P<word>[^\s{}",]+))')

Token = tuple[str, str, int]
"""(kind: text, mark or word; what it says; its line)."""


@dataclass(frozen=True, slots=True)
class Game:
    """A game as its file has it: players, their strategies, and the payoffs of all by combination, first player's
    strategy changing fastest."""

    title: str
    comment: str
    players: tuple[str, ...]
    strategies: tuple[tuple[str, ...], ...]
    payoffs: tuple[tuple[Fraction, ...], ...]


def read(text: str, file: str) -> tuple[Dialogue, tuple[Notice, ...]]:
    """The dialogue that a game makes, and what could not be carried over. Raises InputError, TooLarge."""
    return _Dialogue(parsed(text, file), file).made()


def parsed(text: str, file: str) -> Game:
    """The game in a `.nfg` text. InputError with the line where it is not one, TooLarge beyond 2^18 combinations."""
    return _Reader(text, file).game()


class _Reader:
    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.tokens = list(self._tokens(text))
        self.at = 0

    def _tokens(self, text: str) -> Iterator[Token]:
        at, line, count = 0, 1, 0
        end = len(text.rstrip())
        while at < end:
            found = _TOKEN.match(text, at)
            if found is None:
                self.wrong("a text that does not end", line + text.count("\n", at, end))
            line += text.count("\n", at, found.start(found.lastgroup) if found.lastgroup else found.end())
            if found.lastgroup:
                yield found.lastgroup, found[found.lastgroup], line
                line += found[found.lastgroup].count("\n")
            at, count = found.end(), count + 1
            if count > MAX_TOKENS:
                raise TooLarge(f"{self.file}: words and numbers", count, MAX_TOKENS)

    def game(self) -> Game:
        head = [self.next("word", "`NFG`")[1], self.next("word", "the version")[1]]
        if head != ["NFG", "1"]:
            self.wrong(f"no game in strategic form: it begins with `{shorten(' '.join(head))}`, not `NFG 1`", 1)
        if self.peek("word"):
            self.take()  # R or D: numbers are read exactly either way
        title = _unquoted(self.next("text", "the title")[1])
        players = tuple(_unquoted(name) for name in self.names("the players' names"))
        strategies = self.strategies(len(players))
        size = prod(map(len, strategies))
        if size > MAX_PROFILES:
            raise TooLarge(f"{self.file}: combinations of strategies", size, MAX_PROFILES)
        comment = _unquoted(self.take()[1]) if self.peek("text") else ""
        form = self.outcomes if self.peek("mark") else self.payoffs
        payoffs = tuple(form(size, len(players)))
        if self.at < len(self.tokens):
            self.wrong(f"`{shorten(self.tokens[self.at][1])}` follows the last payoff", self.tokens[self.at][2])
        return Game(title, comment, players, strategies, payoffs)

    def names(self, what: str) -> list[str]:
        self.next("mark", f"`{{` before {what}", "{")
        found = []
        while self.peek("text"):
            found.append(self.take()[1])
        self.next("mark", f"`}}` behind {what}", "}")
        if not found:
            self.wrong(f"{what} are missing")
        return found

    def strategies(self, players: int) -> tuple[tuple[str, ...], ...]:
        """How many strategies each player has, or their names; names that are empty or repeated are numbered."""
        self.next("mark", "`{` before the strategies", "{")
        given: list[tuple[str, ...]] = []
        while not self.peek("mark", "}"):
            if self.peek("mark", "{"):
                given.append(_apart(_unquoted(name) for name in self.names("the names of strategies")))
            else:
                count = self.whole("how many strategies there are")
                if not 1 <= count <= MAX_PROFILES:
                    self.wrong("a player has at least one strategy, and not too many", self.tokens[self.at - 1][2])
                given.append(tuple(str(k + 1) for k in range(count)))
        self.take()
        if len(given) != players:
            self.wrong(f"there are {players} players, and strategies of {len(given)}")
        return tuple(given)

    def payoffs(self, size: int, players: int) -> Iterator[tuple[Fraction, ...]]:
        for _ in range(size):
            yield tuple(self.number("a payoff") for _ in range(players))

    def outcomes(self, size: int, players: int) -> Iterator[tuple[Fraction, ...]]:
        """The outcome version: a list of outcomes, then for each combination the number of one, 0 for none."""
        self.next("mark", "`{` before the outcomes", "{")
        found = [(Fraction(0),) * players]
        while self.peek("mark", "{"):
            self.take()
            if self.peek("text"):
                self.take()
            found.append(tuple(self.number("a payoff of an outcome") for _ in range(players)))
            self.next("mark", "`}` behind an outcome", "}")
        self.next("mark", "`}` behind the outcomes", "}")
        for _ in range(size):
            which = self.whole("the number of an outcome")
            if which >= len(found):
                self.wrong(f"there is no outcome {which}", self.tokens[self.at - 1][2])
            yield found[which]

    # ---- tokens --------------------------------------------------------------------------------------------------

    def peek(self, kind: str, text: str = "") -> bool:
        if self.at >= len(self.tokens):
            return False
        found = self.tokens[self.at]
        return found[0] == kind and text in ("", found[1])

    def take(self) -> Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def next(self, kind: str, what: str, text: str = "") -> Token:
        if not self.peek(kind, text):
            there = f"not `{shorten(self.tokens[self.at][1])}`" if self.at < len(self.tokens) else "and the file ends"
            self.wrong(f"{what} should stand here, {there}")
        return self.take()

    def number(self, what: str) -> Fraction:
        value = number_of(self.next("word", what)[1])
        if value is None:
            self.wrong(f"`{shorten(self.tokens[self.at - 1][1])}` is not a number", self.tokens[self.at - 1][2])
        return value

    def whole(self, what: str) -> int:
        word = self.next("word", what)[1]
        if not re.fullmatch(r"\d{1,9}", word, re.ASCII):
            self.wrong(f"{what}: `{shorten(word)}` is not a whole number", self.tokens[self.at - 1][2])
        return int(word)

    def wrong(self, message: str, line: int = 0) -> NoReturn:
        at = min(self.at, len(self.tokens) - 1) if hasattr(self, "tokens") else -1
        place = line or (self.tokens[at][2] if at >= 0 else 1)
        raise InputError(Problem(message=message, file=self.file, line=place))


def _unquoted(text: str) -> str:
    return " ".join(re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL).split())


def _apart(names: Iterator[str]) -> tuple[str, ...]:
    """Names of levels: none empty, none twice, none that could not be written in an expression."""
    made: list[str] = []
    for k, name in enumerate(names, start=1):
        level = name.replace('"', "'").strip("'").strip() or str(k)
        while level in made:
            level = f"{level} ({k})"
        made.append(level)
    return tuple(made)


# ---- the dialogue ----------------------------------------------------------------------------------------------------


class _Dialogue:
    def __init__(self, game: Game, file: str) -> None:
        self.game, self.file = game, file
        self.notices: list[Notice] = []
        self.parties = ids_of(game.players, "p")
        self.options = tuple(f"{party}_plays" for party in self.parties)

    def made(self) -> tuple[Dialogue, tuple[Notice, ...]]:
        game = self.game
        if all(len(own) == 1 for own in game.strategies):
            raise InputError(Problem(message="every player has one strategy: nobody could do anything", file=self.file))
        few = prod(map(len, game.strategies)) <= MAX_WEIGHED
        if not few:
            self.notice("the sizes of payoffs are left out: of so many combinations only their order is kept")
        preferences = {party: self._weights(k) if few else self._ranking(k) for k, party in enumerate(self.parties)}
        idle = [name for name, own in zip(game.players, game.strategies, strict=True) if len(own) == 1]
        if idle:
            self.notice(f"players with one strategy have nothing to decide, and so no option: {', '.join(idle[:8])}")
        return Dialogue(
            title=game.title or PurePath(self.file).stem or "untitled",
            note=game.comment,
            file=self.file,
            parties=tuple(Party(id=id, name=name or id)
                          for id, name in zip(self.parties, game.players, strict=True)),
            options=tuple(Option(id=id, by=by, text=f"Strategy of {name or by}", levels=levels)
                          for id, by, name, levels in zip(self.options, self.parties, game.players, game.strategies,
                                                          strict=True) if len(levels) > 1),
            preferences=preferences,
        ), tuple(self.notices)  # fmt: skip

    def notice(self, message: str) -> None:
        self.notices.append(Notice(code="not-carried", message=message, file=self.file))

    def _weights(self, player: int) -> Preferences:
        weights = [Weight(expr=self._profile(profile), value=payoffs[player])
                   for profile, payoffs in self._all() if payoffs[player]]  # fmt: skip
        return Preferences(weights=tuple(weights))

    def _ranking(self, player: int) -> Preferences:
        worth: dict[Fraction, list[int]] = {}
        for code, (_profile, payoffs) in enumerate(self._all()):
            worth.setdefault(payoffs[player], []).append(code)
        return Preferences(ranking=tuple(tuple(worth[value]) for value in sorted(worth, reverse=True)))

    def _all(self) -> Iterator[tuple[tuple[int, ...], tuple[Fraction, ...]]]:
        """Each combination with its payoffs, the first player's strategy changing fastest, as codes count."""
        sizes = [range(len(own)) for own in reversed(self.game.strategies)]
        return zip((profile[::-1] for profile in product(*sizes)), self.game.payoffs, strict=True)

    def _profile(self, profile: Sequence[int]) -> Expr:
        parts = tuple(
            Compare(option, "is", own[k])
            for option, own, k in zip(self.options, self.game.strategies, profile, strict=True)
            if len(own) > 1
        )
        return And(parts) if len(parts) > 1 else parts[0]
