"""All that one coder did, in the order of time; what comes later is added without telling all of it anew."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.coding.events import Record
from pipeline.coding.moments import EARLIEST, in_time, moment
from pipeline.coding.undoing import Act, Stacking, Stacks, acts_of, in_order


class Diary:
    """The acts of a coder by their ids, what can be taken back, and the codes put on words one by one."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.acts: dict[str, Act] = {}
        self.codes: list[str] = []
        self._stacking = Stacking()
        self._last = EARLIEST
        self._last_act = (EARLIEST, "")
        self._add(records)

    @property
    def stacks(self) -> Stacks:
        """What can be taken back and done again."""
        return self._stacking.now

    def add(self, records: Sequence[Record]) -> bool:
        """Take in new lines; False, and nothing was done, where they do not come after all the others."""
        moments = [moment(record.event.at) for record in records]
        if not all(one and one >= self._last for one in moments):
            return False
        new = acts_of(records)
        if any(act.id in self.acts or in_order(act) < self._last_act for act in new):
            return False
        self._add(records)
        return True

    def _add(self, records: Sequence[Record]) -> None:
        ordered = in_time(list(records))
        self.codes += [record.event.code for record in ordered if record.event.event == "apply"]
        self._last = max([self._last, *(moment(record.event.at) or EARLIEST for record in records)])
        for act in acts_of(records):
            self.acts[act.id] = act
            self._stacking.add(act)
            self._last_act = in_order(act)
