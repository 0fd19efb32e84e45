"""Tests that every event and every job has a sentence in both languages."""

import importlib
import pkgutil

from django.utils import translation
from procrastinate.contrib.django import app

import rontal
from rontal.core.events import DECLARED, SUBSCRIBERS
from rontal.desk import audit_log_labels, job_labels

EVENTS = sorted(name for name in DECLARED if not name.startswith("test:"))


def load_tasks() -> None:
    """Imports every module named `tasks`, as a worker does."""
    for module in pkgutil.walk_packages(rontal.__path__, "rontal."):
        if module.name.endswith(".tasks"):
            importlib.import_module(module.name)


def test_every_event_has_a_sentence_in_both_languages():
    """To fix it, add a sentence to `rontal/desk/audit_log_labels.py`, with %(who)s and %(what)s."""
    assert set(EVENTS) <= set(audit_log_labels.EVENT_SENTENCES)
    for name in EVENTS:
        said = {}
        for language in ("en", "id"):
            with translation.override(language):
                said[language] = str(audit_log_labels.EVENT_SENTENCES[name]) % {
                    "who": "Sari",
                    "what": "X-1",
                }
            assert said[language].startswith("Sari "), said[language]
            assert said[language].endswith("."), said[language]
        assert said["en"] != said["id"], name


def test_every_job_and_subscriber_has_a_label_in_both_languages():
    load_tasks()
    tasks = {name for name in app.tasks if not name.startswith("test")}
    assert sorted(tasks - set(job_labels.TASKS)) == []
    keys = {key for known in SUBSCRIBERS.values() for key in known if key.startswith("rontal.")}
    ours = {key.rpartition(".")[2] for key in keys}
    assert sorted(ours - set(job_labels.SUBSCRIBERS)) == []
    for words in (*job_labels.TASKS.values(), *job_labels.SUBSCRIBERS.values()):
        with translation.override("en"):
            english = str(words)
        with translation.override("id"):
            assert str(words) != english, english
