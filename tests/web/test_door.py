"""Who is let in: every route, by everybody who should not be."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Iterator

import httpx
import pytest
from bench import DIALOGUES, Running

from detente.web.door import MAX_BODY, POLICY
from detente.web.routes import ROUTES, Route

EVERY = pytest.mark.parametrize("route", ROUTES, ids=lambda r: f"{r.method} {r.path}")


def path(route: Route, value: str = "river") -> str:
    """The route's path with something in its places."""
    known = {"{format}": "md", "{what}": "hover"}
    return re.sub(r"\{\w+\}", lambda place: known.get(place[0], value), route.path)


@pytest.fixture(scope="module")
def line(bench: Running) -> Iterator[httpx.Client]:
    """A line to the workbench, without a key."""
    with httpx.Client(base_url=bench.url, timeout=60, verify=False) as found:
        yield found


def keys(bench: Running, **more: str) -> dict[str, str]:
    """The key, and other headers (`_` for `-`)."""
    return {"authorization": f"Bearer {bench.door.token}", **{k.replace("_", "-"): v for k, v in more.items()}}


def refusal(answer: httpx.Response, status: int) -> None:
    """A refusal is a problem of that status, and says the policy like every answer."""
    assert answer.status_code == status, answer.text[:300]
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"


@EVERY
def test_nobody_without_the_key(bench: Running, line: httpx.Client, route: Route) -> None:
    door = bench.door
    for given in (
        {}, {"authorization": f"Bearer {door.token[:-1]}"}, {"authorization": f"Basic {door.token}"},
        {"cookie": f"{door.cookie}={door.token}"}, {"cookie": f"{door.cookie}="}, {"cookie": ";=;"},
    ):  # fmt: skip
        refusal(line.request(route.method, path(route), headers=given), 401)


@EVERY
def test_no_other_origin_even_with_the_key(bench: Running, line: httpx.Client, route: Route) -> None:
    port = int(bench.url.rpartition(":")[2])
    for origin in ("https://evil.example", f"http://127.0.0.1:{port + 1}", "null", f"https://127.0.0.1:{port}"):
        refusal(line.request(route.method, path(route), headers=keys(bench, origin=origin)), 403)
    for site in ("cross-site", "same-site"):
        refusal(line.request(route.method, path(route), headers=keys(bench, sec_fetch_site=site)), 403)


@EVERY
def test_no_other_host(bench: Running, line: httpx.Client, route: Route) -> None:
    """A name of somebody else's that was made to lead here."""
    for host in ("evil.example", bench.door.host + ".evil.example", "127.0.0.1", "127.0.0.1:1"):
        refusal(line.request(route.method, path(route), headers=keys(bench, host=host)), 421)


@pytest.mark.parametrize("route", [r for r in ROUTES if r.method != "GET"], ids=lambda r: f"{r.method} {r.path}")
def test_no_change_from_nowhere_with_a_cookie(bench: Running, line: httpx.Client, route: Route) -> None:
    given = {"cookie": f"{bench.door.cookie}={bench.door.pass_}"}
    refusal(line.request(route.method, path(route), headers=given), 403)


@EVERY
def test_no_body_beyond_the_limit(bench: Running, route: Route) -> None:
    line = http.client.HTTPConnection(bench.door.host, timeout=60)
    announced = keys(bench, content_length=str(MAX_BODY + 1))
    line.request(route.method, path(route), headers=announced)  # refused by what it announces, before it is sent
    answer = line.getresponse()
    assert answer.status == 413
    assert json.loads(answer.read())["status"] == 413
    line.close()


def test_no_body_without_a_length_beyond_the_limit(bench: Running) -> None:
    with bench.client() as client:
        try:
            answer = client.post("/api/v1/work", content=(b" " * 1_000_000 for _ in range(13)))
        except httpx.TransportError:
            return  # the line was closed while we were sending
        refusal(answer, 413)


