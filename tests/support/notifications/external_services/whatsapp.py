"""The Cloud API of WhatsApp, as far as template messages go: it refuses as Meta's does."""

import json
from dataclasses import dataclass, field
from typing import Any

PHONE = "106540352242922"
TOKEN = "EAAG-of-the-library"


@dataclass
class CloudApi:
    """WhatsApp's API with templates by name and language, and numbers that have WhatsApp."""

    templates: set[tuple[str, str]] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    token: str = TOKEN
    refusals: list[tuple[int, int]] = field(default_factory=list)
    sent: list[dict[str, Any]] = field(default_factory=list)

    def answer(self, path: str, headers: Any, body: bytes) -> tuple[int, dict[str, str], bytes]:
        """The answer to one POST."""
        if self.refusals:
            return self._error(*self.refusals.pop(0))
        if headers.get("Authorization") != f"Bearer {self.token}":
            return self._error(401, 190)
        if path != f"/{PHONE}/messages":
            return self._error(400, 100)
        payload = json.loads(body)
        template = payload["template"]
        if payload["messaging_product"] != "whatsapp" or payload["type"] != "template":
            return self._error(400, 100)
        if (template["name"], template["language"]["code"]) not in self.templates:
            return self._error(404, 132001)
        parameters = template["components"][0]["parameters"]
        if len(parameters) != 1 or "\n" in parameters[0]["text"]:
            return self._error(400, 132000)
        if payload["to"] not in self.numbers:
            return self._error(400, 131026)
        self.sent.append(payload)
        answer = {
            "messaging_product": "whatsapp",
            "contacts": [{"input": payload["to"], "wa_id": payload["to"]}],
            "messages": [{"id": f"wamid.{len(self.sent)}", "message_status": "accepted"}],
        }
        return 200, {"Content-Type": "application/json"}, json.dumps(answer).encode()

    def _error(self, status: int, code: int) -> tuple[int, dict[str, str], bytes]:
        error = {"message": f"(#{code}) refused", "type": "OAuthException", "code": code}
        return status, {"Content-Type": "application/json"}, json.dumps({"error": error}).encode()
