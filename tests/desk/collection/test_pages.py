"""Tests of the cataloguing pages for librarians."""

import io

import pytest
from django.urls import reverse
from PIL import Image

from records.codes import Scheme
from records.record import Credit, Number
from rontal.accounts.roles import Role
from rontal.catalogue import rows, services
from rontal.catalogue.importing import jobs
from rontal.catalogue.importing.models import Import
from rontal.catalogue.models import Agent, Revision, Series, Subject, Title
from rontal.catalogue.states import TitleState
from rontal.lending.selectors import availability
from tests.support.catalogue import factories as catalogue
from tests.support.catalogue.services.factories import entered, librarian, state_of
from tests.support.desk.cataloguing import HOME, edit
from tests.support.desk.factories import at_desk
from tests.support.lending.factories import borrower, lendable, loan
from tests.support.records import epubs
from tests.support.web.visitors import text

pytestmark = pytest.mark.django_db


def test_librarian_arrives_at_the_collection(desk):
    assert desk.get("/meja/").url == HOME


@pytest.mark.parametrize("role", [Role.CLERK])
def test_clerk_cannot_open_the_collection(role):
    assert at_desk(role).get(HOME).status_code == 403


@pytest.mark.parametrize("role", [Role.HEAD, Role.ADMINISTRATOR])
def test_the_head_reads_and_changes_nothing(role):
    title, reader = entered("Subak"), at_desk(role)
    assert "Subak" in text(reader.get(HOME))
    page = text(reader.get(f"{HOME}{title.pk}/"))
    assert "Sunting" not in page
    for path in ("sunting/", "tarik/", "gabung/"):
        assert reader.get(f"{HOME}{title.pk}/{path}").status_code == 403
    assert reader.post(f"{HOME}{title.pk}/tampilkan/").status_code == 403


def test_titles_are_found_in_any_state(desk):
    entered("Subak terlihat")
    entered("Subak draf", public=False, language="und")
    gone = entered("Subak ditarik")
    services.withdraw(title_id=gone.pk, reason="Rusak", actor=librarian())
    page = text(desk.get(HOME, {"cari": "subak"}))
    for name in ("Subak terlihat", "Subak draf", "Subak ditarik"):
        assert name in page
    drafts = text(desk.get(HOME, {"rak": "draf"}))
    assert "Subak draf" in drafts
    assert "Subak terlihat" not in drafts


def test_records_with_empty_fields_can_be_listed(desk):
    entered("Tanpa tahun")
    entered("Lengkap", year=2001, subjects=["Bali"], description="Ada.", classification="959")
    listed = text(desk.get(HOME, {"kurang": "year"}))
    assert "Tanpa tahun" in listed
    assert "Lengkap" not in listed
    assert "Lengkap" in text(desk.get(HOME, {"kurang": "cover"}))


@pytest.mark.parametrize(
    "query",
    [
        {"halaman": "9" * 9},
        {"halaman": "-1"},
        {"cari": "a\x00b" * 900},
        {"rak": "x", "kurang": "'", "bahasa": "%", "berkas": "\x00", "orang": "9" * 40},
    ],
)
def test_invalid_parameters_cost_no_query(desk, query):
    entered()
    assert desk.get(HOME, query).status_code == 200


