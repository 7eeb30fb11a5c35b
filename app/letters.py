"""The letter that asks a provider for what a person needs: plain text, to be sent by whoever wants to."""

from __future__ import annotations

from collections.abc import Mapping

from app.i18n import _
from recommender.domain.matches import TrainingMatch
from recommender.domain.trainings import Training


def ask_letter(training: Training, match: TrainingMatch, questions: Mapping[str, str]) -> str:
    """Write the letter for one training; it says nothing about the person but what is asked for.

    Parameters
    ----------
    questions : what to ask a provider, by accommodation code
    """
    provider = training.provider.name if training.provider else ""
    greeting = _("Dear team of {provider},").format(provider=provider) if provider else _("Dear team,")
    lines = [
        greeting,
        "",
        _("a person I work with is interested in your training “{title}”.").format(title=match.title),
        _("Please answer these questions, so that the person can take part:"),
        "",
        *(f"- {questions[code]}" for code in match.ask_for),
        "",
        _("Please also tell us whom we can ask about support before the training starts."),
        "",
        _("Thank you for your answer. Yours sincerely"),
        "",
    ]
    return "\n".join(lines)


def file_name(training_id: str) -> str:
    """Return a safe name for the file of a letter.

    Examples
    --------
    >>> file_name("kitchen/1")
    'letter-kitchen-1.txt'
    """
    return f"letter-{''.join(c if c.isalnum() else '-' for c in training_id)}.txt"
