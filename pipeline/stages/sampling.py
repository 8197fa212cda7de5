"""Planning whom to ask next, and writing down what came of it: each becomes a line of the sampling log."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pipeline.coding.sampling import ABOUT, Plans, Sampling, plans_of
from pipeline.problems import StudyError, UsageError, error
from pipeline.stages.opened import OpenStudy

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.model import Narrow


def samplings(opened: OpenStudy) -> Plans:
    """The plans as the log has them."""
    from pipeline.store.sampling import read_sampling

    return plans_of(read_sampling(opened.folder).lines)


def sampling_table(opened: OpenStudy) -> pd.DataFrame:
    """The plans as the table ``reports/tables/sampling.csv``; columns as in ``SAMPLING_COLUMNS``."""
    import pandas as pd

    from pipeline.coding.sampling import SAMPLING_COLUMNS, sampling_rows

    return pd.DataFrame(sampling_rows(samplings(opened).plans), columns=list(SAMPLING_COLUMNS), dtype=str)


def plan(
    opened: OpenStudy, coder: str, question: str, whom: str = "", why: str = "", about: Sequence[str] = ()
) -> str:
    """The id of a new plan, on the disk when this returns; raises UsageError where it asks nothing."""
    from pipeline.coding.events import new_coding, stamp
    from pipeline.coding.sampling import SamplingEvent
    from pipeline.stages.coding import now
    from pipeline.stages.meant import the_coder
    from pipeline.stages.subjects import the_subjects
    from pipeline.store.sampling import append_sampling

    if not question.strip():
        raise UsageError("A plan says what is to be asked.")
    who = the_coder(opened, coder)
    pairs = the_subjects(opened, about, ABOUT)
    at = now()
    event = SamplingEvent(
        at=stamp(at),
        who=who,
        event="plan",
        sampling=new_coding(at, os.urandom(10)),
        question=question.strip(),
        whom=whom.strip(),
        why=why.strip(),
        about=tuple({kind: id} for kind, id in pairs),
    )
    return append_sampling(opened.folder, event).sampling


def settle(
    opened: OpenStudy, coder: str, id: str, event: str, said: str, documents: Iterable[str] = ()
) -> Sampling:
    """The plan after what came of it (``outcome``), or why it was given up (``drop``), was written down."""
    from pipeline.coding.events import stamp
    from pipeline.coding.sampling import SamplingEvent
    from pipeline.stages.coding import now
    from pipeline.stages.meant import the_coder
    from pipeline.stages.subjects import ids_of, the_id
    from pipeline.store.sampling import append_sampling

    if not said.strip():
        raise UsageError("Say what came of it." if event == "outcome" else "Say why with --reason.")
    who = the_coder(opened, coder)
    one = the_plan(opened, id)
    known = ids_of(opened, "document")
    seen = tuple(the_id("document", document, known) for document in documents)
    line = SamplingEvent(
        at=stamp(now()), who=who, event=event, sampling=one.sampling, outcome=said.strip(), documents=seen
    )
    append_sampling(opened.folder, line)
    return the_plan(opened, one.sampling)


def the_plan(opened: OpenStudy, id: str) -> Sampling:
    """The plan whose id is or begins so; raises StudyError where there is none, or more than one."""
    found = [one for one in samplings(opened).plans if id and one.sampling.startswith(id)]
    exact = [one for one in found if one.sampling == id]
    if exact or len(found) == 1:
        return (exact or found)[0]
    message = f"{f'{len(found)} plans begin' if found else 'no plan begins'} with '{id}'."
    remedy = "See them with: forankret sampling list"
    raise StudyError(error("codebooks/sampling.jsonl", "unknown-sampling", message, remedy))


def gaps_of(opened: OpenStudy, narrow: Narrow, code: str = "") -> pd.DataFrame:
    """The gaps of the study as it is coded now, narrowed as asked; see ``analysis.gaps``."""
    from pipeline.analysis.gaps import gaps
    from pipeline.analysis.lineage import asked_code
    from pipeline.stages.asking import must_know
    from pipeline.stages.code import codings_table
    from pipeline.store.tables import read_arrow

    codings = codings_table(opened)
    utterances = read_arrow(opened.folder.processed / "utterances.parquet")
    must_know(opened, narrow, utterances)
    table = gaps(utterances, codings, opened.codebook, opened.study, narrow)
    if not code:
        return table
    wanted = opened.codebook.descendants(asked_code(opened.codebook, code))
    return table[table["code"].isin(wanted)].reset_index(drop=True)
