"""The packaged twin as a process, and how the checks say what they found."""

import json
import os
import subprocess
import sys
import urllib.request
from pathlib import Path

CLI = Path(__file__).resolve().parent.parent.parent / "dist" / "cli" / "index.js"

TAGS = {"docker:image:name": "acme/web", "docker:image:version": "1.0.0"}
SCENARIO = {
    "timing": {"launchSeconds": 20, "bootSeconds": 25, "terminateSeconds": 15, "standbySeconds": 2},
    "targetGroups": [
        {
            "name": "web",
            "deregistrationDelaySeconds": 60,
            "healthCheckIntervalSeconds": 10,
            "healthyThreshold": 2,
        }
    ],
    "groups": [
        {"name": "web-blue", "min": 1, "max": 6, "desired": 3, "targetGroups": ["web"], "tags": TAGS},
        {"name": "web-green", "min": 0, "max": 6, "desired": 0, "targetGroups": ["web"], "tags": TAGS},
    ],
}
passed: list[str] = []


def check(what: str, found: object, wanted: object) -> None:
    if found != wanted:
        sys.exit(f"{what}: expected {wanted!r}, found {found!r}")
    passed.append(what)


class Twin:
    """A twin whose clock stands still but for `wait`."""

    def __init__(self, folder: str) -> None:
        scenario = Path(folder) / "scenario.json"
        scenario.write_text(json.dumps(SCENARIO))
        command = ["node", CLI, "twin", "--scenario", scenario, "--speed", "0"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.facts = json.loads(self.process.stdout.readline())
        self.endpoint = self.facts["endpoint"]
        self.env = {
            "PATH": os.environ["PATH"],
            "HOME": folder,
            "AWS_ACCESS_KEY_ID": self.facts["accessKeyId"],
            "AWS_SECRET_ACCESS_KEY": self.facts["secretAccessKey"],
            "AWS_DEFAULT_REGION": self.facts["region"],
            "AWS_PAGER": "",
        }

    def wait(self, seconds: int) -> None:
        body = json.dumps({"seconds": seconds}).encode()
        urllib.request.urlopen(urllib.request.Request(f"{self.endpoint}/_twin/advance", body)).read()

    def stop(self) -> int:
        self.process.terminate()
        return self.process.wait(10)
