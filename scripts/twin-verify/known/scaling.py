"""moto's errors about policies, scheduled actions and alarms."""

from known.check import Check
from known.side import Side, outcome

WEB = {"AutoScalingGroupName": "web"}
SIMPLE = {"PolicyName": "p", "AdjustmentType": "ChangeInCapacity", "ScalingAdjustment": 1}
ALARM = {
    "AlarmName": "a",
    "Namespace": "n",
    "MetricName": "m",
    "Statistic": "Sum",
    "Period": 60,
    "EvaluationPeriods": 1,
    "Threshold": 1.0,
    "ComparisonOperator": "GreaterThanThreshold",
}


def policy_of_two(side: Side) -> object:
    for name in ("web", "spare"):
        side.group(name)
        side.autoscaling.put_scaling_policy(AutoScalingGroupName=name, **SIMPLE)
    return len(side.autoscaling.describe_policies(**WEB)["ScalingPolicies"])


def schedule_of_two(side: Side) -> object:
    for name in ("web", "spare"):
        side.group(name)
        side.autoscaling.put_scheduled_update_group_action(
            AutoScalingGroupName=name,
            ScheduledActionName="s",
            StartTime="2090-01-01T00:00:00Z",
            MinSize=0,
        )
    return len(side.autoscaling.describe_scheduled_actions(**WEB)["ScheduledUpdateGroupActions"])


def schedule_in_the_past(side: Side) -> object:
    side.group("web")
    return outcome(
        side.autoscaling.put_scheduled_update_group_action,
        ScheduledActionName="s",
        StartTime="2001-01-01T00:00:00Z",
        MinSize=0,
        **WEB,
    )


def policy_arn(side: Side) -> object:
    side.group("web")
    return "PolicyARN" in side.autoscaling.put_scaling_policy(**SIMPLE, **WEB)


def disabled(side: Side) -> object:
    side.group("web")
    side.autoscaling.put_scaling_policy(**SIMPLE, **WEB, Enabled=False)
    return side.autoscaling.describe_policies(**WEB)["ScalingPolicies"][0].get("Enabled")


def tracked(side: Side) -> object:
    side.group("web")
    side.autoscaling.put_scaling_policy(
        PolicyName="p",
        PolicyType="TargetTrackingScaling",
        TargetTrackingConfiguration={
            "PredefinedMetricSpecification": {"PredefinedMetricType": "ASGAverageCPUUtilization"},
            "TargetValue": 50.0,
        },
        **WEB,
    )
    return len(side.alarms.describe_alarms()["MetricAlarms"])


def new_alarm(side: Side) -> object:
    side.alarms.put_metric_alarm(**ALARM)
    return side.alarms.describe_alarms()["MetricAlarms"][0]["StateValue"]


def changed_alarm(side: Side) -> object:
    side.alarms.put_metric_alarm(**ALARM)
    side.alarms.set_alarm_state(AlarmName="a", StateValue="ALARM", StateReason="a try")
    side.alarms.put_metric_alarm(**{**ALARM, "Threshold": 2.0})
    return side.alarms.describe_alarms()["MetricAlarms"][0]["StateValue"]


def switched_alarm(side: Side) -> object:
    side.alarms.put_metric_alarm(**ALARM)
    return outcome(side.alarms.disable_alarm_actions, AlarmNames=["a"])


CHECKS = [
    Check("a policy's name is taken in all groups", policy_of_two, 1, 0),
    Check("a scheduled action's name is taken in all groups", schedule_of_two, 1, 0),
    Check("a scheduled action in the past", schedule_in_the_past, "ValidationError", "accepted"),
    Check("PutScalingPolicy gives no PolicyARN", policy_arn, True, False),
    Check("Enabled of a policy is dropped", disabled, False, None),
    Check("target tracking has no alarms", tracked, 2, 0),
    Check("a new alarm is OK", new_alarm, "INSUFFICIENT_DATA", "OK"),
    Check("a changed alarm is OK", changed_alarm, "ALARM", "OK"),
    Check("no DisableAlarmActions", switched_alarm, "accepted", "NotImplementedError"),
]
