"""Every target takes its seeds and some hundred changes of each, the same in every run."""

import pytest

from tests.fuzzing.changes import changed
from tests.fuzzing.targets import TARGETS, Defect, _refuse_active

pytestmark = pytest.mark.whole


@pytest.mark.parametrize("name", TARGETS)
def test_changed_input_is_read_or_refused(name):
    target = TARGETS[name]
    every = target.seeds()
    for seed in every:
        target.run(seed)
        for number, data in enumerate(changed(seed, every, target.changes)):
            try:
                target.run(data)
            except Exception as error:
                shown = data[:300]
                raise AssertionError(f"change {number} of {seed[:40]!r}: {shown!r}") from error


@pytest.mark.parametrize(
    "content",
    [
        b"<p><script>x</script></p>",
        b'<p onclick="x()"/>',
        b'<a href="java&#10;script:x()"/>',
        b'<img src="data:text/html,x"/>',
    ],
)
def test_active_content_would_be_noticed(content):
    with pytest.raises(Defect):
        _refuse_active(content)


def test_changes_differ_and_are_the_same_in_every_run():
    once = list(changed(b"subak" * 20, [b"air"], 50))
    assert once == list(changed(b"subak" * 20, [b"air"], 50))
    assert len(set(once)) > 40
