"""What a business may want, as commands are told it."""

from __future__ import annotations

# As in `study.model.Goal`, without importing it for `--help`; a test holds the two together.
GOALS = (
    "launch_new",
    "launch_cause",
    "awareness",
    "trial",
    "retention",
    "referral",
    "premium",
    "trust_upgrade",
    "winback",
)
