"""What a coder does on a document: each request is one act, saved on the disk before it is answered."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from pipeline.coding.events import Edit
from pipeline.problems import StudyError, error
from pipeline.stages import acts, browsing, editing_quotes, hinting
from pipeline.stages.doing import once
from pipeline.web.colours import names
from pipeline.web.pages import macro, text
from pipeline.web.visit import Asking, Visit

router = APIRouter(prefix="/api", tags=["coding"])

Id = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]+$")]
Prose = Annotated[str, Field(max_length=20_000, pattern=r"^[^\x00]*$")]
Offset = Annotated[int, Field(ge=0, le=10_000_000)]


class _Act(BaseModel):
    """One act of one coder. ``act`` is an id that the page makes; sent again, nothing is done twice."""

    model_config = ConfigDict(extra="forbid")

    act: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{8,64}$")]
    coder: Id


class PlaceIn(BaseModel):
    """Words of an utterance: code points from ``start`` to ``end``; ``digest`` of the text that was seen."""

    model_config = ConfigDict(extra="forbid")

    utterance: Id
    start: Offset
    end: Offset
    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]

    def place(self) -> acts.Place:
        """The words as the stages know them."""
        return acts.Place(self.utterance, self.start, self.end, self.digest)


Places = Annotated[list[PlaceIn], Field(min_length=1, max_length=500)]
Ids = Annotated[list[Id], Field(min_length=1, max_length=200)]


class ApplyIn(_Act):
    """Codes to be put on a passage; ``origin`` is ``suggested`` where a hint was accepted."""

    places: Places
    codes: Ids
    origin: Literal["manual", "suggested"] = "manual"
    memo: Prose = ""
    hint: str = Field("", max_length=200)


class CodingsIn(_Act):
    """Codings of one's own, and why."""

    codings: Ids
    reason: Prose = ""


class RecodeIn(CodingsIn):
    """Codings of one's own, to be moved to another code."""

    code: Id


class SpanIn(_Act):
    """A coding of one's own, to be put on other words."""

    coding: Id
    places: Places


class WaitingIn(_Act):
    """A coding of one's own that waits after a correction, taken away."""

    coding: Id
    reason: Prose = ""


class PinIn(_Act):
    """A coding whose words are chosen for the report, or let go."""

    coding: Id
    pinned: bool


class EditsIn(_Act):
    """All edits that a quote has from now on; ``seen`` are those that the page showed as saved."""

    coding: Id
    utterance: Id
    edits: Annotated[list[Edit], Field(max_length=200)]
    seen: Annotated[list[Edit], Field(max_length=200)] | None = None


class ContradictIn(_Act):
    """A coding that speaks against a finding; ``finding`` left out is the coding's own."""

    coding: Id
    finding: str = Field("", max_length=200)
    memo: Prose = ""
    withdrawn: bool = False


class RejectIn(_Act):
    """A hint that is refused, and why."""

    hint: Id
    code: Id
    place: PlaceIn
    reason: Prose = ""
    withdrawn: bool = False


class FinishIn(_Act):
    """A document that is marked as done, or opened again."""

    document: Id
    finished: bool


class Answer(BaseModel):
    """What an act did. ``chips`` is the list of codings of each utterance that it touched, as HTML.

    ``said`` is ``done``, ``already`` or ``nothing``; ``seen`` is the version of the document that this shows.
    """

    said: str
    codings: list[str]
    chips: dict[str, str]
    seen: dict[str, str]
    undo: bool
    redo: bool
    coded: int
    to_code: int
    counts: dict[str, int]
    recent: str
    finished: bool


def doing(visit: Visit, given: _Act) -> acts.Doing:
    """Who does it; raises StudyError where nobody was chosen, or somebody else in another tab."""
    coder = visit.must_code()
    if coder != given.coder:
        raise StudyError(error("study.yaml", "other-coder", "another coder was chosen meanwhile.", "Reload."))
    return acts.Doing(visit.desk, coder, given.act)


