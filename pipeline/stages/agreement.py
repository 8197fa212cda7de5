"""How far the study's coders agree, where at least two of them have finished a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pipeline.coding.code_meant import code_meant
from pipeline.problems import StudyError, UsageError, error
from pipeline.stages.agreement_alone import PutAlone, Since, codings_alone, rows_of, since_done
from pipeline.stages.code import between_coders
from pipeline.stages.opened import OpenStudy, Progress
from pipeline.store.tables import read_arrow

if TYPE_CHECKING:
    from pipeline.analysis.agreement.by_code import CodeAgreement
    from pipeline.analysis.agreement.disagreements import Disagreement
    from pipeline.analysis.agreement.double import Double
    from pipeline.analysis.agreement.over_codes import SetAgreement
    from pipeline.analysis.agreement.versions import VersionAgreement

ROUNDS = 1000


class Decision(NamedTuple):
    """What was decided together on a code and an utterance, and why."""

    decision: str
    reason: str
    between: tuple[str, ...]


@dataclass(frozen=True)
class StudyAgreement:
    """All that is known of the agreement in a study; each part is counted when it is asked for.

    ``put`` are the codes that somebody put, ``counting`` those of them that count in the coefficients;
    ``left_out`` are the others, with the fields they lack; ``unused`` how many codes that would count nobody
    put. ``since`` is what was done in the documents after they were marked as done, which counts in none of
    the numbers.
    """

    double: Double
    put: Sequence[str]
    counting: Sequence[str]
    left_out: Mapping[str, list[str]]
    unused: int
    decisions: Mapping[tuple[str, str], Decision]
    since: Since
    rounds: int
    seed: int
    progress: Progress

    @cached_property
    def disagreements(self) -> list[Disagreement]:
        """Where coders differ, the largest first; codes that do not count in the coefficients too."""
        from pipeline.analysis.agreement.disagreements import disagreements

        return disagreements(self.double, self.put)

    @cached_property
    def by_code(self) -> list[CodeAgreement]:
        """How far coders agree on each code, each group of coders by itself."""
        from pipeline.analysis.agreement.by_code import agreement_by_code

        return agreement_by_code(self.double, self.counting, self.rounds, self.seed, self.progress)

    @cached_property
    def over_codes(self) -> list[SetAgreement]:
        """How far coders agree on all codes at once."""
        from pipeline.analysis.agreement.over_codes import agreement_over_codes

        return agreement_over_codes(self.double, self.counting, self.rounds, self.seed)

    @cached_property
    def versions(self) -> list[VersionAgreement]:
        """The same for each version of the codebook under which documents were coded."""
        from pipeline.analysis.agreement.versions import agreement_by_version

        return agreement_by_version(self.double, self.counting, self.rounds, self.seed)


def study_agreement(
    opened: OpenStudy,
    coders: Sequence[str] = (),
    documents: Sequence[str] = (),
    codes: Sequence[str] = (),
    rounds: int = ROUNDS,
) -> StudyAgreement:
    """How far the coders agree, narrowed as asked; raises StudyError for an unknown document or code.

    Only documents that at least two of the coders have marked as done are looked at, and of each what those
    who have put there before they could see each other's codings.
    """
    facts = between_coders(opened)
    put_alone = codings_alone(opened, facts["done"])
    asked = [opened.codebook.heir(code_meant(opened.codebook, one)) for one in codes]
    double = _double(opened, put_alone, facts["done"], coders, documents)
    put = [
        one.id
        for one in opened.codebook.codes
        if one.id in double.marks and one.id in (asked or double.marks)
    ]
    complete = [one.id for one in opened.codebook.codes if not one.lacking and one.status == "active"]
    counting = [one for one in put if not opened.codebook.by_id[one].lacking]
    return StudyAgreement(
        double,
        put,
        counting,
        {one: opened.codebook.by_id[one].lacking for one in put if one not in counting},
        len(set(asked or complete) & set(complete) - set(put)),
        {(unit, one): Decision(how, why, tuple(who)) for unit, one, how, why, who in facts["decided"]},
        since_done(opened, put_alone, double),
        rounds,
        opened.study.report.seed,
        opened.progress,
    )


def _double(
    opened: OpenStudy,
    put: PutAlone,
    done: Sequence[Sequence[str]],
    coders: Sequence[str],
    documents: Sequence[str],
) -> Double:
    from pipeline.analysis.agreement.double import double_coded
    from pipeline.analysis.agreement.patterns import MOST_CODERS

    finished = {pair for pair in put.finished if not documents or pair[1] in documents}
    known = list(dict.fromkeys([*opened.study.coders, *sorted({who for who, _ in done})]))
    _must_know(opened, coders, known, documents)
    compared = [who for who in known if (not coders or who in coders) and who in {who for who, _ in finished}]
    if len(compared) > MOST_CODERS:
        raise UsageError(f"More than {MOST_CODERS} coders; name some of them with --coder.")
    said = read_arrow(
        opened.folder.processed / "utterances.parquet", ("utterance", "document", "role", "text")
    )
    asking = opened.study.asking
    rows = zip(*(said[name].to_pylist() for name in said.column_names), strict=True)
    units = [(unit, document, len(text)) for unit, document, role, text in rows if role not in asking]
    return double_coded(units, rows_of(put.codings), finished, compared)


def _must_know(
    opened: OpenStudy, coders: Sequence[str], known: Sequence[str], documents: Sequence[str]
) -> None:
    strangers = [who for who in coders if who not in known]
    if strangers:
        raise UsageError(
            f"No coder is called {', '.join(strangers)}. There are: {', '.join(known) or 'none'}."
        )
    if len(set(coders)) == 1:
        raise UsageError("One coder alone cannot agree; name two or more with --coder, or none for all.")
    ids = set(
        read_arrow(opened.folder.processed / "documents.parquet", ("document",))["document"].to_pylist()
    )
    for document in documents:
        if document not in ids:
            message = f"the study has no document '{document}'."
            raise StudyError(
                error(
                    "data/raw/documents.csv",
                    "unknown-document",
                    message,
                    "See them with: forankret documents",
                )
            )
