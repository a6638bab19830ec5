"""Run a study from Python, cut it again, and look at what changed.

    python examples/run_a_study.py

Reads the worked example that ships with the package; writes nothing.
"""

from __future__ import annotations

from importlib.resources import files

import psychograph


def main() -> None:
    """Print the segments of the worked example, cut at two and at three."""
    study = files("psychograph.samples").joinpath("worked_example", "study.yaml")
    run = psychograph.run_study(str(study))
    describe(run)

    finer = run.study.model_copy(update={"segmentation": psychograph.SegmentationSettings(segments=3)})
    print("\nCut into three:")
    describe(psychograph.run_steps(finer, run.responses))


def describe(run: psychograph.Run) -> None:
    """Print verdict, personas and target of a run."""
    print(f"Verdict: {run.segmentation.verdict.kind.value}")
    for persona in run.personas:
        print(f"{persona.n:4} {persona.plural}: {', '.join(persona.headlines)}")
    if run.brief is not None:
        print(f"Target: {run.brief.persona}; theme: {run.brief.theme.text}")


if __name__ == "__main__":
    main()
