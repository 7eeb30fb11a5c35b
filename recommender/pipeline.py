"""Wire the steps together; the only module that knows their order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from itertools import chain, count, islice
from types import MappingProxyType
from typing import Any

from recommender.domain.concepts import Concept
from recommender.domain.matches import TrainingLists
from recommender.domain.statements import DOING, Statement, StatementKind
from recommender.domain.suggestions import NoEscoSkill, SetAside, Suggestion, SuggestionList
from recommender.domain.trainings import Catalogue
from recommender.domain.versions import Versions
from recommender.domain.work_areas import AreaTask, WorkArea, WorkshopTask
from recommender.guidance.matching import match
from recommender.guidance.profile import clause_key
from recommender.retrieval.confidence import Calibration, Features
from recommender.retrieval.doing import Judge
from recommender.retrieval.encoders import Encoder
from recommender.retrieval.kinds import is_over
from recommender.retrieval.ranking import SAME_SKILL, Ranker
from recommender.retrieval.reading import Reader, ReadText, leading_verbs
from recommender.retrieval.retrievers import Queries
from recommender.retrieval.tasks import SHORT, TaskFinder
from recommender.retrieval.wording import as_searched
from recommender.settings import VERSION
from recommender.taxonomy.search import ALL_WORDS
from recommender.taxonomy.taxonomy import Taxonomy

# What is said around a doing and may tell which task it is; a wish for another task may not.
SCENE = frozenset({StatementKind.OTHER, StatementKind.SUPPORT_NEED})
AT_A_TIME = 1_000  # concepts compared with all others
FEW_FOUND = 5  # with all the words in a label; with fewer, a search is filled up
TEXTS_AHEAD = 25  # that are read together
NOT_SUPPORTED = "language_not_supported"


class Pipeline:
    """Everything loaded once, read-only and shared: from a text to skills, from skills to trainings."""

    def __init__(
        self,
        taxonomy: Taxonomy,
        *,
        catalogue: Catalogue,
        encoder: Encoder,
        ranker: Ranker,
        tasks: TaskFinder,
        tables: Mapping[str, Any],
        judge: Judge | None = None,
    ) -> None:
        self.taxonomy, self.catalogue, self.encoder = taxonomy, catalogue, encoder
        self.work_areas: Mapping[str, WorkArea] = tables["work_areas"]
        self.area_tasks: Sequence[AreaTask] = tuple(tables["area_tasks"].values())
        self.workshop_tasks: Mapping[str, WorkshopTask] = tables["workshop_tasks"]
        self.accommodations: Mapping[str, str] = tables["accommodations"]
        self.accommodation_questions: Mapping[str, str] = tables["accommodation_questions"]
        self.plain_labels: Mapping[str, str] = tables["plain_labels"]
        self._ranker, self._tasks = ranker, tasks
        self._reader = Reader(verbs=leading_verbs(taxonomy.concepts), judge=judge)
        model = f"{encoder.name}@{encoder.revision[:12]}"
        self.versions = Versions(taxonomy.release, model, catalogue.release, VERSION)

    def suggest(
        self,
        text: str,
        *,
        text_id: str | None = None,
        language: str | None = None,
        top: int = 12,
        kinds: Mapping[str, StatementKind] = MappingProxyType({}),
        further: bool = False,
    ) -> SuggestionList:
        """Return what a coach is shown for a text: at most `top` skills, maybe none.

        Parameters
        ----------
        language : code of the text's language; guessed from its small words where it is not given
        kinds : what people said about clauses against the rules, by the words of the clause (`clause_key`)
        further : somebody asks for more than the program is sure enough of; at most twice as many

        Raises
        ------
        DataError : the text is larger than 1 MB
        NotFoundError : the language is unknown
        """
        read = self._reader.split(text, language=language)
        if read.language.supported:
            read = _with_kinds(self._reader.check(read), kinds)
        return self._suggested(read, text_id=text_id, top=top, further=further)

    def suggest_for_outcome(self, outcome: str) -> SuggestionList:
        """Return what is shown for a learning outcome: each of its clauses says what somebody can do afterwards.

        The rules for a person's own words would take some of them for a wish, a need or something not yet learned.
        """
        return self._suggested(self._reader.split(outcome).all_done())

    def suggest_each(self, texts: Iterable[tuple[str, bool]]) -> Iterator[SuggestionList]:
        """Return for each text what `suggest`, or `suggest_for_outcome`, returns for it, in the same order.

        The clauses of several texts are searched for together, which takes a third of the time.

        Parameters
        ----------
        texts : each with whether it is a learning outcome
        """
        rest = iter(texts)
        while part := [(self._reader.split(text), outcome) for text, outcome in islice(rest, TEXTS_AHEAD)]:
            self._reader.prepare(read for read, outcome in part if not outcome)
            read_texts = [read.all_done() if outcome else self._reader.check(read) for read, outcome in part]
            searched = 0
            for position, read in enumerate(read_texts):
                if position == searched:
                    following = read_texts[position:]
                    searched += self._ranker.search_ahead(t.queries if t.language.supported else () for t in following)
                yield self._suggested(read)

    def rank(
        self, text: str, *, text_id: str | None = None, language: str | None = None, top: int = 50
    ) -> SuggestionList:
        """Return the whole ranking for a text, uncut and in any language; still nothing from set-aside clauses.

        Where the model of doing would leave nothing, the rules alone decide: texts that are not about a person,
        such as advertisements, are strange to it.
        """
        by_rules = self._reader.split(text, language=language)
        checked = self._reader.check(by_rules)
        read = checked if checked.doing else by_rules
        found = self._tasks_of(read)
        ranked = self._ranker.suggest(self._ranker.rank(read.parts, top=top), read.doing)
        note = None if read.language.supported else NOT_SUPPORTED
        return self._answer(text_id, ranked, read.statements, found, note=note)

    def statements(self, text: str) -> tuple[Statement, ...]:
        """Return the clauses of an English text, each with what it tells about the person."""
        return self._reader.check(self._reader.split(text, language="en")).statements

    def candidates(self, text: str, *, language: str) -> list[tuple[str, Features]]:
        """Return the candidates of a text with their features, for fitting the calibration."""
        ranked = self._ranker.candidates(self._reader.check(self._reader.split(text, language=language)).parts)
        return [(self.taxonomy.concepts[one.row].concept_uri, one.features) for one in ranked]

    def with_calibration(self, calibration: Calibration) -> Pipeline:
        """Return the same pipeline with another calibration, for measuring one that has not seen a text."""
        other = copy(self)
        other._ranker = self._ranker.with_calibration(calibration)
        return other

    def match(
        self,
        known: Collection[str],
        *,
        likes: Collection[str] = (),
        needs: Collection[str] = (),
        top: int | None = None,
        trainings: Catalogue | None = None,
    ) -> TrainingLists:
        """Match trainings to what a person can do and likes, in three lists (see `guidance.matching`)."""
        chosen = trainings or self.catalogue
        return match(
            chosen.trainings,
            known,
            likes=likes,
            needs=needs,
            work_areas=self.work_areas,
            narrower=self.taxonomy.narrower,
            labels=self.labels,
            versions=replace(self.versions, catalogue=chosen.release),
            top=top,
        )

    @property
    def labels(self) -> Mapping[str, str]:
        """Return the preferred label of every concept by URI."""
        return {concept.concept_uri: concept.preferred_label for concept in self.taxonomy.concepts}

    def near_duplicates(self, uris: Collection[str]) -> dict[str, frozenset[str]]:
        """Return for each of these concepts the others that a coach would hardly tell apart from it.

        The rule is that of the shown list: the preferred labels are as alike as `SAME_SKILL`.
        """
        known = sorted(uri for uri in uris if uri in self.taxonomy)
        if not known:
            return {}
        vectors = self.encoder.encode([self.taxonomy.concept(uri).preferred_label for uri in known])
        found = {}
        for start in range(0, len(known), AT_A_TIME):  # all at once would fill the memory for a large offer
            part = known[start : start + AT_A_TIME]
            alike = (vectors[start : start + AT_A_TIME] @ vectors.T).round(6) >= SAME_SKILL
            for uri, row in zip(part, alike, strict=True):
                found[uri] = frozenset(known[column] for column in row.nonzero()[0].tolist() if known[column] != uri)
        return found

    def find_concepts(self, words: str, *, limit: int = 10) -> list[Concept]:
        """Search concepts by label, tolerant of slips."""
        return self.taxonomy.find(words, limit=limit)

    def search(self, words: str, *, limit: int = 10) -> tuple[list[Concept], list[Concept]]:
        """Search concepts by label and, where few labels have all the words, by what the words mean.

        Returns
        -------
        Concepts with a label that has all the words, best first; then those of which the program is less sure: what
        the ranking adds, likeliest first, and after it labels with a part of the words. Together they are at most
        `limit`, and maybe none.
        """
        found = self.taxonomy.find(words, limit=limit, least=ALL_WORDS)
        if len(found) >= min(FEW_FOUND, limit):
            return found, []
        meant = self._suggested(self._reader.split(words).all_done(), further=True).suggestions
        less_sure = [self.taxonomy.concept(one.concept_uri) for one in meant] + self.find_concepts(words, limit=limit)
        return found, [one for one in dict.fromkeys(less_sure) if one not in found][: limit - len(found)]

    def _suggested(
        self, read: ReadText, *, text_id: str | None = None, top: int = 12, further: bool = False
    ) -> SuggestionList:
        if not read.language.supported:
            return self._answer(text_id, (), (), {}, note=NOT_SUPPORTED)
        found = self._tasks_of(read)
        position = count()
        parts = [[one for one in part if next(position) not in found] for part in read.parts]
        skilled = tuple(chain.from_iterable(parts))
        candidates = self._ranker.judged(self._ranker.candidates([part for part in parts if part]))
        shown = self._ranker.cut_and_fold(candidates, top=2 * top if further else top, further=further)
        plain = self._ranker.suggest([one for one, _ in shown], skilled)
        suggestions = tuple(replace(s, similar=folded) for s, (_, folded) in zip(plain, shown, strict=True))
        return self._answer(text_id, suggestions, read.statements, found)

    def _tasks_of(self, read: ReadText) -> dict[int, NoEscoSkill]:
        """Return the task without an ESCO skill that a clause is about, by its position; in English alone."""
        found: dict[int, NoEscoSkill] = {}
        if read.language.code != "en":
            return found
        parts, offset = read.parts, 0
        for part in parts:
            tasks = self._tasks_in(part, around=read.statements if len(parts) == 1 else part)
            found |= {offset + position: task for position, task in tasks.items()}
            offset += len(part)
        return found

    def _tasks_in(self, doing: Sequence[Statement], around: Sequence[Statement]) -> dict[int, NoEscoSkill]:
        said = [as_searched(statement.span.text) for statement in doing]
        if len(said) <= SHORT:  # of a longer text no task is read from the whole, and a long text takes long to encode
            scene = (one for one in around if one.kind in DOING or (one.kind in SCENE and not is_over(one.span.text)))
            said.append(" ".join(as_searched(one.span.text) for one in scene))
        texts = tuple(said)
        return self._tasks.find(doing, Queries(texts, self.encoder.encode(texts)))

    def _answer(
        self,
        text_id: str | None,
        suggestions: tuple[Suggestion, ...],
        statements: Iterable[Statement],
        found: Mapping[int, NoEscoSkill],
        *,
        note: str | None = None,
    ) -> SuggestionList:
        aside = tuple(SetAside(s.span, s.kind) for s in statements if s.kind not in DOING)
        named: dict[str, NoEscoSkill] = {}
        for task in found.values():
            named.setdefault(task.task, task)  # several clauses of one task name it once
        return SuggestionList(text_id, suggestions, aside, tuple(named.values()), note, self.versions)


def _with_kinds(read: ReadText, kinds: Mapping[str, StatementKind]) -> ReadText:
    """Give clauses the kinds that people said, by the words of the clause."""
    said = tuple(replace(one, kind=kinds.get(clause_key(one.span.text), one.kind)) for one in read.statements)
    return replace(read, statements=said)