def test_a_title_is_entered_and_shown(desk):
    values = {
        "title": "  Sanghyang\u200b Siksa  ",
        "language": "su",
        "audience": "adults",
        "orang-0-nama": "Ayatrohaedi",
        "orang-0-peran": "edt",
        "subjek": ["Naskah", "naskah", "Sunda"],
        "nomor-0-jenis": "isbn",
        "nomor-0-nilai": "979-97912-3456-4",
        "tampilkan": "1",
    }
    refused = desk.post(HOME + "baru/", values)
    assert refused.status_code == 422
    assert not Title.objects.exists()
    answer = desk.post(HOME + "baru/", values | {"nomor-0-nilai": "978-979-1234-56-6"}, follow=True)
    assert answer.status_code == 200
    title = Title.objects.get()
    row = rows.in_order([title.pk])[0]
    assert (row.title, row.language, row.state) == ("Sanghyang Siksa", "su", TitleState.PUBLIC)
    assert [heading.name for heading in row.subjects] == ["Naskah", "Sunda"]
    assert row.isbn == "9789791234566"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("978-979-1234-56-7", "Angka terakhir tidak cocok"),
        ("97897912", "yang ini 8"),
    ],
)
def test_wrong_isbn_is_explained_and_the_typed_fields_remain(desk, value, expected):
    answer = desk.post(
        HOME + "baru/",
        {"title": "X", "audience": "everyone", "nomor-0-jenis": "isbn", "nomor-0-nilai": value},
    )
    assert answer.status_code == 422
    assert expected in text(answer)
    assert f'value="{value}"' in text(answer)


@pytest.mark.parametrize(
    "typed",
    [
        {"orang-0-nama": "???"},
        {"orang-0-nama": "Ayatrohaedi", "orang-0-urut": "- , -"},
        {"subjek": ["Sunda", "\U0001f409"]},
    ],
)
def test_name_without_latin_characters_is_reported_and_remains(desk, typed):
    answer = desk.post(HOME + "baru/", {"title": "X", "audience": "everyone"} | typed)
    assert answer.status_code == 422
    assert not Title.objects.exists()
    page_text = text(answer)
    assert "Nama harus memuat setidaknya satu huruf atau angka." in page_text
    assert page_text.count('aria-invalid="true"') == 1
    (value,) = list(typed.values())[-1:]
    for one in [value] if isinstance(value, str) else value:
        assert f'value="{one}"' in page_text


ISBN = "9789791234566"
TYPED = {
    "title": "Bumi Manusia",
    "language": "id",
    "audience": "everyone",
    "publisher": "Lentera",
    "nomor-0-jenis": "isbn",
    "nomor-0-nilai": "978-979-1234-56-6",
}


def test_existing_isbn_is_reported_before_a_second_title_is_made(desk):
    there = entered("Bumi Manusia", numbers=[Number(Scheme.ISBN, ISBN)])
    gone = entered("Bumi", numbers=[Number(Scheme.ISBN, ISBN)])
    services.join_titles(stays_id=there.pk, goes_id=gone.pk, actor=librarian())
    answer = desk.post(HOME + "baru/", TYPED)
    page = text(answer)
    assert answer.status_code == 409
    assert Title.objects.count() == 2
    assert f"{HOME}{there.pk}/" in page
    assert f"{HOME}{gone.pk}/" not in page
    assert 'value="Lentera"' in page
    assert f'name="edisi" value="{there.pk}"' in page
    assert desk.post(HOME + "baru/", TYPED | {"edisi": "999"}).status_code == 409
    assert desk.post(HOME + "baru/", TYPED | {"edisi": str(there.pk)}).status_code == 302
    assert Title.objects.count() == 3


def test_existing_isbn_is_reported_when_a_title_is_edited(desk):
    there = entered("Bumi Manusia", numbers=[Number(Scheme.ISBN, ISBN)])
    title, values = entered("Bumi"), {"nomor-0-jenis": "isbn", "nomor-0-nilai": ISBN}
    assert edit(desk, title, **values).status_code == 409
    assert edit(desk, title, **values, edisi=str(there.pk)).status_code == 200
    assert rows.in_order([title.pk])[0].isbn == ISBN
    assert "Diubah: Judul." in text(edit(desk, title, **values, title="Bumi dua"))


def test_known_name_keeps_its_form(desk):
    entered(credits=[Credit("Pramoedya Ananta Toer", "Toer, Pramoedya Ananta", dates="1925-2006")])
    values = {"title": "Gadis Pantai", "audience": "everyone"}
    desk.post(HOME + "baru/", values | {"orang-0-nama": "Pramoedya Ananta Toer"})
    assert Agent.objects.count() == 1
    suggestions = desk.get(HOME + "saran/orang/", {"q": "ananta"}).json()["found"]
    assert suggestions[0]["sort"] == "Toer, Pramoedya Ananta"


