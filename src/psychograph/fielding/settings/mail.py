"""The mail server, where one is named, and settings of it that contradict each other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from psychograph.errors import Problem
from psychograph.fielding.settings.given import KNOWN, PREFIX, Given
from psychograph.fielding.settings.hosts import is_host, is_loopback
from psychograph.fielding.settings.model import Mail, Security
from psychograph.fielding.settings.trust import authority_of
from psychograph.quoting import did_you_mean, quoted

# Ports of mail submission by how they are encrypted: RFC 8314 (465 from the first byte, 587 by STARTTLS).
PORTS: dict[Security, int] = {"starttls": 587, "tls": 465, "none": 25}


def mail_of(given: Mapping[str, Given], problems: list[Problem]) -> Mail:
    """Return the mail server; none where nothing was said."""
    host = given.get("SMTP_HOST")
    said = [name for name in given if name.startswith("SMTP_")]
    if host is None:
        problems.extend(
            Problem(
                given[name].where,
                f"a setting of the mail server without {PREFIX}SMTP_HOST",
                "the name of the server as well",
                f"add {PREFIX}SMTP_HOST, or take this out: without it no mail is sent",
            )
            for name in said
        )
        return Mail()
    if not is_host(host.value.casefold()):
        problems.append(
            Problem(host.where, quoted(host.value), "a name or address", "leave port and :// out")
        )
    security = _security(given, problems)
    port = int(_number(given, "SMTP_PORT", PORTS[security], 1, 65_535, problems))
    _mail_contradictions(given, security, port, host, problems)
    return Mail(
        host=host.value,
        port=port,
        user=given["SMTP_USER"].value if "SMTP_USER" in given else "",
        password=given["SMTP_PASSWORD"].value if "SMTP_PASSWORD" in given else "",
        security=security,
        timeout=_number(given, "SMTP_TIMEOUT", 30.0, 1, 600, problems),
        authority=authority_of(given, problems),
    )


def _security(given: Mapping[str, Given], problems: list[Problem]) -> Security:
    one = given.get("SMTP_SECURITY")
    if one is None:  # a port that means encryption from the first byte says as much
        return "tls" if "SMTP_PORT" in given and given["SMTP_PORT"].value == "465" else "starttls"
    if one.value.casefold() not in PORTS:
        known = ("starttls", "tls", "none")
        problems.append(
            Problem(
                one.where,
                quoted(one.value),
                KNOWN["SMTP_SECURITY"],
                did_you_mean(one.value, known) or "choose",
            )
        )
        return "starttls"
    return cast("Security", one.value.casefold())


def _number(
    given: Mapping[str, Given], name: str, usual: float, low: int, high: int, problems: list[Problem]
) -> float:
    one = given.get(name)
    if one is None:
        return usual
    if not re.fullmatch(r"[0-9]{1,6}", one.value) or not low <= int(one.value) <= high:
        expected = f"a whole number from {low:,} to {high:,}"
        problems.append(Problem(one.where, quoted(one.value), expected, f"write {usual:g}, the usual one"))
        return usual
    return int(one.value)


def _mail_contradictions(
    given: Mapping[str, Given], security: Security, port: int, host: Given, problems: list[Problem]
) -> None:
    other: dict[int, Security] = {465: "tls", 587: "starttls"}
    if "SMTP_SECURITY" in given and security != "none" and other.get(port, security) != security:
        problems.append(
            Problem(
                given["SMTP_SECURITY"].where,
                f"{security} with port {port}, which is for {other[port]}",
                "465 for tls, 587 for starttls",
                f"write {PREFIX}SMTP_SECURITY={other[port]}, or the other port",
            )
        )
    for one, two in (("SMTP_USER", "SMTP_PASSWORD"), ("SMTP_PASSWORD", "SMTP_USER")):
        if one in given and two not in given:
            problems.append(
                Problem(
                    given[one].where, f"no {PREFIX}{two} beside it", "both or neither", f"add {PREFIX}{two}"
                )
            )
    if security == "none" and "SMTP_CA" in given:
        problems.append(
            Problem(
                given["SMTP_CA"].where,
                "an authority to trust, and no encryption for which it could speak",
                "starttls or tls",
                f"write {PREFIX}SMTP_SECURITY=starttls, or take this out",
            )
        )
    if security == "none" and not is_loopback(host.value) and "SMTP_PASSWORD" in given:
        problems.append(
            Problem(
                given["SMTP_SECURITY"].where,
                "a password that would travel in the clear",
                "starttls or tls, where the server is another machine",
                f"write {PREFIX}SMTP_SECURITY=starttls",
            )
        )
