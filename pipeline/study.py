"""The study as its researchers describe it in ``study.yaml``."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Language = Literal["nb", "nn", "en"]


def _labels(value: Any) -> Any:
    """A list of ids, or a mapping from id to a label or to a mapping, as a mapping of mappings."""
    if isinstance(value, list):
        value = {str(item): str(item) for item in value}
    if not isinstance(value, dict):
        return value
    return {
        str(key): item if isinstance(item, dict) else {"label": str(key if item is None else item)}
        for key, item in value.items()
    }


def _texts(value: Any) -> Any:
    """One text as a list of one."""
    return [value] if isinstance(value, str) else value


def _told(value: Any) -> Any:
    """A date or number that YAML has read as such, as the text it is printed as; nothing as ''."""
    return "" if value is None else value if isinstance(value, str | list | dict) else str(value)


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="allow")


class Role(_Part):
    """As what somebody speaks; a role that ``asks`` stays out of counts, clouds and quotes by default."""

    label: str = ""
    plural: str = ""
    asks: bool = False


class Named(_Part):
    """A case, wave or coder: its id is the key, its label is prose."""

    label: str = ""


class Acknowledged(_Part):
    """A problem that the researchers have seen and let stand: which check, where, and why."""

    check: str
    place: str = "*"
    reason: str = Field(min_length=3)


class Privacy(_Part):
    """What the anonymity guard may pass over, with the reason for it."""

    allow: tuple[str, ...] = ()
    acknowledged: tuple[Acknowledged, ...] = ()


class Cloud(_Part):
    """One word cloud of the report: whose words, from which wave ('' for all)."""

    role: str = ""
    wave: str = ""


class Saturation(_Part):
    """How code saturation is asked about: documents in the base and in a run, threshold in per cent."""

    base: int = Field(default=6, ge=1, le=1000)
    run: int = Field(default=2, ge=1, le=1000)
    threshold: float = Field(default=5, ge=0, le=100)


class Report(_Part):
    """How the report is made."""

    edition: Literal["internal", "public"] = "internal"
    coders: Annotated[tuple[str, ...], BeforeValidator(_texts)] = ()
    seed: int = 20240101
    quotes_per_finding: int = Field(default=4, ge=0, le=50)
    stopwords: str = "default"
    words: Literal["forms", "lemmas"] = "forms"
    clouds: tuple[Cloud, ...] = ()
    top: int = Field(default=100, ge=1)
    saturation: Saturation = Saturation()


def _default_roles() -> dict[str, Role]:
    return {
        "INN": Role(label="innbygger", plural="innbyggere"),
        "OA": Role(label="offentlig ansatt", plural="offentlig ansatte"),
        "F": Role(label="forsker", plural="forskere", asks=True),
    }


def _default_waves() -> dict[str, Named]:
    return {"start": Named(label="start"), "underway": Named(label="underveis"), "end": Named(label="slutt")}


class Study(_Part):
    """The whole of ``study.yaml``; every field has a default, so that an empty file is a study."""

    title: str = "Uten tittel"
    description: str = ""
    authors: Annotated[tuple[str, ...], BeforeValidator(_texts)] = ()
    institution: Annotated[str, BeforeValidator(_told)] = ""
    date: Annotated[str, BeforeValidator(_told)] = ""
    language: Language = "nb"
    roles: Annotated[dict[str, Role], BeforeValidator(_labels)] = Field(default_factory=_default_roles)
    cases: Annotated[dict[str, Named], BeforeValidator(_labels)] = Field(default_factory=dict)
    waves: Annotated[dict[str, Named], BeforeValidator(_labels)] = Field(default_factory=_default_waves)
    coders: Annotated[dict[str, Named], BeforeValidator(_labels)] = Field(default_factory=dict)
    double_coding: Annotated[tuple[str, ...], BeforeValidator(_texts)] = ()
    spacy_model: str = ""
    privacy: Privacy = Privacy()
    report: Report = Report()

    @property
    def asking(self) -> frozenset[str]:
        """The roles that ask, and are left out of counts, clouds and quotes unless asked for."""
        return frozenset(role for role, about in self.roles.items() if about.asks)

    @property
    def counted_coders(self) -> tuple[str, ...]:
        """The coders whose codings the report counts: those named, else the first of the study."""
        return self.report.coders or tuple(self.coders)[:1]
