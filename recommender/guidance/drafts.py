"""From a gap to the outline of a micro-credential. A draft says nothing about a provider: people fill in and decide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from recommender.domain.trainings import LearningOutcome, Training
from recommender.guidance.gaps import Gap, GapKind

DRAFTED = frozenset({GapKind.NO_TRAINING, GapKind.NOT_ASSESSED})  # gaps that a new entry could close
MOST_OUTCOMES = 6  # a micro-credential is small
# Three ways to show a skill, none of which needs writing; the provider chooses and changes.
ASSESSMENT = (
    "Show: the person does the task at the workplace, and the assessor looks on.",
    "Explain: the person says, signs or points to what matters and why.",
    "Transfer: the person does the task once more, with other material or in another place.",
)
HOURS = re.compile(r"[0-9]{1,4}([.,][0-9]{1,2})?")


@dataclass(frozen=True, slots=True)
class Draft:
    """An outline. `key` names the gap it came from; `skills` gives the ESCO skill of an outcome by its words."""

    key: str
    title: str
    outcomes: tuple[str, ...]
    skills: Mapping[str, str]
    assessment: tuple[str, ...]
    accommodation: tuple[str, ...]
    work_area: str = ""
    hours: str = ""


def draft(gap: Gap, *, others: Iterable[Gap] = (), needs: Sequence[str] = (), titles: Mapping[str, str]) -> Draft:
    """Sketch a micro-credential that would close a gap of kind 1 or 3.

    Parameters
    ----------
    others : all gaps; the largest of the same kind in the same work area become further outcomes
    needs : codes of what people need
    titles : what a skill is called on the page, by URI; the name of the gap where there is none

    Raises
    ------
    ValueError : a gap that no new entry closes

    Examples
    --------
    >>> from recommender.guidance.gaps import About
    >>> gap = Gap(GapKind.NOT_ASSESSED, About.SKILL, "esco:iron", "iron textiles", work_areas=("laundry",))
    >>> draft(gap, titles={}).outcomes
    ('Iron textiles',)
    """
    if gap.kind not in DRAFTED:
        raise ValueError(f"no entry closes a gap of kind {gap.kind}")
    area = next(iter(gap.work_areas), "")
    near = [one for one in others if one.kind is gap.kind and one != gap and area and area in one.work_areas[:1]]
    skills = [one for one in (gap, *near) if one.subject not in gap.work_areas][:MOST_OUTCOMES]
    named = {_capital(titles.get(one.subject, one.name)): one.subject for one in skills}
    return Draft(
        key=f"{gap.kind.value}:{gap.subject}",
        title=_capital(gap.name),
        outcomes=tuple(named),
        skills={words: uri for words, uri in named.items() if uri.startswith("http")},
        assessment=ASSESSMENT,
        accommodation=tuple(needs),
        work_area=area,
    )


def document(sketch: Draft) -> dict[str, Any]:
    """Return a draft for keeping."""
    return asdict(sketch)


def read(kept: Mapping[str, Any]) -> Draft:
    """Read back what `document` gave."""
    return Draft(**{**kept, **{name: tuple(kept[name]) for name in ("outcomes", "assessment", "accommodation")}})


def as_entry(sketch: Draft, *, names: Mapping[str, str]) -> Training:
    """Return a draft as an entry to go on with in a table: an example, since nobody offers it yet.

    Words of an outcome that were changed lose their link: they must be looked at again. Hours are an estimate, and
    what is planned so that everybody can take part stands in the description: neither is a promise yet.

    Parameters
    ----------
    names : of accommodations, by code
    """
    slug = "".join(c if c.isascii() and c.isalnum() else "-" for c in sketch.title.lower()).strip("-")
    planned = ", ".join(names.get(code, code) for code in sketch.accommodation)
    hours = float(sketch.hours.replace(",", ".")) if HOURS.fullmatch(sketch.hours) else 0.0
    outcomes = (LearningOutcome(words, tuple(filter(None, [sketch.skills.get(words)]))) for words in sketch.outcomes)
    return Training(
        f"draft-{slug[:80] or 'entry'}",
        {"en": sketch.title},
        {"en": f"Draft. Say what it is about and for whom.{f' Planned: {planned}.' if planned else ''}"},
        "micro_credential",
        ("en",),
        "example",
        learning_outcomes=tuple(outcomes),
        workload_hours=(hours, hours) if hours else None,
        workload_status="estimate" if hours else "",
        assessment=("practical_assessment",) if sketch.assessment else (),
        assessment_detail=" ".join(sketch.assessment),
        work_areas=(sketch.work_area,) if sketch.work_area else (),
        source="Draft made from a gap",
    )


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
