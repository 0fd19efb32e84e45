"""Scores of many applications as rows of figures."""

from collections.abc import Sequence
from dataclasses import dataclass

from bench.figures import Figures
from bench.specimens.outcome import Judged
from bench.specimens.score import Score
from idcard.faces.model import Similarity
from idcard.specimen.camera.degradations import Level
from rontal.verification.rules import Recommendation

MEGABYTE = 1_000_000
MAX_MEGABYTES = 600


@dataclass(frozen=True, slots=True)
class Budgets:
    """Budgets of a mixture: shares, and processor seconds."""

    nik: float
    name: float
    all_fields: float
    seconds: float


BUDGETS = {
    Level.MILD.value: Budgets(0.995, 0.97, 0.95, 1.5),
    Level.HARD.value: Budgets(0.96, 0.85, 0.75, 2.5),
}
MAX_WRONG_BUT_SURE = 0.01
"""Share of the values marked as sure, in hard photos; in mild ones none may be wrong."""


def add_rows(figures: Figures, group: str, marks: Sequence[Score]) -> None:
    _add_reading_rows(figures, group, marks)
    _add_wrong_value_rows(figures, group, marks)
    _add_forgery_rows(figures, group, marks)
    _add_face_rows(figures, group, marks)
    if group in BUDGETS:
        _add_recommendation_rows(figures, group, marks)
        _add_cost_rows(figures, group, marks, BUDGETS[group])


def _add_reading_rows(figures: Figures, group: str, marks: Sequence[Score]) -> None:
    budgets = BUDGETS.get(group)
    niks = [marked.nik for marked in marks if marked.nik is not None]
    whole = [marked.exact == marked.printed for marked in marks]
    printed = sum(marked.printed for marked in marks)
    exact = sum(marked.exact for marked in marks) / printed
    figures.add(f"{group}: cards", len(marks), "cards")
    figures.add(
        f"{group}: kind known", share([marked.kind_recognised for marked in marks]), "of cards"
    )
    if niks:
        _row(
            figures,
            f"{group}: NIK exact",
            share(niks),
            "of cards",
            budgets.nik if budgets else None,
        )
    names = share([marked.name for marked in marks])
    _row(figures, f"{group}: name exact", names, "of cards", budgets.name if budgets else None)
    births = share([marked.birth_date for marked in marks])
    figures.add(f"{group}: birth date exact", births, "of cards")
    figures.add(f"{group}: printed fields exact", exact, "of fields")
    _row(
        figures,
        f"{group}: every printed field exact",
        share(whole),
        "of cards",
        budgets.all_fields if budgets else None,
    )


def _row(figures: Figures, name: str, value: float, unit: str, least: float | None) -> None:
    if least is None:
        figures.add(name, value, unit)
    else:
        figures.at_least(name, value, unit, least)


def _add_wrong_value_rows(figures: Figures, group: str, marks: Sequence[Score]) -> None:
    wrong = sum(marked.wrong_but_sure for marked in marks)
    sure = sum(marked.sure for marked in marks)
    figures.add(f"{group}: values presented as sure", sure, "values")
    count, part = f"{group}: wrong but sure", f"{group}: wrong of those presented as sure"
    if group == Level.MILD:
        figures.at_most(count, wrong, "values", 0)
    else:
        figures.add(count, wrong, "values")
    if group == Level.HARD:
        figures.at_most(part, wrong / sure if sure else 0.0, "of sure values", MAX_WRONG_BUT_SURE)


def _add_forgery_rows(figures: Figures, group: str, marks: Sequence[Score]) -> None:
    forged = [marked.forged in marked.suspected for marked in marks if marked.forged]
    honest = [bool(marked.suspected) for marked in marks if not marked.forged]
    if forged:
        figures.add(f"{group}: screen or copy suspected", share(forged), "of such cards")
    if honest:
        figures.add(f"{group}: screen or copy suspected wrongly", share(honest), "of cards")


