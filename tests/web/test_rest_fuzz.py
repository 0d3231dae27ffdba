"""Made-up requests after the contract, by schemathesis: never a defect. `make bench` tries many more."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

schemathesis = pytest.importorskip("schemathesis")

from bench import Running, running  # noqa: E402
from hypothesis import HealthCheck, Phase, given, settings  # noqa: E402

QUICK = ("/work", "/edit", "/compare", "/diff", "/assist", "/dialogues", "/jobs",
         "/ask/why", "/ask/whatif", "/ask/outlook")  # fmt: skip
"""Beginnings of the paths that are tried here; the other questions are asked in the same way."""

TRIES = 12
"""Requests of each operation."""


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A workbench whose dialogues may come to harm."""
    with running(tmp_path_factory.mktemp("fuzz"), "river", size=2) as found:
        yield found


def schema(bench: Running) -> Any:
    """The contract that the workbench gives."""
    headers = {"authorization": f"Bearer {bench.door.token}"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return schemathesis.openapi.from_url(f"{bench.url}/api/v1/openapi.json", headers=headers)


def fuzzed(bench: Running, tries: int, wanted: tuple[str, ...] = ("",)) -> int:
    """Tries every operation whose path begins so; how many requests were made. AssertionError at the first defect."""
    made = 0
    for result in schema(bench).get_all_operations():
        operation = result.ok()
        path = operation.path.removeprefix("/api/v1")
        if path.startswith(wanted) and not path.endswith("/events"):
            made += tried(bench, operation, tries)
    return made


def tried(bench: Running, operation: Any, tries: int) -> int:
    """One operation, asked so many times in ways that its contract allows."""
    made = []
    headers = {"authorization": f"Bearer {bench.door.token}", "prefer": "wait=1"}

    @settings(max_examples=tries, deadline=None, database=None, phases=[Phase.generate], derandomize=True,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(case=operation.as_strategy())
    def one(case: Any) -> None:
        answer = case.call(headers=headers, timeout=60)
        made.append(answer.status_code)
        assert answer.status_code < 500, (operation.label, case.as_curl_command(), answer.text[:500])
        if answer.status_code >= 400:
            assert answer.headers["content-type"][0] == "application/problem+json"

    one()
    return len(made)


def test_made_up_requests_find_no_defect(alone: Running) -> None:
    assert fuzzed(alone, TRIES, QUICK) > 100
    with alone.client() as client:
        assert client.get("/api/v1/dialogues").status_code == 200
        assert client.post("/api/v1/ask/rounds", json={
            "text": (Path(__file__).parents[2] / "src/detente/examples/river.yaml").read_text("utf-8"),
            "parameters": {}}).status_code == 200  # fmt: skip


def test_the_contract_has_every_route_of_the_table(alone: Running) -> None:
    from detente.web.routes import ROUTES

    with alone.client() as client:
        paths = client.get("/api/v1/openapi.json").json()["paths"]
    told = {(method.upper(), path) for path, methods in paths.items() for method in methods}
    assert told == {(route.method, route.path) for route in ROUTES if not route.page}
