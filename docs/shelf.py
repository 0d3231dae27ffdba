"""The page of the shipped dialogues, made from the files: what each is about, how large it is, what came after; and the
first page of the brief of each, for the gallery."""

from __future__ import annotations

from functools import cache

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


@cache
def first_pages() -> dict[str, tuple[str, bytes]]:
    """Name -> what the brief says first, and a picture of its first page; none where nothing can be typeset."""
    from detente import formats
    from detente.analyses import brief
    from detente.errors import MissingExtra
    from detente.report.brief.page import view
    from detente.report.renderers import pdf

    made = {}
    for name in formats.examples():
        talks = formats.load(name)
        page = view(talks, brief.brief(talks))
        try:
            made[name] = (page.headline, pdf.pages(page)[0])
        except MissingExtra:
            return {}
    return made


def gallery() -> str:
    """Markdown: the first page of each, with what it says first."""
    from detente import formats

    parts = ["## The first page of each dialogue\n\n`detente brief NAME -o NAME.pdf` writes the whole. What each is "
             "about stands on [the shelf](reference/shelf.md).\n"]  # fmt: skip
    for name, (headline, _) in first_pages().items():
        alt = f"The brief's first page: {headline}".replace("[", "(").replace("]", ")")
        title = formats.load(name).title
        parts.append(f"### {title}\n\n`{name}`: {headline}.\n\n![{alt}](gallery/first/{name}.png){{ loading=lazy }}\n")
    return "\n".join(parts) if len(parts) > 1 else ""


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
