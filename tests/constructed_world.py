"""A made-up region with people, an offer and jobs, in which every gap is planted and so known beforehand.

All of it is invented and comes from a seed. Each work area has skills of its own; a skill may have a near-duplicate
(its URI ends in "-same") and a narrower one (it ends in "-part").
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from recommender.catalogue.annex_one import missing_elements
from recommender.domain.accommodation import Availability
from recommender.domain.trainings import LearningOutcome, Organisation, Training
from recommender.domain.work_areas import WorkArea
from recommender.guidance.demand import Demand, Measure, StaffSkill, Unit
from recommender.guidance.gaps import Gap, GapKind, Offer, find_gaps
from recommender.guidance.snapshots import Contribution, demands, take
from recommender.guidance.staff import StaffTopic
from recommender.guidance.vocabulary import Vocabulary

TODAY = date(2026, 5, 4)
AREAS = ("laundry", "kitchen", "garden", "wood", "office", "animals")
NEEDS = ("step_free", "extra_time", "symbols_aac", "quiet_place")
FATES = ("assessed", "taught", "missing", "same", "part")  # what the offer does with a skill
Found = set[tuple[GapKind, str, str]]


@dataclass
class World:
    """People by house, an offer, wishes, staff, and the gaps that were planted: kind, subject and, for needs, area."""

    houses: dict[str, list[Contribution]] = field(default_factory=dict)
    offer: tuple[Training, ...] = ()
    wanted: list[Demand] = field(default_factory=list)
    staff: list[StaffSkill] = field(default_factory=list)
    planted: Found = field(default_factory=set)
    too_few: Found = field(default_factory=set)

    def demand(self) -> list[Demand]:
        """Return what a provider gets to know: one file a house, and a table of jobs."""
        taken = [
            take(people, before=None, issuer=house, today=TODAY, esco="1.2.0").snapshot
            for house, people in self.houses.items()
        ]
        return [*demands(taken), *self.wanted]

    def find(self) -> tuple[Gap, ...]:
        """Look for the gaps."""
        lacking = {training.training_id: missing_elements(training) for training in self.offer}
        return find_gaps(Offer(self.offer, lacking), self.demand(), self.staff, vocabulary=VOCABULARY)


def uri(area: str, number: int, kind: str = "") -> str:
    return f"esco:{area}-{number}{kind}"


def _skills(area: str) -> list[str]:
    return [uri(area, number, kind) for number in range(8) for kind in ("", "-same", "-part")]


TOPICS = {
    slug: StaffTopic(slug, slug.title(), "", (rule,), frozenset({f"esco:staff-{slug}"}))
    for slug, rule in {"rights": "learners", "aac": "need:symbols_aac", "assessor": "assessment"}.items()
}
VOCABULARY = Vocabulary(
    labels={one: one.removeprefix("esco:") for area in AREAS for one in _skills(area)},
    work_areas={area: WorkArea(area, area.title(), "", "", frozenset(_skills(area))) for area in AREAS},
    accommodations={code: code for code in NEEDS},
    topics=TOPICS,
    narrower=lambda one: frozenset({f"{one}-part"} if one.count("-") == 1 else ()),
    similar=lambda one: frozenset({one.removesuffix("-same") if one.endswith("-same") else f"{one}-same"}),
    group=lambda one: one.partition("-")[0],
)


def training(training_id: str, area: str, skills: Iterable[str], **fields: object) -> Training:
    """Return a training that is a complete micro-credential for people who are not staff."""
    whole = Training(
        training_id,
        {"en": training_id},
        {"en": "Invented."},
        "micro_credential",
        ("en",),
        "real",
        provider=Organisation("House of learning", "BE"),
        awarding_body=Organisation("House of learning", "BE"),
        learning_outcomes=tuple(LearningOutcome(f"Do {one}", (one,)) for one in skills),
        workload_hours=(10, 20),
        workload_status="stated",
        eqf_level_status="not_applicable",
        assessment=("practical_assessment",),
        participation=("workbased",),
        quality_assurance="External review",
        target_groups=("sheltered_work",),
        work_areas=(area,),
    )
    return replace(whole, **fields)  # type: ignore[arg-type]


def make(seed: int, *, people: int = 40) -> World:
    """Make a world: two houses, an offer with holes of each kind, wishes and staff."""
    draw = random.Random(seed)  # noqa: S311
    world = World()
    fates = {(area, n): draw.choice(FATES) for area in AREAS for n in range(8)}
    empty = draw.choice(AREAS)  # a work area without any training
    fates |= {(empty, n): "missing" for n in range(8)}
    world.houses = {house: _people(draw, house, people) for house in ("House 1", "House 2")}
    world.wanted = [
        Demand(Measure.WANTED, uri(area, n, draw.choice(("", "-same"))), draw.randint(1, 9), Unit.JOBS, "Jobs", TODAY)
        for area, n in sorted(draw.sample(sorted(fates), 12))
    ]
    _make_offer(world, fates, empty, draw)
    _plant_skills(world, fates, empty)
    _plant_staff(world, draw)
    return world


def _people(draw: random.Random, house: str, number: int) -> list[Contribution]:
    frequent = [uri(area, n, draw.choice(("", "-same", "-part"))) for area in AREAS for n in range(8)]
    chance = {one: draw.choice((0.02, 0.3, 0.6)) for one in frequent}
    return [
        Contribution(
            f"{house}-{place}",
            frozenset(one for one in frequent if draw.random() < chance[one]),
            frozenset(draw.sample(AREAS, 3)),
            frozenset(draw.sample(NEEDS, draw.randint(0, 2))),
        )
        for place in range(number)
    ]


def _make_offer(world: World, fates: dict[tuple[str, int], str], empty: str, draw: random.Random) -> None:
    """Make the trainings; an id says the area and what is wrong with it."""
    trainings = []
    for area in AREAS:
        own = {fate: [n for n in range(8) if fates[area, n] == fate] for fate in FATES}
        shown = [uri(area, n) for n in (*own["assessed"], *own["part"])] + [uri(area, n, "-same") for n in own["same"]]
        access = {code: draw.choice(list(Availability)) for code in NEEDS}
        if area != empty:
            trainings.append(training(f"{area}-whole", area, shown, accessibility=access))
            lack = draw.choice(("quality_assurance", "participation", "workload_hours"))
            blank: object = {"quality_assurance": "", "participation": (), "workload_hours": None}[lack]
            trainings.append(training(f"{area}-lacking", area, shown[:1], accessibility=access, **{lack: blank}))
            world.planted.add((GapKind.NOT_YET_MICRO_CREDENTIAL, f"{area}-lacking", ""))
            without = [name for name, some in (("whole", shown), ("attend", own["taught"])) if not some]
            world.planted |= {(GapKind.NOT_YET_MICRO_CREDENTIAL, f"{area}-{name}", "") for name in without}
            taught = [uri(area, n) for n in own["taught"]]
            trainings.append(training(f"{area}-attend", area, taught, assessment=("attendance",), accessibility=access))
            _plant_needs(world, area, access)
    draw.shuffle(trainings)
    world.offer = tuple(trainings)


def _plant_needs(world: World, area: str, access: dict[str, Availability]) -> None:
    for code in NEEDS:
        everyone = [person for house in world.houses.values() for person in house]
        if any(code in person.needs for person in everyone) and access[code] is not Availability.YES:
            world.planted.add((GapKind.NOT_ACCESSIBLE, code, area))


def _plant_skills(world: World, fates: dict[tuple[str, int], str], empty: str) -> None:
    for (area, number), fate in fates.items():
        forms = {uri(area, number), uri(area, number, "-same")}
        if fate == "missing" and any(one.subject in forms for one in world.wanted):
            world.planted.add((GapKind.NO_TRAINING, uri(area, number), ""))
        part = uri(area, number, "-part")
        open_forms = {"missing": [forms, {part}], "taught": [forms, {part}], "same": [{part}]}.get(fate, [])
        for group in open_forms:
            # The near-duplicate alone covers nothing narrower: "-same" has no narrower skill here.
            counts = [sum(bool(group & person.can) for person in people) for people in world.houses.values()]
            gap = (GapKind.NOT_ASSESSED, min(group), "")
            if max(counts) >= 5:
                world.planted.add(gap)
            elif sum(counts):
                world.too_few.add(gap)
    world.planted.add((GapKind.NO_TRAINING, empty, ""))


def _plant_staff(world: World, draw: random.Random) -> None:
    for slug in TOPICS:
        knows = draw.choice((0, 0, 3))
        world.staff.append(StaffSkill(slug, knows, "Staff list", TODAY))
        needs_aac = any(
            one.accessibility.get("symbols_aac") in (Availability.YES, Availability.ON_REQUEST) for one in world.offer
        )
        if not knows and (slug != "aac" or needs_aac):
            world.planted.add((GapKind.STAFF_SKILL, slug, ""))


def plain(gaps: Iterable[Gap]) -> Found:
    """Return gaps as they are planted: of near-duplicates the plain form, and of needs every area."""
    return {
        (gap.kind, min((gap.subject, *gap.folded)).removesuffix("-same"), area)
        for gap in gaps
        for area in (gap.work_areas if gap.kind is GapKind.NOT_ACCESSIBLE else ("",))
    }