def answer(visit: Visit, done: acts.Done, document: str = "") -> Answer:
    """What the page needs to show what an act did."""
    desk, coder = visit.desk, visit.coder
    documents = dict.fromkeys(id.rpartition(":")[0] for id in done.utterances)
    homes = dict.fromkeys(desk.document(name).document for name in (*documents, *filter(None, [document])))
    both = acts.undoable(desk, coder)
    entry = browsing.entries_of(desk, [desk.document(next(iter(homes)))], coder)[0] if homes else None
    recent = browsing.recent_codes(desk, coder)
    return Answer(
        said=done.said,
        codings=list(done.codings),
        chips=chips_html(visit, homes, coder, set(done.utterances)),
        seen={home: desk.seen(home) for home in homes},
        undo=bool(both.undo),
        redo=bool(both.redo),
        coded=entry.coded if entry else 0,
        to_code=entry.to_code if entry else 0,
        counts={branch.id: branch.all for branch in browsing.tree(desk, coder)},
        recent=text(visit, "recent.html.j2", recent=recent),
        finished=entry.finished if entry else False,
    )


def chips_html(visit: Visit, homes: Any, coder: str, utterances: set[str]) -> dict[str, str]:
    """The chips of some utterances, each list as HTML."""
    return {
        id: macro("chips.html.j2", "chips_of")(chips, names(visit.desk.codebook), visit.words)
        for home in homes
        for id, chips in browsing.chips(visit.desk, home, coder, visit.coder, utterances).items()
    }


def _once(visit: Visit, given: _Act, document: str, do: Any) -> Answer:
    """The answer to an act that is done now, or was done before where the same request comes again."""
    one = doing(visit, given)
    with visit.desk.lock:
        return answer(visit, once(one, do), document)


@router.post("/apply")
def apply(visit: Asking, given: ApplyIn) -> Answer:
    """Put codes on a passage."""
    places = [place.place() for place in given.places]
    return _once(
        visit,
        given,
        "",
        lambda one: acts.apply(one, places, given.codes, given.origin, given.memo, given.hint),
    )


@router.post("/remove")
def remove(visit: Asking, given: CodingsIn) -> Answer:
    """Take codings away."""
    return _once(visit, given, "", lambda one: acts.remove(one, given.codings, given.reason))


@router.post("/recode")
def recode(visit: Asking, given: RecodeIn) -> Answer:
    """Move codings to another code."""
    return _once(visit, given, "", lambda one: acts.recode(one, given.codings, given.code, given.reason))


@router.post("/span")
def span(visit: Asking, given: SpanIn) -> Answer:
    """Put a coding on other words."""
    places = [place.place() for place in given.places]
    return _once(visit, given, "", lambda one: acts.change_span(one, given.coding, places))


@router.post("/place")
def place(visit: Asking, given: SpanIn) -> Answer:
    """Say where a coding belongs that waits since its transcript was corrected."""
    places = [place.place() for place in given.places]
    return _once(visit, given, "", lambda one: acts.place_waiting(one, given.coding, places))


@router.post("/drop")
def drop(visit: Asking, given: WaitingIn) -> Answer:
    """Take a coding away that waits since its transcript was corrected."""
    return _once(visit, given, "", lambda one: acts.drop_waiting(one, given.coding, given.reason))


@router.post("/pin")
def pin(visit: Asking, given: PinIn) -> Answer:
    """Choose a coding's words for the report, or let them go."""
    return _once(visit, given, "", lambda one: acts.pin(one, given.coding, given.pinned))


@router.post("/edits")
def edits(visit: Asking, given: EditsIn) -> Answer:
    """Say how a quote is printed."""
    return _once(
        visit,
        given,
        "",
        lambda one: editing_quotes.edit_seen(one, given.coding, given.utterance, given.edits, given.seen),
    )


@router.post("/contradict")
def contradict(visit: Asking, given: ContradictIn) -> Answer:
    """Mark a coding as speaking against a finding, or take that back."""
    return _once(
        visit,
        given,
        "",
        lambda one: acts.contradict(one, given.coding, given.finding, given.memo, given.withdrawn),
    )


