"""A study that has been opened: its settings, its registers, its codebook, each read once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from pipeline.model import Document, Speaker
from pipeline.problems import Problem, StudyError, errors
from pipeline.store.folder import StudyFolder, find_study, program_digest

if TYPE_CHECKING:
    import pyarrow as pa

    from pipeline.codebook import Codebook
    from pipeline.coding.descent import Descent
    from pipeline.study import Study

Item = TypeVar("Item")
Progress = Callable[[Iterable[Any], str], Iterable[Any]]
Working = Callable[[str], AbstractContextManager[Any]]


def no_progress(items: Iterable[Item], label: str) -> Iterable[Item]:
    """The items as they are, with nothing shown."""
    return items


class Older(NamedTuple):
    """What a study has that was opened under an older version of its codebook.

    ``today`` is the study as it stands, ``descent`` where its later codes came from, ``codings`` the table of
    codings under that version.
    """

    today: OpenStudy
    descent: Descent
    codings: pa.Table | None = None


@dataclass(frozen=True)
class OpenStudy:
    """One study, opened; what is wrong with its settings is in ``settings_problems``.

    ``older`` is there where the codebook is an older version of it, see stages.as_it_was.
    """

    folder: StudyFolder
    study: Study
    settings_problems: list[Problem]
    progress: Progress = field(default=no_progress, compare=False)
    working: Working = field(default=nullcontext, compare=False)
    older: Older | None = field(default=None, compare=False)

    @cached_property
    def program(self) -> str:
        """The digest of the program's source."""
        return program_digest()

    @cached_property
    def _documents(self) -> tuple[list[Document], list[Problem]]:
        from pipeline.store.register import read_documents

        return read_documents(self.folder)

    @cached_property
    def _speakers(self) -> tuple[list[Speaker], list[Problem]]:
        from pipeline.store.register import read_speakers

        return read_speakers(self.folder)

    @property
    def documents(self) -> list[Document]:
        """The rows of ``documents.csv``."""
        return self._documents[0]

    @property
    def speakers(self) -> list[Speaker]:
        """The rows of ``speakers.csv``."""
        return self._speakers[0]

    @property
    def register_problems(self) -> list[Problem]:
        """What is wrong with the two registers."""
        return self._documents[1] + self._speakers[1]

    @cached_property
    def _codebook(self) -> tuple[Codebook | None, list[Problem]]:
        from pipeline.store.settings import read_codebook

        return read_codebook(self.folder)

    @property
    def codebook_problems(self) -> list[Problem]:
        """What is wrong with the codebook."""
        return self._codebook[1]

    @property
    def has_codebook(self) -> bool:
        """Whether the codebook could be read."""
        return self._codebook[0] is not None

    @property
    def codebook(self) -> Codebook:
        """The codebook; raises StudyError with every fault where it cannot be read."""
        codebook, problems = self._codebook
        if codebook is None:
            raise StudyError(*problems)
        return codebook

    @cached_property
    def descent(self) -> Descent:
        """As which code of this codebook each coding counts."""
        from pipeline.coding.descent import Descent

        return self.older.descent if self.older else Descent(self.codebook)

    def with_codebook(
        self, codebook: Codebook, problems: Sequence[Problem] = (), older: Older | None = None
    ) -> OpenStudy:
        """The same study with a codebook that was read elsewhere, and what is to be told of its file."""
        held = replace(self, folder=StudyFolder(self.folder.path), older=older)
        held.__dict__["_codebook"] = (codebook, list(problems))
        return held


def open_study(
    start: Path | None = None,
    here: Path | None = None,
    progress: Progress = no_progress,
    working: Working = nullcontext,
) -> OpenStudy:
    """The study at a path, or the nearest one; raises StudyError where there is none that can be read."""
    from pipeline.store.settings import read_study

    folder = find_study(start, (here or Path.cwd()).resolve())
    study, problems = read_study(folder)
    if study is None:
        raise StudyError(*errors(problems))
    return OpenStudy(folder, study, problems, progress, working)
