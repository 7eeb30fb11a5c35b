"""From records to plain words for the learner's page: pure functions, at most twelve words a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from app.i18n import _, language, ngettext
from recommender.domain.accommodation import Availability
from recommender.domain.interests import MarkKind
from recommender.domain.matches import Reason
from recommender.domain.trainings import Training
from recommender.guidance.cards import Reply
from recommender.guidance.interests import Offer

NAMED = 3  # areas or tasks in one reason, so that the sentence stays short


def reply_words(said: Reply) -> str:
    """Return the words on the button of an answer to an area or a task."""
    return {
        Reply.LIKE: _("I like it"),
        Reply.NOT_FOR_ME: _("Not for me"),
        Reply.SKIP: _("Skip"),
        Reply.DONT_KNOW: _("I don't know"),
    }[said]


def need_words(said: Reply) -> str:
    """Return the words on the button of an answer about a need."""
    return {
        Reply.LIKE: _("Yes, this helps me"),
        Reply.NOT_FOR_ME: _("No"),
        Reply.SKIP: _("Skip"),
        Reply.DONT_KNOW: _("I don't know"),
    }[said]


def mark_words(kind: MarkKind) -> str:
    """Return the words on the button of a mark."""
    return {
        MarkKind.KEEP: _("Keep this"),
        MarkKind.SHOW: _("Show this to my coach"),
        MarkKind.WRONG: _("This is wrong"),
    }[kind]


def listed(names: list[str]) -> str:
    """Join names as people say them.

    Examples
    --------
    >>> listed(["Wood", "Garden", "Office"])
    'Wood, Garden and Office'
    """
    return names[0] if len(names) == 1 else _("{some} and {last}").format(some=", ".join(names[:-1]), last=names[-1])


def in_a_row(lines: list[str]) -> str:
    """Put lines one after the other; names without an end of their own are parted by commas.

    Examples
    --------
    >>> in_a_row(["A quiet place", "Pictures"]), in_a_row(["You learn at work.", "Ask for it."])
    ('A quiet place, Pictures', 'You learn at work. Ask for it.')
    """
    return " ".join(line if line.endswith(".") else f"{line}," for line in lines).removesuffix(",")


def why(offer: Offer, names: Mapping[str, str]) -> str:
    """Say in one sentence why a training is shown; `names` are those of areas and tasks by slug."""
    if offer.reason is Reason.CHECK_NOW:
        return _("You can already do this. Someone can check it and give you a paper.")
    if offer.reason is None:
        return _("This helps you with every kind of work.")
    if offer.tasks:
        return _("You like this: {tasks}.").format(tasks=listed([names[slug] for slug in offer.tasks[:NAMED]]))
    if not offer.areas:
        return _("You keep this training.")
    return _("You like this work: {areas}.").format(areas=listed([names[slug] for slug in offer.areas[:NAMED]]))


def about(training: Training) -> str:
    """Return what a training is about in plain words, nothing where it has none."""
    return _spoken(training.description_plain)


def own_words(training: Training) -> str:
    """Return how its provider describes a training that has no plain words."""
    return "" if about(training) else _spoken(training.description)


def _spoken(texts: Mapping[str, str]) -> str:
    """Choose the language of the session, or else English, or else the first by its code."""
    return texts.get(language()) or texts.get("en") or next((texts[code] for code in sorted(texts)), "")


def where(training: Training) -> list[str]:
    """Say where a training takes place."""
    ways = {
        "workbased": _("You learn at work."),
        "presential": _("You learn in a room with other people."),
        "blended": _("You learn in a room and on a computer."),
        "online": _("You learn on a computer."),
        "project": _("You learn while you make something."),
    }
    lines = [words for code, words in ways.items() if code in training.participation]
    place = training.location or training.region
    lines.append(_("Place: {place}").format(place=place) if place else _("We do not know the place. Ask for it."))
    return lines


def how_long(training: Training) -> list[str]:
    """Say how long a training takes."""
    low, high = training.workload_hours or (0.0, 0.0)
    if not high:
        return [_("We do not know how long. Ask for it.")]
    if low == high:
        return [ngettext("It takes about {n} hour.", "It takes about {n} hours.", round(high))]
    return [_("It takes about {low} to {high} hours.").format(low=f"{low:g}", high=f"{high:g}")]


def how_examined(training: Training) -> list[str]:
    """Say how people find out what somebody has learned."""
    ways = {
        "practical_assessment": _("You show how you do the work."),
        "artefact": _("You make something and show it."),
        "portfolio": _("You collect your work in a folder."),
        "oral_examination": _("You talk about your work."),
        "continuous_evaluation": _("Someone looks at your work many times."),
        "quiz": _("You answer short questions."),
        "written_examination": _("You write a test."),
        "attendance": _("You come until the end."),
    }
    found = [words for code, words in ways.items() if code in training.assessment]
    return found or [_("We do not know how. Ask for it.")]


def help_offered(training: Training, names: Mapping[str, str]) -> list[str]:
    """Say which help a training offers; where nothing is known, that people may ask."""
    yes = [names[code] for code, value in training.accessibility.items() if value is Availability.YES]
    ask = [names[code] for code, value in training.accessibility.items() if value is Availability.ON_REQUEST]
    lines = [*yes, *(_("{help}: if you ask for it").format(help=name) for name in ask)]
    return lines or [_("We do not know which help there is. Ask for the help you need.")]


def who_gives_it(training: Training) -> str:
    """Say who gives a training, or that it is an example only."""
    if training.status == "example":
        return _("This is an example. Ask your coach where you can learn this.")
    return _("From: {name}").format(name=training.provider.name) if training.provider else ""


def help_words() -> dict[str, str]:
    """Return what a training can offer beyond the help that cards ask about, by the code of each."""
    return {
        "easy_to_read": _("Very plain texts that readers have checked"),
        "sign_language": _("Sign language"),
        "captions": _("Films show the words that people say"),
        "transcript": _("You can read what people say in films"),
        "audio_description": _("A voice says what you see in films"),
        "screen_reader": _("A program can read the screen to you"),
        "keyboard_switch": _("You do not need a mouse"),
        "large_print": _("Large letters"),
        "high_contrast": _("Letters and pictures stand out clearly"),
        "braille": _("Braille: letters that you feel with your fingers"),
        "no_flashing_no_loud": _("No flashing lights and no loud noise"),
        "accessible_toilet": _("A toilet with room for a wheelchair"),
        "hearing_loop": _("The room works with your hearing aid"),
        "parking": _("A parking place with room for a wheelchair"),
        "public_transport": _("A bus or train is near"),
        "assistance_animal": _("Your helper dog can come with you"),
        "part_time": _("You can learn fewer hours or fewer days"),
        "repeat_free": _("You can do a part again and pay nothing"),
        "oral_instead_of_written": _("You can speak or sign and need not write"),
        "reader_or_scribe": _("Someone reads or writes for you in the test"),
        "assistive_technology": _("You can use your own aids"),
        "familiar_place": _("The test is in a place that you know"),
        "childcare": _("Someone looks after your children"),
        "contact_for_accommodation": _("Someone talks with you about help before you start"),
    }


def hard_words() -> list[tuple[str, str]]:
    """Return the words that need an explanation, with one."""
    return [
        (_("Training"), _("You learn something for your work.")),
        (_("Micro-credential"), _("A paper for a short training. It says what you learned.")),
        (_("Check"), _("Someone looks at what you can do.")),
        (_("Awarding body"), _("The people who give you the paper.")),
        (_("Provider"), _("The people who give the training.")),
        (_("Skill"), _("Something that you can do.")),
        (_("ESCO"), _("A list of skills and jobs. It is from the European Union.")),
        (_("Profile"), _("What is kept about you on this computer.")),
        (_("Coach"), _("The person who helps you at work.")),
    ]
