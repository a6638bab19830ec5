"""What was said, in the environment or in a file, before it is known whether it will do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from psychograph.errors import Problem
from psychograph.quoting import did_you_mean, listed, quoted

PREFIX = "PSYCHOGRAPH_"
# What may be said, by name without the prefix, and what it is.
KNOWN = {
    "PUBLIC_URL": "address under which people reach the server, as https://ask.example.org",
    "SECRET": "32 or more characters of chance",
    "DATABASE": "address of PostgreSQL, as postgresql://user:password@host/name; empty for files",
    "PLACE": "folder of the server's own files; `field` beside the study if absent",
    "TRUSTED_PROXIES": "addresses or networks of proxies, with commas between them",
    "ALLOW_HTTP": "yes, to let people reach it without encryption, as in a network of your own",
    "SMTP_HOST": "name of the mail server; no mail is sent without it",
    "SMTP_PORT": "its port: 587 for starttls, 465 for tls",
    "SMTP_USER": "user at the mail server",
    "SMTP_PASSWORD": "password of that user",
    "SMTP_SECURITY": "starttls, tls or none",
    "SMTP_CA": "file with certificates (PEM) of authorities to trust as well, for a mail server of your own",
    "SMTP_TIMEOUT": "seconds to wait for the mail server",
}
FROM_FILE = "_FILE"
LINE = re.compile(r"(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)")
LARGEST = 100_000  # bytes of a file of settings


@dataclass(frozen=True)
class Given:
    """A value, and where it was said."""

    value: str = field(repr=False)  # may be a secret
    where: str


def given_in(environment: Mapping[str, str], file: Path | None, problems: list[Problem]) -> dict[str, Given]:
    """Return what was said, by name without the prefix; blank values are as good as none."""
    given = dict(_in_file(file, problems)) if file is not None and file.is_file() else {}
    for key in (*KNOWN, *(f"{name}{FROM_FILE}" for name in KNOWN)):
        if environment.get(PREFIX + key, "").strip():
            given[key] = Given(environment[PREFIX + key].strip(), f"{PREFIX}{key}, in the environment")
    for name in KNOWN:
        elsewhere = given.pop(name + FROM_FILE, None)
        if elsewhere is None:
            continue
        if name in given and given[name].where.endswith("environment"):
            if not elsewhere.where.endswith("environment"):
                continue  # the environment goes before the file
            problems.append(
                Problem(
                    elsewhere.where,
                    f"a file for {PREFIX}{name}, which is given by itself too",
                    "one of the two",
                    "take one out",
                )
            )
            continue
        try:
            value = Path(elsewhere.value).read_text(encoding="utf-8").strip()
            given[name] = Given(value, elsewhere.where)
        except (OSError, UnicodeDecodeError) as reason:
            found = getattr(reason, "strerror", None) or "no text in UTF-8"
            problems.append(
                Problem(elsewhere.where, f"{quoted(elsewhere.value)}: {found}", "a file to read", "check it")
            )
    return {name: one for name, one in given.items() if one.value}


def _in_file(file: Path, problems: list[Problem]) -> list[tuple[str, Given]]:
    try:
        content = file.read_bytes()[: LARGEST + 1]
        text = content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as reason:
        found = getattr(reason, "strerror", None) or "bytes that are not UTF-8"
        mend = "check that this user may read it, and that it is text"
        problems.append(Problem(str(file), found, "a file of settings", mend))
        return []
    if len(content) > LARGEST:
        problems.append(Problem(str(file), f"more than {LARGEST:,} bytes", "settings", "check the file"))
        return []
    found_lines: dict[str, Given] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        where = f"{file.name}, line {number}"
        match = LINE.fullmatch(line.strip())
        name = match.group(1).removeprefix(PREFIX) if match is not None else ""
        if match is None or not match.group(1).startswith(PREFIX):
            # What stands there may be a secret, so it is not shown.
            problems.append(
                Problem(where, "no setting", f"{PREFIX}NAME=value", "mend it, or put a # before it")
            )
        elif name.removesuffix(FROM_FILE) not in KNOWN:
            mend = did_you_mean(name, KNOWN).replace("'", f"'{PREFIX}", 1) or "take it out"
            problems.append(
                Problem(
                    where,
                    f"{quoted(PREFIX + name)}, which means nothing here",
                    f"one of {listed((PREFIX + one for one in KNOWN), most=20)}",
                    mend,
                )
            )
        elif name in found_lines:
            problems.append(Problem(where, f"{PREFIX}{name} a second time", "each once", "take one out"))
        else:
            found_lines[name] = Given(_unquoted(match.group(2)), f"{where}, {PREFIX}{name}")
    return list(found_lines.items())


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        return value[1:-1]
    return value
