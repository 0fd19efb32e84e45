"""Reading ONIX of publishers."""

import io
import re

import pytest

from records import formats
from records.codes import AgentKind, Audience, Scheme
from records.errors import KindUnknown, OnixTooOld
from records.formats import Kind, Problem, Remark
from records.formats.onix.nodes import _PAIRS
from records.record import Credit, Number, Record
from tests.support.records.formats.marcs import items

NAMESPACE = "http://ns.editeur.org/onix/3.0/reference"
PRODUCT = """<Product>
<RecordReference>id.penerbit.1</RecordReference><NotificationType>03</NotificationType>
<ProductIdentifier><ProductIDType>01</ProductIDType><IDValue>A-1</IDValue></ProductIdentifier>
<ProductIdentifier><ProductIDType>15</ProductIDType><IDValue>9789799731234</IDValue></ProductIdentifier>
<ProductIdentifier><ProductIDType>06</ProductIDType><IDValue>10.1000/182</IDValue></ProductIdentifier>
<DescriptiveDetail><ProductForm>ED</ProductForm>
<ProductFormFeature><ProductFormFeatureType>09</ProductFormFeatureType>
<ProductFormFeatureValue>14</ProductFormFeatureValue></ProductFormFeature>
<ProductFormFeature><ProductFormFeatureType>09</ProductFormFeatureType>
<ProductFormFeatureValue>04</ProductFormFeatureValue></ProductFormFeature>
<ProductFormFeature><ProductFormFeatureType>09</ProductFormFeatureType>
<ProductFormFeatureValue>00</ProductFormFeatureValue>
<ProductFormFeatureDescription>Dapat dibacakan</ProductFormFeatureDescription></ProductFormFeature>
<Collection><CollectionType>10</CollectionType>
<CollectionSequence><CollectionSequenceType>02</CollectionSequenceType>
<CollectionSequenceNumber>1</CollectionSequenceNumber></CollectionSequence>
<TitleDetail><TitleType>01</TitleType><TitleElement><TitleElementLevel>02</TitleElementLevel>
<TitleText>Tetralogi Buru</TitleText></TitleElement></TitleDetail></Collection>
<TitleDetail><TitleType>03</TitleType><TitleElement><TitleElementLevel>01</TitleElementLevel>
<TitleText>This Earth</TitleText></TitleElement></TitleDetail>
<TitleDetail><TitleType>01</TitleType><TitleElement><TitleElementLevel>01</TitleElementLevel>
<TitlePrefix>Sang</TitlePrefix><TitleWithoutPrefix>Bumi</TitleWithoutPrefix>
<Subtitle>sebuah roman</Subtitle></TitleElement></TitleDetail>
<Contributor><SequenceNumber>2</SequenceNumber><ContributorRole>B06</ContributorRole>
<PersonNameInverted>Lane, Max</PersonNameInverted></Contributor>
<Contributor><SequenceNumber>1</SequenceNumber><ContributorRole>A01</ContributorRole>
<NamesBeforeKey>Pramoedya Ananta</NamesBeforeKey><KeyNames>Toer</KeyNames>
<ContributorDate><ContributorDateRole>50</ContributorDateRole><Date>19250206</Date></ContributorDate>
<ContributorDate><ContributorDateRole>51</ContributorDateRole><Date>2006</Date></ContributorDate>
</Contributor>
<Contributor><SequenceNumber>3</SequenceNumber><ContributorRole>B01</ContributorRole>
<CorporateName>Tim Redaksi</CorporateName></Contributor>
<EditionNumber>2</EditionNumber>
<Language><LanguageRole>02</LanguageRole><LanguageCode>eng</LanguageCode></Language>
<Language><LanguageRole>01</LanguageRole><LanguageCode>ind</LanguageCode></Language>
<Extent><ExtentType>00</ExtentType><ExtentValue>535</ExtentValue><ExtentUnit>03</ExtentUnit></Extent>
<Extent><ExtentType>22</ExtentType><ExtentValue>3</ExtentValue><ExtentUnit>19</ExtentUnit></Extent>
<Subject><SubjectSchemeIdentifier>01</SubjectSchemeIdentifier><SubjectCode>899.2213</SubjectCode></Subject>
<Subject><SubjectSchemeIdentifier>10</SubjectSchemeIdentifier><SubjectCode>FIC014000</SubjectCode>
<SubjectHeadingText>FICTION / Historical</SubjectHeadingText></Subject>
<Subject><SubjectSchemeIdentifier>24</SubjectSchemeIdentifier>
<SubjectSchemeName>Penerbit</SubjectSchemeName><SubjectHeadingText>Sastra</SubjectHeadingText></Subject>
<Subject><SubjectSchemeIdentifier>20</SubjectSchemeIdentifier>
<SubjectHeadingText>roman; kolonial</SubjectHeadingText></Subject>
<Subject><SubjectSchemeIdentifier>93</SubjectSchemeIdentifier><SubjectCode>FV</SubjectCode></Subject>
<Audience><AudienceCodeType>01</AudienceCodeType><AudienceCodeValue>03</AudienceCodeValue></Audience>
<AudienceRange><AudienceRangeQualifier>17</AudienceRangeQualifier>
<AudienceRangePrecision>03</AudienceRangePrecision><AudienceRangeValue>15</AudienceRangeValue>
<AudienceRangePrecision>04</AudienceRangePrecision><AudienceRangeValue>18</AudienceRangeValue>
</AudienceRange></DescriptiveDetail>
<CollateralDetail><TextContent><TextType>02</TextType><Text>Pendek</Text></TextContent>
<TextContent><TextType>03</TextType><Text textformat="05"><p>Kisah <b>Minke</b>.</p><p>Dua &amp;
tiga</p></Text></TextContent></CollateralDetail>
<PublishingDetail><Imprint><ImprintName>Cap</ImprintName></Imprint>
<Publisher><PublishingRole>01</PublishingRole><PublisherName>Lentera</PublisherName></Publisher>
<CityOfPublication>Jakarta</CityOfPublication>
<PublishingDate><PublishingDateRole>01</PublishingDateRole>
<Date dateformat="00">20050801</Date></PublishingDate>
<CopyrightStatement><CopyrightYear>2004</CopyrightYear>
<CopyrightOwner><PersonName>P. A. Toer</PersonName></CopyrightOwner></CopyrightStatement>
</PublishingDetail></Product>"""


