"""Short answers about the task before them, as hasty notes have them ("hoist – not signed off")."""

from __future__ import annotations

import re

# Behind a comma or a dash: it is one clause with the task.
VERDICT = re.compile(
    r"""\s*(?:(?:no|nope|never|n/?a|tbc|pending|off\ limits|on\ hold|staff\ only|only\ staff|to\ follow|later
    |not\ (?:yet|now|allowed|permitted|cleared|tried|attempted|done|possible|safe|ready|keen|signed\ off|a\ success
    |(?:for|with)\ (?:him|her|me|us)|(?:his|her|my)\ thing|on)
    |avoids?|avoided|refuses?|refused|declined|dislikes|hates\ (?:it|this|that)|had\ to\ (?:stop|give\ up)|gave\ up
    |no\ (?:joy|luck|go|good|thanks|chance|way|interest)|too\ (?:heavy|hard|fast|hot|high|loud|soon|difficult|much)
    (?:\ for\ (?:him|her|me))?|(?:would\ not|wouldn't)\ (?:carry\ on|continue|go\ on|do\ it|try)
    |didn't\ (?:work|work\ out|like\ it|take\ to\ it|stick|go\ well)
    |(?:now\ )?independent(?:ly)?|(?:now\ )?alone|(?:all\ )?on\ (?:his|her)\ own)\s*(?:[.,;!?:()\n]|$|[-–]\s)
    |no\ (?:way|chance)\b|definitely\ not\b)""",
    re.IGNORECASE | re.VERBOSE,
)
