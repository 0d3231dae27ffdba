"""What every kind of store must do; a kind's tests have a fixture `store`, and one `again` that opens it anew."""

from __future__ import annotations

import threading

import pytest

from detente.errors import InputError, TooLarge
from detente.store import Moved, NotThere
from detente.store.records import digest

ONE, TWO, THREE = (f"title: {word}\n# äöü ≥ 𝄞\n" for word in ("one", "two", "three"))
NAMES = (
    "", ".", "..", "../x", "a/b", "a\\b", "/etc/passwd", ".hidden", "a.", "a ", " a", "-a", "a\nb", "a\0b",
    "C:x", "con", "NUL", "aux.x", "talks.happened", "a*", "<b>", "a\u202eb", "𝄞", "\ud800", "main|", "~", "x" * 101,
)  # fmt: skip
IDS = ("", "x", "../../x", "0" * 32, "F" * 32, "0" * 5000, "é" * 32, "'; drop table version")


class Contract:
    def test_a_new_store_is_empty(self, store):
        assert store.dialogues() == ()
        with pytest.raises(NotThere, match="no dialogue `talks`"):
            store.head("talks")
        with pytest.raises(NotThere):
            store.versions("talks")

    def test_a_save_is_a_version(self, store, again):
        first = store.save("talks", ONE, None, "Ada", "begun")
        second = store.save("talks", TWO, first.id, "Bo")
        for it in (store, again()):
            assert it.dialogues() == ("talks",)
            assert it.head("talks") == second
            assert it.versions("talks") == (second, first)
            assert it.version("talks", first.id) == first
            assert (it.text(first), it.text(second)) == (ONE, TWO)
        assert (first.author, first.message, first.number, first.parents) == ("Ada", "begun", 1, ())
        assert (second.number, second.parents, second.digest) == (2, (first.id,), digest(TWO))
        assert first.time < second.time and first.id != second.id

    def test_names_are_sorted_and_may_be_of_any_language(self, store):
        names = ["Zypern 1974", "belgrade-pristina", "переговоры", "النيل", "été (2)"]
        for name in names:
            store.save(name, ONE, None)
        assert store.dialogues() == tuple(sorted(names))

    def test_a_name_is_one_name_however_it_is_composed(self, store):
        first = store.save("e\u0301te\u0301", ONE, None)
        assert store.head("\u00e9t\u00e9") == first and store.dialogues() == ("\u00e9t\u00e9",)

    def test_no_other_names(self, store):
        first = store.save("talks", ONE, None)
        for name in NAMES:
            for act in (
                lambda name=name: store.save(name, ONE, None), lambda name=name: store.head(name),
                lambda name=name: store.draft(name), lambda name=name: store.keep_draft(name, ONE, ""),
                lambda name=name: store.versions(name), lambda name=name: store.branches(name),
                lambda name=name: store.version(name, "0" * 32), lambda name=name: store.restore(name, "0" * 32),
                lambda name=name: store.remove(name, "0" * 32),
            ):  # fmt: skip
                with pytest.raises(InputError, match="cannot be the name of a dialogue"):
                    act()
            with pytest.raises(InputError, match="cannot be the name of a branch"):
                store.branch("talks", name, first.id)
        assert store.dialogues() == ("talks",)

    def test_no_other_ids(self, store):
        first = store.save("talks", ONE, None)
        for id in IDS:
            for act in (
                lambda id=id: store.version("talks", id),
                lambda id=id: store.restore("talks", id),
                lambda id=id: store.branch("talks", "b", id),
                lambda id=id: store.save("talks", TWO, first.id, joins=id or "x"),
                lambda id=id: store.keep_draft("talks", ONE, id or "x"),
            ):
                with pytest.raises(NotThere, match="no version"):
                    act()
        assert store.versions("talks") == (first,)

    def test_texts_are_bounded(self, store):
        with pytest.raises(TooLarge):
            store.save("talks", "x" * 10_000_001, None)
        with pytest.raises(TooLarge):
            store.keep_draft("talks", "é" * 5_000_001, "")
        for text in ("a\nb\0", "a\n\ud800"):
            with pytest.raises(InputError, match="line 2"):
                store.save("talks", text, None)
        for author, message in (("x" * 201, ""), ("", "x" * 2001), ("a\nb", ""), ("", "a\0b"), ("\ud800", "")):
            with pytest.raises(InputError):
                store.save("talks", ONE, None, author, message)
        assert store.dialogues() == () and store.draft("talks") is None

    def test_line_ends_are_of_one_kind(self, store):
        version = store.save("talks", "\ufeffa: 1\r\nb: 2\r\n", None)
        assert store.text(version) == "a: 1\nb: 2\n"

    def test_any_text_comes_back(self, store):
        text = "# '\"; drop table version; --\n%s {} \\ \t\u2028\n" + "x" * 300_000
        assert store.text(store.save("talks", text, None, "O'Brien \" ; --", "a\nb\t%s")) == text
        assert store.text(store.save("empty", "", None)) == ""
        assert store.head("talks").author == "O'Brien \" ; --"

    def test_the_second_save_is_told_of_the_first(self, store):
        first = store.save("talks", "title: a\nsummary: b\n", None)
        theirs = store.save("talks", "title: a2\nsummary: b\n", first.id, "Ada")
        with pytest.raises(Moved, match="saved by Ada in between") as told:
            store.save("talks", "title: a\nsummary: b2\n", first.id, "Bo")
        assert told.value.head == theirs and told.value.merged is not None
        assert store.versions("talks") == (theirs, first)
        merged = store.save("talks", told.value.merged.text, theirs.id, "Bo")
        assert store.head("talks") == merged

    def test_a_name_is_not_taken_twice(self, store):
        first = store.save("talks", ONE, None, "Ada")
        with pytest.raises(Moved) as told:
            store.save("talks", TWO, None, "Bo")
        assert (told.value.head, told.value.merged) == (first, None)

    def test_a_save_may_be_sent_twice(self, store):
        first = store.save("talks", ONE, None)
        second = store.save("talks", TWO, first.id)
        assert store.save("talks", TWO, first.id) == second
        assert store.save("talks", TWO, second.id) == second
        assert len(store.versions("talks")) == 2

    def test_the_same_text_again_is_another_version(self, store):
        first = store.save("talks", ONE, None)
        second = store.save("talks", TWO, first.id)
        third = store.save("talks", ONE, second.id)
        assert third.digest == first.digest and third.id != first.id
        assert store.versions("talks") == (third, second, first)

    def test_restore(self, store):
        first = store.save("talks", ONE, None)
        store.save("talks", TWO, first.id)
        back = store.restore("talks", first.id, "Ada")
        assert store.text(back) == ONE and back.number == 3 and back.message == "version 1 restored"
        assert len(store.versions("talks")) == 3

    def test_branches(self, store, again):
        first = store.save("talks", ONE, None)
        assert store.branches("talks") == ("main",)
        assert store.branch("talks", "if it rains", first.id) == first
        other = store.save("talks", TWO, first.id, branch="if it rains")
        third = store.save("talks", THREE, first.id)
        assert store.head("talks") == third and store.head("talks", "if it rains") == other
        assert again().branches("talks") == ("main", "if it rains")
        assert again().versions("talks", "if it rains") == (other, first)
        both = store.save("talks", ONE + TWO, third.id, joins=other.id)
        assert both.parents == (third.id, other.id) and both.number == 3
        assert set(store.versions("talks")) == {both, third, other, first}
        with pytest.raises(InputError, match="has a branch"):
            store.branch("talks", "main", first.id)
        with pytest.raises(NotThere, match="no branch"):
            store.head("talks", "if it rain")
        with pytest.raises(NotThere, match="no branch"):
            store.save("talks", ONE, first.id, branch="else")

    def test_a_dialogue_can_be_removed_and_brought_back(self, store):
        first = store.save("talks", ONE, None)
        second = store.save("talks", TWO, first.id, "Ada")
        with pytest.raises(Moved):
            store.remove("talks", first.id)
        store.remove("talks", second.id)
        assert store.dialogues() == ()
        with pytest.raises(NotThere):
            store.head("talks")
        with pytest.raises(NotThere):
            store.remove("talks", second.id)
        with pytest.raises(Moved, match="removed in between") as told:
            store.save("talks", THREE, second.id)
        assert told.value.head is None
        assert store.versions("talks") == (second, first)
        back = store.restore("talks", first.id)
        assert store.dialogues() == ("talks",) and store.text(store.head("talks")) == ONE
        assert store.versions("talks") == (back, second, first)

    def test_a_removed_name_can_be_used_anew(self, store):
        first = store.save("talks", ONE, None)
        store.remove("talks", first.id)
        second = store.save("talks", TWO, None)
        assert second.parents == (first.id,) and store.text(store.head("talks")) == TWO

    def test_drafts(self, store, again):
        assert store.draft("talks") is None
        kept = store.keep_draft("talks", ONE, "")
        assert store.draft("talks") == kept == again().draft("talks")
        assert (kept.text, kept.base) == (ONE, "")
        first = store.save("talks", ONE, None)
        assert store.draft("talks") is None, "what was saved is no draft any more"
        store.keep_draft("talks", TWO, first.id, author="Ada")
        store.keep_draft("talks", THREE, first.id, author="Ada")
        store.keep_draft("talks", TWO, first.id, author="Bo")
        assert store.draft("talks", author="Ada").text == THREE and store.draft("talks", author="Bo").base == first.id
        store.save("talks", TWO, first.id, author="Ada")
        assert store.draft("talks", author="Ada").text == THREE, "more was written since"
        store.drop_draft("talks", author="Ada")
        store.drop_draft("talks", author="Ada")
        assert store.draft("talks", author="Ada") is None and store.draft("talks", author="Bo").text == TWO

    def test_of_many_at_once_one_is_first(self, store, again):
        first = store.save("talks", "a: 0\n", None)
        stores, won, moved, other = [again() for _ in range(6)], [], [], []

        def act(number):
            try:
                won.append(stores[number].save("talks", f"a: {number + 1}\n", first.id))
            except Moved as fault:
                moved.append(fault)
            except BaseException as fault:
                other.append(fault)

        threads = [threading.Thread(target=act, args=(number,)) for number in range(len(stores))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not other
        assert len(won) == 1 and len(moved) == len(stores) - 1
        assert store.versions("talks") == (won[0], first)
        assert all(fault.head == won[0] for fault in moved)
