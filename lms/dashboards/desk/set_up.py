"""The set-up checklist of a site: its steps in three phases, each with who ticked it and when."""

from dataclasses import dataclass

from enrolment.models import Phase, SetUpStep, SetUpTick, Site


@dataclass(frozen=True)
class StepRow:
    """One step; `tick` None: not done yet."""

    step: SetUpStep
    tick: SetUpTick | None


@dataclass(frozen=True)
class PhaseRows:
    """The steps of one phase, under its name."""

    label: str
    rows: tuple[StepRow, ...]


@dataclass(frozen=True)
class SiteSetUp:
    """How far one site is."""

    site: Site
    done: int
    all: int

    @property
    def is_complete(self) -> bool:
        """Tell whether nothing is left to tick."""
        return self.done >= self.all


def phases_of(site: Site) -> tuple[PhaseRows, ...]:
    """Return the phases with the steps of each, as they stand at `site`; two statements."""
    ticks = {tick.step_id: tick for tick in SetUpTick.objects.filter(site=site).select_related("done_by")}
    steps = list(SetUpStep.objects.all())
    return tuple(
        PhaseRows(str(phase.label), tuple(StepRow(step, ticks.get(step.pk)) for step in steps if step.phase == phase))
        for phase in Phase
    )


def progress_in(site: Site, phases: tuple[PhaseRows, ...]) -> SiteSetUp:
    """Return how far `site` is, counted from its phases."""
    rows = [row for phase in phases for row in phase.rows]
    return SiteSetUp(site, sum(row.tick is not None for row in rows), len(rows))
