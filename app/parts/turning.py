"""The parts under the text, which turn like pages: their key and their names."""

from __future__ import annotations

from app.i18n import _

PARTS = "parts"  # key of the widget; its value is the name of the open part


def part_names() -> list[str]:
    """Return the names of the parts, in their order."""
    return [_("1. Skills"), _("2. Trainings"), _("3. Record")]
