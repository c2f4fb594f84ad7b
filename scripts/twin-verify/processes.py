"""A few calls as users make them: the `aws` program against the packaged twin, each in a process of its own."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from report import Report

PACKAGE = Path(__file__).resolve().parent.parent.parent / "dist" / "cli" / "index.js"
AWS = Path(sys.prefix) / "bin" / "aws"
GROUPS = ["autoscaling", "describe-auto-scaling-groups"]
SCENARIO = {
    "groups": [{"name": "web-blue", "max": 6, "desired": 3, "tags": {"docker:image:name": "acme/web"}}],
}


def main() -> None:
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        scenario = Path(folder) / "scenario.json"
        scenario.write_text(json.dumps(SCENARIO))
        command = [os.environ["NODE"], PACKAGE, "twin", "--scenario", scenario, "--speed", "0"]
        twin = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        facts = json.loads(twin.stdout.readline())
        environment = {
            **os.environ,
            "HOME": folder,
            "AWS_ENDPOINT_URL": facts["endpoint"],
            "AWS_ACCESS_KEY_ID": facts["accessKeyId"],
            "AWS_SECRET_ACCESS_KEY": facts["secretAccessKey"],
            "AWS_DEFAULT_REGION": facts["region"],
            "AWS_DEFAULT_OUTPUT": "json",
            "AWS_PAGER": "",
        }

        def aws(*words: str, **changed: str) -> subprocess.CompletedProcess:
            return subprocess.run(
                [AWS, *words], env={**environment, **changed}, capture_output=True, text=True
            )

        by_tag = aws(*GROUPS, "--filters", "Name=tag:docker:image:name,Values=acme/web")
        found = json.loads(by_tag.stdout)["AutoScalingGroups"]
        report.check("process: by tag", [each["DesiredCapacity"] for each in found], [3])
        foreign = aws(*GROUPS, AWS_ACCESS_KEY_ID="AKIAIOSFODNN7EXAMPLE")
        report.check("process: foreign key", "InvalidClientTokenId" in foreign.stderr, True)
        elsewhere = aws(*GROUPS, AWS_DEFAULT_REGION="us-east-1")
        report.check("process: other region", json.loads(elsewhere.stdout), {"AutoScalingGroups": []})
        twin.terminate()
        report.check("process: exit code of a twin that is told to stop", twin.wait(10), 0)
    report.finish()


main()
