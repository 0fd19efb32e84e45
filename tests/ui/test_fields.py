"""Tests that a form field exposes its name, help and errors, also to screen readers."""

import pytest
from django import forms
from django.utils import translation

from rontal.ui.forms import CleanCharField, CleanTextField, DateGroupField, Helped, RontalForm
from tests.support.ui.render import described_by, one, render


class Sample(RontalForm):
    name = CleanCharField(label="Nama", help_text="Seperti di kartu", max_length=50)
    note = CleanTextField(label="Catatan", max_length=80, required=False)
    born = DateGroupField(label="Lahir", help_text="Seperti di kartu")
    kind = forms.ChoiceField(
        label="Kartu",
        choices=[("ktp", Helped("KTP", "17 tahun ke atas")), ("kia", "KIA")],
        widget=forms.RadioSelect,
    )
    village = forms.ChoiceField(label="Desa", choices=[("a", "A")])
    agree = forms.BooleanField(label="Setuju", help_text="Wajib")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)
    photo = forms.FileField(label="Foto")


@pytest.fixture(autouse=True)
def indonesian():
    with translation.override("id"):
        yield


def field(name: str, arguments: str = "", form: forms.Form | None = None):
    return render(f"{{% field form.{name} {arguments} %}}", form=form or Sample())


def wrong(**data: str) -> Sample:
    form = Sample(data)
    assert not form.is_valid()
    return form


def test_a_label_names_its_control():
    tree = field("name")
    label, control = one(tree, "//label"), one(tree, "//input")
    assert label.get("for") == control.get("id")
    assert label.text_content() == "Nama"


def test_help_describes_the_control():
    tree = field("name")
    assert described_by(tree, one(tree, "//input")) == ["Seperti di kartu"]


def test_an_error_describes_the_control_and_marks_it():
    tree = field("name", form=wrong())
    control = one(tree, "//input")
    assert control.get("aria-invalid") == "true"
    assert any("masih kosong" in text for text in described_by(tree, control))


def test_optional_field_is_marked():
    assert "boleh kosong" in one(field("note"), "//label").text_content()
    assert "boleh kosong" not in one(field("name"), "//label").text_content()


def test_choice_with_a_default_is_not_marked_as_optional():
    class Chosen(RontalForm):
        after = forms.ChoiceField(
            label="Setelah masuk",
            choices=[("", "Tampilkan"), ("1", "Simpan sebagai draf")],
            required=False,
            widget=forms.RadioSelect,
        )

    assert "boleh kosong" not in one(field("after", form=Chosen()), "//legend").text_content()


def test_long_text_has_a_counter():
    tree = field("note")
    assert one(tree, "//textarea").get("maxlength") == "80"
    assert one(tree, "//*[@data-count-for]").get("data-count-for") == "id_note"


def test_a_date_is_a_named_group_of_named_parts():
    tree = field("born", form=wrong(born_day="31", born_month="2", born_year="1990"))
    group = one(tree, "//fieldset")
    assert one(group, "./legend").text_content() == "Lahir"
    texts = described_by(tree, group)
    assert texts[0] == "Seperti di kartu"
    assert "tidak ada di kalender" in texts[1]
    parts = tree.xpath("//input|//select")
    assert len(parts) == 3
    for part in parts:
        one(tree, f'//label[@for="{part.get("id")}"]')


def test_choices_are_cards_in_a_named_group():
    tree = field("kind")
    assert one(tree, "//fieldset/legend").text_content() == "Kartu"
    radios = tree.xpath("//input[@type='radio']")
    assert [radio.get("value") for radio in radios] == ["ktp", "kia"]
    first = one(tree, f'//label[@for="{radios[0].get("id")}"]').text_content()
    assert "KTP" in first
    assert "17 tahun" in first


def test_a_tick_is_inside_its_label():
    tree = field("agree")
    assert one(tree, "//label//input").get("id") == one(tree, "//label").get("for")
    assert described_by(tree, one(tree, "//input")) == ["Wajib"]


def test_hidden_field_has_no_label():
    tree = field("secret")
    assert not tree.xpath("//label")
    assert one(tree, "//input").get("type") == "hidden"


def test_extra_arguments_go_onto_the_control():
    control = one(field("name", 'inputmode="numeric" data_note="x"'), "//input")
    assert (control.get("inputmode"), control.get("data-note")) == ("numeric", "x")


def test_a_page_may_give_a_field_another_name():
    tree = field("name", 'label="Nomor anggota" help=""')
    assert one(tree, "//label").text_content() == "Nomor anggota"
    assert not one(tree, "//input").get("aria-describedby")


def test_typed_text_is_never_html():
    tree = field("name", form=wrong(name='"><script>alert(1)</script>'))
    assert not tree.xpath("//script")
    assert one(tree, "//input").get("value") == '"><script>alert(1)</script>'


def test_errors_of_the_form_link_to_the_fields():
    form = wrong()
    tree = render("{% form_errors form %}{% for f in form %}{% field f %}{% endfor %}", form=form)
    notice = one(tree, "//*[@role='alert']")
    links = notice.xpath(".//a/@href")
    assert len(links) == len(form.errors)
    for link in links:
        one(tree, f'//*[@id="{link[1:]}"]')


def test_form_without_errors_has_no_summary():
    assert not list(render("{% form_errors form %}", form=Sample()))


def test_photo_field_has_a_name_a_status_and_an_input_that_works_without_script():
    tree = render("{% photo form.photo kind='face' upload_url='/u/' %}", form=Sample())
    control = one(tree, "//input[@type='file']")
    assert control.get("name") == "photo"
    assert control.get("data-facing") == "user"
    one(tree, f'//label[@for="{control.get("id")}"]')
    assert one(tree, "//*[@role='status']") is not None
    assert one(tree, "//progress").get("aria-label")
