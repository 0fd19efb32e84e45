"""ONIX elements under their reference names, whichever tags a message uses."""

from dataclasses import dataclass, field
from typing import Final

from lxml import etree

_CODES: Final = (
    "a001:RecordReference a002:NotificationType b221:ProductIDType b244:IDValue b012:ProductForm "
    "b334:ProductFormFeatureType b335:ProductFormFeatureValue b336:ProductFormFeatureDescription "
    "x329:CollectionType x479:CollectionSequenceType x481:CollectionSequenceNumber b202:TitleType "
    "x409:TitleElementLevel x410:PartNumber b203:TitleText b030:TitlePrefix b029:Subtitle "
    "b031:TitleWithoutPrefix b034:SequenceNumber b035:ContributorRole b036:PersonName "
    "b037:PersonNameInverted b039:NamesBeforeKey b247:PrefixToKey b040:KeyNames b041:NamesAfterKey "
    "b248:SuffixToKey b047:CorporateName x417:ContributorDateRole b306:Date b057:EditionNumber "
    "b058:EditionStatement b253:LanguageRole b252:LanguageCode b218:ExtentType b219:ExtentValue "
    "b220:ExtentUnit b067:SubjectSchemeIdentifier b171:SubjectSchemeName b069:SubjectCode "
    "b070:SubjectHeadingText b073:AudienceCode b204:AudienceCodeType b206:AudienceCodeValue "
    "b074:AudienceRangeQualifier b075:AudienceRangePrecision b076:AudienceRangeValue "
    "x426:TextType d104:Text b079:ImprintName b291:PublishingRole b081:PublisherName "
    "b209:CityOfPublication x448:PublishingDateRole b087:CopyrightYear x511:EpubLicenseName "
    "x425:MainSubject b249:UnnamedPersons"
)
_GROUPS: Final = (
    "Product ProductIdentifier DescriptiveDetail ProductFormFeature Collection CollectionSequence "
    "TitleDetail TitleElement Contributor ContributorDate Language Extent Subject Audience "
    "AudienceRange CollateralDetail TextContent PublishingDetail Imprint Publisher PublishingDate "
    "CopyrightStatement CopyrightOwner EpubLicense Title"
)
_INLINE: Final = frozenset(
    ("a", "abbr", "b", "cite", "em", "i", "q", "small", "span", "strong", "sub", "sup", "u")
)
_PAIRS: Final = [(pair[:4], pair[5:]) for pair in _CODES.split(" ")]
_NAMES: Final = {
    **dict(_PAIRS),
    **{name.lower(): name for _short, name in _PAIRS},
    **{name.lower(): name for name in _GROUPS.split(" ")},
}


@dataclass(slots=True)
class Node:
    """Element: its text, and its children by reference name."""

    text: str = ""
    inside: dict[str, list["Node"]] = field(default_factory=dict)

    def all(self, name: str) -> list["Node"]:
        return self.inside.get(name, [])

    def one(self, name: str) -> "Node":
        """Returns the first child with a name, an empty node where there is none."""
        children = self.inside.get(name)
        return children[0] if children else Node()

    def text_of(self, name: str) -> str:
        """Returns the text of the first child with a name, "" where there is none."""
        children = self.inside.get(name)
        return children[0].text if children else ""


def node_of(element: etree._Element) -> Node:
    """Converts an element and its known children to a Node."""
    if _name(element) == "Text":
        return Node(_words(element))
    made = Node((element.text or "").strip())
    for child in element:
        name = _name(child)
        if name:
            made.inside.setdefault(name, []).append(node_of(child))
    return made


def _words(element: etree._Element) -> str:
    """Returns the text of XHTML on one line, with a space between block elements."""
    parts: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        inside = node is not element
        if inside and str(node.tag).rpartition("}")[2].lower() not in _INLINE:
            parts.append(" ")
        text = node.text if event == "start" else node.tail if inside else ""
        parts.append(text or "")
    return " ".join("".join(parts).split())


def _name(element: etree._Element) -> str:
    return _NAMES.get(str(element.tag).rpartition("}")[2].lower(), "")
