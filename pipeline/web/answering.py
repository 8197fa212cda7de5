"""What the page is answered after an act: the codings of what it touched, and how far the coder has come."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import BaseModel

from pipeline.problems import StudyError, error
from pipeline.stages import browsing, taking_back
from pipeline.stages.doing import Doing, Done, once
from pipeline.stages.recent import recent_codes
from pipeline.web.colours import names
from pipeline.web.given import ActIn
from pipeline.web.pages import macro, text
from pipeline.web.visit import Visit


class Standing(BaseModel):
    """How far the coder has come, and what the tree of codes and the buttons show."""

    undo: bool
    redo: bool
    coded: int
    to_code: int
    counts: dict[str, int]
    finished: bool


class Answer(Standing):
    """What an act did. ``chips`` is the list of codings of each utterance that it touched, as HTML.

    ``said`` is ``done``, ``already`` or ``nothing``; ``seen`` is the version of the document that this shows.
    ``undone`` tells what was taken back or done again (``Usikre på begrepet · INT-01:0002``), and
    ``document`` where; both are '' for any other act.
    """

    said: str
    codings: list[str]
    chips: dict[str, str]
    seen: dict[str, str]
    recent: str
    undone: str
    document: str


def doing(visit: Visit, given: ActIn) -> Doing:
    """Who does it; raises StudyError where nobody was chosen, or somebody else in another tab."""
    coder = visit.must_code()
    if coder != given.coder:
        raise StudyError(error("study.yaml", "other-coder", "another coder was chosen meanwhile.", "Reload."))
    return Doing(visit.desk, coder, given.act)


def answer(visit: Visit, done: Done, document: str = "") -> Answer:
    """What the page needs to show what an act did."""
    desk, coder = visit.desk, visit.coder
    documents = dict.fromkeys(id.rpartition(":")[0] for id in done.utterances)
    homes = dict.fromkeys(
        desk.document(name).document for name in (*documents, *filter(None, [document, done.document]))
    )
    return Answer(
        said=done.said,
        codings=list(done.codings),
        chips=chips_html(visit, homes, coder, set(done.utterances)),
        seen={home: desk.seen(home) for home in homes},
        recent=text(visit, "recent.html.j2", recent=recent_codes(desk, coder)),
        undone=done.undone,
        document=done.document,
        **standing(visit, next(iter(homes), "")),
    )


def standing(visit: Visit, document: str) -> dict[str, Any]:
    """The fields of ``Standing`` for a document; how far one has come is 0 of 0 where there is none."""
    desk, coder = visit.desk, visit.coder
    both = taking_back.undoable(desk, coder)
    entries = browsing.entries_of(desk, [desk.document(document)], coder) if document else []
    return {
        "undo": bool(both.undo),
        "redo": bool(both.redo),
        "coded": sum(entry.coded for entry in entries),
        "to_code": sum(entry.to_code for entry in entries),
        "counts": {branch.id: branch.all for branch in browsing.tree(desk, coder)},
        "finished": any(entry.finished for entry in entries),
    }


def chips_html(visit: Visit, homes: Any, coder: str, utterances: set[str]) -> dict[str, str]:
    """The chips of some utterances, each list as HTML."""
    return {
        id: macro("chips.html.j2", "chips_of")(chips, names(visit.desk), visit.words)
        for home in homes
        for id, chips in browsing.chips(visit.desk, home, coder, visit.coder, utterances).items()
    }


def once_answered(visit: Visit, given: ActIn, do: Callable[[Doing], Done], document: str = "") -> Answer:
    """The answer to an act that is done now, or was done before where the same request comes again."""
    one = doing(visit, given)
    with visit.desk.lock:
        return answer(visit, once(one, do), document)