@pytest.mark.parametrize("typed", ["Dewi Ratarev", "Ratarev, Dewi"])
def test_name_typed_in_either_order_is_the_same_person(desk, typed):
    values = {"title": "Gadis Pantai", "audience": "everyone", "orang-0-nama": typed}
    desk.post(HOME + "baru/", values)
    entered(credits=[Credit("Dewi Ratarev", "Ratarev, Dewi")])
    agent = Agent.objects.get()
    assert (agent.name, agent.sort_name) == ("Dewi Ratarev", "Ratarev, Dewi")


def test_people_are_found_by_a_former_name_too(desk):
    entered(credits=[Credit("Hamka", "Hamka")])
    Agent.objects.update(name="Haji Abdul Malik", sort_name="Malik", variants=["Hamka", "Buya"])
    assert "Haji Abdul Malik" in text(desk.get(HOME + "orang/", {"cari": "buya hamka"}))
    assert "Haji Abdul Malik" not in text(desk.get(HOME + "orang/", {"cari": "buya kartini"}))


def test_name_not_inverted_in_lists_stays_so_after_other_edits(desk):
    title = entered(credits=[Credit("Mao Zedong", "Mao Zedong")])
    form = desk.get(f"{HOME}{title.pk}/sunting/").context["form"]
    assert [row.sort_name for row in form.rows.people] == ["Mao Zedong"]


def test_edit_is_stored_and_appears_in_the_history(desk):
    title = entered("Subak", subjects=["Bali"], publisher="Balai Pustaka")
    page = text(edit(desk, title, title="Subak Bali"))
    assert "Diubah: Judul." in page
    assert "<del>Subak</del>" in page
    row = rows.in_order([title.pk])[0]
    assert (row.title, row.publisher) == ("Subak Bali", "Balai Pustaka")


def test_fields_absent_from_the_form_remain(desk):
    hidden = {"accessMode": ["textual"], "accessibilityFeature": ["tableOfContents", "rare"]}
    title = entered(accessibility=hidden)
    edit(desk, title, features=["index"])
    accessibility = rows.in_order([title.pk])[0].accessibility
    assert accessibility == {"accessMode": ["textual"], "accessibilityFeature": ["index", "rare"]}


def test_accessibility_metadata_in_any_order_counts_as_unchanged(desk):
    codes = ["unlocked", "rare", "alternativeText", "index"]
    title = entered(accessibility={"accessibilityFeature": codes})
    edit(desk, title, features=["alternativeText", "index", "unlocked"], publisher="Lain")
    assert Revision.objects.latest("pk").changes.keys() == {"publisher"}


def test_change_is_undone_from_the_history(desk):
    title = entered("Subak")
    edit(desk, title, title="Sobak")
    newest = Revision.objects.order_by("-pk").first()
    answer = desk.post(f"{HOME}perubahan/{newest.pk}/urungkan/", follow=True)
    assert "Perubahan dibatalkan." in text(answer)
    assert rows.in_order([title.pk])[0].title == "Subak"


def test_a_title_is_withdrawn_with_its_reason_and_shown_again(desk):
    title = entered()
    assert desk.post(f"{HOME}{title.pk}/tarik/", {"reason": " "}).status_code == 422
    page = text(desk.post(f"{HOME}{title.pk}/tarik/", {"reason": "Hak berakhir"}, follow=True))
    assert "Hak berakhir" in page
    desk.post(f"{HOME}{title.pk}/tampilkan/")
    assert state_of(title) is TitleState.PUBLIC


