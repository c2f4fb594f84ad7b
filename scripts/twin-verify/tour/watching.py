"""Alarms and messages."""

import twin
from tour.course import Course

CW = "monitoring"


def alarms(course: Course) -> None:
    def state(name: str) -> list[str]:
        found = course.call(CW, "DescribeAlarms", AlarmNames=[name])["MetricAlarms"]
        return [each["StateValue"] for each in found]

    course.call(
        CW,
        "PutMetricAlarm",
        AlarmName="errors",
        Namespace="verify",
        MetricName="errors",
        Statistic="Sum",
        Period=60,
        EvaluationPeriods=2,
        Threshold=1.5,
        ComparisonOperator="GreaterThanThreshold",
        TreatMissingData="notBreaching",
        AlarmActions=["arn:aws:sns:eu-west-1:111122223333:ops"],
    )
    course.check("at first", state("errors"), ["INSUFFICIENT_DATA"])
    for _ in range(4):
        datum = {"MetricName": "errors", "Value": 9.0, "Unit": "Count"}
        course.call(CW, "PutMetricData", Namespace="verify", MetricData=[datum])
        course.wait(60)
    course.check("by its metric", state("errors"), ["ALARM"])
    course.call(CW, "DisableAlarmActions", AlarmNames=["errors"])
    [found] = course.call(CW, "DescribeAlarms", AlarmNames=["errors"])["MetricAlarms"]
    course.check("disabled", found["ActionsEnabled"], False)
    course.call(CW, "EnableAlarmActions", AlarmNames=["errors"])
    [found] = course.call(CW, "DescribeAlarms", AlarmNames=["errors"])["MetricAlarms"]
    course.check("enabled", found["ActionsEnabled"], True)

    course.call(CW, "PutCompositeAlarm", AlarmName="both", AlarmRule='ALARM("errors") AND NOT OK("errors")')
    [found] = course.call(CW, "DescribeAlarms", AlarmTypes=["CompositeAlarm"])["CompositeAlarms"]
    course.check("composite", (found["AlarmName"], found["StateValue"]), ("both", "ALARM"))
    course.refused("ValidationError", CW, "PutCompositeAlarm", AlarmName="x", AlarmRule='ALARM("none")')
    course.call(CW, "DeleteAlarms", AlarmNames=["both"])
    course.call(CW, "SetAlarmState", AlarmName="errors", StateValue="ALARM", StateReason="a try")
    course.check("set", state("errors"), ["ALARM"])
    [found] = course.call(CW, "DescribeAlarms", StateValue="ALARM", AlarmNamePrefix="err")["MetricAlarms"]
    course.check("configuration", (found["Threshold"], found["TreatMissingData"]), (1.5, "notBreaching"))
    course.refused(
        "ResourceNotFound", CW, "SetAlarmState", AlarmName="none", StateValue="OK", StateReason="a try"
    )
    course.check("tags", course.call(CW, "ListTagsForResource", ResourceARN=found["AlarmArn"])["Tags"], [])
    course.call(CW, "DeleteAlarms", AlarmNames=["errors"])
    course.refused("ResourceNotFoundException", CW, "ListTagsForResource", ResourceARN=found["AlarmArn"])
    course.check("deleted", state("errors"), [])


def messages(course: Course) -> None:
    topic = "arn:aws:sns:eu-west-1:111122223333:ops"
    sent = course.call("sns", "Publish", TopicArn=topic, Subject="Released", Message="ü & <x>")
    course.check("an id", len(sent["MessageId"]), 36)
    kept = twin.control("GET", "state")["messages"]
    course.check("kept", [each["message"] for each in kept], ["ü & <x>"])
    course.refused("NotFound", "sns", "Publish", TopicArn=topic.replace("1111", "9999"), Message="x")
    course.refused("InvalidParameter", "sns", "Publish", TopicArn="ops", Message="x")
