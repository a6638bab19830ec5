"""Pseudonyms: equal for one key file, told by nobody without it, and the file is never lost."""

from __future__ import annotations

import base64
import hashlib
import os
from pathlib import Path

import pytest

from psychograph.errors import OutputError, UsageError
from psychograph.history.pseudonyms import HEAD, Pseudonyms, key_file


def by_the_book(secret: bytes, text: bytes) -> bytes:
    """HMAC as RFC 2104 writes it down, for keys no longer than a block of 64 bytes."""
    padded = secret.ljust(64, b"\0")
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in padded) + text).digest()
    return hashlib.sha256(bytes(byte ^ 0x5C for byte in padded) + inner).digest()


def test_is_hmac_sha256_in_base_32() -> None:
    secret = bytes(range(32))
    expected = base64.b32encode(by_the_book(secret, "Zoë 17".encode())).decode().lower()
    assert Pseudonyms(secret).of("Zoë 17") == "k" + expected[:26]


def test_another_key_file_gives_other_pseudonyms(tmp_path: Path) -> None:
    one, other = (key_file(tmp_path / name).pseudonyms for name in ("a.key", "b.key"))
    assert one.of("17850") != other.of("17850")


def test_many_customers_have_as_many_pseudonyms() -> None:
    named = Pseudonyms(bytes(32))
    found = {named.of(str(number)) for number in range(20_000)}
    assert len(found) == 20_000
    assert {len(one) for one in found} == {27}


def test_a_file_is_made_once_and_read_then(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "shop.key"
    made = key_file(path)
    content = path.read_bytes()
    again = key_file(path)
    assert (made.made, again.made) == (True, False)
    assert again.pseudonyms.of("1") == made.pseudonyms.of("1")
    assert path.read_bytes() == content


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps permissions in another way")
def test_only_its_owner_may_read_it_and_others_are_noticed(tmp_path: Path) -> None:
    path = tmp_path / "shop.key"
    assert not key_file(path).open_to_others
    assert path.stat().st_mode & 0o777 == 0o600
    assert not key_file(path).open_to_others
    path.chmod(0o640)
    assert key_file(path).open_to_others


def test_it_warns_of_itself(tmp_path: Path) -> None:
    key_file(tmp_path / "shop.key")
    text = (tmp_path / "shop.key").read_text()
    assert text.startswith(HEAD)
    assert "give it to nobody" in text


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"customer,amount\n1,2\n",
        f"{HEAD}\nabc\n".encode(),
        f"{HEAD}\n{'0' * 64}\n{'0' * 64}\n".encode(),
        b"\xff\xfe\x00",
        f"{HEAD}\n{'0' * 64}\n".encode() + b"#" * 5_000,
    ],
)
def test_another_file_is_refused_and_stays_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "shop.key"
    path.write_bytes(content)
    with pytest.raises(UsageError, match="no key of pseudonyms"):
        key_file(path)
    assert path.read_bytes() == content


def test_a_folder_is_no_key_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        key_file(tmp_path)


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises((OutputError, UsageError)):
        key_file(tmp_path / "file" / "shop.key")


def test_the_secret_is_not_printed(tmp_path: Path) -> None:
    found = key_file(tmp_path / "shop.key")
    secret = (tmp_path / "shop.key").read_text().splitlines()[-1]
    assert secret not in repr(found)
    assert str(found.pseudonyms.secret) not in repr(found)
