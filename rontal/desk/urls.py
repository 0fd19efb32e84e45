"""Addresses of the room, all under /meja/."""

from django.urls import URLPattern, URLResolver, include, path

from rontal.desk.views import (
    administration,
    calendar,
    case,
    decisions,
    flow,
    queue,
    spotless,
    standard,
)
from rontal.desk.views import survey as survey_views

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", queue.start, name="start"),
    path("tanpa-cela/", spotless.spotless, name="spotless"),
    path("tampilan/", queue.save_view, name="save_view"),
    path("tampilan/<int:view_id>/hapus/", queue.forget_view, name="forget_view"),
    path("permohonan/<slug:code>/", case.case, name="case"),
    path("permohonan/<slug:code>/foto/<slug:slot>/", case.photo, name="photo"),
    path("permohonan/<slug:code>/periksa-lagi/", case.examine_again, name="examine_again"),
    path("permohonan/<slug:code>/berikutnya/", flow.next_case, name="next"),
    path("permohonan/<slug:code>/sebelumnya/", flow.previous_case, name="previous"),
    path("permohonan/<slug:code>/berikan/", flow.assign, name="assign"),
    path("permohonan/<slug:code>/pegang/", case.keep, name="keep"),
    path("permohonan/<slug:code>/lepas/", case.put_back, name="put_back"),
    path("permohonan/<slug:code>/ambil-alih/", case.take_over, name="take_over"),
    path("permohonan/<slug:code>/setujui/", decisions.approve, name="approve"),
    path("permohonan/<slug:code>/perbaikan/", decisions.correct, name="correct"),
    path("permohonan/<slug:code>/tolak/", decisions.reject, name="reject"),
    path("survei/", survey_views.figures, name="survey"),
    path("survei/angka.csv", survey_views.table, name="survey_table"),
    path("survei/catatan/", survey_views.remarks, name="survey_remarks"),
    path("survei/catatan/<uuid:pk>/hapus/", survey_views.erase_remark, name="survey_erase_remark"),
    path("pengaduan/", include("rontal.desk.ticket_urls")),
    path("surat/", administration.messages, name="messages"),
    path("surat/<int:message_id>/kirim-lagi/", administration.send_again, name="send_again"),
    path("pekerjaan/", administration.jobs, name="jobs"),
    path("pekerjaan/<int:job_id>/ulang/", administration.try_again, name="try_again"),
    path("catatan/", administration.events, name="events"),
    path("kalender/", calendar.year, name="calendar"),
    path("kalender/jam/", calendar.weekly_hours, name="calendar_week"),
    path("kalender/jam-khusus/", calendar.special_hours, name="calendar_special"),
    path("kalender/penutupan/", calendar.closing, name="calendar_closing"),
    path("kalender/hari/", calendar.answer, name="calendar_answer"),
    path("kalender/hapus/<slug:key>/<int:number>/", calendar.remove, name="calendar_remove"),
    path("standar/", standard.overview, name="standard"),
    path("standar/mulai/", standard.begin, name="standard_begin"),
    path("standar/keputusan/", standard.decree, name="standard_decree"),
    path("standar/banding/", standard.compare, name="standard_compare"),
    path("standar/terbitkan/", standard.publish, name="standard_publish"),
    path("standar/buang/", standard.discard, name="standard_discard"),
    path("standar/komponen/<slug:slug>/", standard.component, name="standard_component"),
]
