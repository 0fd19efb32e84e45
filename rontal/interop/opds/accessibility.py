"""Accessibility metadata of a title for the Readium manifest, limited to its known codes."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

MODES: Final = frozenset((
    "auditory", "chartOnVisual", "chemOnVisual", "colorDependent", "diagramOnVisual",
    "mathOnVisual", "musicOnVisual", "tactile", "textOnVisual", "textual", "visual",
))  # fmt: skip
SUFFICIENT: Final = frozenset(("auditory", "tactile", "textual", "visual"))
FEATURES: Final = frozenset((
    "annotations", "ARIA", "bookmarks", "index", "printPageNumbers", "readingOrder",
    "structuralNavigation", "tableOfContents", "taggedPDF", "alternativeText", "audioDescription",
    "captions", "describedMath", "longDescription", "rubyAnnotations", "signLanguage", "transcript",
    "displayTransformability", "synchronizedAudioText", "timingControl", "unlocked", "ChemML",
    "latex", "MathML", "ttsMarkup", "highContrastAudio", "highContrastDisplay", "largePrint",
    "braille", "tactileGraphic", "tactileObject", "none",
))  # fmt: skip
HAZARDS: Final = frozenset((
    "flashing", "noFlashingHazard", "motionSimulation", "noMotionSimulationHazard", "sound",
    "noSoundHazard", "unknown", "none",
))  # fmt: skip


def accessibility(said: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the accessibility metadata, without values that the manifest does not define."""
    found: dict[str, Any] = {
        "conformsTo": [one for one in listed(said, "conformsTo") if one.startswith("http")],
        "accessMode": _known(said, "accessMode", MODES),
        "accessModeSufficient": _sufficient(listed(said, "accessModeSufficient")),
        "feature": _known(said, "accessibilityFeature", FEATURES),
        "hazard": _known(said, "accessibilityHazard", HAZARDS),
        "summary": " ".join(listed(said, "accessibilitySummary")),
    }
    return {name: value for name, value in found.items() if value}


def listed(said: Mapping[str, Any], name: str) -> list[str]:
    """Returns the values of a property as a list, also where it is a single text."""
    values = said.get(name, ())
    return [values] if isinstance(values, str) else [str(one) for one in values]


def _known(said: Mapping[str, Any], name: str, codes: frozenset[str]) -> list[str]:
    return [one for one in dict.fromkeys(listed(said, name)) if one in codes]


def _sufficient(said: Sequence[str]) -> list[list[str]]:
    sets = [[mode.strip() for mode in one.split(",")] for one in said]
    return [modes for modes in sets if SUFFICIENT.issuperset(modes)]
