"""The command that measures by who speaks, and whether it matters if a man or a woman is spoken of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from recommender.domain.suggestions import SuggestionList
from recommender.evaluation import GoldText, read_gold, score_run, score_shown
from recommender.grammatical_person import GrammaticalPerson, grammatical_person, of_her
from recommender.loading import load_pipeline
from recommender.pipeline import Pipeline
from recommender.printing import print_lines
from recommender.settings import load_settings

RANKING = ("recall@10", "RP@5", "hit@5", "MRR")
SHOWN = ("strict precision", "lenient precision", "texts with a grade-2 skill")
HEADING = "| who is spoken of | n | " + " | ".join((*RANKING, *SHOWN)) + " |"


def evaluate_voices(gold: list[Path]) -> None:
    """Measure rankings and shown lists by who speaks, and again with every *he* said of a woman."""
    texts = [text for file in gold for text in read_gold(file)]
    pipeline = load_pipeline(load_settings())
    shown = {text.text_id: _suggested(pipeline, text) for text in texts}
    print_lines([HEADING, "|---" * (HEADING.count("|") - 1) + "|"])
    for person in GrammaticalPerson:
        spoken_of = [text for text in texts if grammatical_person(text.text) is person]
        print_lines(_row(pipeline, person.value, spoken_of, shown))
    men = [text for text in texts if grammatical_person(text.text) is GrammaticalPerson.HE]
    women = [replace(text, text=of_her(text.text)) for text in men]
    hers = {text.text_id: _suggested(pipeline, text) for text in women}
    print_lines(_row(pipeline, "the same of her", women, hers))
    alike = sum(_uris(hers[text.text_id]) == _uris(shown[text.text_id]) for text in men)
    print_lines([f"The same skills are shown of her as of him: {alike} of {len(men)} texts."])


def _row(
    pipeline: Pipeline, name: str, texts: Sequence[GoldText], shown: Mapping[str, SuggestionList]
) -> Iterator[str]:
    """Return one row of the table with the 95 % intervals; none where no text is spoken so."""
    if not texts:
        return
    ranked = {text.text_id: _uris(pipeline.rank(text.text, language=text.language)) for text in texts}
    found, _ = score_run(texts, ranked)
    found |= score_shown(texts, shown)
    cells = (
        f"{found[name].mean * 100:.1f} ({found[name].low * 100:.1f} to {found[name].high * 100:.1f})"
        for name in (*RANKING, *SHOWN)
    )
    yield " | ".join((f"| {name}", str(found["MRR"].n), *cells)) + " |"


def _suggested(pipeline: Pipeline, text: GoldText) -> SuggestionList:
    return pipeline.suggest(text.text, text_id=text.text_id, language=text.language)


def _uris(found: SuggestionList) -> list[str]:
    return [suggestion.concept_uri for suggestion in found.suggestions]
