"""What can be wrong with the log of the memos: memos that were changed or removed outside it."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.evidence import Evidence
from pipeline.checks.registry import check
from pipeline.coding.memo_log import outside
from pipeline.problems import Problem, warning


@check("memo-outside-log")
def memos_outside_the_log(evidence: Evidence) -> Iterator[Problem]:
    """Memos that stand in the log and are not as it has them; those that never stood in it are no problem."""
    places = {line.event.memo: line.place for line in evidence.memo_log}
    for one in outside([line.event for line in evidence.memo_log], evidence.memo_digests):
        if one.how == "new":
            continue
        changed = one.how == "changed"
        place = f"codebooks/memos/{one.memo}:1" if changed else places[one.memo]
        what = "was changed" if changed else f"'{one.memo}' was removed"
        message = f"the memo {what} by hand since it was logged, so the log does not tell by whom or why."
        yield warning(
            place, "memo-outside-log", message, f"Log it with: forankret memo record {one.memo} --reason WHY"
        )
