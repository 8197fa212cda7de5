"""Which items of COREQ the data answer, and with what: only as far as they know, and never a guess."""

from __future__ import annotations

from pipeline.report.sections.coreq_analysis import (
    checked,
    coders,
    coding_tree,
    consistency,
    derivation,
    major,
    minor,
    quotations,
    saturated,
    software,
)
from pipeline.report.sections.coreq_parts import Teller
from pipeline.report.sections.coreq_parts import Told as Told
from pipeline.report.sections.coreq_study import (
    dropouts,
    duration,
    field_notes,
    guides,
    interviewers,
    orientation,
    participants,
    recording,
    repeats,
    returned,
    sample_size,
    selection,
    setting,
    standpoint,
)

TELLERS: dict[int, Teller] = {
    1: interviewers,
    8: standpoint,
    9: orientation,
    10: selection,
    12: sample_size,
    13: dropouts,
    14: setting,
    16: participants,
    17: guides,
    18: repeats,
    19: recording,
    20: field_notes,
    21: duration,
    22: saturated,
    23: returned,
    24: coders,
    25: coding_tree,
    26: derivation,
    27: software,
    28: checked,
    29: quotations,
    30: consistency,
    31: major,
    32: minor,
}
"""What the data tell, by the number of the item; of those that are not here they know nothing."""
