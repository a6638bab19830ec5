"""JSON Schema of the study file, for editors that complete and check it."""

from __future__ import annotations

from psychograph.study.model import Study

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def study_json_schema() -> dict[str, object]:
    """Return the JSON Schema (draft 2020-12) of ``study.yaml``.

    Returns
    -------
    dict
        Ready for ``json.dumps``. Rules between keys, such as a basis that names
        declared attributes, are beyond it; `load_study` checks them.

    Examples
    --------
    >>> study_json_schema()["required"]
    ['title', 'objective', 'attributes', 'basis']
    """
    return {"$schema": DIALECT, **Study.model_json_schema(by_alias=True)}
