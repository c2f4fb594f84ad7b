"""The AWS CLI against a twin."""

import json
import subprocess
import sys

from twin_clients.twin import TAGS, Twin, check


def cli_checks(twin: Twin, program: str) -> None:
    def run(*words: str, **env: str) -> subprocess.CompletedProcess:
        command = [program, *words, "--endpoint-url", twin.endpoint, "--output", "json"]
        return subprocess.run(command, env={**twin.env, **env}, capture_output=True, text=True)

    def aws(*words: str) -> object:
        done = run(*words)
        if done.returncode != 0:
            sys.exit(f"aws {' '.join(words)}: {done.stderr}")
        return json.loads(done.stdout or "null")

    def blue() -> dict:
        return aws("autoscaling", "describe-auto-scaling-groups", "--auto-scaling-group-names", "web-blue")[
            "AutoScalingGroups"
        ][0]

    def lifecycle(instance: str) -> str:
        return next(each["LifecycleState"] for each in blue()["Instances"] if each["InstanceId"] == instance)

    by_tag = aws(
        "autoscaling",
        "describe-auto-scaling-groups",
        "--filters",
        "Name=tag:docker:image:name,Values=acme/web",
    )
    check(
        "groups by tag",
        [each["AutoScalingGroupName"] for each in by_tag["AutoScalingGroups"]],
        ["web-blue", "web-green"],
    )
    group = blue()
    check("sizes", [group["MinSize"], group["DesiredCapacity"], group["MaxSize"]], [1, 3, 6])
    check(
        "states",
        {(each["LifecycleState"], each["HealthStatus"]) for each in group["Instances"]},
        {("InService", "Healthy")},
    )
    check("tags", {each["Key"]: each["Value"] for each in group["Tags"]}, TAGS)
    [arn] = group["TargetGroupARNs"]

    def health() -> dict:
        described = aws("elbv2", "describe-target-health", "--target-group-arn", arn)[
            "TargetHealthDescriptions"
        ]
        return {each["Target"]["Id"]: each["TargetHealth"]["State"] for each in described}

    check(
        "target group",
        aws("elbv2", "describe-target-groups", "--names", "web")["TargetGroups"][0]["TargetGroupArn"],
        arn,
    )
    ids = sorted(each["InstanceId"] for each in group["Instances"])
    check("health", health(), dict.fromkeys(ids, "healthy"))

    parked = ["--auto-scaling-group-name", "web-blue", "--instance-ids", ids[0]]
    activity = aws("autoscaling", "enter-standby", *parked, "--should-decrement-desired-capacity")[
        "Activities"
    ][0]
    check("activity of enter-standby", activity["StatusCode"], "InProgress")
    check("entering standby", lifecycle(ids[0]), "EnteringStandby")
    check("draining", health()[ids[0]], "draining")
    twin.wait(75)
    group = blue()
    check("in standby", lifecycle(ids[0]), "Standby")
    check("desired after standby", group["DesiredCapacity"], 2)
    check("deregistered", sorted(health()), ids[1:])

    aws("autoscaling", "exit-standby", *parked)
    check("leaving standby", lifecycle(ids[0]), "Pending")
    twin.wait(5)
    check("back in service", lifecycle(ids[0]), "InService")
    twin.wait(60)
    check("healthy again", health(), dict.fromkeys(ids, "healthy"))
    check("desired after return", blue()["DesiredCapacity"], 3)

    sizes = ["update-auto-scaling-group", "--auto-scaling-group-name", "web-blue", "--desired-capacity"]
    aws("autoscaling", *sizes, "4")
    twin.wait(6)
    [new] = [each for each in blue()["Instances"] if each["InstanceId"] not in ids]
    check("launching", new["LifecycleState"], "Pending")
    twin.wait(20)
    check("launched", (lifecycle(new["InstanceId"]), health()[new["InstanceId"]]), ("InService", "initial"))
    twin.wait(60)
    check("booted", health()[new["InstanceId"]], "healthy")

    refused = run("autoscaling", *sizes, "7")
    check("above MaxSize", (refused.returncode != 0, "ValidationError" in refused.stderr), (True, True))
    foreign = run("autoscaling", "describe-auto-scaling-groups", AWS_ACCESS_KEY_ID="AKIAIOSFODNN7EXAMPLE")
    check("foreign key", "InvalidClientTokenId" in foreign.stderr, True)
    elsewhere = run("autoscaling", "describe-auto-scaling-groups", AWS_DEFAULT_REGION="us-east-1")
    check("other region", json.loads(elsewhere.stdout), {"AutoScalingGroups": []})