def test_the_key_in_the_address_becomes_a_cookie(bench: Running) -> None:
    with httpx.Client(base_url=bench.url, verify=False) as client:
        entered = client.get("/api/v1/dialogues", params={"q": "river", "token": bench.door.token})
        assert entered.status_code == 303
        assert entered.headers["location"] == "/api/v1/dialogues?q=river"
        said = entered.headers["set-cookie"].lower()
        assert "httponly" in said
        assert "samesite=strict" in said
        assert bench.door.token.lower() not in said
        assert client.get(entered.headers["location"]).status_code == 200


def test_the_way_in_leads_nowhere_else(bench: Running) -> None:
    entered = httpx.get(f"{bench.url}//evil.example/?token={bench.door.token}")
    assert entered.headers["location"].startswith("/evil.example")


NOWHERE = [
    "..", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "..%5c..%5cwindows", "a%00b", ".detente", "%C0%AE", "x" * 5000,
    "%3Cscript%3Ealert(1)%3C%2Fscript%3E", "'; DROP TABLE dialogues; --", "{{7*7}}",
]  # fmt: skip


@pytest.mark.parametrize("route", [r for r in ROUTES if "{" in r.path], ids=lambda r: f"{r.method} {r.path}")
def test_names_lead_nowhere(bench: Running, line: httpx.Client, route: Route) -> None:
    """Paths out of the folder, markup and commands in a name: no such thing is there, and nothing breaks."""
    body = {"text": "x"} if route.method == "PUT" else {}
    for name in NOWHERE:
        given = keys(bench, if_match='"x"', content_type="application/json")
        answer = line.request(route.method, path(route, name), content=json.dumps(body), headers=given)
        elsewhere = answer.request.url.path.count("/") < path(route, "x").count("/")  # "..": the client went up itself
        assert answer.status_code in (303, 400, 404, 405, 412, 422) or elsewhere, answer.text[:300]
        assert "root:" not in answer.text
        assert "<script>alert" not in answer.text or answer.headers["content-type"] == "application/problem+json"
    assert {file.stem for file in bench.folder.glob("*.yaml")} == set(DIALOGUES)


HOSTILE = ["<script>alert(1)</script>", "'; DROP TABLE x; --", "\u202e\u0000", "{{7*7}}", "x" * 20_000, "\ud800"]
FIELDS = ("text", "name", "message", "by", "base", "digest", "change", "parameters", "ask", "target", "state", "at",
          "from", "shown")  # fmt: skip
TAKING = pytest.mark.parametrize(
    "route", [r for r in ROUTES if r.method in ("POST", "PUT") and not r.page], ids=lambda r: f"{r.method} {r.path}"
)


@TAKING
def test_hostile_values_are_values(bench: Running, line: httpx.Client, route: Route) -> None:
    """Markup, commands, steering characters in every field of a body: an answer, never a defect, and never markup."""
    for value in HOSTILE:
        for body in (
            dict.fromkeys(FIELDS, value), {"text": value}, {"text": value, "parameters": {"ask": value}},
            {"name": value, "from": "text", "text": value}, {"ask": value}, {"target": value}, {"state": value},
        ):  # fmt: skip
            given = keys(bench, if_match='"x"', content_type="application/json")
            answer = line.request(route.method, path(route), content=json.dumps(body), headers=given)
            assert answer.status_code < 500, (body, answer.text[:300])
            assert not answer.headers.get("content-type", "").startswith("text/html")


WRONG = (
    (b"text=x", "application/x-www-form-urlencoded"), (b"{", "application/json"), (b"[]", "application/json"),
    (b"null", "application/json"), (b"\xff\xfe", "application/json"), (b"[" * 100_000, "application/json"),
    (b'{"text": 1}', "text/plain"), (b"<x/>", "application/xml"),
)  # fmt: skip


@TAKING
def test_bodies_of_the_wrong_kind(bench: Running, line: httpx.Client, route: Route) -> None:
    for content, kind in WRONG:
        given = keys(bench, if_match='"x"', content_type=kind)
        answer = line.request(route.method, path(route), content=content, headers=given)
        assert 400 <= answer.status_code < 500, answer.text[:300]
        assert answer.headers["content-type"] == "application/problem+json"
