"""Service standard and figures for programs: JSON, schema.org, and SIPPN's fields.

docs/service-standard.md describes the formats; fields are only ever added.
"""

from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from records.tables.writing import MARK, lines
from rontal.core.profile import Library
from rontal.standard.publication.rules import Component, Part
from rontal.standard.publication.selectors import Version
from rontal.standard.selectors import library
from rontal.standard.steps.rules import MIN_GROUP_SIZE, Figure, Period, StepFigures
from rontal.web.standard.figures_cache import cached_figures

SERVICE = "Layanan Anggota Perpustakaan Online"
ADDRESS = "/standar-pelayanan/"
SIPPN = {
    Part.REQUIREMENTS: "persyaratan",
    Part.PROCEDURE: "sistem_mekanisme_prosedur",
    Part.TIME: "jangka_waktu",
    Part.FEE: "biaya_tarif",
    Part.PRODUCT: "produk_pelayanan",
    Part.COMPLAINTS: "penanganan_pengaduan_saran_masukan",
    Part.LEGAL_BASIS: "dasar_hukum",
    Part.FACILITIES: "sarana_prasarana_fasilitas",
    Part.COMPETENCE: "kompetensi_pelaksana",
    Part.SUPERVISION: "pengawasan_internal",
    Part.STAFF_NUMBER: "jumlah_pelaksana",
    Part.SERVICE_GUARANTEE: "jaminan_pelayanan",
    Part.SAFETY_GUARANTEE: "jaminan_keamanan_keselamatan",
    Part.EVALUATION: "evaluasi_kinerja_pelaksana",
}
"""Names of the 14 components in SIPPN (assumed; see the docs)."""


def measured() -> dict[str, Any]:
    """Returns the figures of every step by month and by week."""
    months, weeks = cached_figures(Period.MONTH), cached_figures(Period.WEEK)
    return {
        "service": SERVICE,
        "library": library().name,
        "zone": library().zone,
        "smallest_group": MIN_GROUP_SIZE,
        "percentiles": "linear interpolation",
        "steps": [_step(month, week) for month, week in zip(months, weeks, strict=True)],
    }


def government_service(version: Version) -> dict[str, Any]:
    """Returns the standard as schema.org GovernmentService (JSON-LD)."""
    place = library()
    language = get_language() or "id"
    return {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": SERVICE,
        "url": settings.PUBLIC_URL + ADDRESS,
        "description": version[Part.PRODUCT].text_in(language),
        "serviceType": "Public library membership",
        "provider": _organisation(place),
        "serviceOperator": _organisation(place),
        "areaServed": {"@type": "AdministrativeArea", "identifier": place.region},
        "availableChannel": {
            "@type": "ServiceChannel",
            "serviceUrl": settings.PUBLIC_URL + "/daftar/",
            "processingTime": f"PT{version[Part.TIME].minutes}M",
            "availableLanguage": ["id", "en"],
        },
        "termsOfService": settings.PUBLIC_URL + pdf_path(version),
        **({"identifier": version.head.decree_number} if version.is_decreed else {}),
    }


def sippn(version: Version) -> dict[str, str]:
    """Returns one flat record in Indonesian: provider, service, decree, and 14 components."""
    place, head = library(), version.head
    record = {
        "instansi": place.unit,
        "unit_penyelenggara": place.name,
        "nama_layanan": SERVICE,
        "nomor_sk": head.decree_number,
        "tanggal_sk": head.decree_date.isoformat() if head.decree_date else "",
        "berlaku_sejak": head.in_force_from.isoformat() if head.in_force_from else "",
        "penanda_tangan": head.signatory_name,
        "jabatan_penanda_tangan": head.signatory_office,
        "alamat": place.address,
        "tautan": settings.PUBLIC_URL + ADDRESS,
    }
    components = {name: _plain_text(version[part]) for part, name in SIPPN.items()}
    return record | components


def sippn_csv(version: Version) -> str:
    """Returns the same record as CSV with a header line (RFC 4180, UTF-8 with a BOM for Excel)."""
    record = sippn(version)
    return MARK + "".join(lines([list(record), list(record.values())]))


def pdf_path(version: Version) -> str:
    if version.number == 0:
        return f"{ADDRESS}standar.pdf"
    return f"{ADDRESS}versi/{version.number}/standar.pdf"


def _organisation(place: Library) -> dict[str, str]:
    return {
        "@type": "GovernmentOrganization",
        "name": place.unit,
        "address": place.address,
        "telephone": place.phone,
        "email": place.email,
        "url": settings.PUBLIC_URL + "/",
    }


def _plain_text(component: Component) -> str:
    if component.part is Part.TIME:
        rows = [f"{row.name}: {row.minutes} menit" for row in component.times]
        return "\n".join([*rows, f"Seluruhnya: {component.minutes} menit", component.text]).strip()
    if component.part is Part.COMPLAINTS:
        rows = [f"{row.kind.value}: {row.value}" for row in component.channels]
        return "\n".join([component.text, *rows]).strip()
    return component.text


def _step(months: StepFigures, weeks: StepFigures) -> dict[str, Any]:
    return {
        "step": months.step.value,
        "owner": "library" if months.is_ours else "applicant",
        "counted_in": "working_time" if months.in_working_time else "clock_time",
        "promised_seconds": months.promised,
        "last_12_months": _figure(months.overall),
        "months": [{"period": one.label, **_figure(one.figure)} for one in months.periods],
        "weeks": [{"period": one.label, **_figure(one.figure)} for one in weeks.periods],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "count": figure.count,
        "median_seconds": figure.median,
        "p90_seconds": figure.ninth,
        "kept_percent": figure.kept_percent,
    }
