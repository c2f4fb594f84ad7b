"""The twin that a job was handed: its clock stands still but for `wait`."""

import json
import os
import urllib.request

ENDPOINT = os.environ["TWIN_ENDPOINT"]
SERVICES = {
    "autoscaling": "autoscaling",
    "elasticloadbalancing": "elbv2",
    "monitoring": "cloudwatch",
    "sns": "sns",
}
"""SigV4 service names, as the twin has them, to those of the clients."""


def wait(seconds: int) -> None:
    control("POST", "advance", {"seconds": seconds})


def control(method: str, path: str, body: object = None) -> dict:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{ENDPOINT}/_twin/{path}", data, method=method)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)
