"""Maps an ONIX product to a draft. Source: ONIX for Books 3.0 (EDItEUR)."""

import html
import re
from typing import Final

from records.codes import AgentKind, Scheme
from records.formats import languages, names
from records.formats.draft import Draft
from records.formats.item import Remark
from records.formats.onix.codes import AUDIENCES, CONFORMS, FEATURES, ROLES
from records.formats.onix.nodes import Node

_TAG: Final = re.compile(r"<[^<>]{1,2000}>")
_DEWEY: Final = "01"
_KEYWORDS: Final = "20"
# Text types of list 153 in order of preference: description, short description, then similar types.
_DESCRIPTIONS: Final = ("03", "02", "30", "01")
_PAGES: Final = ("00", "07", "06", "05", "08", "11")


def draft_of(product: Node) -> Draft:
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
    if licence := detail.one("EpubLicense").text_of("EpubLicenseName"):
        draft.rights = licence
    return draft


def _numbers(draft: Draft, product: Node) -> None:
    for identifier in product.all("ProductIdentifier"):
        kind, value = identifier.text_of("ProductIDType"), identifier.text_of("IDValue")
        if kind in ("02", "15") or kind == "03" and value[:3] in ("978", "979"):
            draft.isbn(value)
        elif kind == "06":
            draft.doi(value)
        elif kind == "22":
            draft.number(Scheme.URI, value)
    if reference := product.text_of("RecordReference"):
        draft.number(Scheme.CONTROL, f"onix:{reference}")


def _titles(draft: Draft, detail: Node) -> None:
    """Takes the distinctive title at product level; levels above it name the series."""
    details = sorted(detail.all("TitleDetail"), key=lambda one: one.text_of("TitleType") != "01")
    for element in details[0].all("TitleElement") if details else []:
        if element.text_of("TitleElementLevel") in ("", "01", "04"):
            if not draft.title:
                draft.title, draft.subtitle = _title(element), element.text_of("Subtitle")
        elif not draft.series:
            draft.series, draft.series_number = _title(element), element.text_of("PartNumber")
    for collection in detail.all("Collection"):
        for element in collection.one("TitleDetail").all("TitleElement"):
            if not draft.series:
                sequence = collection.one("CollectionSequence").text_of("CollectionSequenceNumber")
                draft.series = _title(element)
                draft.series_number = element.text_of("PartNumber") or sequence
    if not draft.title and draft.series:
        draft.title = " ".join([draft.series, draft.series_number]).strip()


def _title(element: Node) -> str:
    """Returns a title, which comes whole or with its article in an element of its own."""
    parts = [element.text_of("TitlePrefix"), element.text_of("TitleWithoutPrefix")]
    return element.text_of("TitleText") or " ".join(filter(None, parts))


def _sequence(contributor: Node) -> int:
    number = contributor.text_of("SequenceNumber")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 1_000


def _contributor(draft: Draft, one: Node) -> None:
    known = (ROLES.get(role.text, "ctb") for role in one.all("ContributorRole"))
    role = next(known, "ctb")
    if body := one.text_of("CorporateName"):
        draft.credit(body, body, role, AgentKind.BODY)
        return
    before, key = one.text_of("NamesBeforeKey"), one.text_of("KeyNames")
    family = " ".join(filter(None, [one.text_of("PrefixToKey"), key]))
    after = " ".join(filter(None, [one.text_of("NamesAfterKey"), one.text_of("SuffixToKey")]))
    built = " ".join(filter(None, [before, family, after]))
    sort_name = one.text_of("PersonNameInverted")
    if not sort_name and key:
        sort_name = ", ".join(filter(None, [family, before, after])) if before else built
    name = one.text_of("PersonName") or built or names.natural(sort_name)
    if not sort_name:
        name, sort_name = names.in_both_orders(name, AgentKind.PERSON)
    draft.credit(name, sort_name, role, AgentKind.PERSON, _dates(one))


def _dates(contributor: Node) -> str:
    """Returns the years of birth (date role 50) and death (51)."""
    years = {
        date.text_of("ContributorDateRole"): date.text_of("Date")[:4]
        for date in contributor.all("ContributorDate")
    }
    born, died = years.get("50", ""), years.get("51", "")
    return f"{born}-{died}" if born or died else ""


