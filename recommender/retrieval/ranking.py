"""From statements to ranked skills: fuse what the retrievers say, calibrate, cut, fold, and point at the words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from dataclasses import dataclass
from operator import itemgetter
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from recommender.domain.concepts import Concept
from recommender.domain.statements import Statement, Support
from recommender.domain.suggestions import Suggestion
from recommender.retrieval.confidence import NEAR_TEXT, Calibration, Features
from recommender.retrieval.encoders import CORES, Encoder, Vectors
from recommender.retrieval.everyday import UNLIKELY
from recommender.retrieval.links import Links
from recommender.retrieval.mixing import best_rows, mixed, nearest, standing
from recommender.retrieval.query_texts import Parts, query_texts
from recommender.retrieval.retrievers import Queries, Retriever, Scores, best_of, z_scores
from recommender.retrieval.said_labels import SaidLabels

# What is judged for the shown list: the best for the text as a whole, and of each clause the best few, since one doing
# among many is no more than a small part of the text.
BEST, OF_A_CLAUSE = 50, 4
QUERIES_AHEAD = 192  # that are searched for together, fewer than the retrievers remember
FURTHER = 0.4  # share of the cut down to which a coach may look further
SAME_SKILL = 0.80  # cosine of two preferred labels from which a coach would hardly tell them apart
# The retrievers whose similarities are features.
LABELS, PREFERRED, DESCRIPTIONS = "dense-labels", "dense-preferred", "dense-descriptions"
SENTENCES, SPELLING = "dense-sentences", "lexical-labels"
# The retriever that tells skills from those near to them: its scores are logarithms of probabilities.
LIKELY_SKILLS = "likely-skills"
# Share of everyday work among so many nearest concepts from which a text is taken wholly for plain speech; the smaller
# the share, the more the retrievers weigh as they do for advertisements.
PLAIN, NEAREST = 0.6, 40


@dataclass(frozen=True, slots=True)
class Order:
    """What counts in the order beside what the retrievers say; zero leaves a part out (figures in models/README.md).

    Parameters
    ----------
    certainty : weight of the log-odds of the confidence, in plain speech, from which they were fitted
    heard : what a concept loses for each one before it that the same clause speaks for, so that every clause is heard
        (the penalty of Carbonell and Goldstein 1998, with "the same clause" for "alike")
    said : what a concept gains, wholly in an advertisement and not at all in plain speech, whose preferred label is
        said in it word for word: to an encoder "good communication skills" is nearer to longer labels than to
        *communication*
    """

    certainty: float = 0.5
    heard: float = 0.1
    said: float = 1.5


@dataclass(frozen=True, slots=True)
class Candidate:
    """One concept that may be ranked: its row in the taxonomy, the statements that speak for it, and its features.

    The features are those of the candidate alone, the first `confidence.ALONE`.
    """

    row: int
    features: Features
    statements: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate as it stands among the others of its text: with all features, and how sure it is.

    `confidence` is the probability that a careful coach confirms it, `certainty` the logarithm of its odds.
    """

    row: int
    features: Features
    statements: tuple[int, ...]
    confidence: float
    certainty: float


