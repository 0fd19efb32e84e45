"""Keys of PDF dictionaries that are retained (ISO 32000-1); none of them holds an action, a script,
a file, or a reference to a file.
"""

PAGE = frozenset(
    [
        "/Type",
        "/Parent",
        "/MediaBox",
        "/CropBox",
        "/BleedBox",
        "/TrimBox",
        "/ArtBox",
        "/Rotate",
        "/UserUnit",
        "/Contents",
        "/Resources",
        "/Group",
        "/Annots",
    ]
)
ANNOTATION = frozenset(
    [
        "/Type",
        "/Subtype",
        "/Rect",
        "/Contents",
        "/NM",
        "/M",
        "/F",
        "/C",
        "/CA",
        "/Border",
        "/BS",
        "/BE",
        "/H",
        "/QuadPoints",
        "/T",
        "/Subj",
        "/CreationDate",
        "/Name",
        "/DA",
        "/Q",
        "/IC",
        "/LE",
        "/AP",
    ]
)
ANNOTATION_KINDS = frozenset({"/Link", "/Text", "/Highlight", "/Underline", "/FreeText", "/Stamp"})
RESOURCES = frozenset(
    ["/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/XObject", "/Font", "/ProcSet"]
)  # fmt: skip
XOBJECT_KINDS = frozenset({"/Image", "/Form"})
NAMED = frozenset(
    [
        "/ExtGState",
        "/ColorSpace",
        "/Pattern",
        "/Shading",
        "/XObject",
        "/Font",
        "/CharProcs",
        "/Colorants",
    ]
)
"""Keys whose value may be a dictionary with names of the file's own choice."""

_STREAM = "/Length /Filter /DecodeParms"
_FILTER = (
    "/Predictor /Colors /BitsPerComponent /Columns /EarlyChange /K /EndOfLine /EncodedByteAlign "
    "/Rows /EndOfBlock /BlackIs1 /DamagedRowsBeforeError /JBIG2Globals /ColorTransform"
)
_IMAGE = (
    "/Type /Subtype /Width /Height /ColorSpace /BitsPerComponent /Intent /ImageMask /Mask /Decode "
    "/Interpolate /SMask /SMaskInData /Matte"
)
_FORM = "/FormType /BBox /Matrix /Resources /Group /S /CS /I /K"
_FONT = (
    "/BaseFont /Name /FirstChar /LastChar /Widths /FontDescriptor /Encoding /ToUnicode "
    "/DescendantFonts /CIDSystemInfo /DW /W /DW2 /W2 /CIDToGIDMap /FontBBox /FontMatrix /CharProcs "
    "/FontName /FontFamily /FontStretch /FontWeight /Flags /ItalicAngle /Ascent /Descent /Leading "
    "/CapHeight /XHeight /StemV /StemH /AvgWidth /MaxWidth /MissingWidth /FontFile /FontFile2 "
    "/FontFile3 /CharSet /CIDSet /Lang /Style /Panose /BaseEncoding /Differences /Registry "
    "/Ordering /Supplement /CMapName /WMode /UseCMap /Length1 /Length2 /Length3"
)
_PAINT = (
    "/PatternType /PaintType /TilingType /XStep /YStep /Shading /ExtGState /ShadingType "
    "/Background /AntiAlias /Coords /Domain /Function /Extend /BitsPerCoordinate /BitsPerFlag "
    "/VerticesPerRow /FunctionType /Range /Size /BitsPerSample /Order /Encode /C0 /C1 /N "
    "/Functions /Bounds"
)
_STATE = (
    "/LW /LC /LJ /ML /D /RI /OP /op /OPM /Font /BG /BG2 /UCR /UCR2 /TR /TR2 /FL /SM /SA /BM /CA "
    "/ca /AIS /TK /G /BC"
)
_COLOUR = "/Alternate /WhitePoint /BlackPoint /Gamma /Colorants /Process /Components"
PLAIN = frozenset(
    " ".join((_STREAM, _FILTER, _IMAGE, _FORM, _FONT, _PAINT, _STATE, _COLOUR)).split()
)
"""Keys of streams, images, forms, fonts, patterns, shadings, functions, graphics states and colour
spaces."""