def test_draft_is_deleted_after_confirmation(desk):
    draft, shown = entered("Salah ketik", public=False), entered("Subak")
    path = f"{HOME}{draft.pk}/hapus/"
    assert path in text(desk.get(f"{HOME}{draft.pk}/"))
    assert f"{HOME}{draft.pk}/tarik/" not in text(desk.get(f"{HOME}{draft.pk}/"))
    assert "Hapus draf ini?" in text(desk.get(path))
    assert Title.objects.filter(pk=draft.pk).exists()
    assert at_desk(Role.HEAD).post(path).status_code == 403
    assert "Salah ketik" in text(desk.post(path, follow=True))
    assert not Title.objects.filter(pk=draft.pk).exists()
    assert desk.get(f"/koleksi/{draft.slug}/").status_code == 404
    desk.post(f"{HOME}{shown.pk}/hapus/")
    assert Title.objects.filter(pk=shown.pk).exists()


def test_cover_is_uploaded_and_a_text_file_is_refused(desk):
    title, content = entered(), io.BytesIO()
    Image.new("RGB", (40, 60), "navy").save(content, "PNG")
    content.seek(0)
    content.name = "sampul.png"
    desk.post(f"{HOME}{title.pk}/sampul/", {"cover": content})
    assert rows.in_order([title.pk])[0].cover
    broken = io.BytesIO(b"bukan gambar")
    broken.name = "sampul.jpg"
    answer = desk.post(f"{HOME}{title.pk}/sampul/", {"cover": broken})
    assert answer.status_code == 422
    assert "tidak terbaca" in text(answer)
    desk.post(f"{HOME}{title.pk}/sampul/hapus/")
    assert rows.in_order([title.pk])[0].cover is None


def test_copies_are_added_and_only_unlent_ones_are_removed(desk):
    title = lendable(1)
    path = f"{HOME}{title.pk}/salinan/"
    desk.post(path, {"copies": "2"})
    assert availability([title.pk])[title.pk].copies == 3
    loan(title, borrower())
    page = text(desk.post(path, {"copies": "3", "kurangi": "1"}, follow=True))
    assert "Hanya 1 eksemplar" in page
    desk.post(path, {"copies": "1", "kurangi": "1"})
    assert availability([title.pk])[title.pk].copies == 2
    assert desk.post(path, {"copies": "0"}).status_code == 422


def test_only_file_cannot_be_removed_while_somebody_reads_it(desk):
    title = catalogue.title()
    lendable(1, title)
    borrowed = loan(title, borrower())
    file = rows.in_order([title.pk])[0].files[0]
    path = f"{HOME}{title.pk}/berkas/{file.id}/hapus/"
    assert "Ada yang sedang membaca" in text(desk.post(path, follow=True))
    assert rows.in_order([title.pk])[0].files
    type(borrowed).objects.filter(pk=borrowed.pk).delete()
    desk.post(path)
    assert not rows.in_order([title.pk])[0].files


def sent(desk, title, content, name="buku.epub", access="none"):
    file = io.BytesIO(content)
    file.name = name
    values = {"file": file, "access": access}
    return desk.post(f"{HOME}{title.pk}/berkas/", values)


def import_newest():
    jobs.import_records(import_id=Import.objects.latest("pk").pk)


def test_title_gets_its_book_on_its_page(desk):
    title, content = entered("Subak"), epubs.book("Air di Subak")
    assert sent(desk, title, content).url == f"{HOME}{title.pk}/"
    waiting = text(desk.get(f"{HOME}{title.pk}/"))
    assert "Sedang dimasukkan" in waiting
    assert "buku.epub" in waiting
    run = Import.objects.get()
    progress = reverse("desk:title_import_progress", args=[run.pk])
    assert progress in waiting
    import_newest()
    page = text(desk.get(f"{HOME}{title.pk}/"))
    assert rows.in_order([title.pk])[0].files
    assert "Berkas ini menyebut judul lain" in page
    assert progress not in page
    report = text(desk.get(reverse("desk:title_import", args=[run.pk])))
    assert f"{HOME}{title.pk}/" in report
    assert "urungkan" not in report


