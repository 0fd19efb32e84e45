"""Survey answers of a year, by the demo year's applicants (`service_standard`)."""

import random
from datetime import date, datetime, time, timedelta

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.events import newest
from rontal.feedback.survey import selectors, services
from rontal.feedback.survey.kinds import ABOUT, Occasion
from rontal.feedback.survey.rules import Element
from rontal.membership.models import Member
from rontal.membership.selectors import today
from rontal.standard.selectors import library

DEMO = Actor.system("demo")
MONTHS = 12
AFTER_DECISIONS = 9
"""Answers per month, each after a decision; one of five or six applicants answers."""
EASE = {
    Element.REQUIREMENTS: 0.62,
    Element.PROCEDURE: 0.66,
    Element.TIME: 0.56,
    Element.FEE: 0.97,
    Element.PRODUCT: 0.64,
    Element.COMPETENCE: 0.72,
    Element.CONDUCT: 0.8,
    Element.COMPLAINTS: 0.5,
    Element.FACILITIES: 0.58,
}
"""Probability of a good rating in the first month; it increases slightly."""
REMARKS = (
    "Daftar dari rumah, sorenya sudah bisa membaca. Terima kasih.",
    "Foto kartu saya ditolak dua kali karena silau. Setelah itu lancar.",
    "Koleksi buku berbahasa Bali mohon ditambah.",
    "Antrean untuk beberapa judul agak lama.",
    "Ibu saya yang sudah sepuh bisa mendaftar sendiri, hurufnya besar dan jelas.",
    "Petugas menjawab telepon dengan ramah.",
    "Semoga ada buku pelajaran untuk anak SMP.",
)


def load() -> None:
    """Records answers of members, month by month; does nothing where any answer exists."""
    members = Member.objects.filter(user__is_active=True).order_by("pk")
    accounts = list(members.values_list("user_id", flat=True))
    if selectors.any_answer() or not accounts:
        return
    chance = random.Random(14_2017)
    serial = 0  # replaces an event id; lower than any real one
    for month in _months():
        for _ in range(AFTER_DECISIONS + chance.randint(-3, 4)):
            serial += 1
            _ask_and_answer(chance.choice(accounts), serial, month, chance)
    with clock.frozen_at(clock.now() - timedelta(days=1)):  # leaves an open invitation
        services.invite(
            account_id=accounts[0], occasion=Occasion.APPLICATION, event_id=newest(), actor=DEMO
        )


def _months() -> list[date]:
    """Returns the first days of the last months, the current one last."""
    months = [today().replace(day=1)]
    while len(months) < MONTHS:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return months[::-1]


def _ask_and_answer(account: int, serial: int, month: date, chance: random.Random) -> None:
    """Records an invitation and its answer; the answer is not linked to the account."""
    noon = datetime.combine(month, time(12), library().tz)
    moment = min(noon + timedelta(days=chance.randint(0, 27)), clock.now())
    better = (month - _months()[0]).days / 365 * 0.12
    with clock.frozen_at(moment):
        invitation = services.invite(
            account_id=account, occasion=Occasion.APPLICATION, event_id=serial, actor=DEMO
        )
        if invitation is not None:
            services.answer(
                token=selectors.open_link(account),
                choices={element.value: _choice(element, better, chance) for element in Element},
                about=_characteristics(chance),
                words=chance.choice(REMARKS) if chance.random() < 0.12 else "",
            )


def _choice(element: Element, better: float, chance: random.Random) -> int:
    good = min(0.98, EASE[element] + better)
    if chance.random() < good:
        return 4 if chance.random() < good * 0.7 else 3
    return 2 if chance.random() < 0.85 else 1


def _characteristics(chance: random.Random) -> dict[str, str]:
    if chance.random() < 0.15:
        return {}
    return {name: chance.choice([*kinds]).value for name, kinds in ABOUT.items()}
