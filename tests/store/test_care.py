"""A store is handed on, taken in, checked and swept; and nothing that was confirmed dies with its writer."""

from __future__ import annotations

import json
import os
import sqlite3
import zipfile
from pathlib import Path

import pytest
from contract import ONE, THREE, TWO
from kills import kill

from detente.cli import run
from detente.errors import InputError, TooLarge
from detente.store import NotThere, open_store
from detente.store.archive import bring_in, export
from detente.store.care import check

pytest.importorskip("sqlalchemy")


@pytest.fixture(params=["folder", "sqlite"])
def fresh(request, tmp_path):
    """A function that makes one more empty store of the kind."""
    made = iter(range(99))

    def make():
        place = tmp_path / f"{request.param}-{next(made)}"
        if request.param == "folder":
            place.mkdir()
            return open_store(place)
        return open_store(f"sqlite:///{place}.sqlite")

    return make


def filled(store):
    first = store.save("talks", ONE, None, "Ada", "begun")
    second = store.save("talks", TWO, first.id, "Bo")
    store.branch("talks", "if it rains", first.id)
    store.save("talks", THREE, first.id, branch="if it rains")
    gone = store.save("gone", ONE, None)
    store.remove("gone", gone.id)
    store.keep_draft("talks", THREE, second.id, author="Ada")
    return store


def everything(store):
    names = sorted(store.kept())
    return {name: (name in store.dialogues(), store.records(name), store.tips(name)) for name in names}, store.drafts()


def test_a_backup_brings_everything_back(fresh, tmp_path):
    store, other = filled(fresh()), fresh()
    assert export(store, tmp_path / "all.zip", drafts=True) == 2
    told = bring_in(other, tmp_path / "all.zip")
    assert told == ("gone: 1 version taken in", "talks: 3 versions taken in")
    assert everything(other) == everything(store) and check(other) == ()
    for version in store.records("talks").values():
        assert other.text(version) == store.text(version)
    assert bring_in(other, tmp_path / "all.zip")[1] == "talks: 0 versions taken in"
    assert everything(other) == everything(store)


def test_folders_and_databases_take_in_each_others(tmp_path):
    (tmp_path / "a").mkdir()
    folder, base = open_store(tmp_path / "a"), open_store(tmp_path / "b.sqlite")
    export(filled(folder), tmp_path / "x.zip")
    bring_in(base, tmp_path / "x.zip")
    assert everything(base)[0] == everything(folder)[0] and base.drafts() == ()


def test_an_export_is_of_those_that_are_named(fresh, tmp_path):
    store = filled(fresh())
    store.save("third", TWO, None)
    assert export(store, tmp_path / "x.zip", ["third"]) == 1
    assert "third.yaml" in zipfile.ZipFile(tmp_path / "x.zip").namelist()
    with pytest.raises(NotThere):
        export(store, tmp_path / "x.zip", ["fourth"])
    with pytest.raises(NotThere):
        export(store, tmp_path / "x.zip", ["gone"])


def test_what_went_on_is_not_overwritten(fresh, tmp_path):
    store, other = fresh(), fresh()
    first = store.save("talks", ONE, None)
    export(store, tmp_path / "1.zip")
    bring_in(other, tmp_path / "1.zip")
    second = store.save("talks", TWO, first.id)
    export(store, tmp_path / "2.zip")
    bring_in(other, tmp_path / "2.zip")
    assert other.head("talks") == second, "it goes on where it was"
    bring_in(other, tmp_path / "1.zip")
    assert other.head("talks") == second, "an older archive changes nothing"
    mine = other.save("talks", THREE, second.id)
    theirs = store.save("talks", ONE + TWO, second.id)
    export(store, tmp_path / "3.zip")
    assert bring_in(other, tmp_path / "3.zip") == ("talks: 1 version taken in; beside what is here: main (imported)",)
    assert other.head("talks") == mine and other.head("talks", "main (imported)") == theirs and check(other) == ()


def spoiled(file, change):
    """The archive with its list changed."""
    with zipfile.ZipFile(file) as old:
        members = {name: old.read(name) for name in old.namelist()}
    said = json.loads(members["store.json"])
    change(said, members)
    members["store.json"] = members.get("list", json.dumps(said).encode())
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in members.items():
            new.writestr(name, data)


