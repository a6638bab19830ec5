"""A study that is fielded, as commands are given it: plan, settings and stores, opened together."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from psychograph.fielding.plan.planned import Fieldwork
    from psychograph.fielding.settings import Settings
    from psychograph.fielding.stores.opened import Stores

FIELD_FOLDER, SETTINGS_FILE = "field", "settings.env"


@dataclass(frozen=True)
class OpenField:
    """A field period with its server's settings and its stores.

    Parameters
    ----------
    field : Fieldwork
        Plan, questionnaire and study.
    settings : Settings
        Of the server.
    stores : Stores
        Open until the command ends.
    """

    field: Fieldwork
    settings: Settings
    stores: Stores


@contextmanager
def opened_field(path: Path) -> Iterator[OpenField]:
    """Open a field period for a while.

    Parameters
    ----------
    path : Path
        Folder of the study, or a file in it.

    Raises
    ------
    FieldPlanError, FieldSettingsError
        With every problem of the files, or of the settings.
    StoreError
        Where a store cannot be opened.
    """
    from psychograph.fielding.plan.reading import load_fieldwork
    from psychograph.fielding.stores.opened import stores_at

    field = load_fieldwork(path)
    settings = settings_beside(field.folder)
    with stores_at(place_of_stores(field.folder, settings)) as stores:
        yield OpenField(field, settings, stores)


def settings_beside(folder: Path) -> Settings:
    """Read the settings of the server: the environment, over ``field/settings.env`` in the folder."""
    from psychograph.fielding.settings import settings_of

    return settings_of(os.environ, folder / FIELD_FOLDER / SETTINGS_FILE)


def own_folder(folder: Path, settings: Settings) -> Path:
    """Return the folder of the server's own files; a relative one is beside the study."""
    return folder / (settings.place or FIELD_FOLDER)


def place_of_stores(folder: Path, settings: Settings) -> Path | str:
    """Return where the stores are: the address of a database, or a folder."""
    return settings.database or own_folder(folder, settings)
