"""Settings: what is taken, what is refused, and that no secret is ever shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from fieldworks import SECRET

from psychograph.fielding.errors import FieldSettingsError
from psychograph.fielding.settings import Settings, settings_of

GOOD = {"PSYCHOGRAPH_PUBLIC_URL": "https://ask.example.org/", "PSYCHOGRAPH_SECRET": SECRET}
MAIL = {**GOOD, "PSYCHOGRAPH_SMTP_HOST": "smtp.example.org"}


def refused(**said: str) -> FieldSettingsError:
    with pytest.raises(FieldSettingsError) as found:
        settings_of({**GOOD, **{f"PSYCHOGRAPH_{name}": value for name, value in said.items()}})
    return found.value


def test_two_are_needed_and_the_rest_has_its_usual_values() -> None:
    assert settings_of(GOOD) == Settings("https://ask.example.org", SECRET)
    with pytest.raises(FieldSettingsError) as found:
        settings_of({})
    assert [one.where for one in found.value.problems] == ["PSYCHOGRAPH_PUBLIC_URL", "PSYCHOGRAPH_SECRET"]
    assert found.value.exit_code == 3


@pytest.mark.parametrize(
    "secret",
    [
        "short", "a" * 64, "changeme" * 6, "this is the default secret of the server!", "0123456789" * 4,
        "abcdefgh" * 6, "aB3" * 20, "example-secret-example-secret-example",
        "your-key-here-your-key-here-your-key",
    ],
)  # fmt: skip
def test_secrets_that_others_know_are_refused_and_not_shown(secret: str) -> None:
    told = refused(SECRET=secret)
    assert "characters of chance" in str(told)
    assert secret not in str(told)


@pytest.mark.parametrize(
    "url",
    [
        "http://ask.example.org", "ask.example.org", "ftp://ask.example.org", "https://", "https://a b",
        "https://ask.example.org/survey", "https://ask.example.org?x=1", "https://u:hidden@ask.example.org",
        "https://ask.example.org:99999", "https://ask_example.org", "javascript:alert(1)", "https://[::1",
    ],
)  # fmt: skip
def test_addresses_that_links_cannot_be_made_from_are_refused(url: str) -> None:
    told = refused(PUBLIC_URL=url)
    assert "PUBLIC_URL" in told.problems[0].where
    assert "hidden" not in str(told)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8000", "http://localhost", "http://[::1]:80", "https://a.example:8443"]
)
def test_this_machine_needs_no_encryption(url: str) -> None:
    assert settings_of({**GOOD, "PSYCHOGRAPH_PUBLIC_URL": url}).public_url == url


def test_a_network_of_ones_own_goes_without_encryption_only_when_it_is_said() -> None:
    inside = {**GOOD, "PSYCHOGRAPH_PUBLIC_URL": "http://survey.intern"}
    assert settings_of({**inside, "PSYCHOGRAPH_ALLOW_HTTP": "yes"}).public_url == "http://survey.intern"
    for said in ("no", "maybe"):
        with pytest.raises(FieldSettingsError):
            settings_of({**inside, "PSYCHOGRAPH_ALLOW_HTTP": said})


def test_mail_by_its_usual_ports() -> None:
    assert settings_of(MAIL).mail.port == 587
    tls = settings_of({**MAIL, "PSYCHOGRAPH_SMTP_SECURITY": "tls"}).mail
    assert (tls.port, tls.security) == (465, "tls")
    assert settings_of({**MAIL, "PSYCHOGRAPH_SMTP_PORT": "465"}).mail.security == "tls"


@pytest.mark.parametrize(
    "said",
    [
        {"SMTP_PORT": "465", "SMTP_SECURITY": "starttls"},
        {"SMTP_PORT": "587", "SMTP_SECURITY": "tls"},
        {"SMTP_USER": "a"},
        {"SMTP_PASSWORD": "hidden word"},
        {"SMTP_SECURITY": "none", "SMTP_USER": "a", "SMTP_PASSWORD": "hidden word"},
        {"SMTP_SECURITY": "ssl"},
        {"SMTP_PORT": "0"},
        {"SMTP_TIMEOUT": "soon"},
        {"SMTP_HOST": "smtp://mail"},
    ],
)
def test_mail_that_contradicts_itself_is_refused(said: dict[str, str]) -> None:
    told = refused(**{"SMTP_HOST": "smtp.example.org", **said})
    assert all("SMTP" in one.where for one in told.problems)
    assert "hidden word" not in str(told)


def test_settings_of_mail_without_its_server_are_a_slip() -> None:
    assert "without PSYCHOGRAPH_SMTP_HOST" in str(refused(SMTP_USER="a", SMTP_TIMEOUT="9"))


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / "settings.env"
    file.write_text(
        "# a comment\n\nexport PSYCHOGRAPH_PUBLIC_URL='https://file.example.org'\n"
        f'PSYCHOGRAPH_SECRET="{SECRET}"\nPSYCHOGRAPH_PLACE = /srv/field\n'
    )
    assert settings_of({}, file).public_url == "https://file.example.org"
    found = settings_of({"PSYCHOGRAPH_PUBLIC_URL": "https://other.example.org"}, file)
    assert (found.public_url, found.place) == ("https://other.example.org", "/srv/field")


def test_every_slip_of_a_file_is_told_with_its_line_and_without_what_stands_there(tmp_path: Path) -> None:
    file = tmp_path / "settings.env"
    file.write_text(
        "PSYCHOGRAPH_SECERT=very-hidden\nSECRET=very-hidden\nvery-hidden\nPSYCHOGRAPH_PLACE=a\nPSYCHOGRAPH_PLACE=b\n"
    )
    with pytest.raises(FieldSettingsError) as found:
        settings_of(GOOD, file)
    assert [one.where for one in found.value.problems] == [f"settings.env, line {n}" for n in (1, 2, 3, 5)]
    assert "PSYCHOGRAPH_SECRET" in found.value.problems[0].mend
    assert "very-hidden" not in str(found.value)


def test_a_secret_may_stand_in_a_file_of_its_own(tmp_path: Path) -> None:
    held = tmp_path / "secret"
    held.write_text(f"{SECRET}\n")
    said = {"PSYCHOGRAPH_PUBLIC_URL": GOOD["PSYCHOGRAPH_PUBLIC_URL"], "PSYCHOGRAPH_SECRET_FILE": str(held)}
    assert settings_of(said).secret == SECRET
    with pytest.raises(FieldSettingsError, match="by itself too"):
        settings_of({**said, "PSYCHOGRAPH_SECRET": SECRET})
    with pytest.raises(FieldSettingsError, match="No such file"):
        settings_of({**said, "PSYCHOGRAPH_SECRET_FILE": str(tmp_path / "absent")})


def test_nothing_shows_a_secret_when_it_is_printed() -> None:
    database = "postgresql://me:hidden@127.0.0.1/tea"
    mail = {"PSYCHOGRAPH_SMTP_USER": "a", "PSYCHOGRAPH_SMTP_PASSWORD": "hidden"}
    found = settings_of({**MAIL, **mail, "PSYCHOGRAPH_DATABASE": database})
    assert found.database == "postgresql+psycopg://me:hidden@127.0.0.1/tea"
    assert "hidden" not in repr(found)
    assert SECRET not in repr(found)
    assert "hidden" not in str(refused(DATABASE="mysql://me:hidden@host/tea"))


@pytest.mark.parametrize("proxies", ["0.0.0.0/0", "::/0", "a proxy"])
def test_not_everybody_may_say_who_called(proxies: str) -> None:
    assert "PROXIES" in refused(TRUSTED_PROXIES=f"127.0.0.1,{proxies}").problems[0].where
