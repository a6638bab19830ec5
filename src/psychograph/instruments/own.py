"""Packs of a user's own: taken in only with an attestation of their licence, which is kept in the file."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from psychograph.errors import Problem, UsageError
from psychograph.instruments.pack import Pack, Verdict
from psychograph.instruments.pack_rules import Breach, Rule
from psychograph.instruments.reading import pack_of, parse_entry, text_of
from psychograph.instruments.schema import PackFile
from psychograph.instruments.written import pack_yaml
from psychograph.quoting import quoted

ATTESTED = (
    "I have read the terms of this instrument. They allow me to ask its items for the purpose of this study, "
    "and to keep a copy of them beside it."
)
RESERVED = "bank"  # standard questions are named so: bank/demographics.age
SHORTEST_EVIDENCE = 8  # characters: a name of a licence is shorter, an address or a sentence is not


@dataclass(frozen=True)
class Added:
    """A pack as it is put into a study's folder.

    Parameters
    ----------
    pack : Pack
        The instrument.
    file : str
        Name of its file in the folder ``instruments``.
    text : str
        Content of the file, with the attestation in it.
    """

    pack: Pack
    file: str
    text: str


def added(path: Path, *, licence: str, evidence: str, attested: bool, taken: Collection[str]) -> Added:
    """Return a user's pack as it is kept, checked whole and with its licence attested.

    Parameters
    ----------
    path : Path
        The user's file, in YAML or JSON.
    licence : str
        SPDX identifier of its licence, or a name of its own.
    evidence : str
        The words of the licence, or the address where they stand.
    attested : bool
        Whether the user attests `ATTESTED`.
    taken : collection of str
        Ids of instruments that are there already.

    Raises
    ------
    UsageError
        Where nothing is attested, or no licence or evidence is named.
    InstrumentError
        With every problem of the file, each with its line.
    """
    UsageError.collect(_unattested(licence, evidence, attested))
    entry = parse_entry(
        text_of(path),
        path.name,
        further=(partial(_id_is_free, taken=taken), _verdict_is_the_users),
        licensed=partial(_licensed, licence=licence.strip(), evidence=evidence.strip()),
    )
    return Added(pack_of(entry), f"{entry.id}.yaml", pack_yaml(entry))


def read_own(path: Path, taken: Collection[str] = ()) -> Pack:
    """Read a pack that stands in a study's folder.

    Parameters
    ----------
    path : Path
        The file.
    taken : collection of str
        Ids of instruments that are there already.

    Raises
    ------
    InstrumentError
        With every problem of the file, a missing attestation among them.
    """
    rules: tuple[Rule, ...] = (
        partial(_id_is_free, taken=taken),
        _verdict_is_the_users,
        _licence_is_attested,
    )
    return pack_of(parse_entry(text_of(path), path.name, further=rules))


def _unattested(licence: str, evidence: str, attested: bool) -> Iterator[Problem]:
    if not attested:
        yield Problem(
            where="--attest",
            found="no attestation",
            expected=f'that you attest: "{ATTESTED}"',
            mend="read the terms of the instrument, and add --attest where this is so",
        )
    if not licence.strip():
        yield Problem("--licence", "no licence", "the licence of the items", "write --licence CC-BY-4.0")
    if len(evidence.strip()) < SHORTEST_EVIDENCE:
        yield Problem(
            where="--evidence",
            found=quoted(evidence),
            expected="the words of the licence, or the address where they stand",
            mend="write --evidence https://example.org/terms, or the sentence that allows the use",
        )


def _licensed(written: object, licence: str, evidence: str) -> object:
    """Return the licence of a pack with what the user attests; his words come before those of the file."""
    if written is not None and not isinstance(written, dict):
        return written  # the model says what is wrong with it
    known: dict[str, Any] = dict(written or {})
    key = "url" if evidence.startswith(("https://", "http://")) and " " not in evidence else "quote"
    rests_on = known.get("evidence")
    further = [one for one in rests_on if one != {key: evidence}] if isinstance(rests_on, list) else []
    return {**known, "id": licence, "evidence": [{key: evidence}, *further], "attestation": ATTESTED}


def _id_is_free(pack: PackFile, taken: Collection[str]) -> Iterator[Breach]:
    """Studies name instruments by id, so that an id stands for one."""
    if pack.id.casefold() in {name.casefold() for name in (*taken, RESERVED)}:
        yield Breach(
            ("id",),
            f"{quoted(pack.id)}, the id of an instrument that is there already",
            "an id of its own",
            f"rename it, as in id: our_{pack.id}"[:80],
        )


def _verdict_is_the_users(pack: PackFile) -> Iterator[Breach]:
    """Only packs that come with the product were cleared by it."""
    if pack.licence.verdict is not Verdict.ATTESTED:
        yield Breach(
            ("licence", "verdict"),
            quoted(pack.licence.verdict.value),
            "attested, in a pack of your own",
            "take `verdict` out",
        )


def _licence_is_attested(pack: PackFile) -> Iterator[Breach]:
    """Nobody but the user knows on what terms he has these items."""
    if not pack.licence.attestation.strip() or not pack.licence.evidence:
        yield Breach(
            ("licence",),
            "a licence without an attestation" if pack.licence.evidence else "a licence without evidence",
            "a pack that was added with its licence attested",
            "move the file elsewhere, and run `psychograph instruments add FILE --study FOLDER "
            "--licence ID --evidence TEXT --attest`",
        )
