"""Work shared among processes and on a cluster: the same results, in order, whoever is lost on the way."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from detente.analyses.outlook import outlook
from detente.errors import InputError, MissingExtra
from detente.formats import load
from detente.model.dialogue import Chance
from detente.scale import sharing


class Deadly:
    """Squares numbers; the first process that is given 7 dies of it (a file remembers that it has happened)."""

    def __init__(self, mark):
        self.mark = mark

    def __call__(self, part):
        if part == 7 and not self.mark.exists():
            self.mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return part * part


class AlwaysDeadly:
    """No other process survives 3."""

    def __init__(self):
        self.home = os.getpid()

    def __call__(self, part):
        if part == 3 and os.getpid() != self.home:
            os.kill(os.getpid(), signal.SIGKILL)
        return part * part


SQUARES = [n * n for n in range(20)]


def uncertain():
    """River with every statement uncertain: more combinations than one part holds, when parts are small."""
    dialogue = load("river")
    lists = {
        party: replace(p, priorities=tuple(replace(s, sure=Chance(value=0.7)) for s in p.priorities))
        for party, p in dialogue.preferences.items()
    }
    return replace(dialogue, preferences=lists)


def test_processes_give_the_same_bit_for_bit(monkeypatch):
    monkeypatch.setattr("detente.methods.chances.sums.MOST", 16)
    dialogue = uncertain()
    for asked in ({}, {"draws": 3000, "seed": 5}):
        alone = outlook(dialogue, **asked)
        with sharing(workers=2) as spread:
            assert outlook(dialogue, spread=spread, **asked) == alone


def test_a_lost_process_costs_nothing_but_time(tmp_path):
    with sharing(workers=2) as spread:
        assert list(spread(Deadly(tmp_path / "dead"), range(20))) == SQUARES
    assert (tmp_path / "dead").exists()


def test_a_part_that_kills_every_process_is_worked_out_here():
    with sharing(workers=2) as spread:
        assert list(spread(AlwaysDeadly(), range(20))) == SQUARES


def test_what_a_process_raises_comes_back():
    with sharing(workers=2) as spread, pytest.raises(ZeroDivisionError):
        list(spread(_inverse, [1, 0]))


def _inverse(part):
    return 1 / part


@pytest.fixture
def local_cluster():
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=50
    ) as made:
        yield made


def test_a_cluster_gives_the_same_and_a_lost_worker_changes_nothing(local_cluster, monkeypatch):
    monkeypatch.setattr("detente.methods.chances.sums.MOST", 16)
    dialogue = uncertain()
    alone = outlook(dialogue, draws=3000, seed=5)
    workers = [worker.process.pid for worker in local_cluster.workers.values()]
    killed = []

    def told(done, total):
        if not killed:
            killed.append(workers[0])
            os.kill(workers[0], signal.SIGKILL)

    with sharing(scheduler=local_cluster.scheduler_address) as spread:
        assert outlook(dialogue, draws=3000, seed=5, spread=spread, told=told) == alone
    assert killed


def test_without_any_worker_left_the_work_is_done_here(local_cluster, monkeypatch):
    monkeypatch.setattr("detente.scale.cluster.PATIENCE", 1)
    with sharing(scheduler=local_cluster.scheduler_address) as spread:
        results = spread(_square, range(6))
        assert next(results) == 0
        local_cluster.scale(0)
        deadline = time.monotonic() + 30
        while local_cluster.scheduler_info["workers"] and time.monotonic() < deadline:
            time.sleep(0.1)
        assert list(results) == SQUARES[1:6]


def _square(part):
    return part * part


@pytest.mark.parametrize("workers", [0, -1, 10_000])
def test_numbers_of_workers_that_make_no_sense(workers):
    with pytest.raises(InputError, match="workers must be"):
        sharing(workers=workers)


def test_a_scheduler_that_is_not_there():
    pytest.importorskip("distributed")
    for address, said in (("nowhere", "is not the address"), ("tcp://127.0.0.1:9", "no Dask scheduler with workers")):
        with pytest.raises(InputError, match=said), sharing(scheduler=address):
            pass
    with pytest.raises(InputError, match="not both"):
        sharing(workers=2, scheduler="tcp://127.0.0.1:9")


def test_without_dask_it_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingExtra, match=r"pip install 'detente\[scale\]'"), sharing(scheduler="tcp://127.0.0.1:9"):
        pass


# A shell that runs the tests in the background has them, and so what they start, ignore SIGINT: it is heard again.
LONG = """
import signal, sys, time
import detente.methods.chances.sums as tally
from detente.cli import run
signal.signal(signal.SIGINT, signal.default_int_handler)
tally.MOST = 8
call = tally.Work.__call__
def slow(self, batch):
    time.sleep(0.05)
    print("part", file=sys.stderr, flush=True)
    return call(self, batch)
tally.Work.__call__ = slow
sys.exit(run(sys.argv[1:]))
"""


@pytest.mark.parametrize("workers", ["1", "2"])
def test_an_interrupt_prints_what_is_known(workers):
    asked = ["outlook", "us-pakistan-2010", "--no-equilibria", "--json", "--workers", workers]
    running = subprocess.Popen(
        [sys.executable, "-c", LONG, *asked], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    parts = 0
    for line in running.stderr:
        parts += line == "part\n"
        if parts == 12:
            os.killpg(running.pid, signal.SIGINT)
            break
    out, err = running.communicate(timeout=120)
    result = json.loads(out)
    assert running.returncode == 130
    assert result["complete"] is False and 0 < result["covered"] < 1 and 0 < result["combinations"] < 512
    assert "Traceback" not in err
