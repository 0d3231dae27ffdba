"""Time stamps of a third party on the head of a record (RFC 3161): asked for at an address that the user names, parsed,
and checked. Nothing else of the record leaves the machine: the authority sees a hash of the head, and no text."""

from __future__ import annotations

import base64
import hashlib
import urllib.error
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from detente.errors import InputError, MissingExtra
from detente.methods.forecasts.chain import Stamp
from detente.posting import post

if TYPE_CHECKING:
    from rfc3161_client import TimeStampResponse

LIMIT = 100_000
"""Bytes of an answer; tokens have a few thousand."""

SECONDS = 30.0
SHA256 = "2.16.840.1.101.3.4.2.1"
GRANTED = (0, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamped:
    """What a time stamp says. `time`: UTC, as the authority's clock had it; `by`: the name in its certificate.

    `address`: where it was asked for. `head`: what was stamped. `signed`: whether its signature leads to a certificate
    that the user trusts (None: none was named, so it was not looked at).
    """

    time: str
    by: str
    address: str
    head: str
    signed: bool | None


def can_be_read() -> bool:
    """Whether the extra is there that time stamps need.

    >>> can_be_read() in (True, False)
    True
    """
    return find_spec("rfc3161_client") is not None


def stamp(head: str, address: str, now: str) -> Stamp:
    """The authority's time stamp on a head, parsed and found to be one on it before it is kept.

    InputError where the address is none, does not answer, or answers something else. MissingExtra.

    >>> stamp("0" * 64, "the clock in the hall", "2030-01-01T00:00:00Z")
    Traceback (most recent call last):
    detente.errors.InputError: `the clock in the hall` is no address: it begins with https:// or http://
    """
    _needed()
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    asked = TimestampRequestBuilder(data=head.encode("ascii"), hash_algorithm=HashAlgorithm.SHA256).build()
    raw = _answer(address, asked.as_bytes())
    answer = _parsed(raw, head)
    if answer.tst_info.nonce != asked.nonce:
        raise InputError(f"`{address}` answered another question than the one asked (its number differs)")
    return Stamp(date=now, authority=address, response=base64.b64encode(raw).decode("ascii"))


def stamped(one: Stamp, head: str, roots: bytes = b"") -> Stamped:
    """What a kept time stamp says of the head before it. `roots`: certificates in PEM that the user trusts.

    InputError where it is no time stamp on that head. MissingExtra.

    >>> stamped(Stamp(date="2030-01-01T00:00:00Z", authority="https://clock.example", response="noon"), "0" * 64)
    Traceback (most recent call last):
    detente.errors.InputError: what the authority answered is no time stamp (RFC 3161)
    """
    _needed()
    trusted = _certificates(roots) if roots else ()
    try:
        answer = _parsed(base64.b64decode(one.response, validate=True), head)
        return Stamped(
            time=answer.tst_info.gen_time.strftime("%Y-%m-%d %H:%M:%S"),
            by=_name(answer),
            address=one.authority,
            head=head,
            signed=_signed(answer, head, trusted) if trusted else None,
        )
    except InputError:
        raise
    except Exception:  # of a damaged certificate the library raises whatever it meets in it
        raise InputError("a time stamp of the record is damaged: it cannot be read") from None


def _needed() -> None:
    if not can_be_read():
        raise MissingExtra("a time stamp", "stamp")


def _parsed(raw: bytes, head: str) -> TimeStampResponse:
    """An answer that grants a stamp on the head."""
    from rfc3161_client import decode_timestamp_response

    try:
        answer = decode_timestamp_response(raw)
        granted, said = answer.status in GRANTED, "; ".join(answer.status_string)
    except ValueError:
        raise InputError("what the authority answered is no time stamp (RFC 3161)") from None
    if not granted:
        raise InputError(f"the authority refused to stamp{f': {said}' if said else f' (status {answer.status})'}")
    try:
        imprint = answer.tst_info.message_imprint
        fits = imprint.hash_algorithm.dotted_string == SHA256
        fits = fits and imprint.message == hashlib.sha256(head.encode("ascii")).digest()
    except ValueError:
        raise InputError("what the authority answered holds no time stamp (RFC 3161)") from None
    if not fits:
        raise InputError("the time stamp is one on something else, not on the record up to there")
    return answer


def _name(answer: TimeStampResponse) -> str:
    """Who signed: the subject of the certificate that comes with the stamp, else the issuer that the stamp names."""
    from cryptography.x509 import load_der_x509_certificate

    (signer,) = answer.signed_data.signer_infos
    for der in answer.signed_data.certificates:
        found = load_der_x509_certificate(der)
        if (found.issuer, found.serial_number) == (signer.issuer, signer.serial_number):
            return found.subject.rfc4514_string()
    return signer.issuer.rfc4514_string()


def _certificates(roots: bytes) -> Sequence[Any]:
    from cryptography.x509 import load_pem_x509_certificates

    try:
        return load_pem_x509_certificates(roots)
    except ValueError:
        raise InputError("the file of trusted certificates holds none in PEM (`-----BEGIN CERTIFICATE-----`)") from None


def _signed(answer: TimeStampResponse, head: str, trusted: Sequence[Any]) -> bool:
    from rfc3161_client import VerificationError, VerifierBuilder

    try:
        return VerifierBuilder(roots=list(trusted)).build().verify_message(answer, head.encode("ascii"))
    except VerificationError:
        return False


# ---- the address -----------------------------------------------------------------------------------------------------


def _answer(address: str, query: bytes) -> bytes:
    if not address.startswith(("https://", "http://")):
        raise InputError(f"`{address}` is no address: it begins with https:// or http://")
    headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    try:
        raw = post(address, query, headers, limit=LIMIT, seconds=SECONDS)
    except urllib.error.HTTPError as fault:
        raise InputError(f"`{address}` answered {fault.code} and no time stamp") from None
    except TimeoutError:
        raise InputError(f"`{address}` gave no whole answer within {SECONDS:.0f} seconds") from None
    except (OSError, ValueError) as fault:
        raise InputError(f"`{address}` cannot be reached ({getattr(fault, 'reason', fault)})") from None
    except Exception as fault:  # a server that breaks the protocol raises what the library raises
        raise InputError(f"the answer of `{address}` broke off ({type(fault).__name__})") from None
    if len(raw) > LIMIT:
        raise InputError(f"the answer of `{address}` is too long for a time stamp")
    return raw
