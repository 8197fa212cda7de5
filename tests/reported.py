"""A small constructed study as the evidence of a report, for the tests of sections and writers."""

from __future__ import annotations

import io
from typing import Any

import pandas as pd
from constructed import codings, utterances
from PIL import Image

from pipeline.codebook import Change, Code, Codebook
from pipeline.coding.edits import cut, mask
from pipeline.language.stopwords import stop_list
from pipeline.model import DOCUMENT_COLUMNS, Memo
from pipeline.problems import error
from pipeline.report.evidence import Colophon, Correction, Evidence, Picture
from pipeline.study import Study

WICKED = "Vi vet <script>alert('x')</script> & \"kanskje\" ikke hva samskaping er, og det er flaut å si."
CODEBOOK = Codebook(
    version=3,
    codes=[
        Code(
            id="uklart",
            label="Usikre på hva det er",
            kind="finding",
            definition="Folk er usikre på hva ordet betyr.",
            examples=["Jeg vet kanskje ikke helt ennå, jeg, hva dette er for noe."],
        ),
        Code(id="hva", label="«Hva er det?»", parent="uklart", origin="in-vivo"),
        Code(id="gammelt", label="Nytt ord for noe gammelt", parent="uklart"),
        Code(id="rolle", label="Ubehag i rollen", kind="finding"),
        Code(id="tillit", label="Tillit bærer", kind="cross-cutting"),
        Code(id="skummelt", label="Skummelt", status="merged", merged_into="rolle"),
    ],
)


def study(language: str = "nb", edition: str = "internal", **more: Any) -> Study:
    """The settings of the constructed study."""
    report = {"edition": edition, "quotes_per_finding": 3}
    return Study(
        title="Et hus til alle",
        description="Dette er en konstruert studie.",
        language=language,
        cases={"nord": "Nord", "sør": "Sør"},
        coders={"hege": "Første koder"},
        report=report,
        **more,
    )


def said() -> pd.DataFrame:
    """Nine interviews with a question and three answers each, and a note where inhabitants are heard."""
    rows: list[Any] = []
    for at in range(1, 10):
        document, case = f"INT-{at:02d}", "nord" if at < 6 else "sør"
        base = {"document": document, "case": case, "wave": "start" if at % 2 else "end"}
        person = {"role": "OA", "speaker": f"Person {at}", "label": "OA"}
        rows.append(
            {**base, "role": "F", "label": "F", "text": f"Hva tenker du om ordet i møte nummer {at}?"}
        )
        rows.append(
            {
                **base,
                **person,
                "text": WICKED
                if at == 1
                else f"Jeg lurer nok fortsatt på hva ordet skal bety i hverdagen {at}.",
            }
        )
        rows.append(
            {
                **base,
                **person,
                "text": f"Det føles uvant å sitte stille og bare lytte til de andre, runde {at}.",
            }
        )
        rows.append({**base, **person, "text": f"Men de stolte på meg etter hvert, og da gikk det, {at}."})
    note = {"document": "FN-01", "kind": "field-note", "case": "nord", "wave": "start"}
    rows.append({**note, "role": "NOTE", "label": "", "text": "Rommet er varmt, og kaffen er kald."})
    rows.append(
        {
            **note,
            "role": "INN",
            "label": "INN",
            "text": "Skal vi liksom bestemme dette her, vi som bare bor her?",
        }
    )
    return utterances(*rows)


def coded(table: pd.DataFrame) -> pd.DataFrame:
    """Codings on the answers: doubt on the first of each, the role on the second, trust on the third."""
    rows: list[Any] = []
    for at in range(1, 10):
        rows.append((f"a{at}", f"INT-{at:02d}:0002", "hva" if at > 1 else "uklart"))
        rows.append((f"b{at}", f"INT-{at:02d}:0003", "rolle"))
        if at < 5:
            rows.append((f"c{at}", f"INT-{at:02d}:0003", "tillit"))
    rows.append(("d1", "FN-01:0002", "rolle"))
    rows.append({"coding": "r1", "utterance": "INT-09:0004", "code": "tillit", "origin": "rule", "coder": ""})
    return codings(table, *rows)


def registered(table: pd.DataFrame) -> pd.DataFrame:
    """The documents of the constructed study."""
    first = table.drop_duplicates("document")
    rows = [
        dict.fromkeys(DOCUMENT_COLUMNS, "")
        | {
            "document": row["document"],
            "kind": row["kind"],
            "case": row["case"],
            "wave": row["wave"],
            "language": "nb",
        }
        for row in first.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=list(DOCUMENT_COLUMNS))


def picture(protected: bool = True) -> Picture:
    """A figure as small as can be, in both forms."""
    png = io.BytesIO()
    Image.new("L", (40, 20), 128).save(png, format="PNG")
    svg = (
        b'<?xml version="1.0"?>\n<svg width="40pt" height="20pt" viewBox="0 0 40 20" '
        b'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
        b'<defs><path id="glyph" d="M0 0L1 1"/></defs><use xlink:href="#glyph"/></svg>'
    )
    return Picture(svg, png.getvalue(), "En gr\u00e5 flate som viser at <dette> er en figur.", protected)


def evidence(language: str = "nb", edition: str = "internal", **more: Any) -> Evidence:
    """The constructed study as evidence, with something for every section to show."""
    table = said()
    words = pd.DataFrame(
        [
            (1, "lytte", 9, 9, ""),
            (2, "ordet", 8, 8, ""),
            (3, "flaut", 1, 1, ""),
            (None, "det", 20, 10, "base-function"),
        ],
        columns=["rank", "word", "count", "documents", "removed_by"],
    )
    given: dict[str, Any] = {
        "study": study(language, edition),
        "codebook": CODEBOOK,
        "documents": registered(table),
        "utterances": table,
        "codings": coded(table),
        "pins": frozenset({"a1"}),
        "edits": {("a1", "INT-01:0002"): [cut(0, 7), mask(7, 15, "[noe]")]},
        "memos": [Memo("m.md", "2024-05-02", "Ordet svinger", (("code", "hva"),), "hege", "tekst")],
        "history": [
            Change(
                at="2024-05-11T10:00:00Z",
                who="hege",
                version=2,
                event="merge",
                code="skummelt",
                reason="Dekkes av ubehaget.",
                after={"label": "Skummelt", "merged_into": "rolle"},
            )
        ],
        "words": {("OA", "all"): words},
        "stoplist": stop_list("default"),
        "figures": {"frequencies_uklart": picture(), "cloud_OA_all": picture(), "portraits": picture()},
        "corrections": [Correction("INT-02R", "INT-02", kept=4, moved=1, waiting=1)],
        "acknowledged": [
            (error("data/raw/int.txt:3", "phone", "Et telefonnummer.", "Mask it."), "Oppdiktet.")
        ],
        "warnings": {"name": 2},
        "colophon": Colophon("0.1.0", (("data/raw", "ab" * 32),), (("pandas", "3.0"),)),
    }
    return Evidence(**{**given, **more})


def nothing(language: str = "nb", edition: str = "internal") -> Evidence:
    """A study that was started a minute ago."""
    table = said()[:0]
    return Evidence(study(language, edition), Codebook(), registered(said())[:0], table, coded(said())[:0])
