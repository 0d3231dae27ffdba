"""Three-way merge by entry: worked examples, and properties on shipped dialogues against entries told naïvely."""

from __future__ import annotations

import pytest
from edits import data, edits, entries
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from detente import examples
from detente.errors import InputError
from detente.formats import shipped
from detente.store import merge

TEXTS = {name: shipped(name).read_text(encoding="utf-8") for name in examples()}
SMALL = sorted(TEXTS, key=lambda name: len(TEXTS[name]))[:6]
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
"""Without shrinking: a failing case is an edit or two of a shipped file already."""


@st.composite
def changed(draw, most=1):
    """A shipped text, and two lists of edits of it."""
    text = TEXTS[draw(st.sampled_from(SMALL))]
    return text, *(draw(st.lists(edits(text), min_size=1, max_size=most)) for _ in range(2))


def done(text, changes):
    for change in changes:
        try:
            text = change(text)
        except InputError:  # what an earlier edit dropped
            assume(False)
    return text


def comments(text):
    return {line.strip() for line in text.split("\n") if line.lstrip().startswith("#")}


@given(changed(3))
@settings(max_examples=25, deadline=None, phases=PHASES)
def test_what_one_side_alone_did_is_the_merge(case):
    text, ours, _ = case
    one = done(text, ours)
    for base, mine, other in ((text, text, one), (text, one, text), (text, one, one)):
        merged = merge(base, mine, other)
        assert (merged.text, merged.conflicts) == (one, ())


@given(changed())
@settings(max_examples=50, deadline=None, phases=PHASES)
def test_edits_of_different_entries_commute(case):
    text, (one,), (other,) = case
    assume(one.place != other.place and {one.kind, other.kind} != {"append"})
    mine, yours = done(text, [one]), done(text, [other])
    merged = merge(text, mine, yours)
    assert not merged.conflicts
    assert entries(merged.text) == entries(done(text, [one, other])) == entries(done(text, [other, one]))
    assert merge(text, yours, mine) == merged
    dropped = (comments(text) - comments(mine)) | (comments(text) - comments(yours))
    assert comments(merged.text) == (comments(mine) | comments(yours)) - dropped


@pytest.mark.parametrize(("first", "theirs"), [("no", "plain"), ("'a #1'", "'b # 2'"), ('"x#y"', "z")])
def test_a_hash_within_a_text_between_brackets_is_no_comment(first, theirs):
    text = "status_quo: {a: %s, b: no, c: [1, 2]}\n"
    merged = merge(text % first, text % "'#ours'", (text % first).replace("b: no", f"b: {theirs}"))
    assert not merged.conflicts
    assert merged.text == (text % "'#ours'").replace("b: no", f"b: {theirs}")


def test_a_comment_between_brackets_is_never_lost():
    text = "status_quo: {a: no, # the first\n  b: no}\n"
    merged = merge(text, text.replace("a: no", "a: yes"), text.replace("b: no", "b: yes"))
    assert merged.conflicts or "# the first" in merged.text


@given(changed(4))
@settings(max_examples=50, deadline=None, phases=PHASES)
def test_nothing_of_either_side_is_lost(case):
    text, ours, theirs = case
    mine, yours = done(text, ours), done(text, theirs)
    merged = merge(text, mine, yours)
    told = {conflict.entry: conflict for conflict in merged.conflicts}
    base, one, other, both = (entries(t) for t in (text, mine, yours, merged.text))
    assert "" not in told
    for place in {*base, *one, *other, *both}:
        was, left, right, is_now = (side.get(place) for side in (base, one, other, both))
        conflict = next((told[above] for above in upwards(place) if above in told), None)
        if conflict is not None:  # ours stands until somebody decides, and both are told as they are
            assert is_now in (left, right), place
            assert conflict.ours in indented(mine) and conflict.theirs in indented(yours)
        elif left == right:
            assert is_now == left, place
        else:
            assert was in (left, right), place
            assert is_now == (right if was == left else left), place
    known = {above for text in (base, one, other, both) for place in text for above in upwards(place)}
    assert told.keys() <= known