@router.post("/reject")
def reject(visit: Asking, given: RejectIn) -> Answer:
    """Refuse a hint."""
    return _once(
        visit,
        given,
        "",
        lambda one: acts.reject_hint(
            one, given.hint, given.code, given.place.place(), given.reason, given.withdrawn
        ),
    )


@router.post("/finish")
def finish(visit: Asking, given: FinishIn) -> Answer:
    """Mark a document as done, or open it again."""
    return _once(visit, given, given.document, lambda one: acts.finish(one, given.document, given.finished))


@router.post("/undo")
def undo(visit: Asking, given: _Act) -> Answer:
    """Take the last act back."""
    return _once(visit, given, "", acts.undo)


@router.post("/redo")
def redo(visit: Asking, given: _Act) -> Answer:
    """Do again what was taken back last."""
    return _once(visit, given, "", lambda one: acts.undo(one, again=True))


class Pulse(BaseModel):
    """What a page asks twice a second: has anything changed since it was shown?"""

    study: int
    codebook: int
    memos: int
    codings: int
    document: str
    coder: str


@router.get("/pulse")
def pulse(visit: Asking, document: str = "") -> Pulse:
    """The version of the study, and of one document."""
    version = visit.desk.look()
    seen = visit.desk.seen(visit.desk.document(document).document) if document else ""
    return Pulse(**version._asdict(), document=seen, coder=visit.coder)


class Chips(BaseModel):
    """All lists of codings of a document, as HTML, with the version they show."""

    chips: dict[str, str]
    seen: str
    undo: bool
    redo: bool
    coded: int
    to_code: int
    counts: dict[str, int]
    finished: bool


@router.get("/chips/{document}")
def chips(visit: Asking, document: str, coder: str = "") -> Chips:
    """The codings of a document as they stand now."""
    desk = visit.desk
    home = desk.document(document).document
    shown = coder if coder in browsing.visible_coders(desk, home, visit.coder) else visit.coder
    ids = {row.utterance for row in desk.utterances(home)}
    both = acts.undoable(desk, visit.coder)
    entry = browsing.entries_of(desk, [desk.document(home)], visit.coder)[0]
    return Chips(
        chips=chips_html(visit, [home], shown, ids),
        seen=desk.seen(home),
        undo=bool(both.undo),
        redo=bool(both.redo),
        coded=entry.coded,
        to_code=entry.to_code,
        counts={branch.id: branch.all for branch in browsing.tree(desk, visit.coder)},
        finished=entry.finished,
    )


class CodeOut(BaseModel):
    """A code as the picker knows it."""

    id: str
    label: str
    brief: str
    path: str
    style: str


@router.get("/codes")
def codes(visit: Asking) -> list[CodeOut]:
    """The codes in use, in the order of the tree."""
    book = visit.desk.codebook
    styles = names(book)
    return [
        CodeOut(
            id=branch.id,
            label=branch.label,
            brief=book.by_id[branch.id].brief,
            path=" › ".join(book.by_id[above].label for above in [*book.ancestors(branch.id)][:0:-1]),
            style=styles[branch.id],
        )
        for branch in browsing.tree(visit.desk, visit.coder)
    ]


class HintOut(BaseModel):
    """A hint on an utterance."""

    hint: str
    utterance: str
    start: int
    end: int
    words: str
    code: str
    label: str
    style: str
    fired: str


@router.get("/hints/{document}")
def hints(visit: Asking, document: str) -> list[HintOut]:
    """The hints on a document that the coder has not answered; none where they are not allowed."""
    book = visit.desk.codebook
    styles = names(book)
    return [
        HintOut(
            hint=hint.coding,
            utterance=hint.utterance,
            start=hint.start,
            end=hint.end,
            words=browsing.shortened(hint.quote),
            code=hint.code,
            label=book.by_id[hint.code].label,
            style=styles[hint.code],
            fired=hint.fired,
        )
        for hint in hinting.hints(visit.desk, document, visit.must_code())
    ]
