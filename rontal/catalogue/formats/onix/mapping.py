"""Maps an ONIX product to a draft. Source: ONIX for Books 3.0 (EDItEUR)."""

import html
import re
from typing import Final

from rontal.catalogue.formats import languages, names
from rontal.catalogue.formats.draft import Draft
from rontal.catalogue.formats.item import Remark
from rontal.catalogue.formats.onix.codes import AUDIENCES, CONFORMS, FEATURES, ROLES
from rontal.catalogue.formats.onix.nodes import Node
from rontal.catalogue.rules import AgentKind, Scheme

_TAG: Final = re.compile(r"<[^<>]{1,2000}>")
_DEWEY: Final = "01"
_KEYWORDS: Final = "20"
# Text types of list 153 in order of preference: description, short description, then similar types.
_DESCRIPTIONS: Final = ("03", "02", "30", "01")
_PAGES: Final = ("00", "07", "06", "05", "08", "11")


def draft_of(product: Node) -> Draft:
    """Returns the draft of a product's edition."""
    draft = Draft()
    detail = product.one("DescriptiveDetail")
    _numbers(draft, product)
    _titles(draft, detail)
    for contributor in sorted(detail.all("Contributor"), key=_sequence):
        _contributor(draft, contributor)
    _edition(draft, detail)
    _subjects(draft, detail)
    _audience(draft, detail)
    _accessibility(draft, detail)
    _texts(draft, product.one("CollateralDetail"))
    _publishing(draft, product.one("PublishingDetail"))
    if licence := detail.one("EpubLicense").say("EpubLicenseName"):
        draft.rights = licence
    return draft


def _numbers(draft: Draft, product: Node) -> None:
    for identifier in product.all("ProductIdentifier"):
        kind, value = identifier.say("ProductIDType"), identifier.say("IDValue")
        if kind in ("02", "15") or kind == "03" and value[:3] in ("978", "979"):
            draft.isbn(value)
        elif kind == "06":
            draft.doi(value)
        elif kind == "22":
            draft.number(Scheme.URI, value)
    if reference := product.say("RecordReference"):
        draft.number(Scheme.CONTROL, f"onix:{reference}")


def _titles(draft: Draft, detail: Node) -> None:
    """Takes the distinctive title at product level; levels above it name the series."""
    details = sorted(detail.all("TitleDetail"), key=lambda one: one.say("TitleType") != "01")
    for element in details[0].all("TitleElement") if details else []:
        if element.say("TitleElementLevel") in ("", "01", "04"):
            if not draft.title:
                draft.title, draft.subtitle = _title(element), element.say("Subtitle")
        elif not draft.series:
            draft.series, draft.series_number = _title(element), element.say("PartNumber")
    for collection in detail.all("Collection"):
        for element in collection.one("TitleDetail").all("TitleElement"):
            if not draft.series:
                sequence = collection.one("CollectionSequence").say("CollectionSequenceNumber")
                draft.series = _title(element)
                draft.series_number = element.say("PartNumber") or sequence
    if not draft.title and draft.series:
        draft.title = " ".join([draft.series, draft.series_number]).strip()


def _title(element: Node) -> str:
    """Returns a title, which comes whole or with its article in an element of its own."""
    parts = [element.say("TitlePrefix"), element.say("TitleWithoutPrefix")]
    return element.say("TitleText") or " ".join(filter(None, parts))


def _sequence(contributor: Node) -> int:
    said = contributor.say("SequenceNumber")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 1_000


def _contributor(draft: Draft, one: Node) -> None:
    known = (ROLES.get(role.text, "ctb") for role in one.all("ContributorRole"))
    role = next(known, "ctb")
    if body := one.say("CorporateName"):
        draft.credit(body, body, role, AgentKind.BODY)
        return
    before, key = one.say("NamesBeforeKey"), one.say("KeyNames")
    family = " ".join(filter(None, [one.say("PrefixToKey"), key]))
    after = " ".join(filter(None, [one.say("NamesAfterKey"), one.say("SuffixToKey")]))
    built = " ".join(filter(None, [before, family, after]))
    sort_name = one.say("PersonNameInverted")
    if not sort_name and key:
        sort_name = ", ".join(filter(None, [family, before, after])) if before else built
    name = one.say("PersonName") or built or names.natural(sort_name)
    if not sort_name:
        name, sort_name = names.in_both_orders(name, AgentKind.PERSON)
    draft.credit(name, sort_name, role, AgentKind.PERSON, _dates(one))


