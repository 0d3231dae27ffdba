"""Writers that are killed at random moments: what one was told is saved is there, whole, afterwards."""

from __future__ import annotations

import os
import random
import select
import signal
import time

from detente.store import Moved, open_store
from detente.store.care import check
from detente.store.records import digest

NAMES = ("talks", "other")


def write_on(where, number, told):
    """Saves and drafts without end; each is told only once the store has confirmed it."""
    store, count = open_store(where), 0
    while True:
        count += 1
        name, text = random.choice(NAMES), f"title: {number}.{count}\n" + "# filling\n" * random.randint(0, 300)
        if random.random() < 0.3:
            draft = store.keep_draft(name, text, "", author="Ada")
            os.write(told, f"draft {name} {digest(draft.text)} {count}\n".encode())
            continue
        head = store.head(name) if name in store.dialogues() else None
        try:
            version = store.save(name, text, head.id if head else None, "Ada", f"the {count}th")
        except Moved:
            continue
        os.write(told, f"save {name} {version.id} {version.digest}\n".encode())


def killed_writer(where, number, longest):
    """What a writer was told before it was killed, at a random moment."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            random.seed(number)
            write_on(where, number, writing)
        finally:
            os._exit(1)
    os.close(writing)
    time.sleep(random.uniform(0, longest))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    said = b""
    while select.select([reading], [], [], 0)[0] and (more := os.read(reading, 65536)):
        said += more
    os.close(reading)
    return [line.split() for line in said.decode().splitlines()]


def kill(where, times, longest=0.15):
    """(saves that were confirmed and found, drafts, kills); fails where one is lost or the store is not whole."""
    saves = drafts = 0
    last = {}
    for number in range(times):
        told = killed_writer(where, number, longest)
        longest = min(3.0, longest * (0.98 if told else 1.5))  # as much as a busy machine needs
        store = open_store(where)
        texts = {}
        for kind, name, id, more in told:
            if kind == "draft":
                drafts, texts[name] = drafts + 1, id
            else:
                saves, last[name] = saves + 1, id
                assert digest(store.text(store.version(name, id))) == more, f"lost: {name} {id}"
        for name in texts:
            kept = store.draft(name, author="Ada")
            assert kept is not None, f"lost: a draft of {name}"
            at_least = any(line[0] == "draft" and line[1] == name and line[2] == digest(kept.text) for line in told)
            assert at_least or kept.text.startswith(f"title: {number}."), f"an older draft of {name}"
        if number % 25 == 24 or number == times - 1:
            assert check(store) == (), check(store)
            for name, id in last.items():
                assert id in {version.id for version in store.versions(name)}, f"off its branch: {name} {id}"
        getattr(store, "close", lambda: None)()
    return saves, drafts, times