def _edition(draft: Draft, detail: Node) -> None:
    draft.edition = detail.text_of("EditionStatement") or detail.text_of("EditionNumber")
    spoken = [one for one in detail.all("Language") if one.text_of("LanguageRole") in ("", "01")]
    if spoken:
        draft.language = languages.tag_of(spoken[0].text_of("LanguageCode"))
        if draft.language == "und":
            draft.remarks.append(Remark.LANGUAGE_UNKNOWN)
    pages = {
        one.text_of("ExtentType"): one.text_of("ExtentValue")
        for one in detail.all("Extent")
        if one.text_of("ExtentUnit") in ("", "03")
    }
    count = next((pages[kind] for kind in _PAGES if pages.get(kind)), "")
    draft.extent = f"{count} hlm." if count else ""


def _subjects(draft: Draft, detail: Node) -> None:
    """Takes headings in words; a Dewey number becomes the classification. Codes of other schemes
    without words are ignored."""
    for subject in detail.all("Subject"):
        scheme, name = (
            subject.text_of("SubjectSchemeIdentifier"),
            subject.text_of("SubjectSchemeName"),
        )
        code, text = subject.text_of("SubjectCode"), subject.text_of("SubjectHeadingText")
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
        one.text_of("AudienceCodeValue")
        for one in detail.all("Audience")
        if one.text_of("AudienceCodeType") == "01"
    ]
    for code in codes:
        draft.audience = AUDIENCES.get(code, draft.audience)
    for span in detail.all("AudienceRange"):
        if span.text_of("AudienceRangeQualifier") in ("17", "18"):
            _ages(draft, span)


def _ages(draft: Draft, span: Node) -> None:
    """Takes an age range; precision by list 31: 01 exact, 03 from, 04 to."""
    ages = {}
    both = zip(span.all("AudienceRangePrecision"), span.all("AudienceRangeValue"), strict=False)
    for precision, value in both:
        if value.text.isascii() and value.text.isdigit() and int(value.text[:4]) <= 120:
            ages[precision.text] = int(value.text[:4])
    exact = ages.get("01")
    draft.ages(ages.get("03", exact), ages.get("04", exact))


def _accessibility(draft: Draft, detail: Node) -> None:
    """Takes features of type 09 (list 79) with their values (list 196)."""
    for feature in detail.all("ProductFormFeature"):
        if feature.text_of("ProductFormFeatureType") != "09":
            continue
        value = feature.text_of("ProductFormFeatureValue")
        if value == "00":
            draft.feature("accessibilitySummary", feature.text_of("ProductFormFeatureDescription"))
        elif value in CONFORMS:
            draft.feature("conformsTo", CONFORMS[value])
        elif value in FEATURES:
            draft.feature(*FEATURES[value])


def _texts(draft: Draft, collateral: Node) -> None:
    texts = {one.text_of("TextType"): one.text_of("Text") for one in collateral.all("TextContent")}
    text = next((texts[kind] for kind in _DESCRIPTIONS if texts.get(kind)), "")
    if "<" in text:
        text = _TAG.sub(" ", text)
    draft.description = html.unescape(text)


def _publishing(draft: Draft, publishing: Node) -> None:
    houses = sorted(
        publishing.all("Publisher"), key=lambda one: one.text_of("PublishingRole") != "01"
    )
    named = [one.text_of("PublisherName") for one in houses if one.text_of("PublisherName")]
    draft.publisher = named[0] if named else publishing.one("Imprint").text_of("ImprintName")
    draft.place = publishing.text_of("CityOfPublication")
    dates = {
        one.text_of("PublishingDateRole"): one.text_of("Date")
        for one in publishing.all("PublishingDate")
    }
    draft.year_in((dates.get("01") or dates.get("19") or dates.get("11") or "")[:4])
    notice = publishing.one("CopyrightStatement")
    year = notice.text_of("CopyrightYear")
    if year:
        draft.year_in(year[:4])
        owner = notice.one("CopyrightOwner")
        holder = owner.text_of("PersonName") or owner.text_of("CorporateName")
        draft.rights = " ".join(filter(None, ["©", year, holder]))
