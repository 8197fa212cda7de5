"""A study that has been opened: its settings, its registers, its codebook, each read once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pipeline.model import Document, Speaker
from pipeline.problems import Problem, StudyError, errors
from pipeline.store.folder import StudyFolder, find_study, program_digest

if TYPE_CHECKING:
    from pipeline.codebook import Codebook
    from pipeline.study import Study

Item = TypeVar("Item")
Progress = Callable[[Iterable[Any], str], Iterable[Any]]
Working = Callable[[str], AbstractContextManager[Any]]


def no_progress(items: Iterable[Item], label: str) -> Iterable[Item]:
    """The items as they are, with nothing shown."""
    return items


@dataclass(frozen=True)
class OpenStudy:
    """One study, opened; what is wrong with its settings is in ``settings_problems``."""

    folder: StudyFolder
    study: Study
    settings_problems: list[Problem]
    progress: Progress = field(default=no_progress, compare=False)
    working: Working = field(default=nullcontext, compare=False)

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

    def with_codebook(self, codebook: Codebook, problems: Sequence[Problem] = ()) -> OpenStudy:
        """The same study with a codebook that was read elsewhere, and what is to be told of its file."""
        held = replace(self, folder=StudyFolder(self.folder.path))
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
