"""The store in a folder: the contract of every store, and that the plain files are the truth."""

from __future__ import annotations

import pytest
from contract import ONE, THREE, TWO, Contract

from detente.errors import InputError
from detente.store import Moved, disk, open_store
from detente.store.folder import FolderStore


@pytest.fixture
def again(tmp_path):
    return lambda: FolderStore(tmp_path)


@pytest.fixture
def store(again):
    return again()


class TestFolder(Contract):
    pass


def test_files_that_are_there_are_dialogues(store, tmp_path):
    (tmp_path / "talks.yaml").write_text(ONE, encoding="utf-8")
    (tmp_path / "short.yml").write_text(TWO, encoding="utf-8")
    for other in ("notes.txt", ".hidden.yaml", "talks.happened.yaml", "talks.gmcr"):
        (tmp_path / other).write_text("x", encoding="utf-8")
    (tmp_path / "below").mkdir()
    (tmp_path / "below/deep.yaml").write_text(ONE, encoding="utf-8")
    (tmp_path / "folder.yaml").mkdir()
    assert store.dialogues() == ("short", "talks")
    first = store.head("talks")
    assert store.text(first) == ONE and first.message == "the file as it was" and first.author == ""
    second = store.save("short", THREE, store.head("short").id)
    assert (tmp_path / "short.yml").read_text(encoding="utf-8") == THREE and not (tmp_path / "short.yaml").exists()
    assert store.versions("short")[0] == second


def test_a_save_is_a_plain_file(store, tmp_path):
    version = store.save("talks", ONE, None)
    assert (tmp_path / "talks.yaml").read_text(encoding="utf-8") == ONE
    store.remove("talks", version.id)
    assert not (tmp_path / "talks.yaml").exists()


def test_an_edit_from_outside_becomes_a_version(store, again, tmp_path):
    first = store.save("talks", ONE, None, "Ada")
    (tmp_path / "talks.yaml").write_text(TWO, encoding="utf-8")
    outside = store.head("talks")
    assert store.text(outside) == TWO and outside.parents == (first.id,) and outside.author == ""
    assert again().head("talks") == outside
    (tmp_path / "talks.yaml").write_text(THREE, encoding="utf-8")
    with pytest.raises(Moved) as told:
        store.save("talks", ONE, outside.id, "Ada")
    assert store.text(told.value.head) == THREE and (tmp_path / "talks.yaml").read_text(encoding="utf-8") == THREE
    assert [store.text(version) for version in store.versions("talks")] == [THREE, TWO, ONE]


def test_an_edit_from_outside_in_the_middle_of_a_save_is_not_overwritten(store, tmp_path, monkeypatch):
    first = store.save("talks", ONE, None)
    put = store._put

    def edited_meanwhile(version, text, **more):
        put(version, text, **more)
        (tmp_path / "talks.yaml").write_text(THREE, encoding="utf-8")

    monkeypatch.setattr(store, "_put", edited_meanwhile)
    with pytest.raises(InputError, match="at this very moment"):
        store.save("talks", TWO, first.id)
    monkeypatch.undo()
    assert (tmp_path / "talks.yaml").read_text(encoding="utf-8") == THREE
    assert [store.text(version) for version in store.versions("talks")] == [THREE, ONE]


def test_a_file_that_was_deleted_is_a_dialogue_that_was_removed(store, tmp_path):
    first = store.save("talks", ONE, None)
    (tmp_path / "talks.yaml").unlink()
    assert store.dialogues() == () and store.versions("talks") == (first,)
    store.restore("talks", first.id)
    assert (tmp_path / "talks.yaml").read_text(encoding="utf-8") == ONE


def test_a_link_that_leads_out_is_no_dialogue(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "out.yaml").write_text(ONE, encoding="utf-8")
    (tmp_path / "in/talks.yaml").symlink_to(tmp_path / "out.yaml")
    store = FolderStore(tmp_path / "in")
    assert store.dialogues() == ()
    with pytest.raises(InputError, match="a link that leads out"):
        store.save("talks", TWO, None)
    assert (tmp_path / "out.yaml").read_text(encoding="utf-8") == ONE


def test_line_ends_of_a_file_stay_as_they_were(store, tmp_path):
    (tmp_path / "talks.yaml").write_bytes(b"a: 1\r\nb: 2\r\n")
    head = store.head("talks")
    assert store.text(head) == "a: 1\nb: 2\n"
    saved = store.save("talks", "a: 1\nb: 3\n", head.id)
    assert (tmp_path / "talks.yaml").read_bytes() == b"a: 1\r\nb: 3\r\n"
    assert store.head("talks") == saved


def test_a_file_that_is_no_text_is_told(store, tmp_path):
    (tmp_path / "talks.yaml").write_bytes(b"a: \xff\n")
    assert store.dialogues() == ("talks",)
    with pytest.raises(InputError, match="UTF-8"):
        store.head("talks")


def test_a_folder_that_may_not_be_written_can_be_read(store, tmp_path, monkeypatch):
    (tmp_path / "talks.yaml").write_text(ONE, encoding="utf-8")
    monkeypatch.setattr(disk, "make", _read_only)
    head = store.head("talks")
    assert store.text(head) == ONE and store.head("talks") == head and store.versions("talks") == (head,)
    with pytest.raises(InputError, match="read-only"):
        store.save("talks", TWO, head.id)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["talks.yaml"]


def _read_only(folder):
    raise InputError(f"`{folder}` is read-only")


def test_a_record_that_was_changed_is_told(store, tmp_path):
    first = store.save("talks", ONE, None)
    room = tmp_path / ".detente/versions/talks"
    (room / f"{first.digest}.yaml").write_text(TWO, encoding="utf-8")
    with pytest.raises(InputError, match="not the text that was saved"):
        store.text(first)
    (room / f"{first.id}.json").write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match="not the record of a version"):
        store.head("talks")


def test_open_store_wants_a_folder(tmp_path):
    assert open_store(tmp_path).place == str(tmp_path)
    with pytest.raises(InputError, match="there is no folder"):
        open_store(tmp_path / "none")
