"""The form of a record at the desk."""

from rontal.catalogue import facts, rows
from rontal.catalogue.models import Revision
from rontal.desk.collection.title_form import TitleForm

HOME = "/meja/koleksi/"


def fields(title, /, **changes):
    """Returns the form data of a title with only `changes` applied."""
    page = rows.in_order([title.pk])[0]
    newest = Revision.objects.filter(title=title).order_by("-pk").first()
    form = TitleForm(facts=facts.of(page.record()), revision=newest.pk if newest else 0)
    values = {
        "shown": form["shown"].value(),
        "title": page.title,
        "language": page.language,
        "audience": page.audience,
        "publisher": page.publisher,
        "year": page.year or "",
    }
    for place, person in enumerate(page.people):
        values |= {f"orang-{place}-nama": person.name, f"orang-{place}-peran": person.role}
        values[f"orang-{place}-urut"] = person.sort_name
    return values | {"subjek": [heading.name for heading in page.subjects]} | changes


def edit(desk, title, /, **changes):
    return desk.post(f"{HOME}{title.pk}/sunting/", fields(title, **changes), follow=True)
