"""Books whose text is hard to search: right-to-left scripts, scripts without blanks, characters
beyond the basic multilingual plane, combining marks, words divided by markup.
"""

from tests.support.records import epubs

ARABIC = (
    "<h1>فصل</h1><p dir='rtl'>بِسْمِ اللَّهِ الرَّحْمٰنِ الرَّحِيمِ… وقال الشيخ: «ﷲ أكبر».</p>"
    "<p dir='rtl'>العِلْمُ نُورٌ، والجهلُ ظلامٌ؛ ومن طلب العلم وجد\u200cه.</p>" * 30
)
JAVANESE = (
    "<h1>ꦲꦏ꧀ꦱꦫꦗꦮ</h1><p lang='jv'>ꦲꦤꦕꦫꦏ꧈ ꦢꦠꦱꦮꦭ꧈ ꦥꦝꦗꦪꦚ꧈ ꦩꦒꦧꦛꦔ꧉ ꦱꦼꦏꦂꦗꦼꦥꦸꦤ꧀</p>"
    "<p lang='ban'>ᬅᬓ᭄ᬱᬭᬩᬮᬶ ᬳᬦᬘᬭᬓ ᬤᬢᬲᬯᬮ ᬫᬕᬩᬗᬧᬚᬬᬜ᭟</p>"
    "<p>𑼂𑼮𑼕𑽁𑼮𑼶 kawi 𑼲𑼾𑼒𑼁, 𝔅𝔲𝔨𝔲 🌾🌾 padi</p>" * 12
)
POEM = (
    "<h1>Tembang</h1><p>Dhandhanggula<br/>semut ireng<br/>anak-anak sapi<br /> \n lan kebo<br/></p>"
    "<p>Satu<span>dua</span>tiga <b>em</b>pat<!-- catatan -->lima</p>"
    "<div>ayah<div></div>ibu<p/>kakak</div>"
    "<ul><li>air</li><li>api<ol><li>abu</li></ol>angin</li></ul><hr/>"
)
NOTES = (
    "<h1>Catatan</h1><p>Subak<a epub:type='noteref' href='#c1'>1</a> menga&#xAD;lir di"
    " Jati&#x200B;luwih&#160;&amp;&nbsp;sawah&hellip; &#8220;ya,&#8221; kata&#8217;nya:"
    " caf&eacute;, D\u00e9sa, cafe\u0301; &#189; &#64257;lm &#x2126;.</p>"
    "<aside epub:type='footnote' id='c1'><p>Organisasi air; lihat Désa\u2011désa.</p></aside>"
    "<style>p { color: subak }</style><p hidden='hidden'>subak tersembunyi</p>"
    "<p><ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby></p>"
    "<p>한국어 \u1112\u1161\u11ab İstanbul ΣΊΣΥΦΟΣ STRAẞE</p>"
    "<p>a\ufeffb c\u0085d e\u2028f g\u00adh i\u200dj \u00a8k</p>"
    "<table><tr><td>satu</td><td>dua</td></tr></table><svg xmlns='http://www.w3.org/2000/svg'>"
    "<style>text { fill: red }</style><text>peta subak</text></svg>"
    "<math xmlns='http://www.w3.org/1998/Math/MathML'><mi>x</mi><mo>=</mo><mn>2</mn></math>"
)
LOOKED_FOR = (
    "ا", "العلم", "عِلْم نور", "الله", "…", "ꦲꦤꦕꦫꦏ", "ꦗꦮ", "ᬩᬮᬶ", "ᬳᬦᬘᬭᬓ", "𑼲", "kawi", "buku",
    "🌾", "semut ireng anak", "sapi lan", "satuduatiga", "empat lima", "ayah ibu", "ibu kakak",
    "air api abu angin", "SUBAK", "mengalir", "jatiluwih & sawah", "\u201cYA,\u201d kata'nya",
    "cafe", "desa-desa", "1⁄2 film ω", "漢かん", "한", "istanbul", "σισυφοσ", "straße", "ab",
    "c d e f gh ij", "satu dua", "peta subak", "x=2", "a", " ", "naga terbang",
)  # fmt: skip


def book() -> bytes:
    """Returns a right-to-left book with a chapter of each kind and a drawing."""
    bodies = {"bab1": ARABIC, "bab2": JAVANESE, "bab3": POEM, "bab4": NOTES * 3, "bab5": ""}
    kind = 'media-type="application/xhtml+xml"'
    more = [f'<item id="b{n}" href="bab{n}.xhtml" {kind}/>' for n in (3, 4, 5)]
    more.append('<item id="d" href="peta.svg" media-type="image/svg+xml"/>')
    order = ("b1", "d", "b2", "b3", "b4", "b5")
    package = epubs.package(
        "Aksara",
        items=[*epubs.ITEMS, *more],
        spine="".join(f'<itemref idref="{name}"/>' for name in order),
    )
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>a</text></svg>'
    chapters = {f"OEBPS/{name}.xhtml": epubs.chapter(body) for name, body in bodies.items()}
    others = {
        "OEBPS/buku.opf": package.replace("<spine>", '<spine page-progression-direction="rtl">'),
        "OEBPS/peta.svg": drawing,
    }
    return epubs.book(changes=chapters | others)