def test_file_that_is_no_book_is_reported_at_the_title_and_the_next_one_is_added(desk):
    title = entered("Subak")
    assert sent(desk, title, b"").status_code == 302
    import_newest()
    assert "Ini bukan EPUB" in text(desk.get(f"{HOME}{title.pk}/"))
    sent(desk, title, epubs.book("Subak"))
    import_newest()
    page = text(desk.get(f"{HOME}{title.pk}/"))
    assert "Ini bukan EPUB" not in page
    assert "Berkasnya sudah masuk" in page
    assert rows.in_order([title.pk])[0].files


def test_file_of_another_title_links_to_it(desk):
    title, other, content = entered("Subak"), entered("Lain"), epubs.book("Subak")
    sent(desk, title, content)
    import_newest()
    assert "sudah memiliki berkas ini" in text(sent(desk, title, content))
    answer = sent(desk, other, content)
    assert answer.status_code == 422
    assert f'<a href="{HOME}{title.pk}/">Subak</a>' in text(answer)


def test_invalid_and_too_large_files_are_reported(desk, monkeypatch):
    title = entered()
    monkeypatch.setattr("rontal.desk.collection.forms.MAX_FILE", 1000)
    assert "500 MB" in text(sent(desk, title, b"x" * 70_000))
    answer = desk.post(f"{HOME}{title.pk}/berkas/", {"access": "x"})
    assert answer.status_code == 422
    assert "Pilih dulu sebuah berkas" in text(answer)
    assert not Import.objects.exists()


@pytest.mark.parametrize("role", [Role.CLERK, Role.HEAD, Role.ADMINISTRATOR])
def test_only_librarians_add_files(role):
    title = entered()
    assert sent(at_desk(role), title, epubs.book()).status_code == 403


def test_two_titles_are_compared_and_merged(desk):
    number = Number(Scheme.ISBN, "9789791234566")
    first = entered("Bumi Manusia", publisher="Hasta Mitra", numbers=[number])
    second = entered("Bumi manusia", year=1980)
    assert "Bumi manusia" in text(desk.get(f"{HOME}{first.pk}/gabung/"))
    path = f"{HOME}{first.pk}/gabung/{second.pk}/"
    assert "Hasta Mitra" in text(desk.get(path))
    page = text(desk.post(path, {"tinggal": str(second.pk)}, follow=True))
    assert "Kedua judul kini menjadi satu." in page
    row = rows.in_order([second.pk])[0]
    assert (row.publisher, row.year, row.isbn) == ("Hasta Mitra", 1980, "9789791234566")
    assert state_of(first) is TitleState.JOINED
    assert "menjadi bagian dari judul lain" in text(desk.get(f"{HOME}{first.pk}/"))


def test_many_titles_are_changed_at_once_after_a_preview_and_undone(desk):
    titles = [entered(language="und"), entered(language="und")]
    chosen = desk.post(HOME + "massal/pilih/", {"judul": [str(one.pk) for one in titles]})
    assert "Ubah 2 judul" in text(chosen)
    values = {"judul": ",".join(str(one.pk) for one in titles), "language": "ban"}
    preview = text(desk.post(HOME + "massal/", values))
    assert "2 judul akan berubah" in preview
    assert rows.in_order([titles[0].pk])[0].language == "und"
    done = desk.post(HOME + "massal/", values | {"lakukan": "1"}, follow=True)
    assert "2 judul diubah" in text(done)
    assert {row.language for row in rows.in_order([one.pk for one in titles])} == {"ban"}
    desk.post(done.request["PATH_INFO"] + "urungkan/")
    assert {row.language for row in rows.in_order([one.pk for one in titles])} == {"und"}