@given(changed(3), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None, phases=PHASES)
def test_who_was_chosen_for_a_clash_stands_there_and_nothing_else_changes(case, chance):
    text, ours, theirs = case
    mine, yours = done(text, ours), done(text, theirs)
    open_ = merge(text, mine, yours)
    chosen = {conflict.entry: chance.choice(("ours", "theirs")) for conflict in open_.conflicts}
    decided = merge(text, mine, yours, chosen)
    assert [c.entry for c in decided.conflicts if c.entry] == []
    if all(side == "ours" for side in chosen.values()):
        assert entries(decided.text) == entries(open_.text)
    mirrored = {entry: "ours" if side == "theirs" else "theirs" for entry, side in chosen.items()}
    swapped = merge(text, yours, mine, mirrored)
    assert decided.conflicts or swapped.conflicts or entries(swapped.text) == entries(decided.text)
    before, after, other = entries(open_.text), entries(decided.text), entries(yours)
    turned = {entry for entry, side in chosen.items() if side == "theirs"}
    if "" not in turned:
        for place in {*before, *after}:
            above = next((one for one in upwards(place) if one in turned), None)
            if above is None:
                assert before.get(place) == after.get(place)
            elif above in upwards(place) and not above.startswith(("priorities", "rounds")):
                assert after.get(place) == other.get(place)


def test_a_clash_is_decided_for_one_side():
    base = "options:\n  a: {by: x}\n  b: {by: x}\n"
    ours, theirs = base.replace("b: {by: x}", "b: {by: y}"), base.replace("b: {by: x}", "b: {by: z}  # why")
    ours = ours.replace("a: {by: x}", "a: {by: y}")
    (clash,) = merge(base, ours, theirs).conflicts
    assert merge(base, ours, theirs, {clash.entry: "ours"}).text == ours
    assert merge(base, ours, theirs, {clash.entry: "theirs"}).text == theirs.replace("a: {by: x}", "a: {by: y}")
    gone = base.replace("  b: {by: x}\n", "")
    assert merge(base, gone, theirs, {"options.b": "ours"}).text == gone
    assert merge(base, gone, theirs, {"options.b": "theirs"}).text == theirs
    assert merge("- a", "a: [", "b: [", {"": "theirs"}).text == "b: ["


def test_of_two_lines_at_one_place_the_chosen_comes_first():
    base, line = "priorities:\n  a:\n    - x\n", "    - {}\n".format
    ours, theirs = base + line("mine"), base + line("yours")
    for side, order in (("ours", ["x", "mine", "yours"]), ("theirs", ["x", "yours", "mine"])):
        assert data(merge(base, ours, theirs, {"priorities.a": side}).text)["priorities"]["a"] == order


def test_clashes_of_one_name_are_told_apart():
    base = "priorities:\n  a:\n    - {want: x, because: '1'}\n    - {want: y, because: '1'}\n"
    ours, theirs = base.replace("because: '1'", "because: '2'"), base.replace("because: '1'", "because: '3'")
    names = [clash.entry for clash in merge(base, ours, theirs).conflicts]
    assert len(set(names)) == len(names) >= 1


def upwards(place):
    """The place and what it stands in: a side that drops a whole section is told once."""
    steps = place.rstrip(".").split(".")
    return [".".join(steps[:k]) for k in range(len(steps), 0, -1)]


def indented(text):
    """A text without its indentation, so that a piece of it can be found."""
    return Blank(text)


class Blank(str):
    def __contains__(self, piece):
        return " ".join(piece.split()) in " ".join(self.split())


@pytest.mark.parametrize("name", TEXTS)
def test_all_of_a_file_can_be_taken_apart(name):
    """An edit at each end of a file finds every entry between in its place, whatever its layout."""
    text = TEXTS[name]
    merged = merge(text, text + "\n# the end\n", "# the beginning\n" + text.replace("\ntitle: ", "\ntitle: New ", 1))
    assert not merged.conflicts
    assert merged.text == "# the beginning\n" + text.replace("\ntitle: ", "\ntitle: New ", 1) + "\n# the end\n"


def test_comments_stay_with_their_entry():
    base = "options:\n  # first\n  a: {by: x}   # tail\n    # more of a\n\n  # second\n  b: {by: x}\n# end\n"
    ours = base.replace("b: {by: x}", "b: {by: y}")
    theirs = "options:\n\n  # second\n  b: {by: x}\n# end\n"
    assert merge(base, ours, theirs).text == "options:\n\n  # second\n  b: {by: y}\n# end\n"