def _dates(contributor: Node) -> str:
    """Returns the years of birth (date role 50) and death (51)."""
    found = {
        date.say("ContributorDateRole"): date.say("Date")[:4]
        for date in contributor.all("ContributorDate")
    }
    born, died = found.get("50", ""), found.get("51", "")
    return f"{born}-{died}" if born or died else ""


def _edition(draft: Draft, detail: Node) -> None:
    draft.edition = detail.say("EditionStatement") or detail.say("EditionNumber")
    spoken = [one for one in detail.all("Language") if one.say("LanguageRole") in ("", "01")]
    if spoken:
        draft.language = languages.tag_of(spoken[0].say("LanguageCode"))
        if draft.language == "und":
            draft.remarks.append(Remark.LANGUAGE_UNKNOWN)
    pages = {
        one.say("ExtentType"): one.say("ExtentValue")
        for one in detail.all("Extent")
        if one.say("ExtentUnit") in ("", "03")
    }
    count = next((pages[kind] for kind in _PAGES if pages.get(kind)), "")
    draft.extent = f"{count} hlm." if count else ""


def _subjects(draft: Draft, detail: Node) -> None:
    """Takes headings in words; a Dewey number becomes the classification. Codes of other schemes
    without words are ignored."""
    for subject in detail.all("Subject"):
        scheme, name = subject.say("SubjectSchemeIdentifier"), subject.say("SubjectSchemeName")
        code, text = subject.say("SubjectCode"), subject.say("SubjectHeadingText")
        if (scheme == _DEWEY or name.upper() in ("DDC", "DEWEY")) and code:
            draft.classification = draft.classification or code
        elif scheme == _KEYWORDS:
            for word in re.split(r"[;,]", text):
                draft.subject(word)
        elif text:
            draft.subject(text)


def _audience(draft: Draft, detail: Node) -> None:
    codes = [one.text for one in detail.all("AudienceCode")]
    codes += [
        one.say("AudienceCodeValue")
        for one in detail.all("Audience")
        if one.say("AudienceCodeType") == "01"
    ]
    for code in codes:
        draft.audience = AUDIENCES.get(code, draft.audience)
    for span in detail.all("AudienceRange"):
        if span.say("AudienceRangeQualifier") in ("17", "18"):
            _ages(draft, span)


def _ages(draft: Draft, span: Node) -> None:
    """Takes an age range; precision by list 31: 01 exact, 03 from, 04 to."""
    told = {}
    both = zip(span.all("AudienceRangePrecision"), span.all("AudienceRangeValue"), strict=False)
    for precision, value in both:
        if value.text.isascii() and value.text.isdigit() and int(value.text[:4]) <= 120:
            told[precision.text] = int(value.text[:4])
    exact = told.get("01")
    draft.ages(told.get("03", exact), told.get("04", exact))


def _accessibility(draft: Draft, detail: Node) -> None:
    """Takes features of type 09 (list 79) with their values (list 196)."""
    for feature in detail.all("ProductFormFeature"):
        if feature.say("ProductFormFeatureType") != "09":
            continue
        value = feature.say("ProductFormFeatureValue")
        if value == "00":
            draft.feature("accessibilitySummary", feature.say("ProductFormFeatureDescription"))
        elif value in CONFORMS:
            draft.feature("conformsTo", CONFORMS[value])
        elif value in FEATURES:
            draft.feature(*FEATURES[value])


def _texts(draft: Draft, collateral: Node) -> None:
    texts = {one.say("TextType"): one.say("Text") for one in collateral.all("TextContent")}
    text = next((texts[kind] for kind in _DESCRIPTIONS if texts.get(kind)), "")
    if "<" in text:
        text = _TAG.sub(" ", text)
    draft.description = html.unescape(text)


def _publishing(draft: Draft, publishing: Node) -> None:
    houses = sorted(publishing.all("Publisher"), key=lambda one: one.say("PublishingRole") != "01")
    named = [one.say("PublisherName") for one in houses if one.say("PublisherName")]
    draft.publisher = named[0] if named else publishing.one("Imprint").say("ImprintName")
    draft.place = publishing.say("CityOfPublication")
    dates = {
        one.say("PublishingDateRole"): one.say("Date") for one in publishing.all("PublishingDate")
    }
    draft.year_in((dates.get("01") or dates.get("19") or dates.get("11") or "")[:4])
    notice = publishing.one("CopyrightStatement")
    year = notice.say("CopyrightYear")
    if year:
        draft.year_in(year[:4])
        owner = notice.one("CopyrightOwner")
        holder = owner.say("PersonName") or owner.say("CorporateName")
        draft.rights = " ".join(filter(None, ["©", year, holder]))
