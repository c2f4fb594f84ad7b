"""Groups, their sizes, instances, tags, processes and activities."""

from tour.course import Course

ASG = "autoscaling"
TAG = {
    "ResourceId": "web",
    "ResourceType": "auto-scaling-group",
    "Key": "docker:image:version",
    "Value": "1.0.0",
    "PropagateAtLaunch": True,
}


def groups(course: Course, target_group: str) -> None:
    settings = {
        "AvailabilityZones": ["eu-west-1a", "eu-west-1b"],
        "LaunchTemplate": {"LaunchTemplateName": "web", "Version": "$Latest"},
        "MinSize": 0,
        "MaxSize": 4,
    }
    for name, desired in (("web", 2), ("spare", 0)):
        course.call(
            ASG,
            "CreateAutoScalingGroup",
            AutoScalingGroupName=name,
            DesiredCapacity=desired,
            TargetGroupARNs=[target_group] if name == "web" else [],
            Tags=[TAG] if name == "web" else [],
            **settings,
        )
    limits = course.call(ASG, "DescribeAccountLimits")
    course.check("their number", limits["NumberOfAutoScalingGroups"], 2)
    course.refused("AlreadyExists", ASG, "CreateAutoScalingGroup", AutoScalingGroupName="web", **settings)
    course.refused(
        "ValidationError",
        ASG,
        "CreateAutoScalingGroup",
        AutoScalingGroupName="wrong",
        DesiredCapacity=5,
        **settings,
    )
    course.wait(5)
    course.check("launching", course.states("web"), ["Pending", "Pending"])
    course.wait(20)
    course.check("launched", course.states("web"), ["InService", "InService"])
    course.check("not healthy yet", course.health(target_group), ["initial", "initial"])
    course.wait(60)
    course.check("healthy", course.health(target_group), ["healthy", "healthy"])

    version = {"Name": "tag:docker:image:version", "Values": ["1.0.0"]}
    found = course.call(ASG, "DescribeAutoScalingGroups", Filters=[version])["AutoScalingGroups"]
    course.check("by tag", [each["AutoScalingGroupName"] for each in found], ["web"])
    paged = course.call(ASG, "DescribeAutoScalingGroups", MaxRecords=1)
    course.check("a page", [each["AutoScalingGroupName"] for each in paged["AutoScalingGroups"]], ["spare"])
    rest = course.call(ASG, "DescribeAutoScalingGroups", MaxRecords=1, NextToken=paged["NextToken"])
    course.check(
        "the next page", [each["AutoScalingGroupName"] for each in rest["AutoScalingGroups"]], ["web"]
    )
    course.check("and no more", "NextToken" in rest, False)
    course.refused("InvalidNextToken", ASG, "DescribeAutoScalingGroups", NextToken="wrong")


def sizes(course: Course) -> None:
    web = {"AutoScalingGroupName": "web"}
    course.call(ASG, "UpdateAutoScalingGroup", MinSize=1, MaxSize=5, HealthCheckGracePeriod=120, **web)
    course.call(ASG, "SetDesiredCapacity", DesiredCapacity=3, HonorCooldown=False, **web)
    course.wait(90)
    found = course.group("web")
    course.check(
        "sizes", [found[each] for each in ("MinSize", "DesiredCapacity", "MaxSize")], [1, 3, 5]
    )
    course.check("instances", course.states("web"), ["InService"] * 3)
    course.refused("ValidationError", ASG, "SetDesiredCapacity", DesiredCapacity=6, **web)
    course.refused("ValidationError", ASG, "UpdateAutoScalingGroup", MinSize=6, **web)
    course.refused("ValidationError", ASG, "UpdateAutoScalingGroup", AutoScalingGroupName="none", MinSize=1)


