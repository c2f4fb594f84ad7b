"""Target groups of a group, told in two ways."""

from tour.course import Course

ASG = "autoscaling"
WEB = {"AutoScalingGroupName": "web"}


def target_groups(course: Course, arns: list[str]) -> None:
    def states() -> dict[str, str]:
        found = course.call(ASG, "DescribeLoadBalancerTargetGroups", **WEB)["LoadBalancerTargetGroups"]
        return {each["LoadBalancerTargetGroupARN"]: each["State"] for each in found}

    blue, green = arns
    course.check("at first", states(), {blue: "InService"})
    course.call(ASG, "AttachLoadBalancerTargetGroups", TargetGroupARNs=[green], **WEB)
    course.check("adding", states(), {blue: "InService", green: "Adding"})
    course.wait(120)
    course.check("added", states(), {blue: "InService", green: "InService"})
    course.check("healthy", set(course.health(green)), {"healthy"})
    course.refused(
        "ValidationError", ASG, "AttachLoadBalancerTargetGroups", TargetGroupARNs=[f"{green}0"], **WEB
    )
    course.call(ASG, "DetachLoadBalancerTargetGroups", TargetGroupARNs=[green], **WEB)
    course.check("removing", states(), {blue: "InService", green: "Removing"})
    course.check("draining", set(course.health(green)), {"draining"})
    course.wait(310)
    course.check("removed", (states(), course.health(green)), ({blue: "InService"}, []))
    course.refused(
        "ValidationError", ASG, "DetachLoadBalancerTargetGroups", TargetGroupARNs=[green], **WEB
    )


def traffic_sources(course: Course, arns: list[str]) -> None:
    def states() -> dict[str, str]:
        found = course.call(ASG, "DescribeTrafficSources", **WEB)["TrafficSources"]
        return {each["Identifier"]: each["State"] for each in found}

    blue, green = arns
    source = [{"Identifier": green, "Type": "elbv2"}]
    course.call(ASG, "AttachTrafficSources", TrafficSources=source, **WEB)
    course.wait(120)
    course.check("added", states(), {blue: "InService", green: "InService"})
    course.call(ASG, "DetachTrafficSources", TrafficSources=source, **WEB)
    course.check("removing", states(), {blue: "InService", green: "Removing"})
    course.wait(310)
    course.check("removed", states(), {blue: "InService"})
    course.refused("ValidationError", ASG, "DetachTrafficSources", TrafficSources=source, **WEB)