def version_of(said):
    return said["dialogues"][0]["versions"][0]


@pytest.mark.parametrize("change", [
    lambda s, m: s.update({"detente store": 2}),
    lambda s, m: s["dialogues"][0].update(name="../../etc"),
    lambda s, m: s["dialogues"][0].update(name="other"),
    lambda s, m: s["dialogues"][0]["branches"].update({"..": version_of(s)["id"]}),
    lambda s, m: s["dialogues"][0]["branches"].update(main="0" * 32),
    lambda s, m: version_of(s).update(author="Mallory"),
    lambda s, m: version_of(s).update(id="0" * 32),
    lambda s, m: version_of(s).update(digest="../store"),
    lambda s, m: version_of(s).update(number=None),
    lambda s, m: version_of(s).update(parents=["0" * 32]),
    lambda s, m: version_of(s).pop("time"),
    lambda s, m: m.update({next(n for n in m if n.startswith("texts/")): b"other"}),
    lambda s, m: m.update({next(n for n in m if n.startswith("texts/")): b"\xff"}),
    lambda s, m: m.update({next(n for n in m if n.startswith("texts/")): b"x" * 10_000_001}),
    lambda s, m: m.update(list=b"[1]"),
    lambda s, m: m.update(list=b"{"),
    lambda s, m: m.update(list=b"[" * 100_000),
    lambda s, m: s.update(dialogues="x"),
    lambda s, m: s.update(drafts=[{"name": "x"}]),
])  # fmt: skip
def test_a_spoiled_archive_is_refused_whole(fresh, tmp_path, change):
    store, other = fresh(), fresh()
    store.save("talks", ONE, None)
    export(store, tmp_path / "x.zip")
    spoiled(tmp_path / "x.zip", change)
    with pytest.raises((InputError, TooLarge)):
        bring_in(other, tmp_path / "x.zip")
    assert other.kept() == set()


@pytest.mark.parametrize("data", [b"", b"PK", b"no archive", b"PK\x03\x04" + b"\0" * 100])
def test_what_is_no_archive_is_told(fresh, tmp_path, data):
    (tmp_path / "x.zip").write_bytes(data)
    with pytest.raises(InputError, match="no archive of a store"):
        bring_in(fresh(), tmp_path / "x.zip")
    with pytest.raises(InputError, match="cannot be read"):
        bring_in(fresh(), tmp_path / "none.zip")


def test_check_finds_what_is_wrong_in_a_folder(tmp_path):
    store = filled(open_store(tmp_path))
    assert check(store) == ()
    room = tmp_path / ".detente/versions/talks"
    head = store.head("talks")
    (room / f"{head.parents[0]}.json").unlink()
    assert any("which is not there" in fault.message for fault in check(store))
    record = room / f"{head.id}.json"
    record.write_text(record.read_text().replace("Bo", "Mallory"))
    assert any("was changed" in fault.message for fault in check(store))
    (tmp_path / ".detente/versions/gone/branches/main").write_text("0" * 32)
    (tmp_path / "a:b.yaml").write_text("x")
    (tmp_path / "talks.yml").write_text("x")
    told = {fault.message for fault in check(store)}
    assert any("a:b.yaml is left out" in message for message in told)
    assert any("talks.yml is left out: talks.yaml has the same name" in message for message in told)
    assert any("no branch `main`" in m or "is not there" in m for m in told)


def test_check_finds_what_is_wrong_in_a_database(tmp_path):
    store = filled(open_store(tmp_path / "x.sqlite"))
    assert check(store) == ()
    with sqlite3.connect(tmp_path / "x.sqlite") as connection:
        connection.execute("UPDATE version SET author = 'Mallory' WHERE author = 'Bo'")
        gone = store.records("gone").popitem()[1].digest
        connection.execute("UPDATE text SET body = body || 'x' WHERE digest = ?", (gone,))
        connection.execute("DELETE FROM branch WHERE name = 'gone'")
    told = {(fault.name, fault.message.split(" ")[0]) for fault in check(store)}
    assert {("talks", "the"), ("gone", "there"), ("gone", "the")} <= told


