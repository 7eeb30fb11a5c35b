"""What the program is, what it can and cannot do, how good it is, and what it is made of."""

from __future__ import annotations

import streamlit as st

from app import state
from app.i18n import _
from app.views import escape
from recommender.domain.versions import NOTICE
from recommender.guard_figures import in_numbers, read_marked
from recommender.loading import published_figures
from recommender.settings import PROJECT

st.title(_("About this program"), anchor=False)
st.write(
    _(
        "You write in plain words what a person does. The program suggests skills and shows the words behind each one. "
        "You and the person decide. Then it looks for trainings that fit."
    )
)

st.header(_("What it does not do"), anchor=False)
st.markdown(
    "\n".join(
        f"- {line}"
        for line in (
            _("It suggests. It never checks or certifies that somebody can do something. People do that."),
            _("It can be wrong and it misses things. Read each suggestion with the words it comes from."),
            _("Some everyday tasks have no word in ESCO. Then it says so."),
            _("It reads English so far. For other languages it makes no suggestions."),
            _("It gives nobody a level and never compares people."),
            _("The check for personal words knows common forms only. Please read the text yourself, too."),
        )
    )
)

st.header(_("How to use it well"), anchor=False)
st.markdown(
    "\n".join(
        f"- {line}"
        for line in (
            _("Sit together. The person sees each suggestion and says yes, no or not sure before you do."),
            _("Use a code or a nickname. Keep names and diagnoses out of the texts."),
            _("Ask for each consent by itself. Whoever agrees can withdraw at any time, and it counts at once."),
            _("Give the passport to the person. They decide who sees it."),
            _("Look at the log at times. It says what was shown and decided, and whether somebody changed it."),
        )
    )
)

st.header(_("Where the data is"), anchor=False)
st.write(_("Everything stays on this computer. The program opens no connection while you work with it."))
st.write(
    _(
        "A passphrase locks profiles, proofs, photos for the cards, the log and the backups on this computer. "
        "Files that you save yourself are not locked: passports, archives, and backups for another place."
    )
)
st.write(
    _(
        "Erasing reaches the profile and the backups on this computer. It does not reach what you saved elsewhere. "
        "What helps a person is in no backup."
    )
)

st.header(_("How good the suggestions are"), anchor=False)
figures = published_figures()
if figures:
    st.table({_("What"): [row["what"] for row in figures], _("Measured"): [row["value"] for row in figures]})
    st.caption(escape(_("Measured on {n} invented texts. Command: {command}").format(**figures[0])))
else:
    st.write(_("No figures come with this version."))

marked = [text for text in read_marked(PROJECT / "data" / "eval" / "guard.jsonl") if text.part == "check"]
st.write(
    _(
        "The check for personal words, on {texts} invented texts that it was not written for: it marked {found} of "
        "{parts} personal parts, and {wrong} other words. Command: {command}"
    ).format(**in_numbers(marked), command="recommender evaluate-guard")
)

st.header(_("Versions"), anchor=False)
if state.is_ready():
    versions = state.pipeline().versions
    named = {
        _("Classification"): f"ESCO {versions.esco}",
        _("Language model"): versions.model,
        _("Trainings"): versions.catalogue,
        _("This program"): versions.recommender,
    }
    st.table({_("Part"): list(named), _("Version"): list(named.values())})
else:
    st.write(_("The word lists are still loading. Open this page again in a moment."))
st.write(_(NOTICE))
