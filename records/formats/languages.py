"""Languages: three-letter codes of MARC (ISO 639-2/B), tags of BCP 47, and names in plain words."""

from functools import lru_cache
from typing import Final

from records.codes import language_tag
from records.text import fold

_ISO: Final = (
    "aar aa abk ab afr af aka ak alb sq amh am ara ar arg an arm hy asm as ava av ave ae aym ay "
    "aze az bak ba bam bm baq eu bel be ben bn bih bh bis bi bos bs bre br bul bg bur my cat ca "
    "cha ch che ce chi zh chu cu chv cv cor kw cos co cre cr cze cs dan da div dv dut nl dzo dz "
    "eng en epo eo est et ewe ee fao fo fij fj fin fi fre fr fry fy ful ff geo ka ger de gla gd "
    "gle ga glg gl glv gv gre el grn gn guj gu hat ht hau ha heb he her hz hin hi hmo ho hrv hr "
    "hun hu ibo ig ice is ido io iii ii iku iu ile ie ina ia ind id ipk ik ita it jav jv jpn ja "
    "kal kl kan kn kas ks kau kr kaz kk khm km kik ki kin rw kir ky kom kv kon kg kor ko kua kj "
    "kur ku lao lo lat la lav lv lim li lin ln lit lt ltz lb lub lu lug lg mac mk mah mh mal ml "
    "mao mi mar mr may ms mlg mg mlt mt mon mn nau na nav nv nbl nr nde nd ndo ng nep ne nno nn "
    "nob nb nor no nya ny oci oc oji oj ori or orm om oss os pan pa per fa pli pi pol pl por pt "
    "pus ps que qu roh rm rum ro run rn rus ru sag sg san sa sin si slo sk slv sl sme se smo sm "
    "sna sn snd sd som so sot st spa es srd sc srp sr ssw ss sun su swa sw swe sv tah ty tam ta "
    "tat tt tel te tgk tg tgl tl tha th tib bo tir ti ton to tsn tn tso ts tuk tk tur tr twi tw "
    "uig ug ukr uk urd ur uzb uz ven ve vie vi vol vo wel cy wln wa wol wo xho xh yid yi yor yo "
    "zha za zul zu"
)
_PAIRS: Final = _ISO.split(" ")
_SHORT: Final = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
_LONG: Final = {short: long for long, short in _SHORT.items()}
# Codes of ISO 639-2/T, and obsolete codes of MARC.
_FORMER: Final = (
    "sqi:sq hye:hy eus:eu mya:my zho:zh ces:cs nld:nl fra:fr kat:ka deu:de ell:el isl:is mkd:mk "
    "mri:mi msa:ms fas:fa ron:ro slk:sk bod:bo cym:cy scr:hr scc:sr esp:eo eth:gez far:fo "
    "fri:fy gae:gd gag:gl gua:gn int:ia iri:ga lan:oc mla:mg sao:sm sho:sn snh:si swz:ss tag:tl "
    "taj:tg tar:tt tsw:tn cam:km max:gv mol:ro in:id iw:he ji:yi"
)
_OLDER: Final = dict(pair.split(":") for pair in _FORMER.split(" "))
_WORDS: Final = {
    word: code
    for code, words in {
        "id": "indonesia indonesian indonesa ina indo",
        "en": "inggris english inggeris engl",
        "jv": "jawa javanese",
        "kaw": "kawi jawakuno oldjavanese",
        "su": "sunda sundanese",
        "ban": "bali balinese",
        "sas": "sasak",
        "mad": "madura madurese",
        "min": "minangkabau minang",
        "ace": "aceh acehnese",
        "bug": "bugis buginese",
        "mak": "makassar makasar makassarese",
        "bjn": "banjar banjarese",
        "btk": "batak",
        "ms": "melayu malay malaysia",
        "ar": "arab arabic arabia",
        "nl": "belanda dutch",
        "de": "jerman german deutsch",
        "fr": "perancis prancis french",
        "ja": "jepang japanese",
        "zh": "cina china mandarin tionghoa tiongkok chinese",
        "ko": "korea korean",
        "es": "spanyol spanish",
        "pt": "portugis portugal portuguese",
        "it": "italia italian",
        "ru": "rusia russian",
        "la": "latin",
        "el": "yunani greek",
        "sa": "sanskerta sanskrit sansekerta",
        "hi": "hindi",
        "ta": "tamil",
        "th": "thai thailand",
        "vi": "vietnam vietnamese",
        "tl": "tagalog filipina",
        "tr": "turki turkish",
        "fa": "persia persian parsi",
        "mul": "multibahasa multilingual beragam",
    }.items()
    for word in words.split()
}


def tag_of(code: str) -> str:
    """Returns the BCP 47 tag of a MARC, ISO 639 or BCP 47 code, "und" where it is unknown."""
    code = code.strip()
    low = code.lower()
    return _SHORT.get(low) or _OLDER.get(low) or language_tag(code)


def marc_code(tag: str) -> str:
    """Returns the MARC code of a tag, "und" where MARC has none."""
    primary = tag.partition("-")[0].lower()
    return _LONG.get(primary) or (primary if len(primary) == 3 else "und")


@lru_cache(1024)
def tag_of_words(text: str) -> str:
    """Returns the tag of a code or of a language name: "Bahasa Indonesia", "English"."""
    words = [word for word in fold(text).split() if word not in ("bahasa", "language", "basa")]
    joined = "".join(words)
    tag = _WORDS.get(joined) or (_WORDS.get(words[0]) if words else None)
    if tag:
        return tag
    return tag_of(text) if len(text.strip().partition("-")[0]) <= 3 else "und"
