"""XLSForm: the spreadsheet that ODK and KoboToolbox turn into a form.

The format is described at https://xlsform.org (reference table at https://xlsform.org/en/ref-table/);
what a converter really accepts was read from pyxform, the reference converter of ODK and Kobo, which
also reads what is written here in the tests.
"""

from __future__ import annotations

from psychograph.questionnaire.formats.format import Format
from psychograph.questionnaire.formats.xlsform.reading import read
from psychograph.questionnaire.formats.xlsform.sheets import is_form
from psychograph.questionnaire.formats.xlsform.writing import write

FORMAT = Format(
    name="xlsform",
    title="XLSForm (KoboToolbox, ODK)",
    suffix=".xlsx",
    write=write,
    read=read,
    recognises=is_form,
    next_step="in KoboToolbox choose New, Upload an XLSForm; in ODK Central, New form",
)
