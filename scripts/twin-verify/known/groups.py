"""moto's errors about groups, their instances and tags."""

from known.check import Check
from known.side import Side, outcome

WEB = {"AutoScalingGroupName": "web"}
TAG = {"ResourceId": "web", "ResourceType": "auto-scaling-group", "Key": "k", "PropagateAtLaunch": True}


def update(**given: object):
    def find(side: Side) -> object:
        side.group("web", MaxSize=1)
        return outcome(side.autoscaling.update_auto_scaling_group, **WEB, **given)

    return find


def desired_above_max(side: Side) -> object:
    side.group("web", MaxSize=1)
    return outcome(side.autoscaling.set_desired_capacity, **WEB, DesiredCapacity=2)


def unknown_group(side: Side) -> object:
    return outcome(side.autoscaling.set_desired_capacity, **WEB, DesiredCapacity=2)


def unknown_instance(side: Side) -> object:
    return outcome(
        side.autoscaling.terminate_instance_in_auto_scaling_group,
        InstanceId="i-00000000000000000",
        ShouldDecrementDesiredCapacity=False,
    )


def created_twice(side: Side) -> object:
    side.group("web")
    return outcome(side.group, name="web")


def grace(side: Side) -> object:
    side.group("web")
    return side.show("web")["HealthCheckGracePeriod"]


def deleted(side: Side) -> object:
    side.group("web", DesiredCapacity=1)
    return outcome(side.autoscaling.delete_auto_scaling_group, **WEB)


def activities(side: Side) -> object:
    side.group("web", DesiredCapacity=1)
    return len(side.autoscaling.describe_scaling_activities(**WEB)["Activities"])


def health_status(side: Side) -> object:
    side.group("web", DesiredCapacity=1)
    found = side.autoscaling.describe_auto_scaling_instances()["AutoScalingInstances"]
    return [each["HealthStatus"] for each in found]


def tagged(**given: str):
    def find(side: Side) -> object:
        side.group("web")
        return outcome(side.autoscaling.create_or_update_tags, Tags=[{**TAG, "Value": "v", **given}])

    return find


def tag_pages(side: Side) -> object:
    side.group("web", Tags=[{**TAG, "Key": key, "Value": "v"} for key in "ab"])
    return len(side.autoscaling.describe_tags(MaxRecords=1)["Tags"])


def propagating(side: Side) -> object:
    side.group("web", Tags=[{**TAG, "Value": "v"}])
    wanted = {"Name": "propagate-at-launch", "Values": ["true"]}
    return len(side.autoscaling.describe_tags(Filters=[wanted])["Tags"])


def detached(side: Side) -> object:
    arn = side.target_group()
    side.listener(arn)
    side.group("web", DesiredCapacity=1, TargetGroupARNs=[arn])
    side.autoscaling.detach_load_balancer_target_groups(TargetGroupARNs=[arn], **WEB)
    return side.health(arn)


def global_timeout(side: Side) -> object:
    side.group("web")
    side.autoscaling.put_lifecycle_hook(
        LifecycleHookName="h",
        LifecycleTransition="autoscaling:EC2_INSTANCE_LAUNCHING",
        HeartbeatTimeout=60,
        **WEB,
    )
    return side.autoscaling.describe_lifecycle_hooks(**WEB)["LifecycleHooks"][0]["GlobalTimeout"]


def hook_result(side: Side) -> object:
    side.group("web")
    side.autoscaling.put_lifecycle_hook(
        LifecycleHookName="h", LifecycleTransition="autoscaling:EC2_INSTANCE_LAUNCHING", **WEB
    )
    side.autoscaling.set_desired_capacity(DesiredCapacity=1, **WEB)
    side.wait(60)
    return outcome(
        side.autoscaling.complete_lifecycle_action,
        LifecycleHookName="h",
        LifecycleActionResult="CONTINUE",
        InstanceId=side.ids("web")[0],
        **WEB,
    )


def hook_waits(side: Side) -> object:
    side.group("web")
    side.autoscaling.put_lifecycle_hook(
        LifecycleHookName="h", LifecycleTransition="autoscaling:EC2_INSTANCE_LAUNCHING", **WEB
    )
    side.autoscaling.set_desired_capacity(DesiredCapacity=1, **WEB)
    side.wait(60)
    return [each["LifecycleState"] for each in side.show("web")["Instances"]]


def absent(operation: str, **given: object):
    def find(side: Side) -> object:
        side.group("web")
        return outcome(getattr(side.autoscaling, operation), **given)

    return find


CHECKS = [
    Check("desired goes above max", update(DesiredCapacity=2), "ValidationError", "accepted"),
    Check("min goes above max", update(MinSize=9), "ValidationError", "accepted"),
    Check("SetDesiredCapacity above max", desired_above_max, "ValidationError", "accepted"),
    Check("SetDesiredCapacity of an unknown group", unknown_group, "ValidationError", "KeyError"),
    Check("terminating an unknown instance", unknown_instance, "ValidationError", "StopIteration"),
    Check("a group is made twice", created_twice, "AlreadyExists", "accepted"),
    Check("HealthCheckGracePeriod of a new group", grace, 0, 300),
    Check("a group with instances is deleted", deleted, "ResourceInUse", "accepted"),
    Check("no scaling activities", activities, 1, 0),
    Check("spelling of HealthStatus", health_status, ["HEALTHY"], ["Healthy"]),
    Check("a tag of 257 characters", tagged(Value="x" * 257), "ValidationError", "accepted"),
    Check("a tag of aws:", tagged(Key="aws:x"), "ValidationError", "accepted"),
    Check("DescribeTags without pages", tag_pages, 1, 2),
    Check("DescribeTags by propagate-at-launch", propagating, 1, 0),
    Check("a detached target group does not drain", detached, ["draining"], []),
    Check("no waiting for lifecycle hooks", hook_waits, ["Pending:Wait"], ["InService"]),
    Check("GlobalTimeout of a hook", global_timeout, 6000, 172800),
    Check("no CompleteLifecycleAction", hook_result, "accepted", "NotImplementedError"),
    *(
        Check(f"no {operation}", absent(operation, **given), "accepted", "NotImplementedError")
        for operation, given in (
            ("describe_instance_refreshes", WEB),
            ("start_instance_refresh", WEB),
            ("describe_traffic_sources", WEB),
            ("describe_account_limits", {}),
        )
    ),
]
