"""The page of the shipped dialogues, made from the files: what each is about, how large it is, what came after."""

from __future__ import annotations

INTRODUCTION = """\
# The shelf

These dialogues come with the program; each name can stand wherever a command asks for a file. The river and those for a
class are invented. All others are written from sources that the file names; where sources disagree, or where hindsight
was used, a note says so.

```sh
detente examples
detente brief cuba-1962
```
"""


def page() -> str:
    """Markdown: a section for each dialogue."""
    from detente import formats

    return "\n".join([INTRODUCTION, *map(_told, formats.examples())])


def _told(name: str) -> str:
    from detente import formats

    talks = formats.load(name)
    rooms = {"parties": talks.parties, "options": talks.options, "asks": talks.asks, "rounds": talks.rounds,
             "promises": talks.commitments, "sources": talks.sources,
             "known of what came after": formats.happened(name, talks).happened}  # fmt: skip
    size = ", ".join(f"{room} {len(entries)}" for room, entries in rooms.items() if entries)
    return f"## {talks.title}\n\n`{name}`: {size}.\n\n{talks.summary.strip()}\n"
