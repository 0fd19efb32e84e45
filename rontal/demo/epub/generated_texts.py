"""Texts that the builder adds to a book, in the book's language."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class GeneratedTexts:
    """Texts of the generated pages."""

    contents: str
    landmarks: str
    cover: str
    title_page: str
    start: str
    colophon: str
    colophon_text: str
    invented: str
    accessibility: str


WORDS: Final = {
    "id": GeneratedTexts(
        contents="Daftar Isi",
        landmarks="Penunjuk Bagian",
        cover="Sampul",
        title_page="Halaman Judul",
        start="Mulai Membaca",
        colophon="Tentang Buku Ini",
        colophon_text="Buku ini ditulis dan digambar untuk koleksi contoh perpustakaan. Anda bebas "
        "menyalin, membagikan, dan mengubahnya asalkan menyebut sumbernya.",
        invented="Semua tokoh dan peristiwa di dalam buku ini rekaan.",
        accessibility="Seluruh isi buku dapat dibaca sebagai teks. Setiap gambar memiliki "
        "teks pengganti, setiap bab memiliki judul, dan daftar isi menuju ke setiap bagian. "
        "Huruf, ukuran, dan warna dapat diubah oleh pembaca. Tidak ada bunyi, kilatan, atau "
        "gerakan.",
    ),
    "en": GeneratedTexts(
        contents="Contents",
        landmarks="Landmarks",
        cover="Cover",
        title_page="Title Page",
        start="Start Reading",
        colophon="About This Book",
        colophon_text="This book was written and drawn for a library's sample collection. You are "
        "free to copy, share and change it as long as you name its source.",
        invented="All people and events in this book are invented.",
        accessibility="All of the book can be read as text. Every picture has a text alternative, "
        "every chapter has a heading, and the contents lead to every part. Readers can change "
        "typeface, size and colours. There is no sound, flashing or motion.",
    ),
}
