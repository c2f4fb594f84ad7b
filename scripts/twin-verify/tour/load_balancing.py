"""Load balancers, target groups, listeners, rules and their tags."""

from tour.course import Course

ELB = "elasticloadbalancing"


def load_balancers(course: Course) -> str:
    made = course.call(ELB, "CreateLoadBalancer", Name="front", Subnets=["subnet-1", "subnet-2"])
    [balancer] = made["LoadBalancers"]
    arn = balancer["LoadBalancerArn"]
    course.check("state at first", balancer["State"], {"Code": "provisioning"})
    course.wait(60)
    found = course.call(ELB, "DescribeLoadBalancers", Names=["front"])["LoadBalancers"]
    course.check("state after a minute", [each["State"]["Code"] for each in found], ["active"])
    course.check("type", found[0]["Type"], "application")
    course.check("scheme", found[0]["Scheme"], "internet-facing")
    course.refused("LoadBalancerNotFound", ELB, "DescribeLoadBalancers", Names=["nobody"])
    course.refused(
        "DuplicateLoadBalancerName",
        ELB,
        "CreateLoadBalancer",
        Name="front",
        Scheme="internal",
        Subnets=["subnet-1", "subnet-2"],
    )

    protection = {"Key": "deletion_protection.enabled", "Value": "true"}
    course.call(ELB, "ModifyLoadBalancerAttributes", LoadBalancerArn=arn, Attributes=[protection])
    attributes = course.call(ELB, "DescribeLoadBalancerAttributes", LoadBalancerArn=arn)["Attributes"]
    course.check("protection is set", protection in attributes, True)
    course.refused("OperationNotPermitted", ELB, "DeleteLoadBalancer", LoadBalancerArn=arn)
    off = {**protection, "Value": "false"}
    course.call(ELB, "ModifyLoadBalancerAttributes", LoadBalancerArn=arn, Attributes=[off])
    return arn


def target_groups(course: Course) -> list[str]:
    def make(name: str, **more: object) -> str:
        made = course.call(
            ELB, "CreateTargetGroup", Name=name, Port=8080, VpcId="vpc-1", Protocol="HTTP", **more
        )
        return made["TargetGroups"][0]["TargetGroupArn"]

    arns = [make("blue", HealthCheckPath="/ready"), make("green")]
    course.check("made again, the same", make("green"), arns[1])
    course.refused(
        "DuplicateTargetGroupName",
        ELB,
        "CreateTargetGroup",
        Name="green",
        Port=80,
        VpcId="vpc-1",
        Protocol="HTTP",
    )
    course.refused("TargetGroupNotFound", ELB, "DescribeTargetGroups", Names=["red"])
    found = course.call(ELB, "DescribeTargetGroups", TargetGroupArns=arns)["TargetGroups"]
    course.check("paths", [each["HealthCheckPath"] for each in found], ["/ready", "/"])
    course.call(
        ELB,
        "ModifyTargetGroup",
        TargetGroupArn=arns[0],
        HealthCheckIntervalSeconds=10,
        HealthyThresholdCount=2,
        Matcher={"HttpCode": "200-299"},
    )
    [blue] = course.call(ELB, "DescribeTargetGroups", Names=["blue"])["TargetGroups"]
    course.check(
        "checks", (blue["HealthCheckIntervalSeconds"], blue["Matcher"]), (10, {"HttpCode": "200-299"})
    )
    course.refused(
        "ValidationError", ELB, "ModifyTargetGroup", TargetGroupArn=arns[0], HealthCheckTimeoutSeconds=60
    )

    delay = {"Key": "deregistration_delay.timeout_seconds", "Value": "60"}
    course.call(ELB, "ModifyTargetGroupAttributes", TargetGroupArn=arns[0], Attributes=[delay])
    attributes = course.call(ELB, "DescribeTargetGroupAttributes", TargetGroupArn=arns[0])["Attributes"]
    course.check("delay is set", delay in attributes, True)
    course.refused(
        "ValidationError",
        ELB,
        "ModifyTargetGroupAttributes",
        TargetGroupArn=arns[0],
        Attributes=[{**delay, "Value": "4000"}],
    )
    return arns


def weights(blue: int, green: int, arns: list[str]) -> list[dict]:
    tuples = [{"TargetGroupArn": arn, "Weight": weight} for arn, weight in zip(arns, (blue, green))]
    return [{"Type": "forward", "ForwardConfig": {"TargetGroups": tuples}}]


def weights_in(actions: list[dict]) -> list[int]:
    return [each["Weight"] for each in actions[-1]["ForwardConfig"]["TargetGroups"]]