def test_batch_names_titles_whose_ages_would_be_out_of_order_and_skips_them(desk):
    older, younger = entered("Tua", age_from=7, age_to=9), entered("Muda", age_from=3, age_to=5)
    values = {"judul": f"{older.pk},{younger.pk}", "age_from": "6"}
    page = text(desk.post(HOME + "massal/", values))
    assert "1 judul akan berubah" in page
    assert "Pada 1 judul" in page
    desk.post(HOME + "massal/", values | {"lakukan": "1"})
    ages = [(row.age_from, row.age_to) for row in rows.in_order([older.pk, younger.pk])]
    assert ages == [(6, 9), (3, 5)]


def test_batch_withdraws_no_draft_and_suggests_deleting_it(desk):
    shown = entered("Terbit")
    draft = entered("Draf")
    Title.objects.filter(pk=draft.pk).update(state=TitleState.DRAFT)
    values = {"judul": f"{shown.pk},{draft.pk}", "state": "withdrawn", "reason": "Rusak"}
    page = text(desk.post(HOME + "massal/", values))
    assert "1 judul akan berubah" in page
    assert "1 judul masih draf" in page
    alone = text(desk.post(HOME + "massal/", values | {"judul": str(draft.pk)}))
    assert "1 judul masih draf" in alone
    assert "sudah seperti ini" not in alone
    assert "Dengan ini tidak ada yang akan berubah." in alone
    assert "Dengan ini tidak ada yang akan berubah." not in page
    desk.post(HOME + "massal/", values | {"lakukan": "1"})
    states = [row.state for row in rows.in_order([shown.pk, draft.pk])]
    assert states == [TitleState.WITHDRAWN, TitleState.DRAFT]


def test_batch_accepts_only_what_the_form_of_a_title_accepts(desk):
    title = entered()
    values = {"judul": str(title.pk), "lakukan": "1"}
    assert desk.post(HOME + "massal/", values | {"classification": "Sastra"}).status_code == 422
    desk.post(HOME + "massal/", values | {"classification": "899,221"})
    assert rows.in_order([title.pk])[0].classification == "899.221"


def test_all_search_results_can_be_changed(desk):
    for number in range(3):
        entered(f"Serat {number}")
    entered("Lain")
    answer = desk.post(HOME + "massal/pilih/", {"semua": "1", "wish": "cari=serat"})
    assert answer.context["number"] == 3


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"judul": "x"},
        {"judul": "1", "language": "??"},
        {"judul": "1", "state": "withdrawn"},
        {"judul": "1", "age_from": "9", "age_to": "3"},
        {"judul": "999999999", "language": "id", "lakukan": "1"},
    ],
)
def test_invalid_batch_changes_nothing(desk, values):
    title = entered()
    before = rows.in_order([title.pk])
    assert desk.post(HOME + "massal/", values).status_code in (200, 404, 422)
    assert rows.in_order([title.pk]) == before


def test_names_are_renamed_and_merged(desk):
    title = entered(credits=[Credit("W.S. Rendra")])
    entered(credits=[Credit("Willibrordus Rendra")])
    surviving = Agent.objects.get(name="W.S. Rendra")
    merged = Agent.objects.get(name="Willibrordus Rendra")
    path = f"{HOME}orang/{surviving.pk}/"
    assert "Willibrordus Rendra" in text(desk.get(path, {"cari": "rendra"}))
    values = {"name": "W. S. Rendra", "sort_name": "Rendra, W. S.", "kind": "person"}
    assert "Nama diganti" in text(desk.post(path, values, follow=True))
    conflict = desk.post(path, values | {"name": "Willibrordus Rendra", "sort_name": ""})
    assert conflict.status_code == 422
    desk.post(f"{path}gabung/{merged.pk}/")
    assert rows.in_order([title.pk])[0].by_line == "W. S. Rendra"
    assert "2 judul" in text(desk.get(path))
    assert text(desk.get(f"{HOME}orang/{merged.pk}/")).count("W. S. Rendra")


