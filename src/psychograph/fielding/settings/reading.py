"""From environment and file to `Settings`, or to every problem at once."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from psychograph.errors import Problem
from psychograph.fielding.errors import FieldSettingsError
from psychograph.fielding.settings.given import KNOWN, PREFIX, Given, given_in
from psychograph.fielding.settings.hosts import is_host, is_loopback
from psychograph.fielding.settings.mail import mail_of
from psychograph.fielding.settings.model import Settings
from psychograph.fielding.settings.secret import secret_of
from psychograph.quoting import quoted


def settings_of(environment: Mapping[str, str], file: Path | None = None) -> Settings:
    """Read and check the settings of a server.

    Parameters
    ----------
    environment : mapping of str to str
        Such as ``os.environ``; goes before the file.
    file : Path, optional
        Lines ``NAME=value``; one that is not there says nothing.

    Raises
    ------
    FieldSettingsError
        With every problem: a secret that is absent, short or a sample; an address without encryption that
        others could reach; mail settings that contradict each other. No secret is ever shown.

    Examples
    --------
    >>> settings_of({"PSYCHOGRAPH_PUBLIC_URL": "http://ask.example.org", "PSYCHOGRAPH_SECRET": "change me"})
    Traceback (most recent call last):
    psychograph.fielding.errors.FieldSettingsError: PSYCHOGRAPH_PUBLIC_URL, in the environment
      found     'http://ask.example.org'
      expected  an address that begins with https://, since answers must not travel in the clear
      mend      put a proxy with a certificate before it; PSYCHOGRAPH_ALLOW_HTTP=yes is for your own network
    <BLANKLINE>
    PSYCHOGRAPH_SECRET, in the environment
      found     9 characters
      expected  at least 32 characters of chance
      mend      python -c "import secrets; print(secrets.token_urlsafe(32))" makes one
    """
    problems: list[Problem] = []
    given = given_in(environment, file, problems)
    settings = Settings(
        public_url=_public_url(given, problems),
        secret=secret_of(given, file, problems),
        database=_database(given, problems),
        place=given["PLACE"].value if "PLACE" in given else "",
        mail=mail_of(given, problems),
        trusted_proxies=_proxies(given, problems),
    )
    FieldSettingsError.collect(problems)
    return settings


def _public_url(given: Mapping[str, Given], problems: list[Problem]) -> str:
    one = given.get("PUBLIC_URL")
    if one is None:
        problems.append(
            Problem(
                f"{PREFIX}PUBLIC_URL",
                "nothing",
                KNOWN["PUBLIC_URL"],
                f"set {PREFIX}PUBLIC_URL=http://127.0.0.1:8000 to try it on this machine",
            )
        )
        return ""
    url = one.value.rstrip("/")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port, parts = "", None, urlsplit("")
    whole = parts.scheme in {"http", "https"} and is_host(host) and port != 0
    if not whole or parts.path or parts.query or parts.fragment or parts.username is not None:
        more = bool(whole and parts.path)
        problems.append(
            Problem(
                one.where,
                quoted(one.value) if parts.password is None else "an address with a password in it",
                "an address of scheme and name alone, as https://ask.example.org",
                "give the survey a name of its own, without a path" if more else "write https:// and a name",
            )
        )
    elif parts.scheme == "http" and not is_loopback(host) and not _yes(given, "ALLOW_HTTP", problems):
        problems.append(
            Problem(
                one.where,
                quoted(one.value),
                "an address that begins with https://, since answers must not travel in the clear",
                f"put a proxy with a certificate before it; {PREFIX}ALLOW_HTTP=yes is for your own network",
            )
        )
    return url


def _yes(given: Mapping[str, Given], name: str, problems: list[Problem]) -> bool:
    one = given.get(name)
    if one is None or one.value.casefold() in {"no", "false", "0", "off"}:
        return False
    if one.value.casefold() not in {"yes", "true", "1", "on"}:
        problems.append(Problem(one.where, quoted(one.value), "yes or no", "write one of the two"))
    return True


def _database(given: Mapping[str, Given], problems: list[Problem]) -> str:
    one = given.get("DATABASE")
    if one is None:
        return ""
    scheme, _, rest = one.value.partition("://")
    if scheme not in {"postgresql", "postgres", "postgresql+psycopg"} or not rest:
        problems.append(
            Problem(
                one.where,
                f"an address that begins with {quoted(scheme)}",
                KNOWN["DATABASE"],
                "take it out to keep the answers in files (SQLite)",
            )
        )
    return f"postgresql+psycopg://{rest}"


def _proxies(given: Mapping[str, Given], problems: list[Problem]) -> tuple[str, ...]:
    one = given.get("TRUSTED_PROXIES")
    if one is None:
        return Settings.trusted_proxies
    found = tuple(part.strip() for part in one.value.split(",") if part.strip())
    for part in found:
        try:
            network = ipaddress.ip_network(part, strict=False)
        except ValueError:
            problems.append(Problem(one.where, quoted(part), "an address or a network", "write 10.0.0.0/8"))
            continue
        if network.prefixlen == 0:
            mend = "name the proxies alone: whoever is trusted may say who called"
            problems.append(Problem(one.where, quoted(part), "not every address there is", mend))
    return found
