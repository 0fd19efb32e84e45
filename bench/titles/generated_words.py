"""Words for titles that look Indonesian: real ones and generated ones.

The frequency of content words falls as 1 / (rank + 8) over fifty thousand: the most frequent one is
in one title of twenty, as "pengantar" is in a library, and with descriptions in one record of six.
"""

from typing import Final

import numpy as np


def listed(text: str) -> list[str]:
    return text.split()


VOCABULARY: Final = 50_000
FUNCTION: Final = listed(
    """
dan yang di untuk dari dalam dengan pada ke bagi sebagai atau tentang oleh itu ini the of and in
"""
)
REAL: Final = listed(
    """
pengantar indonesia hukum pendidikan dasar ilmu buku ekonomi sejarah manajemen belajar islam
teknik bahasa kesehatan anak negara agama sosial budaya matematika komputer masyarakat
pembangunan teori politik kepemimpinan keuangan akuntansi perpustakaan sastra cerita rakyat
pertanian lingkungan bali jawa kamus kehidupan keluarga perempuan cinta dunia manusia hidup
rumah jalan malam langit laut hujan matahari bulan bintang bunga pohon hutan sungai gunung
perahu nelayan desa kota pasar sawah kerajaan raja pahlawan perang kemerdekaan merdeka bangsa
demokrasi pemerintahan pelayanan publik daerah perencanaan penelitian metode statistik analisis
sistem informasi teknologi pemrograman jaringan internet data aplikasi digital elektronika
listrik mesin bangunan arsitektur gambar seni musik tari lukis wayang gamelan batik keris lontar
aksara naskah kuno puisi novel cerpen drama kumpulan catatan perjalanan kenangan surat harapan
impian rahasia misteri petualangan sahabat guru murid sekolah madrasah pesantren universitas
kuliah pelajaran pembelajaran mengajar membaca menulis berhitung bermain permainan olahraga
sepak bola renang bulutangkis masakan resep kue sambal rempah kopi teh padi jagung kelapa sawit
karet ternak sapi ayam ikan burung kucing gajah harimau komodo kupu semut lebah tanaman obat
herbal gizi ibu bayi hamil perawat dokter penyakit pencegahan jiwa psikologi perkembangan
kepribadian motivasi sukses usaha kecil menengah wirausaha pemasaran bisnis perbankan syariah
zakat wakaf haji puasa doa shalat tafsir hadis fikih akhlak tasawuf nabi ulama gereja hindu
buddha upacara adat pernikahan tradisi suku nusantara sumatera kalimantan sulawesi papua maluku
lombok flores timor aceh minangkabau batak sunda betawi madura bugis toraja dayak etika filsafat
logika pemikiran modern abad tokoh biografi presiden soekarno hatta kartini diponegoro pajak
perdata pidana tata usaha konstitusi undang peraturan hak asasi keadilan korupsi polisi tentara
keamanan ketahanan nasional internasional hubungan asia perdagangan industri energi air tanah
udara iklim bencana gempa tsunami banjir kebakaran hijau organik
"""
)
GIVEN: Final = listed(
    """
ahmad siti budi sri muhammad nur dewi agus i ni made wayan nyoman ketut putu kadek gede rahmat
hendra yusuf fatimah ratna indah eko dwi tri wahyu rina lestari andi joko bambang slamet sutan
raden teuku cut abdul ali hasan zainal maria yohanes paulus theresia agustinus lukas
"""
)
_STARTS: Final = listed(
    """
b c d g h j k l m n p r s t w y ng ny kr pr tr gl
"""
)
_MIDDLES: Final = listed(
    """
b d g k l m n p r s t w y h j ng mb nd nt mp rk st
"""
)
_FORMS: Final = ("{}", "{}", "{}", "{}an", "ber{}", "per{}an", "ke{}an", "di{}", "{}nya", "ter{}")


def vocabulary(random: np.random.Generator) -> list[str]:
    """Returns the real words, followed by generated ones up to VOCABULARY, without duplicates."""
    words = dict.fromkeys(REAL)
    while len(words) < VOCABULARY:
        word = _root(random)
        words[_FORMS[int(random.integers(len(_FORMS)))].format(word)] = None
    return list(words)


def surnames(random: np.random.Generator, count: int) -> list[str]:
    """Returns generated names, without duplicates."""
    names: dict[str, None] = {}
    while len(names) < count:
        names[_root(random).capitalize()] = None
    return list(names)


def falling_probabilities(count: int, shift: float = 8.0) -> np.ndarray:
    """Returns the cumulative probabilities of `count` items, of which few are frequent."""
    weights = 1 / (np.arange(1, count + 1) + shift)
    return np.cumsum(weights / weights.sum())


def drawn_indexes(
    random: np.random.Generator, cumulated: np.ndarray, shape: tuple[int, ...]
) -> np.ndarray:
    """Returns indexes drawn with these cumulative probabilities."""
    return np.minimum(np.searchsorted(cumulated, random.random(shape)), len(cumulated) - 1)


def _root(random: np.random.Generator) -> str:
    length = int(random.integers(2, 4))
    picks = random.integers(0, 1 << 20, 2 * length)
    parts = []
    for place in range(length):
        row = _STARTS if place == 0 else _MIDDLES
        parts.append(row[picks[2 * place] % len(row)] + "aiueoaiu"[picks[2 * place + 1] % 8])
    end = ("", "", "n", "k", "ng", "h", "r", "s", "t", "l")[picks[0] % 10]
    return "".join(parts) + end