def test_subjects_are_renamed_and_merged(desk):
    entered(subjects=["Tari"])
    entered(subjects=["Tarian"])
    surviving, merged = Subject.objects.get(name="Tari"), Subject.objects.get(name="Tarian")
    desk.post(f"{HOME}subjek/{surviving.pk}/", {"name": "Seni tari"})
    desk.post(f"{HOME}subjek/{surviving.pk}/gabung/{merged.pk}/")
    page = text(desk.get(HOME + "subjek/"))
    assert "Seni tari" in page
    assert "Tarian" not in page


def test_series_are_renamed_and_merged(desk):
    title = entered(series="seri dunia")
    entered(series="Serial dunia")
    surviving, merged = (
        Series.objects.get(name="seri dunia"),
        Series.objects.get(name="Serial dunia"),
    )
    path = f"{HOME}seri/{surviving.pk}/"
    assert path in text(desk.get(f"{HOME}{title.pk}/"))
    assert "Nama diganti" in text(desk.post(path, {"name": "Seri Dunia"}, follow=True))
    assert "Serial dunia" in text(desk.get(path, {"cari": "dunia"}))
    desk.post(f"{path}gabung/{merged.pk}/")
    page = text(desk.get(HOME + "seri/"))
    assert "Seri Dunia" in page
    assert "Serial dunia" not in page
    assert "2 judul" in text(desk.get(path))
    assert "Hanya judul Seri Dunia" in text(desk.get(HOME, {"seri": str(surviving.pk)}))
    assert desk.post(path, {"name": "…"}).status_code == 422
    assert at_desk(Role.HEAD).post(f"{path}gabung/{merged.pk}/").status_code == 403


def test_name_in_another_form_is_stored_as_in_other_titles_and_that_is_reported(desk):
    title = entered("Subak", series="Seri Dunia", subjects=["Tari"])
    page = text(edit(desk, title, series="SERI DUNIA", subjek=["tari"]))
    assert "Tidak ada yang diubah." in page
    assert "SERI DUNIA; tari" in page
    values = {"judul": str(title.pk), "series": "seri dunia"}
    assert "tidak ada yang akan berubah" in text(desk.post(HOME + "massal/", values))


def test_undo_is_not_offered_where_it_is_impossible(desk):
    surviving, merged, draft = entered(), entered(), entered(public=False)
    services.join_titles(stays_id=surviving.pk, goes_id=merged.pk, actor=librarian())
    assert "urungkan" not in text(desk.get(f"{HOME}{surviving.pk}/"))
    values = {"judul": str(draft.pk), "state": "public", "lakukan": "1"}
    done = desk.post(HOME + "massal/", values, follow=True)
    assert "urungkan" not in text(done)
    assert "tidak menjadi draf lagi" in text(done)
    back = text(desk.post(done.request["PATH_INFO"] + "urungkan/", follow=True))
    assert "diubah lagi" not in back
    assert "1 judul tadinya draf" in back


def test_recommendations_have_a_text_days_and_an_order(desk):
    first, second = entered("Pertama"), entered("Kedua")
    for title in (first, second):
        values = {"note": "Baca!", "since": "2026-01-01"}
        assert desk.post(f"{HOME}{title.pk}/pilihan/", values).status_code == 302
    wrong = {"since": "2026-01-02", "until": "2026-01-01"}
    assert desk.post(f"{HOME}{first.pk}/pilihan/", wrong).status_code == 422
    desk.post(f"{HOME}{second.pk}/pilihan/naik/")
    page = text(desk.get(HOME + "pilihan/"))
    assert page.index("Kedua") < page.index("Pertama")
    desk.post(f"{HOME}{second.pk}/pilihan/lepas/")
    assert "Kedua" not in text(desk.get(HOME + "pilihan/"))


@pytest.mark.parametrize(
    "path",
    ["9999999/", "9999999/sunting/", "orang/9999999/", "subjek/9999999/", "seri/9999999/", "x/"],
)
def test_unknown_objects_are_not_found(desk, path):
    assert desk.get(HOME + path).status_code == 404
