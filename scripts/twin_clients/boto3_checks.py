"""boto3 against a twin."""

import sys
import threading

import boto3
from botocore.exceptions import ClientError

from twin_clients.twin import Twin, check


def boto3_checks(twin: Twin) -> None:
    session = boto3.Session(
        twin.env["AWS_ACCESS_KEY_ID"], twin.env["AWS_SECRET_ACCESS_KEY"], region_name=twin.facts["region"]
    )
    autoscaling = session.client("autoscaling", endpoint_url=twin.endpoint)
    elb = session.client("elbv2", endpoint_url=twin.endpoint)

    def group(name: str) -> dict:
        return autoscaling.describe_auto_scaling_groups(AutoScalingGroupNames=[name])["AutoScalingGroups"][0]

    def states(name: str) -> list:
        return sorted(each["LifecycleState"] for each in group(name)["Instances"])

    pages = list(
        autoscaling.get_paginator("describe_auto_scaling_groups").paginate(PaginationConfig={"PageSize": 1})
    )
    check(
        "pages",
        [[each["AutoScalingGroupName"] for each in page["AutoScalingGroups"]] for page in pages],
        [["web-blue"], ["web-green"]],
    )
    check(
        "types",
        [type(group("web-blue")[member]).__name__ for member in ("CreatedTime", "MinSize", "Tags")],
        ["datetime", "int", "list"],
    )

    autoscaling.update_auto_scaling_group(AutoScalingGroupName="web-green", MinSize=1, DesiredCapacity=2)
    twin.wait(6)
    check("launching", states("web-green"), ["Pending", "Pending"])
    twin.wait(20)
    check("launched", states("web-green"), ["InService", "InService"])
    ids = [each["InstanceId"] for each in group("web-green")["Instances"]]
    [arn] = group("web-green")["TargetGroupARNs"]

    def health() -> set:
        described = elb.describe_target_health(TargetGroupArn=arn, Targets=[{"Id": each} for each in ids])
        return {each["TargetHealth"]["State"] for each in described["TargetHealthDescriptions"]}

    check("not healthy yet", health(), {"initial"})
    threading.Timer(0.5, twin.wait, [60]).start()
    elb.get_waiter("target_in_service").wait(
        TargetGroupArn=arn,
        Targets=[{"Id": each} for each in ids],
        WaiterConfig={"Delay": 1, "MaxAttempts": 20},
    )
    check("healthy after a waiter", health(), {"healthy"})

    try:
        autoscaling.enter_standby(
            AutoScalingGroupName="web-green", InstanceIds=ids, ShouldDecrementDesiredCapacity=True
        )
        sys.exit("enter_standby below MinSize was not refused")
    except ClientError as error:
        check("below MinSize", error.response["Error"]["Code"], "ValidationError")
    autoscaling.update_auto_scaling_group(AutoScalingGroupName="web-green", MinSize=0)
    autoscaling.enter_standby(
        AutoScalingGroupName="web-green", InstanceIds=ids, ShouldDecrementDesiredCapacity=True
    )
    check("entering standby", states("web-green"), ["EnteringStandby"] * 2)
    check("draining", health(), {"draining"})
    twin.wait(75)
    check("in standby", (states("web-green"), group("web-green")["DesiredCapacity"]), (["Standby"] * 2, 0))
    check("deregistered", health(), {"unused"})
    autoscaling.exit_standby(AutoScalingGroupName="web-green", InstanceIds=ids)
    twin.wait(65)
    check(
        "back",
        (states("web-green"), health(), group("web-green")["DesiredCapacity"]),
        (["InService"] * 2, {"healthy"}, 2),
    )

    tag = {
        "ResourceId": "web-green",
        "ResourceType": "auto-scaling-group",
        "Key": "a b",
        "Value": "ü & <x>",
        "PropagateAtLaunch": False,
    }
    autoscaling.create_or_update_tags(Tags=[tag])
    found = autoscaling.describe_tags(Filters=[{"Name": "key", "Values": ["a b"]}])["Tags"]
    check("a tag there and back", found, [tag])
    autoscaling.terminate_instance_in_auto_scaling_group(
        InstanceId=ids[0], ShouldDecrementDesiredCapacity=False
    )
    twin.wait(120)
    survivors = {each["InstanceId"] for each in group("web-green")["Instances"]}
    check(
        "replaced", (len(survivors), ids[0] in survivors, states("web-green")), (2, False, ["InService"] * 2)
    )