def message(*products: str, namespace: str = NAMESPACE, release: str = "3.0") -> bytes:
    head = f'<ONIXMessage release="{release}" xmlns="{namespace}"><Header/>'
    return f"{head}{''.join(products)}</ONIXMessage>".encode()


def short(raw: bytes) -> bytes:
    """Converts a message to short tags."""
    tags = {name: code for code, name in _PAIRS}

    def of(tag: re.Match[str]) -> str:
        slash, name = tag.group(1), tag.group(2)
        return f"<{slash}{tags.get(name, name.lower() if name != 'ONIXMessage' else 'ONIXmessage')}"

    return re.sub(r"<(/?)([A-Z]\w+)", of, raw.decode()).replace("/reference", "/short").encode()


@pytest.mark.parametrize(
    "raw",
    [
        message(PRODUCT),
        short(message(PRODUCT)),
        message(PRODUCT, namespace="http://salah.example/onix", release="3.1"),
        message(PRODUCT).replace(f' xmlns="{NAMESPACE}"'.encode(), b""),
    ],
    ids=["reference", "short", "wrong namespace", "no namespace"],
)
def test_a_product_in_reference_and_in_short_tags(raw):
    assert formats.kind_of(io.BytesIO(raw), "x") is Kind.ONIX
    (item,) = items(raw, Kind.ONIX)
    assert item.record == Record(
        title="Sang Bumi",
        subtitle="sebuah roman",
        credits=(
            Credit("Pramoedya Ananta Toer", "Toer, Pramoedya Ananta", "aut", dates="1925-2006"),
            Credit("Max Lane", "Lane, Max", "trl"),
            Credit("Tim Redaksi", "Tim Redaksi", "edt", AgentKind.BODY),
        ),
        subjects=("FICTION / Historical", "Sastra", "roman", "kolonial"),
        classification="899.2213",
        series="Tetralogi Buru",
        series_number="1",
        publisher="Lentera",
        place="Jakarta",
        year=2005,
        edition="2",
        extent="535 hlm.",
        language="id",
        audience=Audience.YOUNG,
        age_from=15,
        age_to=18,
        description="Kisah Minke. Dua & tiga",
        numbers=(
            Number(Scheme.ISBN, "9789799731234"),
            Number(Scheme.DOI, "10.1000/182"),
            Number(Scheme.CONTROL, "onix:id.penerbit.1"),
        ),
        rights="© 2004 P. A. Toer",
        accessibility={
            "accessibilityFeature": ("alternativeText",),
            "conformsTo": ("EPUB Accessibility 1.1",),
            "accessibilitySummary": ("Dapat dibacakan",),
        },
    )


def test_a_description_in_escaped_html_is_stripped():
    escaped = PRODUCT.replace("<p>Kisah <b>Minke</b>.</p>", "<![CDATA[<p>A &amp; <br/>B</p>]]>")
    (item,) = items(message(escaped), Kind.ONIX)
    assert item.record is not None
    assert item.record.description == "A & B Dua & tiga"


def test_deleted_untitled_and_odd_products_are_one_item_each():
    deleted = PRODUCT.replace("<NotificationType>03", "<NotificationType>05")
    odd = "<Product><DescriptiveDetail><AudienceRange/><Contributor/></DescriptiveDetail></Product>"
    wrong = PRODUCT.replace("<AudienceRangeValue>18", "<AudienceRangeValue>3")
    parsed = items(message(deleted, odd, wrong, PRODUCT), Kind.ONIX)
    assert [item.problem for item in parsed] == [Problem.DELETED, Problem.NO_TITLE, "", ""]
    assert parsed[2].remarks == (Remark.AGES_WRONG,)


def test_onix_before_3_is_refused_with_its_own_reason():
    old = "<Product><Title><TitleText>Bumi</TitleText></Title></Product>"
    for raw in (message(old, release="2.1"), message(old, release=""), short(message(old))):
        with pytest.raises(OnixTooOld):
            items(raw, Kind.ONIX)


def test_message_without_products_is_refused_and_a_broken_one_gives_the_first():
    with pytest.raises(KindUnknown):
        items(message(), Kind.ONIX)
    parsed = items(message(PRODUCT, PRODUCT)[:-2000], Kind.ONIX)
    assert [item.problem for item in parsed] == ["", Problem.XML_BROKEN]