def _add_face_rows(figures: Figures, group: str, marks: Sequence[Score]) -> None:
    for drawn, kind in ((False, "photographed"), (True, "drawn")):
        these = [marked for marked in marks if marked.drawn is drawn]
        own = _similarities([marked.genuine for marked in these])
        other = _similarities([marked.impostor for marked in these])
        if own:
            figures.add(f"{group}: {kind} faces compared", len(own), "pairs")
            _add_similarity_rows(figures, f"{group}: {kind}, same person", own)
        if other:
            _add_similarity_rows(figures, f"{group}: {kind}, another person", other)


def _add_similarity_rows(figures: Figures, name: str, similarities: Sequence[Similarity]) -> None:
    match = share([similarity is Similarity.MATCH for similarity in similarities])
    different = share([similarity is Similarity.DIFFERENT for similarity in similarities])
    figures.add(f"{name}: match", match, "of pairs")
    figures.add(f"{name}: different", different, "of pairs")
    figures.add(f"{name}: unsure or no face found", 1 - match - different, "of pairs")


def _add_recommendation_rows(figures: Figures, group: str, marks: Sequence[Score]) -> None:
    let_in = sum(is_approved(marked.impostor) for marked in marks)
    figures.at_most(f"{group}: impostors recommended for approval", let_in, "applications", 0)
    plain = [marked for marked in marks if marked.plain and not marked.forged]
    approved = share([is_approved(marked.genuine) for marked in plain])
    figures.add(f"{group}: spotless applications", len(plain), "applications")
    figures.add(f"{group}: of them recommended for approval", approved, "of applications")


def _add_cost_rows(figures: Figures, group: str, marks: Sequence[Score], budgets: Budgets) -> None:
    seconds = sorted(marked.cost.seconds for marked in marks)
    mean = sum(seconds) / len(seconds)
    name = f"{group}: one core an application, mean"
    figures.at_most(name, mean, "s", budgets.seconds)
    figures.add(f"{group}: 95 of 100 within", seconds[int(len(seconds) * 0.95)], "s")
    for part in ("reading", "faces", "checks"):
        spent = sum(getattr(marked.cost, part) for marked in marks) / len(marks)
        figures.add(f"{group}: of it {part}", spent, "s")
    peak = max(marked.cost.peak for marked in marks) / MEGABYTE
    figures.at_most(f"{group}: peak memory, worker and machine", peak, "MB", MAX_MEGABYTES)
    machine = max(marked.cost.machine_peak for marked in marks) / MEGABYTE
    figures.add(f"{group}: of it the machine", machine, "MB")
    _add_models_only_rows(figures, group, [marked for marked in marks if marked.bare])


def _add_models_only_rows(figures: Figures, group: str, marks: Sequence[Score]) -> None:
    pairs = [(marked.cost, marked.bare) for marked in marks if marked.bare]
    ocr, faces = sum(bare.ocr for _, bare in pairs), sum(bare.faces for _, bare in pairs)
    if not ocr or not faces:
        return
    figures.add(f"{group}: OCR models alone", ocr / len(pairs), "s")
    figures.add(f"{group}: face models alone", faces / len(pairs), "s")
    reading, face_seconds = (
        sum(cost.reading for cost, _ in pairs),
        sum(cost.faces for cost, _ in pairs),
    )
    figures.add(f"{group}: reading against OCR models alone", reading / ocr, "times")
    figures.add(f"{group}: faces against face models alone", face_seconds / faces, "times")


def is_approved(judged: Judged | None) -> bool:
    """True if the application is recommended for approval."""
    return judged is not None and judged.recommendation is Recommendation.APPROVE


def share(flags: Sequence[bool]) -> float:
    """Returns the share of true flags; 0 if there are none."""
    return sum(flags) / len(flags) if flags else 0.0


def _similarities(judged: Sequence[Judged | None]) -> list[Similarity]:
    return [each.similarity for each in judged if each is not None and each.similarity is not None]
