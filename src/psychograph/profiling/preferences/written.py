"""The four-preference profile of every respondent as a table."""

from __future__ import annotations

from psychograph.cells import csv_text
from psychograph.profiling.preferences.profile import BAND, PreferenceProfile


def preferences_csv(profile: PreferenceProfile, *, respondent: str = "respondent") -> str:
    """Return a CSV: one row a respondent, for each axis score, ends of its band, letter and agreement.

    Parameters
    ----------
    profile : PreferenceProfile
        The profile; what is not known is left blank.
    respondent : str
        Header of the column of ids.
    """
    header = [respondent, "segment"]
    for one in profile.axes:
        name = one.axis.name
        header += [name, f"{name}_low", f"{name}_high", f"{name}_letter", f"{name}_agreement"]
    rows = []
    for row, who in enumerate(profile.respondents):
        cells: list[object] = [who, int(profile.labels[row]) or None]
        for one in profile.axes:
            score, band = float(one.scores[row]), BAND * one.error
            low, high = max(score - band, 0.0), min(score + band, 100.0)
            cells += [score, low, high, one.letters[row], float(one.agreement[row])]
        rows.append([*cells, code] if (code := profile.codes()[row]) or not profile.absent else cells)
    return csv_text([*header, *([] if profile.absent else ["letters"])], rows)
