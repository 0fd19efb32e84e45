"""Code lists of ONIX that records use."""

from typing import Final

from records.codes import Audience

# List 17: contributor roles.
_ROLES: Final = (
    "A01:aut A04:lbt A05:aut A06:cmp A07:art A08:pht A09:aut A11:dsr A12:ill A13:pht A14:aut "
    "A15:aui A19:aui A20:ann A21:ann A23:aui A24:aui A25:ann A29:aui A31:aut A35:ill A36:cov "
    "A40:clr A45:aut A46:art A47:clr B01:edt B03:adp B04:adp B05:adp B06:trl B08:trl B09:edt "
    "B10:edt B11:edt B12:edt B13:edt B16:edt B21:edt B23:edt C01:com C02:com E03:nrt E07:nrt"
)
ROLES: Final = dict(pair.split(":") for pair in _ROLES.split(" "))
# List 28: audiences.
AUDIENCES: Final = {"02": Audience.CHILDREN, "03": Audience.YOUNG}
# List 196: accessibility features, in schema.org's vocabulary.
FEATURES: Final = {
    "10": ("accessibilityFeature", "unlocked"),
    "11": ("accessibilityFeature", "tableOfContents"),
    "12": ("accessibilityFeature", "index"),
    "13": ("accessibilityFeature", "readingOrder"),
    "14": ("accessibilityFeature", "alternativeText"),
    "15": ("accessibilityFeature", "longDescription"),
    "17": ("accessibilityFeature", "MathML"),
    "18": ("accessibilityFeature", "ChemML"),
    "19": ("accessibilityFeature", "pageBreakMarkers"),
    "20": ("accessibilityFeature", "synchronizedAudioText"),
    "21": ("accessibilityFeature", "ttsMarkup"),
    "26": ("accessibilityFeature", "highContrastDisplay"),
    "27": ("accessibilityFeature", "highContrastDisplay"),
    "29": ("accessibilityFeature", "structuralNavigation"),
    "30": ("accessibilityFeature", "ARIA"),
    "34": ("accessibilityFeature", "MathML-chemistry"),
    "35": ("accessibilityFeature", "latex"),
    "36": ("accessibilityFeature", "displayTransformability"),
    "51": ("accessModeSufficient", "auditory"),
    "52": ("accessModeSufficient", "textual"),
}
# List 196: standards that a publication conforms to.
CONFORMS: Final = {
    "02": "EPUB Accessibility 1.0 A",
    "03": "EPUB Accessibility 1.0 AA",
    "04": "EPUB Accessibility 1.1",
    "05": "PDF/UA-1",
    "06": "PDF/UA-2",
    "80": "WCAG 2.0",
    "81": "WCAG 2.1",
    "82": "WCAG 2.2",
    "84": "WCAG A",
    "85": "WCAG AA",
    "86": "WCAG AAA",
}
