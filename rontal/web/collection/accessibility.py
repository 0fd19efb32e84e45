"""Accessibility metadata of a book as plain sentences.

The questions and their order follow the W3C's "Accessibility Metadata Display Guide for Digital
Publications 2.0"; the sentences are our own. Missing metadata is omitted, without a claim either
way.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from django.utils.translation import gettext_lazy as _

from rontal.web.collection.facts import Fact, Text, Value
from rontal.web.collection.labels import shortened

Metadata = Mapping[str, Sequence[str]]
MAX_SUMMARY_LENGTH: Final = 600

NAVIGATION: Final[dict[str, Text]] = {
    "tableOfContents": _("Table of contents"),
    "structuralNavigation": _("Heading navigation"),
    "index": _("Index"),
    "pageNavigation": _("Page numbers of the printed book"),
    "printPageNumbers": _("Page numbers of the printed book"),
    "pageBreakMarkers": _("Page numbers of the printed book"),
    "readingOrder": _("A clear reading order"),
}
RICH: Final[dict[str, Text]] = {
    "longDescription": _("Long descriptions of pictures"),
    "longDescriptions": _("Long descriptions of pictures"),
    "MathML": _("Formulas that can be read aloud"),
    "latex": _("Formulas as LaTeX"),
    "describedMath": _("Formulas described in words"),
    "captions": _("Captions"),
    "closedCaptions": _("Captions"),
    "openCaptions": _("Captions"),
    "transcript": _("Transcripts"),
    "audioDescription": _("Audio descriptions"),
    "signLanguage": _("Sign language"),
}
MORE: Final[dict[str, Text]] = {
    "ttsMarkup": _("Marked for reading aloud"),
    "synchronizedAudioText": _("Text highlighted as it is read aloud"),
    "highContrastDisplay": _("Strong contrast"),
    "highContrastAudio": _("Speech stands out from other sound"),
    "largePrint": _("Large text"),
    "braille": _("Braille"),
    "tactileGraphic": _("Pictures to touch"),
    "tactileObject": _("Objects to touch"),
    "rubyAnnotations": _("Pronunciation shown beside the characters"),
    "timingControl": _("The pace can be changed"),
}
HAZARDS: Final[dict[str, Text]] = {
    "none": _("No flashing, motion or sound hazards"),
    "flashing": _("Parts flash and may cause seizures"),
    "motionSimulation": _("Parts move and may cause dizziness"),
    "sound": _("Sounds may cause discomfort"),
    "unknown": _("Hazards not known"),
}


def statements(metadata: Metadata) -> list[Fact]:
    """Returns questions with the answers in the metadata; unanswered ones are omitted."""
    answered = _statements(metadata) if metadata else ()
    return [Fact(question, list(map(Value, answers))) for question, answers in answered if answers]


def _statements(metadata: Metadata) -> Iterator[tuple[Text, Sequence[Text]]]:
    features = metadata.get("accessibilityFeature", [])
    yield (_("Ways to read"), list(_ways(metadata)))
    yield (_("Navigation"), _labels_of(NAVIGATION, features))
    yield (_("Pictures, formulas and sound"), _labels_of(RICH, features))
    yield (_("Good to know"), _labels_of(MORE, features))
    yield (_("Hazards"), _labels_of(HAZARDS, _hazards(metadata)))
    yield (_("Checked against"), list(_conformance(metadata)))
    yield (_("From the publisher"), list(_summary(metadata)))


def _ways(metadata: Metadata) -> Iterator[Text]:
    features = set(metadata.get("accessibilityFeature", []))
    sufficient = [set(way.replace(" ", "").split(",")) for way in
                  metadata.get("accessModeSufficient", [])]  # fmt: skip
    modes = set(metadata.get("accessMode", []))
    if "displayTransformability" in features:
        yield _("Text and colours can be changed")
    if {"textual"} in sufficient or (modes == {"textual"} and not sufficient):
        yield _("Can be read aloud or in braille in full")
    elif "textual" in modes:
        yield _("Its text can be read aloud or as braille, but not all of it is text")
    if features & {"alternativeText", "longDescription", "longDescriptions"}:
        yield _("Pictures are described in words")
    if {"auditory"} in sufficient:
        yield _("Can be listened to in full")


def _hazards(metadata: Metadata) -> list[str]:
    """Returns the hazard codes; ["none"] where flashing, motion and sound are all denied."""
    codes = metadata.get("accessibilityHazard", [])
    denied = {"noFlashingHazard", "noMotionSimulationHazard", "noSoundHazard"}
    return ["none"] if denied <= set(codes) else list(codes)


def _conformance(metadata: Metadata) -> Iterator[Text]:
    claims = " ".join(metadata.get("conformsTo", [])).lower()
    if not claims:
        return
    for level, words in (
        ("aaa", _("WCAG 2, level AAA: beyond the common standard")),
        ("aa", _("WCAG 2, level AA: the common standard")),
        ("a", _("WCAG 2, level A: the minimum")),
    ):
        if f"wcag-{level}" in claims or f"level {level}" in f"{claims} ":
            yield words
            return


def _summary(metadata: Metadata) -> Iterator[str]:
    text = " ".join(metadata.get("accessibilitySummary", [])).strip()
    if text:
        yield shortened(text, MAX_SUMMARY_LENGTH)


def _labels_of(words: Mapping[str, Text], codes: Iterable[str]) -> list[Text]:
    """Returns the labels of the codes, without duplicates, in the order of `words`."""
    wanted_codes = set(codes)
    return list({str(text): text for code, text in words.items() if code in wanted_codes}.values())
