"""Bodies called by the first characters of their words: 市监局 for 市市场监管局, 农水局 for 农业和水利局.

In: a name that no list prints and the bodies known.  Out: the one body that it may shorten; nothing
where several fit, or where the short name stands whole in the long one (市水利局 is not 水利和湖泊局).
"""

from __future__ import annotations

from collections.abc import Sequence

from kb.tagging.bureaus.names import Body
from kb.tagging.bureaus.places import is_place
from kb.tagging.bureaus.resolve import resolve

_LEVELS = "省市县区州"
_ENDINGS = ("委员会", "办公室", "局", "委", "厅", "办", "部")
#: Characters of a short name without its level and ending, at least and at most.
_LEAST, _MOST = 2, 4


def shortened(name: str, known: Sequence[Body]) -> Body | None:
    """The one body whose name the short one leaves characters out of."""
    found = [body for body in known if body.kind == "body" and _shortens(name, body.name)]
    return found[0] if len(found) == 1 else _sharing_a_character(name, known)


def _sharing_a_character(name: str, known: Sequence[Body]) -> Body | None:
    """晋中市场监管局: 晋中市 and 市场监管局 share a 市, so that neither is read in the other's presence."""
    at = name.find("市场", 2)
    if at < 0 or not is_place(f"{name[:at]}市"):
        return None
    meant = resolve(f"{name[:at]}市{name[at:]}", known)
    return meant.bodies[0] if meant.status == "one" else None


def _shortens(short: str, full: str) -> bool:
    ending = next((e for e in _ENDINGS if short.endswith(e)), "")
    if not ending or not full.endswith(ending):
        return False
    core, whole = short[: -len(ending)], full[: -len(ending)]
    level = whole[0] if whole[:1] and whole[0] in _LEVELS else ""
    bare = whole.removeprefix(level)
    return _leaves_out(core, bare) or bool(level and core[:1] == level and _leaves_out(core[1:], bare))


def _leaves_out(core: str, whole: str) -> bool:
    """Whether ``core`` is ``whole`` with characters left out, beginning with the same one."""
    if not _LEAST <= len(core) <= _MOST or core in whole or core[0] != whole[:1]:
        return False
    rest = iter(whole)
    return all(character in rest for character in core)
