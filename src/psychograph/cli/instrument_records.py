"""Instruments as records, for programs."""

from __future__ import annotations

from psychograph.instruments.notices import notices
from psychograph.instruments.pack import Pack, PackScale, Verdict


def instrument_record(pack: Pack) -> dict[str, object]:
    """Return all that is known of an instrument, as plain data."""
    answers = pack.answer_scale
    return {
        "id": pack.id,
        "name": pack.name,
        "measures": pack.about,
        "framework": pack.framework or None,
        "language": pack.language,
        "validated": None if pack.licence.verdict is Verdict.ATTESTED else pack.validated,
        "licence": {
            "id": pack.licence.id,
            "verdict": pack.licence.verdict.value,
            "commercial_use": pack.licence.commercial_use,
            "requires": pack.licence.requires or None,
            "caveat": pack.licence.caveat or None,
            "attestation": pack.licence.attestation or None,
            "evidence": [
                {"quote": one.quote or None, "url": one.url or None, "seen_as": one.seen_as or None}
                for one in pack.licence.evidence
            ],
        },
        "citation": list(pack.citation),
        "verified": pack.verified or None,
        "notes": [*notices(pack), *pack.notes],
        "stem": str(pack.stem) or None,
        "answers": {
            "name": answers.name or None,
            "low": answers.low,
            "high": answers.high,
            "labels": {str(code): str(label) for code, label in answers.labels},
        },
        "scales": [_scale(pack, scale) for scale in pack.scales],
        "items": [
            {"id": item.id, "scale": item.scale, "reversed": item.reversed, "text": str(item.text)}
            for item in pack.items
        ],
    }


def _scale(pack: Pack, scale: PackScale) -> dict[str, object]:
    published, norms = scale.reliability, scale.norms
    items = pack.items_of(scale.id)
    return {
        "reference": f"{pack.id}/{scale.id}",
        "name": scale.name,
        "construct": scale.measures or None,
        "parts": list(scale.parts),
        "items": len(items),
        "reversed": sum(item.reversed for item in items),
        "reliability": None
        if published is None
        else {"kind": published.kind, "value": published.value, "source": published.source},
        "norms": None if norms is None else {"mean": norms.mean, "sd": norms.sd, "source": norms.source},
        "note": scale.note or None,
    }
