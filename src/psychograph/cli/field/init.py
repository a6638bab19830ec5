"""`psychograph field init`: a plan and settings to start from."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

import click

from psychograph.cli.field.opened import FIELD_FOLDER, SETTINGS_FILE
from psychograph.cli.new_files import refuse_overwriting, write_new
from psychograph.cli.talk import say, say_wrapped

PLAN, IGNORED = "field.yaml", ".gitignore"
EXAMPLE = """\b
Example:
  psychograph questionnaire suggest my-study --goal trial --question "Who likes to try new products?"
  psychograph field init my-study
  psychograph field check my-study
"""
SECRET_BYTES = 32


@click.command(epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
def init(study: Path) -> None:
    """Write a commented field.yaml for the questionnaire of STUDY, and settings for its server.

    The settings, with a fresh secret, stand in STUDY/field/settings.env, which only you may read and git
    leaves out, like everything in that folder.
    """
    from psychograph.cli.questionnaire.opened import opened
    from psychograph.fielding.clock import SystemClock
    from psychograph.fielding.plan.template import render_plan

    found = opened(study)
    refuse_overwriting(found.folder / PLAN)
    text = render_plan(found.questionnaire, SystemClock().now())
    fresh = _settings(found.folder / FIELD_FOLDER)
    try:
        write_new(found.folder, {PLAN: text.encode()})
    except BaseException:
        if fresh:
            (found.folder / FIELD_FOLDER / SETTINGS_FILE).unlink(missing_ok=True)
        raise
    say(
        f"Wrote {found.folder / PLAN}"
        + (f" and {found.folder / FIELD_FOLDER / SETTINGS_FILE}." if fresh else ".")
    )
    if not fresh:
        say_wrapped(f"{found.folder / FIELD_FOLDER / SETTINGS_FILE} was there already, and stays as it is.")
    say_wrapped(
        "Fill in what stands in square brackets, here and in questionnaire.yaml; then the address and the "
        "mail server in the settings.",
    )
    say(f"Next: psychograph field check {found.shown}", err=True)


def _settings(folder: Path) -> bool:
    """Write settings that nobody else may read; leave those that are there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError), (folder / IGNORED).open("x", encoding="utf-8") as ignored:
        ignored.write("# Answers, addresses and secrets belong into no repository.\n*\n!.gitignore\n")
    try:
        # Nobody may read it even while it is written.
        descriptor = os.open(folder / SETTINGS_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(SETTINGS_TEXT.format(secret=_secret()))
    return True


def _secret() -> str:
    """Return a secret of chance that the settings take: few in a million hold a word of samples."""
    from psychograph.fielding.settings.secret import weakness

    while True:
        secret = secrets.token_urlsafe(SECRET_BYTES)
        if not weakness(secret):
            return secret


SETTINGS_TEXT = """\
# Settings of the server. The same names in the environment go before this file.
# Keep it secret: whoever has it can forge links.

# Address under which people reach the server. Links in messages are made from it. For a trial
# on this machine:
PSYCHOGRAPH_PUBLIC_URL=http://127.0.0.1:8000
# On the internet, behind a proxy that speaks TLS (docs/field-deployment.md):
# PSYCHOGRAPH_PUBLIC_URL=https://ask.example.org

# Of chance, made just now. Changing it makes forms that are open in browsers invalid, and suppressed
# addresses can no longer be recognised.
PSYCHOGRAPH_SECRET={secret}

# PostgreSQL instead of files (SQLite) in this folder:
# PSYCHOGRAPH_DATABASE=postgresql://user:password@127.0.0.1/psychograph

# Folder of the server's own files, if not this one:
# PSYCHOGRAPH_PLACE=/var/lib/psychograph/my-study

# The mail server; without it no mail is sent. Ports: 587 for starttls, 465 for tls.
# PSYCHOGRAPH_SMTP_HOST=smtp.example.org
# PSYCHOGRAPH_SMTP_PORT=587
# PSYCHOGRAPH_SMTP_SECURITY=starttls
# PSYCHOGRAPH_SMTP_USER=survey@example.org
# PSYCHOGRAPH_SMTP_PASSWORD=
# PSYCHOGRAPH_SMTP_TIMEOUT=30
# Certificates of authorities to trust as well, where the mail server is one of your own:
# PSYCHOGRAPH_SMTP_CA=/etc/ssl/certs/our-company.pem

# Proxies whose word on who called is taken:
# PSYCHOGRAPH_TRUSTED_PROXIES=127.0.0.1,::1

# For a network of your own, without encryption:
# PSYCHOGRAPH_ALLOW_HTTP=yes
"""