class Ranker:
    """Ranks all concepts for the statements of one text.

    Parameters
    ----------
    retrievers : name to retriever; the scores of most are features, too
    weights : name to the weight of its z-scores, in plain speech and in advertisements: people seldom use the
        words of a label, advertisements do
    preferred : one vector per concept, of its preferred label
    everyday : URIs of the skills of everyday work, whose share tells plain speech from advertisements
    links : skills that are confirmed together
    order : what counts in the order beside the retrievers
    """

    def __init__(
        self,
        concepts: Sequence[Concept],
        *,
        encoder: Encoder,
        retrievers: Mapping[str, Retriever],
        weights: Mapping[str, tuple[float, float]],
        preferred: Vectors,
        calibration: Calibration,
        everyday: Collection[str] = (),
        links: Links = MappingProxyType({}),
        order: Order = Order(),
    ) -> None:
        self._concepts, self._encoder, self._preferred = concepts, encoder, preferred
        self._retrievers, self._weights = retrievers, weights
        self._everyday = np.array([concept.concept_uri in everyday for concept in concepts], dtype=np.float64)
        self._links, self._order, self.calibration = links, order, calibration
        self._said = SaidLabels(concepts)
        self._cores = ThreadPoolExecutor(CORES, thread_name_prefix="retriever")

    def with_calibration(self, calibration: Calibration) -> Ranker:
        """Return the same ranker with another calibration."""
        other = copy(self)
        other.calibration = calibration
        return other

    def rank(self, parts: Parts, *, top: int) -> tuple[Ranked, ...]:
        """Rank the concepts for statements that show something done, best first, ties by URI.

        Parameters
        ----------
        parts : the statements as they are ranked together (`parts_of`); `Ranked.statements` counts through them all
        """
        return tuple(self._by_clause_in_turn(self.judged(self._found(parts, best=max(top, BEST))))[:top])

    def candidates(self, parts: Parts) -> tuple[Candidate, ...]:
        """Return what may be shown: the best for the whole and for each clause, by what the retrievers say together."""
        return self._found(parts, best=BEST)

    def judged(self, candidates: Sequence[Candidate]) -> tuple[Ranked, ...]:
        """Say how sure each candidate of a text is, in the same order."""
        alone = {self._concepts[one.row].concept_uri: one.features for one in candidates}
        judge = self.calibration
        return tuple(
            Ranked(one.row, seen, one.statements, judge.confidence(seen), judge.log_odds(seen))
            for one, seen in zip(candidates, judge.supported(alone, self._links).values(), strict=True)
        )

    def _by_clause_in_turn(self, ranked: Iterable[Ranked]) -> list[Ranked]:
        """Order concepts by score and certainty, each the later the more before it the same clause speaks for."""
        scored = [(-self._score(one), self._concepts[one.row].concept_uri, one) for one in ranked]
        heard: Counter[tuple[int, ...]] = Counter()
        turns = []
        for score, uri, one in sorted(scored, key=itemgetter(0, 1)):
            turns.append((round(score + self._order.heard * heard[one.statements], 6), uri, one))
            heard[one.statements] += 1
        return [one for _, _, one in sorted(turns, key=itemgetter(0, 1))]

    def _score(self, one: Ranked) -> float:
        """Return what a concept is ranked by: the more a text is plain speech, the more its certainty counts."""
        return round(one.features[0] + self._order.certainty * _plain(one.features[NEAR_TEXT]) * one.certainty, 6)

    def _found(self, parts: Parts, *, best: int) -> tuple[Candidate, ...]:
        found: dict[int, Candidate] = {}
        offset = searched = 0
        for number, part in enumerate(parts):
            if number == searched:
                searched += self.search_ahead(query_texts(later)[0] for later in parts[number:])
            for one in self._rank_part(part, offset, best):
                if one.row not in found or one.features > found[one.row].features:
                    found[one.row] = one
            offset += len(part)
        ordered = sorted(found.values(), key=lambda one: (-one.features[0], self._concepts[one.row].concept_uri))
        return tuple(ordered)

    def _rank_part(self, statements: Sequence[Statement], offset: int, best: int) -> list[Candidate]:
        texts, groups = query_texts(statements)
        queries = Queries(tuple(texts), self._encoder.encode(texts))
        whole, _, single = groups
        raw = self._retrieved(queries)
        scored, share = self._weighed(
            {name: z_scores(best_of(scores, groups)).mean(axis=0, keepdims=True) for name, scores in raw.items()}
        )
        fused = scored[0]
        saying = {row: number for number, text in enumerate(texts[single]) for row in self._said.rows_in(text)}
        said = sorted(saying)
        fused[said] = np.round(fused[said] + self._order.said * (1 - _plain(float(share[0]))), 6)
        by_clause, near_clause = self._weighed({name: z_scores(scores[single]) for name, scores in raw.items()})
        best_of_clauses = (best_rows(one, OF_A_CLAUSE) for one in by_clause)
        rows = np.unique(np.concatenate([best_rows(fused, best), *best_of_clauses]))
        rows = rows[np.lexsort((rows, -fused[rows]))]
        clause = by_clause[:, rows].argmax(axis=0)
        likely = [nearest(raw, LIKELY_SKILLS, group, rows, without=UNLIKELY) for group in (single, whole)]
        features = np.column_stack(
            [
                fused[rows],
                -np.log(np.arange(len(rows)) + 1),
                [self._concepts[row].skill_type == "knowledge" for row in rows],
                nearest(raw, LABELS, single, rows),
                nearest(raw, SENTENCES, single, rows),
                self._everyday[rows],
                nearest(raw, DESCRIPTIONS, single, rows),
                nearest(raw, SPELLING, single, rows),
                nearest(raw, LABELS, whole, rows),
                nearest(raw, SENTENCES, whole, rows),
                np.full(len(rows), share[0]),
                np.full(len(rows), -math.log(len(by_clause))),
                standing(by_clause, rows, clause),
                near_clause[clause],
                *likely,
                *(np.exp(found) for found in likely),
                np.full(len(rows), -math.log(max(1, len(texts[0].split())))),
                nearest(raw, PREFERRED, single, rows),
                nearest(raw, PREFERRED, whole, rows),
            ]
        )
        # In an advertisement a label counts for being said, so that what shows it is the clause that says it.
        shown_by = saying if share[0] < PLAIN else {}
        return [
            Candidate(int(row), tuple(seen), (offset + shown_by.get(int(row), int(number)),))
            for row, seen, number in zip(rows, features.tolist(), clause, strict=True)
        ]

    def _weighed(self, scores: Mapping[str, NDArray[np.float64]]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Mix the retrievers' z-scores of each text by the weights of its kind.

        Parameters
        ----------
        scores : name of the retriever to texts × concepts

        Returns
        -------
        texts × concepts, and the share of everyday work among what is nearest to each text.
        """
        spoken = {name: one for name, (one, _) in self._weights.items()}
        plain = np.minimum(1.0, self._shares(mixed(scores, spoken)) / PLAIN)
        fused = mixed(scores, {name: plain * one + (1 - plain) * other for name, (one, other) in self._weights.items()})
        return fused, self._shares(fused)

    def _shares(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return how much of what is nearest to each text is everyday work."""
        return np.array([self._everyday[best_rows(one, NEAREST)].mean() for one in scores])

    def search_ahead(self, texts: Iterable[Iterable[str]]) -> int:
        """Search together for the queries of texts that are ranked next, as many as memories keep.

        Parameters
        ----------
        texts : the queries of each

        Returns
        -------
        How many of the texts were taken, at least one where there is any. A single one is not searched for ahead.
        """
        together: dict[str, None] = {}
        searched = 0
        for queries in texts:
            more = dict.fromkeys(queries)
            if searched and len(together | more) > QUERIES_AHEAD:
                break
            together |= more
            searched += 1
        if searched > 1 and together:
            found = Queries(tuple(together), self._encoder.encode(tuple(together)))
            self._retrieved(found)
        return searched

    def _retrieved(self, queries: Queries) -> dict[str, Scores]:
        """Ask the retrievers side by side, each on a core of its own."""
        found = self._cores.map(lambda retriever: retriever.retrieve(queries), self._retrievers.values())
        return dict(zip(self._retrievers, found, strict=True))

    def best_dense(self, queries: Queries) -> NDArray[np.float32]:
        """Return for each query the cosine similarity of the nearest entry of any concept."""
        dense = [r.retrieve(queries).max(axis=1) for name, r in self._retrievers.items() if name.startswith("dense")]
        return np.asarray(np.max(dense, axis=0), dtype=np.float32)

    def suggest(self, ranked: Sequence[Ranked], statements: Sequence[Statement]) -> tuple[Suggestion, ...]:
        """Turn a ranking into suggestions with confidence, support and evidence."""
        suggestions = []
        for rank, one in enumerate(ranked, start=1):
            concept = self._concepts[one.row]
            speaking = [statements[number] for number in one.statements]
            suggestions.append(
                Suggestion(
                    rank=rank,
                    concept_uri=concept.concept_uri,
                    preferred_label=concept.preferred_label,
                    confidence=one.confidence,
                    support=_support(speaking),
                    evidence=tuple(statement.span for statement in speaking),
                )
            )
        return tuple(suggestions)

    def cut_and_fold(
        self, ranked: Sequence[Ranked], *, top: int, further: bool = False
    ) -> tuple[tuple[Ranked, tuple[str, ...]], ...]:
        """Leave out what is too uncertain, and put near-duplicates under the best one of them.

        Parameters
        ----------
        further : leave out less, down to `FURTHER` times the cut

        Returns
        -------
        (ranked, URIs folded under it), at most `top`, most certain first.
        """
        cut = self.calibration.cut * (FURTHER if further else 1)
        sure = [one for one in ranked if one.confidence >= cut]
        sure.sort(key=lambda one: (-one.confidence, self._concepts[one.row].concept_uri))
        kept: list[tuple[Ranked, list[str]]] = []
        for one in sure:
            for other, folded in kept:
                if float(self._preferred[one.row] @ self._preferred[other.row]) >= SAME_SKILL:
                    folded.append(self._concepts[one.row].concept_uri)
                    break
            else:
                kept.append((one, []))
        return tuple((one, tuple(folded)) for one, folded in kept[:top])


def _plain(share: float) -> float:
    """Return how far a text is plain speech, 0 to 1, from the share of everyday work near it."""
    return min(1.0, share / PLAIN)


def _support(statements: Sequence[Statement]) -> Support:
    said = {statement.support for statement in statements}
    for support in (Support.LEARNING, Support.WITH_HELP, Support.ALONE):
        if support in said:
            return support
    return Support.UNSTATED
