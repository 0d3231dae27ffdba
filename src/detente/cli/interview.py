"""`detente interview`: the questions of a dialogue asked one by one, each answer written into its file at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

import click

from detente.analyses.interview import answering
from detente.analyses.interview import interview as ranked
from detente.cli.common import answer as shown
from detente.cli.common import as_json, lang, open_dialogue, talks
from detente.cli.given import kind_of, read
from detente.cli.people import named, version_of
from detente.cli.say import say
from detente.formats import text_of, write
from detente.report import conversation
from detente.report import questions as words

if TYPE_CHECKING:
    from detente.analyses.interview import Answer, Question
    from detente.model.dialogue import Dialogue


@click.command()
@talks
@click.option("--party", default="", metavar="PARTY", type=kind_of("party"), help="Ask only about this party's mind.")
@click.option(
    "--about", default="", metavar="ASK", type=kind_of("about"), help="Ask only what decides this ask."
)
@click.option("--questions", type=click.IntRange(min=1), default=None, metavar="N", help="Stop after so many.")
@click.option("--as", "as_", default="", metavar="NAME", callback=named, help="Keep the answers as this person's.")
@click.option("--list", "list_", is_flag=True, help="The questions and what hangs on them, without asking.")
@lang
@as_json
def interview(talks: str, party: str, about: str, questions: int | None, as_: str, list_: bool, json_: bool) -> None:
    """What would we most like to know? Asks, the most telling question first; each answer is an edit of the file.

    Answer by a number; ? cannot say, w why do you ask, b back (the last answer is undone), q stop. Stopping at any time
    leaves a sound file. A shipped dialogue is not written to: its questions are listed. With --as the answers go into a
    copy beside the file, which `detente compare TALKS --people` holds beside the others'.
    """
    path = Path(talks)
    if json_ or list_ or path.suffix.lower() not in (".yaml", ".yml") or not path.exists():
        dialogue = open_dialogue(talks)
        party, about = read(dialogue, "party", party), read(dialogue, "about", about)
        shown(dialogue, "interview", ranked(dialogue, party=party, about=about), json_)
        if not json_ and not list_:
            say(conversation.a_copy(f"detente convert {talks} mine.yaml", "detente interview mine.yaml"))
        return
    if as_ and not (own := version_of(path, as_)).exists():
        write(own, text_of(path, talks))
    _Talk(version_of(path, as_) if as_ else path, party, about, questions).hold()


@dataclass
class _Talk:
    """One interview while it is held. `texts`: the file before and after each answer, for *back*."""

    path: Path
    party: str
    about: str
    most: int | None
    texts: list[tuple[str, str]] = field(default_factory=list)
    open: set[str] = field(default_factory=set)
    given: int = 0

    def hold(self) -> None:
        """Ask until nothing is left that changes anything, or until it is stopped."""
        while self.most is None or self.given < self.most:
            dialogue = open_dialogue(str(self.path))
            party, about = read(dialogue, "party", self.party), read(dialogue, "about", self.about)
            found = ranked(dialogue, party=party, about=about)
            left = [asked for asked in found.questions if asked.id not in self.open]
            if not left:
                _say("", conversation.nothing_left(len(self.open), len(found.idle), found.unknown))
                break
            if not self._ask(dialogue, left):
                break
        _say(conversation.stopped(self.given, self.path.name))

    def _ask(self, dialogue: Dialogue, left: list[Question]) -> bool:
        """One question until it is answered or left open. False: stop."""
        asked = left[0]
        _say("", conversation.head(self.given + len(self.open) + 1, len(left) - 1))
        _say(words.question(dialogue, asked))
        choices = [(words.choice(dialogue, asked, one), one) for one in asked.answers]
        chosen = self._choose(dialogue, asked, choices)
        if isinstance(chosen, bool):
            return chosen
        if chosen.then:
            _say(words.second(dialogue, asked))
            second = self._choose(dialogue, asked, [(words.choice(dialogue, asked, one), one) for one in chosen.then])
            if isinstance(second, bool):
                return second
            chosen = second
        self._write(dialogue, asked, chosen)
        return True

    def _choose(self, dialogue: Dialogue, asked: Question, choices: list[tuple[str, Answer]]) -> Answer | bool:
        """The answer that is chosen; True where the question is left for now, False to stop."""

        for k, (text, _answer) in enumerate(choices, start=1):
            _say(f"  {k}  {text}")
        _say(f"  {conversation.keys()}")
        while True:
            key = _key()
            if key.isdecimal() and 1 <= int(key) <= len(choices):
                return choices[int(key) - 1][1]
            if key == "?":
                self.open.add(asked.id)
                return True
            if key == "q":
                return False
            if key == "b":
                self._back()
                return True
            if key == "w":
                _explained(dialogue, asked)
            else:
                _say(conversation.no_such_key(len(choices)))

    def _write(self, dialogue: Dialogue, asked: Question, chosen: Answer) -> None:
        """The answer as an edit of the file; one that contradicts earlier ones is shown with them, and asked again."""
        from detente.errors import Contradiction
        from detente.formats.changes import written

        text = self.path.read_text(encoding="utf-8")
        try:
            changes = answering(dialogue, asked, chosen.id, date=date.today().isoformat())
            after = written(text, changes, self.path.name)
        except Contradiction as ring:
            _say(conversation.ring(dialogue, ring.cycle))
            return
        write(self.path, after)
        self.texts.append((text, after))
        self.given += 1
        _say(conversation.written(self.path.name))

    def _back(self) -> None:
        """The last answer undone, unless somebody else has changed the file since."""
        if self.texts and self.path.read_text(encoding="utf-8") != self.texts[-1][1]:
            _say(conversation.changed(self.path.name))
            return
        _say(conversation.taken_back(bool(self.texts)))
        if self.texts:
            write(self.path, self.texts.pop()[0])
            self.given -= 1
        self.open.clear()


def _explained(dialogue: Dialogue, asked: Question) -> None:
    """What hangs on the question, and what the file says of it."""
    from detente.report.document import plain

    for line in words.hangs(dialogue, asked):
        _say(f"  – {plain(line)}")
    told = plain(words.because(dialogue, asked))
    if told:
        _say(conversation.the_file_says(told))


def _key() -> str:
    """What is typed, or q at the end of the input."""
    try:
        return str(click.prompt(">", prompt_suffix=" ", default="", show_default=False)).strip().lower()
    except (click.Abort, EOFError):
        return "q"


def _say(*lines: str) -> None:
    for line in lines:
        indent = " " * (len(line) - len(line.lstrip())) + ("   " if line.startswith("  ") else "")
        say(fill(line, 80, subsequent_indent=indent, break_long_words=False) if line else "")
