"""The words in the figure of how the codebook grew, in bokmål, nynorsk and English."""

from __future__ import annotations

WORDS = {
    "evolution_codes": ("koder i bruk", "kodar i bruk", "codes in use"),
    "evolution_version": ("kodebokens versjon", "versjonen av kodeboka", "version of the codebook"),
    "evolution_new": ("Nye koder", "Nye kodar", "New codes"),
    "evolution_meaning": ("Endret betydning", "Endra tyding", "Meaning changed"),
    "evolution_placed": ("Flyttet eller omdøpt", "Flytta eller omdøypt", "Moved or renamed"),
    "evolution_split": ("Delt", "Delt", "Split"),
    "evolution_merged": ("Slått sammen", "Slått saman", "Merged"),
    "evolution_retired": ("Tatt ut av bruk", "Teken ut av bruk", "Retired"),
    "evolution_restored": ("Tatt i bruk igjen", "Teken i bruk att", "Taken up again"),
    "alt_evolution": (
        "Trappelinje over hvor mange koder som var i bruk gjennom {n} endringer; {most} på det meste, "
        "{last} til slutt. Under den et merke for hver endring: {told}.",
        "Trappeline over kor mange kodar som var i bruk gjennom {n} endringar; {most} på det meste, "
        "{last} til slutt. Under ho eit merke for kvar endring: {told}.",
        "A stair of how many codes were in use through {n} changes; {most} at most, {last} at the end. "
        "Beneath it a mark for each change: {told}.",
    ),
}
"""What a key says in the three languages."""
LANGUAGES = ("nb", "nn", "en")


def of(language: str) -> dict[str, str]:
    """The words in one language."""
    return {key: said[LANGUAGES.index(language)] for key, said in WORDS.items()}