def listeners(course: Course, balancer: str, arns: list[str]) -> str:
    made = course.call(
        ELB,
        "CreateListener",
        LoadBalancerArn=balancer,
        Port=80,
        Protocol="HTTP",
        DefaultActions=weights(100, 0, arns),
    )
    listener = made["Listeners"][0]["ListenerArn"]
    course.refused(
        "DuplicateListener",
        ELB,
        "CreateListener",
        LoadBalancerArn=balancer,
        Port=80,
        Protocol="HTTP",
        DefaultActions=weights(0, 100, arns),
    )
    course.refused("ListenerNotFound", ELB, "DescribeListeners", ListenerArns=[f"{listener}0"])
    course.call(ELB, "ModifyListener", ListenerArn=listener, DefaultActions=weights(90, 10, arns))
    [found] = course.call(ELB, "DescribeListeners", LoadBalancerArn=balancer)["Listeners"]
    course.check("weights", weights_in(found["DefaultActions"]), [90, 10])

    answer = {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "503", "MessageBody": "closed"}}
    other = course.call(
        ELB,
        "CreateListener",
        LoadBalancerArn=balancer,
        Port=81,
        Protocol="HTTP",
        DefaultActions=[answer],
    )["Listeners"][0]["ListenerArn"]
    course.call(ELB, "DeleteListener", ListenerArn=other)
    found = course.call(ELB, "DescribeListeners", LoadBalancerArn=balancer)["Listeners"]
    course.check("the one left", [each["Port"] for each in found], [80])
    return listener


def rules(course: Course, listener: str, arns: list[str]) -> str:
    def make(priority: int, path: str) -> str:
        made = course.call(
            ELB,
            "CreateRule",
            ListenerArn=listener,
            Priority=priority,
            Conditions=[{"Field": "path-pattern", "Values": [path]}],
            Actions=weights(1, 0, arns),
        )
        return made["Rules"][0]["RuleArn"]

    first, second = make(10, "/a/*"), make(20, "/b/*")
    course.refused(
        "PriorityInUse",
        ELB,
        "CreateRule",
        ListenerArn=listener,
        Priority=10,
        Conditions=[{"Field": "host-header", "Values": ["a.example"]}],
        Actions=weights(1, 0, arns),
    )
    places = [{"RuleArn": first, "Priority": 20}, {"RuleArn": second, "Priority": 10}]
    course.call(ELB, "SetRulePriorities", RulePriorities=places)
    host = {"Field": "host-header", "HostHeaderConfig": {"Values": ["a.example"]}}
    course.call(ELB, "ModifyRule", RuleArn=first, Conditions=[host], Actions=weights(3, 7, arns))
    found = course.call(ELB, "DescribeRules", ListenerArn=listener)["Rules"]
    course.check("order", [each["Priority"] for each in found], ["10", "20", "default"])
    course.check("weights", weights_in(found[1]["Actions"]), [3, 7])
    course.check("condition", found[1]["Conditions"][0]["Values"], ["a.example"])
    course.call(ELB, "DeleteRule", RuleArn=second)
    course.refused("RuleNotFound", ELB, "DeleteRule", RuleArn=second)
    course.refused("OperationNotPermitted", ELB, "DeleteRule", RuleArn=found[2]["RuleArn"])
    return first


def tags(course: Course, *arns: str) -> None:
    def values() -> list[dict]:
        found = course.call(ELB, "DescribeTags", ResourceArns=[*arns])["TagDescriptions"]
        return [{each["Key"]: each["Value"] for each in one["Tags"]} for one in found]

    wanted = [{"Key": "a b", "Value": "ü & <x>"}, {"Key": "empty", "Value": ""}]
    course.call(ELB, "AddTags", ResourceArns=[*arns], Tags=wanted)
    course.check("there and back", values(), [{"a b": "ü & <x>", "empty": ""}] * len(arns))
    course.call(ELB, "RemoveTags", ResourceArns=[*arns], TagKeys=["empty", "nothing"])
    course.check("one left", values(), [{"a b": "ü & <x>"}] * len(arns))
    course.refused("DuplicateTagKeys", ELB, "AddTags", ResourceArns=[arns[0]], Tags=[wanted[0], wanted[0]])


def targets(course: Course) -> None:
    [group] = course.call(
        ELB, "CreateTargetGroup", Name="addresses", Port=80, VpcId="vpc-1", Protocol="HTTP", TargetType="ip"
    )["TargetGroups"]
    arn = group["TargetGroupArn"]
    course.call(ELB, "RegisterTargets", TargetGroupArn=arn, Targets=[{"Id": "10.0.0.1"}, {"Id": "10.0.0.2"}])
    course.check("registered", course.health(arn), ["unused", "unused"])
    course.refused("ValidationError", ELB, "RegisterTargets", TargetGroupArn=arn, Targets=[{"Id": "here"}])
    course.call(ELB, "DeregisterTargets", TargetGroupArn=arn, Targets=[{"Id": "10.0.0.1"}])
    course.check("left", course.health(arn), ["unused"])
    course.call(ELB, "DeleteTargetGroup", TargetGroupArn=arn)
    course.refused("TargetGroupNotFound", ELB, "DescribeTargetHealth", TargetGroupArn=arn)


def the_end(course: Course, balancer: str, arns: list[str]) -> None:
    course.refused("ResourceInUse", ELB, "DeleteTargetGroup", TargetGroupArn=arns[0])
    course.call(ELB, "DeleteLoadBalancer", LoadBalancerArn=balancer)
    for arn in arns:
        course.call(ELB, "DeleteTargetGroup", TargetGroupArn=arn)
    course.check("target groups", course.call(ELB, "DescribeTargetGroups")["TargetGroups"], [])
