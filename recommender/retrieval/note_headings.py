"""What the headings of notes say of the list under them ("Goals:", "Dislikes:"), in one table."""

from __future__ import annotations

from recommender.domain.statements import StatementKind
from recommender.retrieval.rule import Rule

K = StatementKind
EDGE = ' \t\u00a0,;:.!?…-–—•*+&/"“”'

# What the heading of a list says of all that stands under it; any other heading says nothing.
HEADINGS: tuple[Rule, ...] = tuple(
    Rule(kind, rf"^(?:(?:\w+['’]s|my|his|her|our|their|the|current|personal|future|next)\ )*(?:{pattern})$", example)
    for kind, pattern, example in (
        (
            K.WISH,
            r"""(?:goals?|targets?|aims?|plans?)\ for\ .*|goals?|targets?|aims?|wish(?:es)?
            |wish\ ?list|(?:next\ )?steps|plans?|dreams?|to\ (?:learn|try)
            |(?:wants?|would\ like|hopes?)(?:\ to\ (?:do|try|learn))?""",
            "next steps",
        ),
        (
            K.LEARNING,
            r"""(?:is\ |currently\ |now\ |still\ )?(?:learning|practi[sc]ing)|in\ training|(?:still\ )?working\ on
            |on\ the\ go|in\ progress|improving|getting\ better(?:\ at)?""",
            "learning",
        ),
        (
            K.NOT_YET,
            r"""not\ (?:yet|allowed|done|tried(?:\ yet)?|possible|(?:so\ |very\ )?(?:fine|ok|okay|good|great
            |confident)(?:\ (?:with|at|on))?)
            |later|struggles?(?:\ with)?|off\ limits|tried(?:\ once)?|(?:cannot|can't|can\ not)(?:\ do)?(?:\ yet)?
            |(?:does\ not|doesn't|do\ not|don't)(?:\ do)?(?:\ yet)?""",
            "not yet",
        ),
        (
            K.DISLIKE,
            r"""dislikes?|hates?|avoids?|refuses?|refused|(?:does\ not|doesn't|do\ not|don't)\ like
            |(?:not|less)\ keen(?:\ on)?""",
            "dislikes",
        ),
        (K.SUPPORT_NEED, r"(?:support\ )?needs?|(?:needs\ )?(?:support|help)(?:\ (?:with|needed))?", "support needs"),
        (K.OTHER, r"likes?|loves?|enjoys?|hobb(?:y|ies)|interests?|free\ time|offered(?:\ (?:him|her))?", "hobbies"),
        (K.OTHERS, r"(?:done\ by\ )?(?:others|staff)|staff\ (?:do|does)", "staff"),
    )
)


def heading_kind(words: str) -> StatementKind | None:
    """Return what a heading says of all that stands under it, None where it says nothing.

    Examples
    --------
    >>> heading_kind("Next steps").value, heading_kind("Kitchen")
    ('wish', None)
    """
    return next((one.kind for one in HEADINGS if one.pattern.search(words.strip(EDGE))), None)