def instances(course: Course, target_group: str) -> None:
    web = {"AutoScalingGroupName": "web"}
    ids = course.ids("web")
    found = course.call(ASG, "DescribeAutoScalingInstances", InstanceIds=ids[:1])["AutoScalingInstances"]
    course.check(
        "one instance",
        [(each["AutoScalingGroupName"], each["HealthStatus"]) for each in found],
        [("web", "HEALTHY")],
    )
    course.call(ASG, "SetInstanceProtection", InstanceIds=ids, ProtectedFromScaleIn=True, **web)
    course.check(
        "protected", [each["ProtectedFromScaleIn"] for each in course.group("web")["Instances"]], [True] * 3
    )
    course.refused(
        "ValidationError",
        ASG,
        "SetInstanceProtection",
        InstanceIds=["i-00000000000000000"],
        ProtectedFromScaleIn=True,
        **web,
    )
    course.call(ASG, "SetInstanceProtection", InstanceIds=ids, ProtectedFromScaleIn=False, **web)

    lowering = {"ShouldDecrementDesiredCapacity": True, **web}
    course.refused("ValidationError", ASG, "EnterStandby", InstanceIds=ids, **lowering)
    [activity] = course.call(ASG, "EnterStandby", InstanceIds=ids[:1], **lowering)["Activities"]
    course.check("activity", activity["StatusCode"], "InProgress")
    course.check("entering", course.states("web"), ["EnteringStandby", "InService", "InService"])
    course.check("draining", course.health(target_group), ["draining", "healthy", "healthy"])
    course.wait(75)
    course.check("in Standby", course.states("web"), ["InService", "InService", "Standby"])
    course.check("deregistered", course.health(target_group), ["healthy", "healthy"])
    course.check("desired capacity", course.group("web")["DesiredCapacity"], 2)
    course.refused("ValidationError", ASG, "EnterStandby", InstanceIds=ids[:1], **lowering)
    course.call(ASG, "ExitStandby", InstanceIds=ids[:1], **web)
    course.check("leaving", course.states("web"), ["InService", "InService", "Pending"])
    course.wait(60)
    course.check("back", course.health(target_group), ["healthy"] * 3)
    course.refused("ValidationError", ASG, "ExitStandby", InstanceIds=ids[:1], **web)

    course.call(
        ASG,
        "TerminateInstanceInAutoScalingGroup",
        InstanceId=ids[0],
        ShouldDecrementDesiredCapacity=False,
    )
    course.wait(150)
    left = course.ids("web")
    course.check("replaced", (len(left), ids[0] in left), (3, False))
    course.refused(
        "ValidationError",
        ASG,
        "TerminateInstanceInAutoScalingGroup",
        InstanceId=ids[0],
        ShouldDecrementDesiredCapacity=False,
    )


def tags(course: Course) -> None:
    def described() -> list[dict]:
        mine = {"Name": "auto-scaling-group", "Values": ["web"]}
        return course.call(ASG, "DescribeTags", Filters=[mine])["Tags"]

    odd = {**TAG, "Key": "a b", "Value": "ü & <x>", "PropagateAtLaunch": False}
    course.call(ASG, "CreateOrUpdateTags", Tags=[odd])
    course.check("there and back", described(), [odd, TAG])
    course.call(ASG, "DeleteTags", Tags=[odd])
    course.check("one left", described(), [TAG])
    course.refused("ValidationError", ASG, "CreateOrUpdateTags", Tags=[{**TAG, "Value": "x" * 257}])


def processes(course: Course) -> None:
    web = {"AutoScalingGroupName": "web"}

    def suspended() -> list[str]:
        return sorted(each["ProcessName"] for each in course.group("web")["SuspendedProcesses"])

    course.call(ASG, "SuspendProcesses", ScalingProcesses=["AZRebalance", "AlarmNotification"], **web)
    course.check("two", suspended(), ["AZRebalance", "AlarmNotification"])
    course.call(ASG, "ResumeProcesses", ScalingProcesses=["AZRebalance"], **web)
    course.check("one", suspended(), ["AlarmNotification"])
    course.call(ASG, "ResumeProcesses", **web)
    course.check("none", suspended(), [])
    course.refused("ValidationError", ASG, "SuspendProcesses", ScalingProcesses=["Sleep"], **web)


def activities(course: Course) -> None:
    course.wait(120)
    found = course.call(ASG, "DescribeScalingActivities", AutoScalingGroupName="web")["Activities"]
    open_ones = [each["Description"] for each in found if each["StatusCode"] != "Successful"]
    course.check("all done", open_ones, [])
    times = [str(each["StartTime"]) for each in found]
    course.check("newest first", times, sorted(times, reverse=True))
    course.refused(
        "ValidationError", ASG, "DescribeScalingActivities", AutoScalingGroupName="web", MaxRecords=1000
    )


def the_end(course: Course) -> None:
    course.refused("ResourceInUse", ASG, "DeleteAutoScalingGroup", AutoScalingGroupName="web")
    course.call(ASG, "DeleteAutoScalingGroup", AutoScalingGroupName="web", ForceDelete=True)
    course.call(ASG, "DeleteAutoScalingGroup", AutoScalingGroupName="spare")
    course.wait(180)
    course.check("groups", course.call(ASG, "DescribeAutoScalingGroups")["AutoScalingGroups"], [])