def test_what_is_left_behind_is_swept(tmp_path):
    store = filled(open_store(tmp_path))
    room = tmp_path / ".detente/versions/talks"
    before = everything(store)
    left = [room / f"{'a' * 64}.yaml", room / ".half.1.2", tmp_path / ".talks.yaml.abcd1234", room / f"{'b' * 32}.json"]
    for path in left[:3]:
        path.write_text("left")
        os.utime(path, (0, 0))
    left[3].write_text((room / f"{store.head('talks').id}.json").read_text())
    assert sorted(store.sweep(dry=True)) == sorted(str(path.relative_to(tmp_path)) for path in left)
    assert all(path.exists() for path in left)
    assert len(list(store.sweep(dry=False))) == 4 and not any(path.exists() for path in left)
    assert everything(store) == before and check(store) == () and not any(store.sweep(dry=False))


def test_a_draft_that_says_what_is_saved_is_swept(fresh):
    store = fresh()
    first = store.save("talks", ONE, None)
    store.keep_draft("talks", ONE, first.id, author="Ada")
    store.keep_draft("talks", TWO, first.id, author="Bo")
    assert len(list(store.sweep(dry=False))) == 1 and [draft.author for draft in store.drafts()] == ["Bo"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("kind", ["folder", "sqlite"])
def test_nothing_confirmed_dies_with_its_writer(kind, tmp_path):
    where = tmp_path if kind == "folder" else tmp_path / "x.sqlite"
    saves, drafts, kills = kill(where, 30)
    assert kills == 30 and saves > 3 and drafts > 0


def test_a_save_is_on_the_disk_before_it_is_confirmed(tmp_path, monkeypatch):
    """The new text and its name: file and folder are synchronised, in this order, before `save` returns."""
    synced, whole = [], os.fsync
    monkeypatch.setattr(os, "fsync", lambda fd: (synced.append(str(Path(f"/proc/self/fd/{fd}").readlink())), whole(fd)))
    store = open_store(tmp_path)
    version = store.save("talks", ONE, None)
    room = tmp_path / ".detente/versions/talks"
    folders = (tmp_path, room, room / "branches")
    last = {path: max(k for k, s in enumerate(synced) if s == str(path)) for path in folders}
    file = max(k for k, s in enumerate(synced) if s.startswith(f"{tmp_path}/.talks.yaml."))
    assert last[room] < file < last[tmp_path] < last[room / "branches"]
    texts = [k for k, s in enumerate(synced) if version.digest[:20] in s]
    assert texts and max(texts) < last[room]


# ---- the command ---------------------------------------------------------------------------------------------------


def test_the_command(tmp_path, capsys):
    (tmp_path / "in").mkdir()
    filled(open_store(tmp_path / "in"))
    target = f"sqlite:///{tmp_path}/x.sqlite"

    def said(*words):
        assert run(["store", *words]) == 0, capsys.readouterr().err
        return capsys.readouterr().out

    told = said("list", str(tmp_path / "in"))
    assert told.startswith("talks: version 2; 20") and "Bo" in told
    (row,) = json.loads(said("list", str(tmp_path / "in"), "--json"))["dialogues"]
    assert row["branches"] == ["main", "if it rains"]
    assert "2 dialogues written" in said("backup", str(tmp_path / "in"), str(tmp_path / "b.zip"))
    assert "1 dialogue written" in said("export", str(tmp_path / "in"), str(tmp_path / "e.zip"), "--only", "talks")
    assert "talks: 3 versions taken in" in said("import", target, str(tmp_path / "e.zip"))
    assert "1 dialogue, 3 versions, all whole" in said("check", target)
    assert said("gc", target, "--dry-run") == "0 would be removed\n" and said("gc", target) == "0 removed\n"
    assert "no dialogues in" in said("list", f"sqlite:///{tmp_path}/y.sqlite")
    head = open_store(tmp_path / "in").head("talks")
    (tmp_path / f"in/.detente/versions/talks/{head.digest}.yaml").write_text("x")
    assert run(["store", "check", str(tmp_path / "in")]) == 2
    assert "not the text that was saved" in capsys.readouterr().err
    assert run(["store", "list", str(tmp_path / "none")]) == 2
