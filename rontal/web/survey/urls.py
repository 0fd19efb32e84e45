"""URLs of the survey."""

from django.urls import path

from rontal.web.survey import views

urlpatterns = [
    path("survei/", views.results, name="survey_results"),
    path("survei/laporan/<int:number>.pdf", views.report, name="survey_report"),
    path("survei/terima-kasih/", views.thanks, name="survey_thanks"),
    path("survei/saya/", views.own, name="survey_own"),
    path("survei/jangan-tanya/<slug:token>/", views.peace, name="survey_peace"),
    path("survei/<slug:token>/", views.answer, name="survey_answer"),
]
