"""`Catalogue`: every instrument that can be asked, those that ship and those of a study's own folder."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from psychograph.errors import Problem
from psychograph.instruments.cannot_ship import asked_for
from psychograph.instruments.errors import InstrumentError
from psychograph.instruments.own import read_own
from psychograph.instruments.pack import Pack, PackScale
from psychograph.instruments.reading import pack_of
from psychograph.instruments.schema import PackFile
from psychograph.quoting import did_you_mean, listed, quoted

# In the order in which people look: personality, then values and attitudes, life, technology, interests.
SHIPPED = (
    "mini_ipip_20",
    "ipip_bffm_50",
    "ipip_neo_120",
    "tipi_10",
    "ipip_nfc_10",
    "ipip_orvis_92",
    "ipip_orais_200",
    "aias_4",
    "psychograph_values",
    "psychograph_attitudes",
    "psychograph_lifestyle",
    "psychograph_adoption",
    "psychograph_price",
    "psychograph_media",
    "guide_sample",
    "guide_sample_lifestyle",
)
OWN = "instruments"  # folder of a study that holds packs of its own
SUFFIXES = (".yaml", ".yml", ".json")
MOST_OWN = 200


@dataclass(frozen=True)
class Catalogue:
    """Instruments by name.

    Parameters
    ----------
    packs : mapping of str to Pack
        By id: those that ship first, then a study's own, by name.
    files : mapping of str to Path
        Where a study's own stand, by id.

    Examples
    --------
    >>> pack, scale = shipped().scale("mini_ipip_20/extraversion")
    >>> pack.name, scale.name, len(pack.items_of(scale.id))
    ('Mini-IPIP', 'Extraversion', 4)
    """

    packs: Mapping[str, Pack]
    files: Mapping[str, Path] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def in_order(self) -> tuple[Pack, ...]:
        """Every instrument."""
        return tuple(self.packs.values())

    @property
    def references(self) -> Iterator[str]:
        """Every scale as studies and questionnaires name it: ``"mini_ipip_20/extraversion"``."""
        for pack in self.packs.values():
            for scale in pack.scales:
                yield f"{pack.id}/{scale.id}"

    def pack(self, name: str) -> Pack:
        """Return an instrument by its id.

        Raises
        ------
        InstrumentError
            Where there is none, with what was probably meant.
        """
        if name not in self.packs:
            raise InstrumentError(self._no_pack(name))
        return self.packs[name]

    def scale(self, reference: str) -> tuple[Pack, PackScale]:
        """Return a scale and its instrument by their ids, as in ``"mini_ipip_20/extraversion"``.

        An instrument of one scale is named by its id alone as well.

        Raises
        ------
        InstrumentError
            Where there is none, with what was probably meant.
        """
        name, slash, wanted = (part.strip() for part in reference.partition("/"))
        pack = self.pack(name)
        if not slash and len(pack.scales) == 1:
            return pack, pack.scales[0]
        for scale in pack.scales:
            if scale.id == wanted:
                return pack, scale
        raise InstrumentError(self._no_scale(pack, reference, wanted))

    def _no_pack(self, name: str) -> Problem:
        left_out = asked_for(name)
        if left_out is not None:
            return left_out.problem(name)
        return Problem(
            where=name,
            found=f"no instrument {quoted(name)}",
            expected=f"one of {listed(self.packs, most=30)}",
            mend=did_you_mean(name, self.packs) or "`psychograph instruments list` tells what there is",
        )

    def _no_scale(self, pack: Pack, reference: str, wanted: str) -> Problem:
        ids = [scale.id for scale in pack.scales]
        found = (
            f"no scale {quoted(wanted)} in {pack.id}" if wanted else f"{pack.id}, which has {len(ids)} scales"
        )
        return Problem(
            where=reference,
            found=found,
            expected=f"{pack.id}/ and one of {listed(ids, most=40)}",
            mend=did_you_mean(wanted, ids) if wanted else f"write {pack.id}/{ids[0]}, for instance",
        )


@cache
def shipped() -> Catalogue:
    """Return the instruments that come with the product."""
    return Catalogue(MappingProxyType({name: _shipped(name) for name in SHIPPED}))


def catalogue_of(folder: Path | None) -> Catalogue:
    """Return the instruments that ship, and those that a study has in its folder ``instruments``.

    Parameters
    ----------
    folder : Path or None
        Folder of the study; None for no study.

    Raises
    ------
    InstrumentError
        With every problem of every file of its own.
    """
    own = () if folder is None else own_files(folder)
    if not own:
        return shipped()
    packs, problems, files_of = dict(shipped().packs), list[Problem](), dict[str, Path]()
    if len(own) > MOST_OWN:
        problems.append(_too_many(folder, len(own)))
    for path in own[:MOST_OWN]:
        try:
            pack = read_own(path, taken=packs)
        except InstrumentError as reason:
            problems += reason.problems
            continue
        packs[pack.id], files_of[pack.id] = pack, path
    InstrumentError.collect(problems)
    return Catalogue(MappingProxyType(packs), MappingProxyType(files_of))


def own_files(folder: Path) -> tuple[Path, ...]:
    """Return the files with instruments in a study's folder, sorted by name."""
    place = folder / OWN
    if not place.is_dir():
        return ()
    return tuple(sorted(path for path in place.iterdir() if path.suffix.lower() in SUFFIXES))


def _too_many(folder: Path | None, count: int) -> Problem:
    return Problem(
        where=str((folder or Path()) / OWN),
        found=f"{count:,} files",
        expected=f"at most {MOST_OWN} instruments of a study's own",
        mend="move those that this study does not use to another folder",
    )


def _shipped(name: str) -> Pack:
    # Checked line by line in tests; here they are only read.
    text = files("psychograph.instruments").joinpath("data", "packs", f"{name}.json").read_text("utf-8")
    return pack_of(PackFile.model_validate(json.loads(text)))
