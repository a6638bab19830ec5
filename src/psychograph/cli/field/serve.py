"""`psychograph field serve`: the survey itself, until it is told to end."""

from __future__ import annotations

import logging
import os
import socket
import sys
from contextlib import ExitStack, closing, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from psychograph.cli.talk import say, say_wrapped

if TYPE_CHECKING:
    from psychograph.cli.field.opened import OpenField

EXAMPLE = """\b
Example:
  psychograph field serve my-study --test
  psychograph field serve my-study --workers 2
"""
USUAL_PORT = 8000
TURN = 0.0005  # seconds after which a busy thread lets another go on; Python's own 5 ms starve the writer


@click.command(epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True, help="Address of this machine to listen at.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="Port; that of the public address if this machine is meant, else 8000.",
)
@click.option("--workers", type=click.IntRange(1, 32), default=1, show_default=True, help="Processes.")
@click.option("--test", is_flag=True, help="Try it out: a banner on each page, nothing counted, no mail.")
@click.option("--no-mail", is_flag=True, help="Send nothing; another process does, or nobody yet.")
@click.option("--quiet", is_flag=True, help="Print no line for each request.")
def serve(
    study: Path, host: str, port: int | None, workers: int, test: bool, no_mail: bool, quiet: bool
) -> None:
    """Publish the questionnaire of STUDY, and send what is due.

    Refuses to start with settings that are not safe. A proxy with a certificate stands before it; see
    docs/field-deployment.md. Ctrl-C or SIGTERM ends it: what was handed in is finished first.
    """
    from psychograph.cli.field.opened import opened_field

    _talk(quiet=quiet)
    mailing = not (test or no_mail)
    with ExitStack() as until_it_ends:
        with opened_field(study) as opened:
            port = _port(opened) if port is None else port
            listening = until_it_ends.enter_context(closing(_listening(host, port)))
            if not test:
                _publish(opened)
            _say(opened, listening, test=test, mailing=mailing)
            if workers == 1:
                _serve_alone(opened, listening, test=test, mailing=mailing)
        if workers > 1:  # each opens the stores for itself
            app = partial(worker_app, study, test=test, mailing=mailing, quiet=quiet)
            _serve_together(app, listening, workers)


def worker_app(study: Path, *, test: bool, mailing: bool, quiet: bool) -> Any:
    """Make the application of one of several processes; its stores are closed when it ends."""
    from psychograph.cli.field.opened import opened_field
    from psychograph.fielding.clock import SystemClock
    from psychograph.fielding.server.app import make_app

    _talk(quiet=quiet)
    sys.setswitchinterval(TURN)
    held = ExitStack()
    opened = held.enter_context(opened_field(study))
    return make_app(
        opened.field,
        opened.stores,
        opened.settings,
        SystemClock(),
        test=test,
        mailing=mailing,
        ended=held.close,
    )


def _serve_alone(opened: OpenField, listening: socket.socket, *, test: bool, mailing: bool) -> None:
    import uvicorn

    from psychograph.fielding.clock import SystemClock
    from psychograph.fielding.server.app import make_app
    from psychograph.fielding.server.wire import config_of

    sys.setswitchinterval(TURN)
    app = make_app(opened.field, opened.stores, opened.settings, SystemClock(), test=test, mailing=mailing)
    with suppress(KeyboardInterrupt):  # raised once more when everything has ended
        uvicorn.Server(config_of(app)).run([listening])


def _serve_together(app: partial[Any], listening: socket.socket, workers: int) -> None:
    from uvicorn.supervisors import Multiprocess

    from psychograph.fielding.server.wire import config_of

    with suppress(KeyboardInterrupt):
        Multiprocess(config_of(app, factory=True, workers=workers), sockets=[listening]).run()


def _talk(*, quiet: bool) -> None:
    """Send the server's lines to the standard error: never a token, an address or an answer."""
    logging.basicConfig(format="%(asctime)s %(message)s", stream=sys.stderr, level=logging.WARNING)
    logging.getLogger("psychograph").setLevel(logging.WARNING if quiet else logging.INFO)


def _publish(opened: OpenField) -> None:
    """Note what is published, and say where it is not what was published before."""
    from psychograph.fielding.clock import SystemClock, stamp
    from psychograph.fielding.office.published import publish
    from psychograph.fielding.office.secret import note_secret

    digest, at = opened.field.digest, stamp(SystemClock().now())
    before = opened.stores.office.write(lambda office: publish(office, digest, at))
    if before not in ("", digest):
        say_wrapped(
            "Plan or questionnaire changed since they were published. Answers that are there stay as they "
            "are; the change is in the audit log.",
            lead="Caution: ",
        )
    if opened.stores.office.write(lambda office: note_secret(office, opened.settings.secret, at)):
        say_wrapped(
            "The secret is another than before. Addresses that were suppressed until now are not recognised: "
            "people who want no mail may get some. Put the old secret back, or suppress them again.",
            lead="Caution: ",
        )


def _port(opened: OpenField) -> int:
    from urllib.parse import urlsplit

    from psychograph.fielding.settings.hosts import is_loopback

    address = urlsplit(opened.settings.public_url)
    here = is_loopback(address.hostname or "")
    return (address.port or 80) if here else USUAL_PORT


def _listening(host: str, port: int) -> socket.socket:
    """Return a socket that is bound, before anything is published.

    Raises
    ------
    FieldSettingsError
        Where the address cannot be had.
    """
    from psychograph.errors import Problem
    from psychograph.fielding.errors import FieldSettingsError

    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        bound = socket.socket(family, kind, protocol)
        try:
            if os.name == "posix":  # on Windows it would let two servers have one port
                bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            bound.bind(address)
            bound.set_inheritable(True)
        except BaseException:
            bound.close()
            raise
    except OSError as reason:
        raise FieldSettingsError(
            Problem(
                f"--host {host} --port {port}",
                reason.strerror or str(reason),
                "an address of this machine that is free",
                "end the program that has it, or choose another with --port",
            )
        ) from None
    return bound


def _say(opened: OpenField, listening: socket.socket, *, test: bool, mailing: bool) -> None:
    """Say what is served, where, and what it does by itself."""
    host, port, *_ = listening.getsockname()
    public = opened.settings.public_url
    say(f"Serving {opened.field.questionnaire.title.text}")
    say(f"  listens at  http://{f'[{host}]' if ':' in host else host}:{port}")
    plan = opened.field.plan
    period = plan.period
    if public != f"http://{host}:{port}":
        say(f"  people use  {public}")
    if test:
        say("  for a test: nothing is counted, no mail is sent")
        say(f"  begin at    {public}/open")
    else:
        opens, closes = (f"{one:%Y-%m-%d %H:%M}" for one in (period.opens, period.closes))
        say(f"  open        {opens} to {closes} ({period.time_zone})")
        if plan.entrance.value == "anyone":
            say(f"  open link   {public}/open")
    say(f"  manager     {public}/manage")
    if plan.invitations is not None and not test:
        if not mailing:
            said = "none is sent from here (--no-mail)"
        elif opened.settings.mail.host:
            said = "sent when it is due"
        else:
            said = "none is sent: no mail server is set (PSYCHOGRAPH_SMTP_HOST)"
        say(f"  mail        {said}")
    say("Ctrl-C ends it.")
