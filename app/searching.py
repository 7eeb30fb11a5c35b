"""What a search for skills says about what it found: pure functions."""

from __future__ import annotations

from app.i18n import _, ngettext


def found_words(number: int) -> str:
    """Say how many skills a search found."""
    if not number:
        return _("No ESCO skill has these words. Try other words.")
    return ngettext("{n} skill found", "{n} skills found", number)


def less_sure_words() -> str:
    """Say that what follows was found by meaning or by a part of the words."""
    return _("The program is less sure of these:")