def test_other_indentation_is_kept_in_step():
    base = "rules:\n- never: a\n- never: b\n"
    ours = "rules:\n    - never: a\n    - never: b\n      because: c\n"
    theirs = "rules:\n- never: a\n- never: b\n- never: d\n  # why\n  because: |\n    one\n      two\n"
    merged = merge(base, ours, theirs)
    assert not merged.conflicts
    assert merged.text == ours + "    - never: d\n      # why\n      because: |\n        one\n          two\n"


def test_brackets_and_lines_meet():
    base = "status_quo: {a: no, b: no}\n"
    ours = "status_quo:\n  a: no\n  b: yes\n"
    theirs = "status_quo: {a: yes, b: no, c: no}  # so far\n"
    both = merge(base, ours, theirs.replace("  # so far", ""))
    assert data(both.text) == {"status_quo": {"a": "yes", "b": "yes", "c": "no"}} and not both.conflicts
    assert [c.entry for c in merge(base, ours, theirs).conflicts] == ["status_quo"], "the comment has no place"


def test_new_sections_meet():
    merged = merge("title: a\n", "title: a\nrules:\n  - never: x\n", "title: a\nrules:\n  - never: y\noffers: []\n")
    assert not merged.conflicts
    assert data(merged.text) == {"title": "a", "rules": [{"never": "x"}, {"never": "y"}], "offers": []}


def test_a_line_without_an_id_that_both_edit_is_one_line():
    base = "priorities:\n  a:\n    - want: pay\n      because: the old reason\n    - want: dam\n"
    ours, theirs = base.replace("want: pay\n", "want: not pay\n"), base.replace("old reason", "new reason")
    merged = merge(base, ours, theirs)
    assert [c.entry for c in merged.conflicts] == ["priorities.a.1"] and merged.text == ours


def test_order_is_a_change():
    base = "priorities:\n  a: [x, y, z]\n"
    moved = "priorities:\n  a: [z, x, y]\n"
    added = "priorities:\n  a: [x, y, z, w]\n"
    merged = merge(base, moved, added)
    assert not merged.conflicts and data(merged.text) == {"priorities": {"a": ["z", "w", "x", "y"]}}
    assert merge(base, added, moved) == merged
    other = merge(base, moved, "priorities:\n  a: [y, x, z]\n")
    assert [c.entry for c in other.conflicts] == ["priorities.a"] and other.text == moved


def test_two_lines_at_one_place_stand_both_and_are_told():
    base = "priorities:\n  a: [x]\n"
    merged = merge(base, "priorities:\n  a: [x, y]\n", "priorities:\n  a: [x, z]\n")
    assert data(merged.text) == {"priorities": {"a": ["x", "y", "z"]}}
    assert [c.entry for c in merged.conflicts] == ["priorities.a"]


def test_who_drops_what_the_other_edits_is_told():
    base = "options:\n  a: {by: x}\n  b: {by: x}\n"
    theirs = base.replace("b: {by: x}", "b: {by: y}")
    merged = merge(base, "options:\n  a: {by: x}\n", theirs)
    assert [(c.entry, c.ours, c.theirs) for c in merged.conflicts] == [("options.b", "", "b: {by: y}\n")]


@pytest.mark.parametrize("ours", ["title: [\n", "a: 1\na: 2\n", "", "just words", "- a\n- b\n", "a: &x 1\nb: *x\n"])
def test_what_cannot_be_taken_apart_is_one_conflict(ours):
    merged = merge("title: a\nb: 1\n", ours, "title: b\nb: 1\n")
    assert merged.text == ours or data(merged.text)["title"] == "b"
    if merged.text == ours:
        assert next(c.theirs for c in merged.conflicts).startswith("title: b")


def test_json_is_merged_as_well():
    base = '{\n  "title": "a",\n  "options": {"x": {"by": "p"}, "y": {"by": "p"}}\n}\n'
    ours, theirs = base.replace('"title": "a"', '"title": "b"'), base.replace('"y": {"by": "p"}', '"y": {"by": "q"}')
    merged = merge(base, ours, theirs)
    assert merged.text == theirs.replace('"title": "a"', '"title": "b"') and not merged.conflicts
