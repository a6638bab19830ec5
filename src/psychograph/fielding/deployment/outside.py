"""What others see of the server: its address, proxies, certificate, mail."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from ipaddress import ip_network
from urllib.parse import urlsplit

from psychograph.fielding.deployment.finding import Look, look, ok, wrong
from psychograph.fielding.plan.schema import FieldPlan
from psychograph.fielding.settings import Mail, Settings
from psychograph.fielding.settings.hosts import is_loopback
from psychograph.fielding.settings.trust import NOT_BELIEVED, line_of

SECONDS = 10.0  # to wait for a machine
DAYS_LEFT = 14  # of a certificate; those of 90 days are renewed at 30
NOBODYS = ("example.org", "example.com", "example.net", "example", "invalid", "test", "localhost")
# Domains of mailboxes for everybody: their DMARC says that no other server sends for them.
MAILBOXES = frozenset(
    "gmail.com googlemail.com outlook.com hotmail.com live.com yahoo.com icloud.com me.com aol.com gmx.de "
    "gmx.net "
    "web.de t-online.de proton.me protonmail.com mail.ru yandex.ru qq.com 163.com".split()
)


def address(settings: Settings) -> Look:
    """Look at the address under which people reach the server."""
    host = urlsplit(settings.public_url).hostname or ""
    if settings.encrypted and not is_loopback(host):
        return ok("address", f"{settings.public_url}, encrypted; cookies are Secure and HSTS is sent")
    if is_loopback(host):
        return look(
            "address",
            f"{settings.public_url} is this machine alone",
            "set PSYCHOGRAPH_PUBLIC_URL to the address people will use, with https://",
        )
    return wrong(
        "address",
        f"{settings.public_url}: answers travel in the clear",
        "put a proxy with a certificate before it, and write https:// in PSYCHOGRAPH_PUBLIC_URL",
    )


def proxies(settings: Settings) -> Look:
    """Look at whose word on who called is taken."""
    wide = [one for one in settings.trusted_proxies if ip_network(one, strict=False).num_addresses > 65_536]
    listed = ", ".join(settings.trusted_proxies) or "nobody"
    if wide:
        return look(
            "proxies",
            f"{', '.join(wide)} is trusted to say who called",
            "name the proxies alone in PSYCHOGRAPH_TRUSTED_PROXIES: limits by network rest on it",
        )
    if settings.encrypted and not settings.trusted_proxies:
        return look(
            "proxies",
            "no proxy is trusted, so all callers look like one",
            "set PSYCHOGRAPH_TRUSTED_PROXIES to the address of the proxy",
        )
    return ok("proxies", f"{listed} may say who called")


def mail(settings: Settings, plan: FieldPlan, *, ask: bool) -> Iterator[Look]:
    """Look whether there is a mail server, whether it takes ours, and whether others will believe it.

    Parameters
    ----------
    settings : Settings
        With the mail server.
    plan : FieldPlan
        With the sender.
    ask : bool
        Whether the mail server may be called; nothing is sent.
    """
    if plan.invitations is None:
        yield ok("mail", "none is planned")
        return
    if not settings.mail.host:
        yield wrong(
            "mail", "the plan has waves, and no mail server is set", "set PSYCHOGRAPH_SMTP_HOST and the rest"
        )
    elif ask:
        yield _asked(settings.mail)
    else:
        yield look("mail", f"{settings.mail.host} was not asked", "run it with --mail, which sends nothing")
    yield from _sender(plan.invitations.sender)


def _sender(sender: str) -> Iterator[Look]:
    domain = sender.rpartition("@")[2].lower()
    if any(domain == one or domain.endswith(f".{one}") for one in NOBODYS):
        yield wrong("sender", f"{sender}: a domain that is nobody's", "write invitations > sender")
    elif domain in MAILBOXES:
        yield wrong(
            "sender",
            f"{sender}: {domain} does not let other servers send for it (DMARC)",
            "send from a domain of your own",
        )
    else:
        yield look(
            "sender",
            f"{domain} must say that your mail server may send for it",
            f"SPF: `dig TXT {domain}` names the server; DKIM: the server signs, and its key is under "
            f"SELECTOR._domainkey.{domain}; DMARC: `dig TXT _dmarc.{domain}` has a policy",
        )


def _asked(server: Mail) -> Look:
    """Call the mail server, greet it, begin encryption and log in; send nothing."""
    about, where = "mail", f"{server.host}:{server.port}"
    try:
        if server.security == "tls":
            with smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=line_of(server)) as smtp:
                return _greeted(smtp, server, where)
        with smtplib.SMTP(server.host, server.port, timeout=SECONDS) as smtp:
            smtp.ehlo()
            if server.security == "starttls":
                if not smtp.has_extn("starttls"):
                    return wrong(
                        about, f"{where} offers no STARTTLS", "use port 465 with tls, or another server"
                    )
                smtp.starttls(context=line_of(server))
            return _greeted(smtp, server, where)
    except ssl.SSLCertVerificationError as reason:
        return wrong(about, f"{where}: its certificate is not good ({reason.verify_message})", NOT_BELIEVED)
    except ssl.SSLError as reason:
        other = "starttls" if server.security == "tls" else "tls"
        return wrong(
            about,
            f"{where} cannot be spoken with encrypted ({reason.reason})",
            f"try PSYCHOGRAPH_SMTP_SECURITY={other}, with its port",
        )
    except smtplib.SMTPAuthenticationError:
        return wrong(about, f"{where} does not let us in", "check PSYCHOGRAPH_SMTP_USER and _PASSWORD")
    except (OSError, smtplib.SMTPException) as reason:
        said = getattr(reason, "strerror", None) or type(reason).__name__
        return wrong(about, f"{where} cannot be reached: {said}", "check name, port and firewall")


def _greeted(smtp: smtplib.SMTP, server: Mail, where: str) -> Look:
    smtp.ehlo()
    if server.user:
        smtp.login(server.user, server.password)
    told = "logged in" if server.user else "without logging in"
    if server.security == "none":
        if is_loopback(server.host):
            return ok("mail", f"{where} answers, {told}; not encrypted, on this machine")
        return look("mail", f"{where} answers without encryption", "set PSYCHOGRAPH_SMTP_SECURITY=starttls")
    return ok("mail", f"{where} answers, encrypted, {told}")


def reached(settings: Settings, now: datetime) -> Look:
    """Call the server by its public address, and look at its certificate."""
    parts = urlsplit(settings.public_url)
    host, port = parts.hostname or "", parts.port or (443 if settings.encrypted else 80)
    try:
        with socket.create_connection((host, port), SECONDS) as plain:
            if not settings.encrypted:
                return ok("reached", f"{host}:{port} answers")
            with ssl.create_default_context().wrap_socket(plain, server_hostname=host) as line:
                told = str((line.getpeercert() or {}).get("notAfter", ""))
    except ssl.SSLCertVerificationError as reason:
        return wrong("certificate", f"browsers refuse it: {reason.verify_message}", "renew it at the proxy")
    except OSError as reason:
        return wrong(
            "reached",
            f"{host}:{port}: {reason.strerror or reason}",
            "check DNS, firewall and proxy, and serve",
        )
    ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(told), UTC)
    days = (ends - now).days
    if days < DAYS_LEFT:
        return look("certificate", f"ends in {days} days", "see why the proxy does not renew it")
    return ok("certificate", f"good until {ends:%Y-%m-%d}")
