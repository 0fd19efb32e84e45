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


def accessibility(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the accessibility metadata, without values that the manifest does not define."""
    metadata: dict[str, Any] = {
        "conformsTo": [
            one for one in property_values(properties, "conformsTo") if one.startswith("http")
        ],
        "accessMode": _known(properties, "accessMode", MODES),
        "accessModeSufficient": _sufficient(property_values(properties, "accessModeSufficient")),
        "feature": _known(properties, "accessibilityFeature", FEATURES),
        "hazard": _known(properties, "accessibilityHazard", HAZARDS),
        "summary": " ".join(property_values(properties, "accessibilitySummary")),
    }
    return {name: value for name, value in metadata.items() if value}


def property_values(properties: Mapping[str, Any], name: str) -> list[str]:
    """Returns the values of a property as a list, also where it is a single text."""
    values = properties.get(name, ())
    return [values] if isinstance(values, str) else [str(one) for one in values]


def _known(properties: Mapping[str, Any], name: str, codes: frozenset[str]) -> list[str]:
    return [one for one in dict.fromkeys(property_values(properties, name)) if one in codes]


def _sufficient(combinations: Sequence[str]) -> list[list[str]]:
    sets = [[mode.strip() for mode in one.split(",")] for one in combinations]
    return [modes for modes in sets if SUFFICIENT.issuperset(modes)]
