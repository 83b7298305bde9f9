"""Makes false items out of true ones: the prover must refuse every one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kb.quiz.items import Item


def falsified(item: Item) -> Iterator[Item]:
    """The same item with a key that is not true."""
    answer = item.answer
    if isinstance(answer, bool):
        yield replace(item, answer=not answer)
    elif item.type == "single_choice":
        for number in range(len(item.options)):
            if number != answer[0]:
                yield replace(item, answer=(number,))
    elif item.type == "multiple_choice":
        wrong = [n for n in range(len(item.options)) if n not in answer]
        if len(answer) > 2:
            yield replace(item, answer=answer[1:])
        if len(wrong) > 1:
            yield replace(item, answer=tuple(sorted((*answer, wrong[0]))))
    elif item.type in ("matching", "ordering"):
        yield replace(item, answer=(answer[1], answer[0], *answer[2:]))
    elif item.type == "short_answer":
        yield replace(item, answer=(*answer, "市博物馆"))
        if len(answer) > 1:
            yield replace(item, answer=answer[1:])
    else:
        word = str(answer[0])
        changed = re.sub(r"\d+", lambda m: str(int(m.group()) + 1), word, count=1)
        yield replace(item, answer=(changed if changed != word else f"新{word}",))
