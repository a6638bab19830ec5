"""Triple-S 2.0: a description of the answers' columns that most programs of the trade can read and write.

The standard is public: "The Triple-S Survey Interchange Standard", version 2.0, revision 2.0.002 (September
2011), triple-s.org. It describes answers, not an interview: types, labels, codes and ranges, in several
languages; no logic, no pages, no batteries. Versions 1.1 and 1.2 are read too.
"""

from __future__ import annotations

from psychograph.questionnaire.formats.format import Format
from psychograph.questionnaire.formats.triple_s.reading import read, recognises
from psychograph.questionnaire.formats.triple_s.writing import write

FORMAT = Format(
    name="triple-s",
    title="Triple-S 2.0",
    suffix=".sss",
    write=write,
    read=read,
    recognises=recognises,
    next_step=(
        "import the .sss file, with the .csv file of the same name beside it, in a program for tables; the "
        ".csv holds the names of the columns, and each respondent is one more line"
    ),
)
