"""Skills that a careful coach confirms together: who mucks out stalls also keeps the animals' quarters clean.

What somebody says is mostly written down for one skill, and a coach confirms several. Which follow from which is
knowledge about skills, so it stands in a table that anybody can read and correct (`data/confirmed_together.csv`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Links = Mapping[str, Mapping[str, float]]  # concept URI to the concepts that follow from it, each with its share
# How often a skill is confirmed where the other is: 2, from nearly every sentence that shows the other; 1, when a
# little more is said. Chosen on the development texts (models/tried.md).
SHARES = {2: 0.3, 1: 0.1}
# Support below which there is as good as none; and that of a skill which follows from none in the table, so that it is
# neither surer nor less sure for want of a line about it.
LEAST, UNKNOWN = 0.0003, 0.007


def support(probable: Mapping[str, float], links: Links) -> dict[str, float]:
    """Return for each concept the logarithm of the best support that another one gives it, none below `LEAST`.

    Parameters
    ----------
    probable : how probable each candidate of a text is by itself, by concept URI

    Examples
    --------
    >>> support({"esco:a": 0.5, "esco:b": 0.1}, {"esco:a": {"esco:b": 0.3}})
    {'esco:a': -4.961845, 'esco:b': -1.89712}
    """
    followers = {other for others in links.values() for other in others}
    best = {uri: LEAST if uri in followers else UNKNOWN for uri in probable}
    for uri, probability in probable.items():
        for other, share in links.get(uri, {}).items():
            if other in best:
                best[other] = max(best[other], probability * share)
    return {uri: round(math.log(found), 6) for uri, found in best.items()}


class Followers:
    """Raises the probability of concepts by that of those which they follow from.

    Parameters
    ----------
    columns : concept URI of each column; a column of something else has any other name
    """

    def __init__(self, columns: Sequence[str], links: Links) -> None:
        linked = {uri for start, others in links.items() for uri in (start, *others)}
        self._columns = np.array([column for column, name in enumerate(columns) if name in linked], dtype=np.intp)
        place = {columns[column]: position for position, column in enumerate(self._columns)}
        self._shares = np.zeros((len(place), len(place)))
        for start, others in links.items():
            for uri, share in others.items():
                if start in place and uri in place:
                    self._shares[place[start], place[uri]] = share

    def raised(self, likely: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return logarithms of probabilities, rows × columns, with those of the linked columns raised.

        Examples
        --------
        >>> follow = Followers(("esco:a", "esco:b"), {"esco:a": {"esco:b": 0.5}})
        >>> np.exp(follow.raised(np.log([[0.6, 0.1]]))).round(4).tolist()
        [[0.6, 0.4]]
        """
        found = likely.copy()
        probable = np.exp(likely[:, self._columns])
        found[:, self._columns] = np.round(np.log(probable + probable @ self._shares), 4)
        return found
