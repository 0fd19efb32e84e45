"""Sound input of each kind, and input that once was a defect: what changes begin with."""

import io
from collections.abc import Sequence
from email.message import EmailMessage

from tests.support.feedback.factories import pdf
from tests.support.membership import pictures
from tests.support.records import epubs as books
from tests.support.records.formats.marcs import TITLE, marc
from tests.support.security import hostile_lists

PAGE = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">
<head><title>Air</title><link rel="stylesheet" href="gaya.css"/><style>p{color:red}</style></head>
<body onload="x()"><h1 id="s">Bab <em style="margin:0">satu</em></h1><script>x()</script>
<a href="javascript:x()">a</a><a href="https://contoh.example/">b</a><img src="a.png" alt="s"/>
<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math></body></html>"""
SVG = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">
<defs><g id="g"><path d="M0 0L9 9"/></g></defs><use xlink:href="#g"/><image xlink:href="a.png"/>
<a xlink:href="javascript:x()"><text>a</text></a><foreignObject><p/></foreignObject>
<animate attributeName="href" to="javascript:x()"/></svg>"""
MARCXML = """<collection xmlns="http://www.loc.gov/MARC21/slim"><record>
<leader>00000nam a2200000 a 4500</leader><controlfield tag="001">7</controlfield>
<datafield tag="245" ind1="1" ind2="0"><subfield code="a">Subak</subfield></datafield>
</record></collection>"""


def epub(*, package: bytes) -> bytes:
    """Returns a book with this package document."""
    parts = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": books.CONTAINER,
        "OEBPS/buku.opf": package,
        "OEBPS/nav.xhtml": books.NAV,
        "OEBPS/bab1.xhtml": "<html/>",
    }
    return books.packed(parts)


def pages() -> Sequence[bytes]:
    unusual_names = b"<p {color:red}<=x a:b:c=y {}=z>Bab<br>satu"
    return [PAGE.encode(), SVG.encode(), PAGE.encode("utf-16"), unusual_names]


def styles() -> Sequence[bytes]:
    return [
        b'@import "gaya.css"; p { background: url(a.png); color: rgb(0 0 0 / 50%) }',
        b"@font-face { src: url('https://contoh.example/x.woff') } a:hover > b {content:'x'}",
        b"@media (min-width: 9em) { @supports (a: b) { p { width: expression(x()) } } }",
        b"p { background: u\\72l(javascript:x()) } <!-- /* --> } *{} </style>",
    ]


def packages() -> Sequence[bytes]:
    series = (
        '<dc:title id="t">{title}</dc:title><dc:creator opf:role="aut">Oka</dc:creator>'
        '<meta property="belongs-to-collection" id="c">Seri</meta>'
        '<meta refines="#c" property="group-position">2</meta><dc:date>2024-02-30</dc:date>'
        '<meta name="cover" content="gambar"/><dc:identifier id="pub">x</dc:identifier>'
    )
    return [books.package().encode(), books.package(metadata=series).encode()]


def epubs() -> Sequence[bytes]:
    return [books.book()]


def queries() -> Sequence[bytes]:
    return [
        b'dc.title = "air \\" subak" and (cql.serverChoice any "a b" or not bath.isbn == 9786020)',
        b"a and b or c not d",
        b"((((a))))",
        b'date within "2020 2024" sortby title',
        b'> dc = "info:srw" dc.title exact x prox/distance<3 y',
    ]


def marcs() -> Sequence[bytes]:
    fields = (
        "001 7",
        "008 240101s2024    io            000 0 ind d",
        "020    $a9786020000008 :$cRp1",
    )
    more = (
        "100 1  $aToer, Pramoedya Ananta,$d1925-2006",
        "650  4 $aNovel",
        "856 40 $uhttps://a.example/",
    )
    one = marc(*fields, TITLE, *more)
    return [one, one + marc(TITLE), marc(TITLE, leader="00000nam  2200000 a 4500")]


def marcxmls() -> Sequence[bytes]:
    return [MARCXML.encode(), MARCXML.encode("utf-16")]


def onixes() -> Sequence[bytes]:
    return [hostile_lists.onix(), hostile_lists.onix(title="Bab &amp; &#x1F600;")]


def tables() -> Sequence[bytes]:
    return [
        b'Judul,Pengarang,ISBN,Tahun\n"Subak, air","Oka",9786020000008,2024\n',
        "Judul;Pengarang\nÉté;Ibu\n".encode("utf-16"),
        b"judul\tpengarang\nSubak\tOka\n",
        hostile_lists.xlsx("<row><c t='inlineStr'><is><t>Judul</t></is></c></row>"),
    ]


def all_records() -> Sequence[bytes]:
    return [*marcs()[:1], *marcxmls()[:1], *onixes()[:1], *tables(), *epubs(), b"%PDF-1.7"]


def tokens() -> Sequence[bytes]:
    return [b"WzEsMl0:1abcdE:sig", b".eJyLNtQx0lFQMgYAB_gBjA:1abcdE:sig", b"a:b:c:d"]


def oai_requests() -> Sequence[bytes]:
    return [
        b"verb=ListRecords&metadataPrefix=oai_dc&from=2024-01-01&until=2024-12-31T23:59:59Z",
        b"verb=GetRecord&identifier=oai:a:1&metadataPrefix=oai_dc",
        b"verb=ListIdentifiers&resumptionToken=WzEsMl0:1abcdE:sig&set=language:id",
        b"verb=ListSets&from=0001-01-01&until=9999-12-31",
    ]


def multiparts() -> Sequence[bytes]:
    part = (
        b'--batas\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n'
        b"Content-Type: image/jpeg\r\nContent-Transfer-Encoding: binary\r\n\r\n\xff\xd8\xff\r\n"
    )
    word = b'--batas\r\nContent-Disposition: form-data; name="a"\r\n\r\nsubak\r\n'
    coded = (
        b"--batas\r\nContent-Disposition: form-data; name*=UTF-8''%C3%A9; filename*=x'y'z"
        b"\r\n\r\n\r\n--batas\r\nContent-Disposition: form-data; name=f; filename=f"
        b"\r\nContent-Transfer-Encoding: base64\r\n\r\nQUJD=\r\n"
    )
    return [part + b"--batas--\r\n", word + part * 3 + b"--batas--\r\n", coded + b"--batas--"]


def jpegs() -> Sequence[bytes]:
    return [pictures.encoded("JPEG"), pictures.turned(6)]


def pngs() -> Sequence[bytes]:
    return [pictures.encoded("PNG"), pictures.encoded("PNG", mode="P")]


def webps() -> Sequence[bytes]:
    return [pictures.encoded("WEBP")]


def heics() -> Sequence[bytes]:
    return [pictures.heic()]


def mails() -> Sequence[bytes]:
    plain = EmailMessage()
    plain["From"], plain["To"] = "Ni Luh <niluh@contoh.example>", "saran@contoh.example"
    plain["Subject"], plain["Message-ID"] = "Lampu é", "<1@contoh.example>"
    plain.set_content("Lampunya mati.\n> kutipan\n")
    mixed = EmailMessage()
    mixed["From"], mixed["References"] = "a@b.example", "<S-1234@contoh.example>"
    mixed.set_content("<p>Lampu<br>mati</p><script>x</script>", subtype="html")
    mixed.add_attachment(b"\xff\xd8\xff", maintype="image", subtype="jpeg", filename="é.jpg")
    return [plain.as_bytes(), mixed.as_bytes()]


def pdfs() -> Sequence[bytes]:
    out = io.BytesIO(pdf(armed=True))
    return [out.getvalue(), pdf(pages=2)]
