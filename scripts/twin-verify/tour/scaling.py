"""Scaling policies and scheduled actions."""

from tour.course import Course

ASG = "autoscaling"
WEB = {"AutoScalingGroupName": "web"}


def policies(course: Course) -> None:
    target = {
        "PredefinedMetricSpecification": {"PredefinedMetricType": "ASGAverageCPUUtilization"},
        "TargetValue": 50.0,
    }
    steps = [{"MetricIntervalLowerBound": 0.0, "ScalingAdjustment": 1}]
    course.call(
        ASG,
        "PutScalingPolicy",
        PolicyName="cpu",
        PolicyType="TargetTrackingScaling",
        TargetTrackingConfiguration=target,
        **WEB,
    )
    course.call(
        ASG,
        "PutScalingPolicy",
        PolicyName="steps",
        PolicyType="StepScaling",
        AdjustmentType="ChangeInCapacity",
        StepAdjustments=steps,
        **WEB,
    )
    course.call(
        ASG,
        "PutScalingPolicy",
        PolicyName="one-more",
        AdjustmentType="ChangeInCapacity",
        ScalingAdjustment=1,
        **WEB,
    )
    found = {
        each["PolicyName"]: each for each in course.call(ASG, "DescribePolicies", **WEB)["ScalingPolicies"]
    }
    course.check("names", sorted(found), ["cpu", "one-more", "steps"])
    course.check("target", found["cpu"]["TargetTrackingConfiguration"]["TargetValue"], 50.0)
    course.check("steps", found["steps"]["StepAdjustments"], steps)
    course.check("type", found["one-more"]["PolicyType"], "SimpleScaling")
    course.call(ASG, "DeletePolicy", PolicyName="steps", **WEB)
    found = course.call(ASG, "DescribePolicies", PolicyTypes=["StepScaling"], **WEB)["ScalingPolicies"]
    course.check("deleted", found, [])
    course.refused("ValidationError", ASG, "DeletePolicy", PolicyName="steps", **WEB)
    course.refused(
        "ValidationError", ASG, "PutScalingPolicy", PolicyName="x", PolicyType="StepScaling", **WEB
    )
    desired = course.group("web")["DesiredCapacity"]
    course.call(ASG, "ExecutePolicy", PolicyName="one-more", HonorCooldown=False, **WEB)
    course.check("one more", course.group("web")["DesiredCapacity"], desired + 1)
    course.refused("ValidationError", ASG, "ExecutePolicy", PolicyName="cpu", **WEB)
    for name in ("one-more", "cpu"):
        course.call(ASG, "DeletePolicy", PolicyName=name, **WEB)
    course.call(ASG, "SetDesiredCapacity", DesiredCapacity=desired, **WEB)
    course.wait(150)


def schedules(course: Course) -> None:
    def names() -> list[str]:
        found = course.call(ASG, "DescribeScheduledActions", **WEB)["ScheduledUpdateGroupActions"]
        return [each["ScheduledActionName"] for each in found]

    start = "2090-01-01T00:00:00Z"
    course.call(
        ASG, "PutScheduledUpdateGroupAction", ScheduledActionName="a", StartTime=start, MinSize=1, **WEB
    )
    requests = [
        {"ScheduledActionName": "b", "Recurrence": "0 8 * * 1-5", "TimeZone": "Europe/Paris", "MaxSize": 9},
        {"ScheduledActionName": "c", "StartTime": "2001-01-01T00:00:00Z", "DesiredCapacity": 1},
    ]
    failed = course.call(
        ASG, "BatchPutScheduledUpdateGroupAction", ScheduledUpdateGroupActions=requests, **WEB
    )["FailedScheduledUpdateGroupActions"]
    course.check(
        "one of the batch fails",
        [(each["ScheduledActionName"], each["ErrorCode"]) for each in failed],
        [("c", "ValidationError")],
    )
    course.check("names", names(), ["a", "b"])
    course.call(ASG, "DeleteScheduledAction", ScheduledActionName="a", **WEB)
    course.refused("ValidationError", ASG, "DeleteScheduledAction", ScheduledActionName="a", **WEB)
    failed = course.call(ASG, "BatchDeleteScheduledAction", ScheduledActionNames=["a", "b"], **WEB)
    course.check(
        "one of the batch is gone",
        [each["ScheduledActionName"] for each in failed["FailedScheduledActions"]],
        ["a"],
    )
    course.check("none left", names(), [])
