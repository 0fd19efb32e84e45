"""Moves existing data of titles into authorities, subjects and identifiers."""

from django.db import migrations

from rontal.catalogue import rules
from rontal.catalogue.rules import AgentKind


def carry_over(apps, _schema):
    """Moves the data; the datestamp of existing titles becomes their date of addition."""
    title_model = apps.get_model("catalogue", "Title")
    for title in title_model.objects.all().iterator():
        first = _credits(apps, title)
        _subjects(apps, title)
        _numbers(apps, title)
        title_model.objects.filter(pk=title.pk).update(
            changed_at=title.added_at, match_key=rules.match_key(title.title, first, title.year)
        )
        apps.get_model("catalogue", "BookFile").objects.filter(title=title).update(
            package_identifier=title.identifier
        )


def _credits(apps, title):
    agents = apps.get_model("catalogue", "Agent").objects
    first = ""
    for credit in title.contributors.order_by("position"):
        first = first or credit.sort_name
        names = {"name": credit.name, "sort_name": credit.sort_name}
        key = rules.agent_key(AgentKind.PERSON, credit.sort_name, "")
        credit.agent, _made = agents.get_or_create(key=key, defaults=names)
        credit.printed = "" if credit.agent.name == credit.name else credit.name
        credit.save(update_fields=["agent", "printed"])
    return first


def _subjects(apps, title):
    subjects = apps.get_model("catalogue", "Subject").objects
    for place, name in enumerate(title.subjects):
        key = rules.fold(name)[:200] or name[:200]
        subject, _made = subjects.get_or_create(key=key, defaults={"name": name})
        apps.get_model("catalogue", "TitleSubject").objects.get_or_create(
            title=title, subject=subject, defaults={"position": place}
        )


def _numbers(apps, title):
    for scheme, value in (("isbn", title.isbn), ("epub", title.identifier[:300])):
        if value:
            identifiers = apps.get_model("catalogue", "Identifier").objects
            identifiers.create(title=title, scheme=scheme, value=value)


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0002_the_model_of_a_library")]
    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
