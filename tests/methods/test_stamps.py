"""Time stamps by an authority: a server of the test's own answers with real ones, made by openssl; what is not one on
the record is refused, and nothing but a hash is sent."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from detente.cli import forecast as command
from detente.cli import run
from detente.errors import InputError
from detente.methods.forecasts import stamps
from detente.methods.forecasts.chain import FIRST, Stamp, lines, read
from detente.methods.forecasts.stamps import stamp, stamped

pytest.importorskip("rfc3161_client")
pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="openssl makes the authority of these tests")

NOW = "2090-01-01T00:00:00Z"
HEAD = hashlib.sha256(b"a head").hexdigest()
CONF = """
[req]
distinguished_name = name
[name]
[ca]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[leaf]
extendedKeyUsage = critical, timeStamping
keyUsage = critical, digitalSignature
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[tsa]
default_tsa = own
[own]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
"""


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    """A folder with a root, a certificate for time stamps and their keys."""
    folder = tmp_path_factory.mktemp("authority")
    (folder / "c.cnf").write_text(CONF)
    (folder / "serial").write_text("01")
    new = "req -config c.cnf -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
    for words in (
        f"{new} -x509 -days 3650 -subj /CN=Root -extensions ca -keyout ca.key -out ca.pem",
        f"{new} -subj /CN=Clock -keyout tsa.key -out tsa.csr",
        "x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -set_serial 2 -days 3650 "
        "-extfile c.cnf -extensions leaf -out tsa.pem",
        f"{new} -x509 -days 3650 -subj /CN=Other -extensions ca -keyout other.key -out other.pem",
    ):
        subprocess.run(["openssl", *words.split()], cwd=folder, check=True, capture_output=True)
    return folder


class Clock(BaseHTTPRequestHandler):
    """Answers as `plan` says: "stamp", a status code, or bytes."""

    def do_POST(self):
        query = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.headers["Content-Type"], query))
        if isinstance(self.server.plan, int):
            self.send_response(self.server.plan)
            self.send_header("Location", "/elsewhere")
            self.end_headers()
            return
        body = self.server.plan if isinstance(self.server.plan, bytes) else reply(self.server.folder, query)
        self.send_response(200)
        self.end_headers()
        for byte in body if self.server.drip else ():
            time.sleep(self.server.drip)
            self.wfile.write(bytes([byte]))
        if not self.server.drip:
            self.wfile.write(body)

    def log_message(self, *words):
        pass


def reply(folder, query):
    (folder / "query").write_bytes(query)
    words = ["openssl", "ts", "-reply", "-config", "c.cnf", "-queryfile", "query"]
    return subprocess.run(words, cwd=folder, check=True, capture_output=True).stdout


@pytest.fixture
def clock(authority):
    server = HTTPServer(("127.0.0.1", 0), Clock)
    server.folder, server.plan, server.asked, server.drip = authority, "stamp", [], 0.0
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    server.url = f"http://127.0.0.1:{server.server_port}/tsr"
    yield server
    server.shutdown()
    server.server_close()


def test_a_stamp_is_on_its_head_alone_and_signed_by_who_is_trusted(clock, authority):
    one = stamp(HEAD, clock.url, NOW)
    kind, query = clock.asked[0]
    assert kind == "application/timestamp-query" and len(query) < 100
    assert hashlib.sha256(HEAD.encode()).digest() in query and HEAD.encode() not in query
    assert stamped(one, HEAD).by == "CN=Clock" and stamped(one, HEAD).signed is None
    assert stamped(one, HEAD, (authority / "ca.pem").read_bytes()).signed is True
    assert stamped(one, HEAD, (authority / "other.pem").read_bytes()).signed is False
    with pytest.raises(InputError, match="something else"):
        stamped(one, FIRST)
    with pytest.raises(InputError, match="holds none in PEM"):
        stamped(one, HEAD, b"no certificate")


def test_a_stamp_can_be_checked_without_this_program(clock, authority, tmp_path):
    (tmp_path / "head").write_text(HEAD)
    (tmp_path / "stamp.tsr").write_bytes(base64.b64decode(stamp(HEAD, clock.url, NOW).response))
    words = ["openssl", "ts", "-verify", "-data", "head", "-in", "stamp.tsr", "-CAfile", str(authority / "ca.pem")]
    assert "OK" in subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=True).stdout


def test_a_stamp_with_one_byte_otherwise_is_no_stamp_or_not_signed(clock, authority):
    raw = base64.b64decode(stamp(HEAD, clock.url, NOW).response)
    roots = (authority / "ca.pem").read_bytes()
    for at in range(0, len(raw), 23):
        forged = raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]
        one = Stamp(date=NOW, authority=clock.url, response=base64.b64encode(forged).decode())
        try:
            found = stamped(one, HEAD, roots)
        except InputError:
            continue
        whole = stamped(Stamp(date=NOW, authority="", response=base64.b64encode(raw).decode()), HEAD, roots)
        assert not found.signed or found.time == whole.time  # bytes outside what is signed say nothing


@pytest.mark.parametrize(
    ("plan", "said"),
    [(404, "answered 404"), (302, "answered 302"), (b"", "no time stamp"), (b"<html>", "no time stamp"),
     (b"0" * 200_000, "too long"), (bytes.fromhex("30053003020102"), "refused")],
)  # fmt: skip
def test_what_is_no_stamp_is_not_kept(clock, plan, said):
    clock.plan = plan
    with pytest.raises(InputError, match=said):
        stamp(HEAD, clock.url, NOW)
    assert len(clock.asked) == 1


def test_an_old_answer_is_not_taken_for_a_new_one(clock):
    clock.plan = base64.b64decode(stamp(HEAD, clock.url, NOW).response)
    with pytest.raises(InputError, match="another question"):
        stamp(HEAD, clock.url, NOW)


NOWHERE = ["file:///etc/passwd", "ftp://x", "here", "http://127.0.0.1:1/", "http://[", "https://"]


@pytest.mark.parametrize("address", NOWHERE)
def test_an_address_that_is_none_is_told(address):
    with pytest.raises(InputError, match=r"is no address|cannot be reached"):
        stamp(HEAD, address, NOW)


# ---- the command -----------------------------------------------------------------------------------------------------


def told(capsys, *words, code=0):
    assert run(["forecast", *words]) == code, capsys.readouterr()
    said = capsys.readouterr()
    return " ".join((said.out + said.err).split())


@pytest.fixture
def record(tmp_path, monkeypatch):
    talks = "horizon: 2099-06\nparties: {a: , b: }\noptions: {x: {by: a, asked_by: b}}\n"
    (tmp_path / "t.yaml").write_text(talks)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(command, "_now", lambda: NOW)
    assert run(["forecast", "seal", "t.yaml", "--source", "the press"]) == 0
    return tmp_path / "t.forecasts.jsonl"


def test_the_record_is_stamped_and_goes_on(record, clock, authority, capsys):
    head = read(record.read_text()).head
    page = told(capsys, "stamp", "t.yaml", "--at", clock.url)
    assert f"the head was {head}" in page and "CN=Clock" in page and "was not looked at" in page
    told(capsys, "seal", "t.yaml", "--source", "the press")
    page = told(capsys, "check", "t.yaml", "--roots", str(authority / "ca.pem"))
    assert "two forecasts and no answers" in page and "One time stamp by somebody else" in page
    assert "leads to a certificate that you trust" in page
    assert "does not lead" in told(capsys, "check", "t.yaml", "--roots", str(authority / "other.pem"))
    assert "cannot be read" in told(capsys, "check", "t.yaml", "--roots", "none.pem", code=2)
    assert run(["forecast", "check", "t.yaml", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["stamps"][0]["head"] == head
    assert "No question" in told(capsys, "score", "t.yaml")


def test_a_stamp_taken_from_another_record_is_found(record, clock, capsys):
    whole = read(record.read_text())
    foreign = stamp(HEAD, clock.url, NOW)
    record.write_text(record.read_text() + lines([foreign], whole.head))
    assert "something else" in told(capsys, "check", "t.yaml", code=2)


def test_without_an_address_nothing_is_asked(record, capsys, monkeypatch):
    monkeypatch.setattr("urllib.request.build_opener", lambda *_: pytest.fail("the network was asked"))
    for words in (["seal", "t.yaml", "--source", "s"], ["check", "t.yaml"], ["score", "t.yaml"]):
        told(capsys, *words)
    assert run(["forecast", "stamp", "t.yaml"]) == 2


def test_without_the_extra_the_chain_is_checked_and_stamps_are_not(record, clock, capsys, monkeypatch):
    told(capsys, "stamp", "t.yaml", "--at", clock.url)
    monkeypatch.setattr("detente.methods.forecasts.stamps.find_spec", lambda _: None)
    page = told(capsys, "check", "t.yaml")
    assert "The record is whole" in page and "pip install 'detente[stamp]'" in page
    assert "detente[stamp]" in told(capsys, "stamp", "t.yaml", "--at", clock.url, code=2)


def test_an_authority_that_drips_holds_nobody_up(clock, monkeypatch):
    monkeypatch.setattr(stamps, "SECONDS", 0.4)
    clock.plan, clock.drip = b"x" * 60, 0.05
    with pytest.raises(InputError, match="no whole answer within 0 seconds"):
        stamp(HEAD, clock.url, NOW)
