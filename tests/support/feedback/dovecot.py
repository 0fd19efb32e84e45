"""Real IMAP server for tests: Debian's Dovecot with one mailbox, in a folder of its own."""

import contextlib
import grp
import imaplib
import os
import pwd
import shutil
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.mailbox import free_port

PROGRAM = shutil.which("dovecot", path=os.environ.get("PATH", "") + ":/usr/sbin")
USER, PASSWORD = "saran@contoh.example", "kata-sandi"
TIMEOUT_SECONDS = 15.0

SETTINGS = """
dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
base_dir = {base}/run
state_dir = {base}/state
log_path = {base}/log
listen = 127.0.0.1
protocols = imap
ssl = no
auth_allow_cleartext = yes
default_internal_user = {internal}
default_login_user = {login}
default_internal_group = {group}
first_valid_uid = 0
mail_driver = maildir
mail_path = {base}/mail
mail_uid = {uid}
mail_gid = {gid}
mail_home = {base}/home
passdb passwd-file {{
  passwd_file_path = {base}/passwd
}}
userdb static {{
  fields {{
    uid = {uid}
    gid = {gid}
    home = {base}/home
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
"""


@dataclass
class Dovecot:
    """Running server; `put` appends a mail to its inbox."""

    base: Path
    port: int = field(default_factory=free_port)

    @property
    def url(self) -> str:
        """URL of the mailbox, as in RONTAL_IMAP_URL."""
        return f"imap://{USER.replace('@', '%40')}:{PASSWORD}@127.0.0.1:{self.port}/INBOX"

    def start(self) -> None:
        """Starts the server and waits until it answers; raises RuntimeError with its output."""
        root = os.getuid() == 0
        who = pwd.getpwnam("dovecot") if root else pwd.getpwuid(os.getuid())
        self.base.chmod(0o755)  # As root, Dovecot runs its processes under other users.
        for name in ("mail", "home"):
            (self.base / name).mkdir()
            os.chown(self.base / name, who.pw_uid, who.pw_gid)
        (self.base / "passwd").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n")
        settings = SETTINGS.format(
            base=self.base,
            port=self.port,
            internal=who.pw_name,
            login="dovenull" if root else who.pw_name,
            group=grp.getgrgid(who.pw_gid).gr_name,
            uid=who.pw_uid,
            gid=who.pw_gid,
        )
        (self.base / "dovecot.conf").write_text(settings.lstrip())
        call = [str(PROGRAM), "-F", "-c", str(self.base / "dovecot.conf")]
        with (self.base / "said").open("wb") as log:
            self._process = subprocess.Popen(call, stdout=log, stderr=subprocess.STDOUT)
        end = time.monotonic() + TIMEOUT_SECONDS
        while time.monotonic() < end and self._process.poll() is None:
            with contextlib.suppress(OSError, imaplib.IMAP4.error), self.connected():
                return
            time.sleep(0.1)
        self.stop()
        raise RuntimeError((self.base / "said").read_text() + self.log())

    def stop(self) -> None:
        """Stops the server."""
        self._process.terminate()
        self._process.wait(TIMEOUT_SECONDS)

    def log(self) -> str:
        """Returns the server's log."""
        path = self.base / "log"
        return path.read_text() if path.exists() else ""

    @contextlib.contextmanager
    def connected(self):
        """Opens an IMAP session of the mailbox's owner."""
        box = imaplib.IMAP4("127.0.0.1", self.port, timeout=10)
        try:
            box.login(USER, PASSWORD)
            box.select("INBOX")
            yield box
        finally:
            with contextlib.suppress(OSError, imaplib.IMAP4.error):
                box.logout()

    def put(self, *mails: bytes) -> None:
        """Appends mails to the inbox."""
        with self.connected() as box:
            for mail in mails:
                answer, _ = box.append("INBOX", None, None, mail)
                assert answer == "OK"

    def flags(self) -> list[str]:
        """Returns the flags of each mail, in order."""
        with self.connected() as box:
            _answer, rows = box.fetch("1:*", "(FLAGS)")
            return [row.decode() for row in rows if row]
