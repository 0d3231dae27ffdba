"""Edits of a dialogue's text by hand, each of one entry, and the entries of a text told naïvely."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from hypothesis import strategies as st

from detente.errors import InputError
from detente.formats.edit import append, set_value
from detente.formats.nodes import from_yaml

SECTIONS = ("sources", "parties", "fronts", "circumstances", "options", "asks", "commitments")


def data(text):
    return from_yaml(text, "text")[0].plain_data()


def entries(text):
    """Every entry of a text: its place -> what it says. A list's item is placed by its id or by what it says."""
    found = {}
    for section, value in data(text).items():
        if section == "rounds":
            for entry in value:
                for field, part in entry.items():
                    whole = field not in ("answers", "circumstances", "status_quo") or not isinstance(part, dict)
                    parts = {"": part} if whole else part
                    found.update({f"rounds.{entry['id']}.{field}.{key}": said for key, said in parts.items()})
        elif section in ("priorities", "positions", "fallback", "intentions", "weights", "attitudes"):
            for party, part in value.items():
                parts = part.items() if isinstance(part, dict) else [(named(item), item) for item in part or ()]
                found.update({f"{section}.{party}.{key}": said for key, said in parts})
        elif isinstance(value, dict) and section != "signature":
            found.update({f"{section}.{key}": said for key, said in value.items()})
        elif isinstance(value, list):
            found.update({f"{section}.{named(item)}": item for item in value})
        else:
            found[section] = value
    return found


def named(item):
    return item["id"] if isinstance(item, dict) and "id" in item else repr(item)


@dataclass(frozen=True)
class Edit:
    """`place`: the entry that it changes."""

    place: str
    kind: str
    path: tuple
    value: object = None

    def __call__(self, text):
        if self.kind == "set":
            return set_value(text, self.path, self.value)
        if self.kind == "append":
            return append(text, self.path, self.value)
        first = re.search(self.path[0], text, re.MULTILINE)
        if first is None:
            raise InputError("dropped already")
        at = first.start()
        if self.kind == "comment":
            column = len(text[at:]) - len(text[at:].lstrip(" "))
            return text[:at] + " " * column + f"# {self.value}\n" + text[at:]
        end = re.compile(self.path[1], re.MULTILINE).search(text, text.index("\n", at) + 1)
        return text[:at] + text[end.start() if end else len(text) :]


WORDS = st.text(st.sampled_from("abc äé’: #,[]{}'\"-&*!%@"), min_size=1, max_size=12).filter(lambda s: s.strip() == s)

ANSWERS = st.sampled_from(["refused", "partly"])


@cache
def edits(text):
    """A strategy of edits of that text."""
    said = data(text)
    kinds = [
        st.builds(lambda v: Edit("title", "set", ("title",), v), WORDS),
        st.builds(lambda v, k: Edit(f"sources.{k}", "set", ("sources", k), {"title": v}), WORDS, st.sampled_from("xy")),
    ]
    for section in SECTIONS:
        for key in said.get(section) or ():
            kinds += [
                st.builds(lambda v, s=section, k=key: Edit(f"{s}.{k}", "set", (s, k, "note"), v), WORDS),
                st.just(Edit(f"{section}.{key}", "drop", (rf"^  {re.escape(key)}:", r"^(?:  )?[^ \n]"))),
                st.builds(lambda v, s=section, k=key: Edit(f"{s}.{k}", "comment", (rf"^  {re.escape(k)}:",), v),
                          st.sampled_from(["one", "another: {", "third - x"])),
            ]  # fmt: skip
    for party, statements in (said.get("priorities") or {}).items():
        for number, entry in enumerate(statements):
            if isinstance(entry, dict) and "id" in entry:
                path, place = ("priorities", party, number), f"priorities.{party}.{entry['id']}"
                kinds.append(st.builds(lambda v, p=path, q=place: Edit(q, "set", (*p, "because"), v), WORDS))
        kinds.append(st.builds(
            lambda id, p=party: Edit(f"priorities.{p}.{id}", "append", ("priorities", p), {"id": id, "want": "x"}),
            st.sampled_from([f"{party}-new", f"{party}-other"]),
        ))  # fmt: skip
    for number, entry in enumerate(said.get("rounds") or ()):
        for ask in entry.get("answers") or ():
            path, place = ("rounds", number, "answers", ask), f"rounds.{entry['id']}.answers.{ask}"
            kinds.append(st.builds(lambda v, p=path, q=place: Edit(q, "set", p, v), ANSWERS))
    for option in said.get("status_quo") or ():
        kinds.append(st.builds(lambda v, o=option: Edit(f"status_quo.{o}", "set", ("status_quo", o), v), WORDS))
    return st.one_of(kinds)
