"""How a server is run: address, databases, mail, secrets. Environment or file, never the study.

Names in the environment begin with ``PSYCHOGRAPH_``: ``PSYCHOGRAPH_SECRET``, ``PSYCHOGRAPH_PUBLIC_URL``,
``PSYCHOGRAPH_DATABASE``, ``PSYCHOGRAPH_SMTP_HOST`` and so on: each field below in capitals. The same names
stand in a file of lines ``NAME=value``, such as ``field/settings.env`` beside the study; the environment
goes before the file. ``PSYCHOGRAPH_SECRET_FILE`` names a file that holds a value instead, as credentials of
systemd and secrets of containers do.
"""

from __future__ import annotations

from psychograph.fielding.settings.model import Mail, Security, Settings
from psychograph.fielding.settings.reading import settings_of

__all__ = ["Mail", "Security", "Settings", "settings_of"]
