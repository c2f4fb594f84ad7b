"""moto's errors about load balancers, target groups, listeners and rules."""

from known.check import Check
from known.side import Side, outcome


def health(side: Side) -> object:
    arn = side.target_group()
    side.listener(arn)
    side.group("web", TargetGroupARNs=[arn])
    side.autoscaling.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=1)
    side.wait(25)
    return side.health(arn)


def health_unused(side: Side) -> object:
    arn = side.target_group()
    side.group("web", DesiredCapacity=1, TargetGroupARNs=[arn])
    return side.health(arn)


def ended(side: Side) -> object:
    arn = side.target_group()
    side.listener(arn)
    side.group("web", DesiredCapacity=1, TargetGroupARNs=[arn])
    side.autoscaling.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=0)
    side.wait(400)
    return side.health(arn)


def balancer_of(side: Side, listener: str) -> str:
    return side.elb.describe_listeners(ListenerArns=[listener])["Listeners"][0]["LoadBalancerArn"]


def listener_twice(side: Side) -> object:
    balancer = balancer_of(side, side.listener(side.target_group()))
    closed = {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "503"}}
    return outcome(
        side.elb.create_listener,
        LoadBalancerArn=balancer,
        Protocol="HTTP",
        Port=80,
        DefaultActions=[closed],
    )


def ssl_policy(side: Side) -> object:
    listener = side.listener(side.target_group())
    return side.elb.describe_listeners(ListenerArns=[listener])["Listeners"][0].get("SslPolicy")


def protected(side: Side) -> object:
    balancer = balancer_of(side, side.listener(side.target_group()))
    side.elb.modify_load_balancer_attributes(
        LoadBalancerArn=balancer, Attributes=[{"Key": "deletion_protection.enabled", "Value": "true"}]
    )
    return outcome(side.elb.delete_load_balancer, LoadBalancerArn=balancer)


def still_used(side: Side) -> object:
    arn = side.target_group()
    side.elb.delete_load_balancer(LoadBalancerArn=balancer_of(side, side.listener(arn)))
    return len(side.elb.describe_target_groups()["TargetGroups"][0]["LoadBalancerArns"])


def target_group_twice(side: Side) -> object:
    side.target_group()
    return outcome(side.target_group)


def deleted_twice(side: Side) -> object:
    arn = side.target_group()
    side.elb.delete_target_group(TargetGroupArn=arn)
    return outcome(side.elb.delete_target_group, TargetGroupArn=arn)


def tags_of_none(side: Side) -> object:
    arn = side.target_group()
    side.elb.delete_target_group(TargetGroupArn=arn)
    return outcome(side.elb.describe_tags, ResourceArns=[arn])


def rules(side: Side) -> list[str]:
    arn = side.target_group()
    listener = side.listener(arn)
    return [
        side.elb.create_rule(
            ListenerArn=listener,
            Priority=priority,
            Conditions=[{"Field": "path-pattern", "Values": [f"/{priority}"]}],
            Actions=[{"Type": "forward", "TargetGroupArn": arn}],
        )["Rules"][0]["RuleArn"]
        for priority in (1, 2)
    ]


def swapped(side: Side) -> object:
    wanted = zip(rules(side), (2, 1))
    return outcome(
        side.elb.set_rule_priorities,
        RulePriorities=[{"RuleArn": arn, "Priority": priority} for arn, priority in wanted],
    )


def rule_deleted_twice(side: Side) -> object:
    first = rules(side)[0]
    side.elb.delete_rule(RuleArn=first)
    return outcome(side.elb.delete_rule, RuleArn=first)


def attributes(side: Side) -> object:
    delay = {"Key": "deregistration_delay.timeout_seconds", "Value": "60"}
    answer = side.elb.modify_target_group_attributes(TargetGroupArn=side.target_group(), Attributes=[delay])
    return len(answer["Attributes"]) > 1


CHECKS = [
    Check("a target is healthy at once", health, ["initial"], ["healthy"]),
    Check("a target that nothing uses is healthy", health_unused, ["unused"], ["healthy"]),
    Check("an instance that ended stays a target", ended, [], ["healthy"]),
    Check("a second listener on a port", listener_twice, "DuplicateListener", "accepted"),
    Check("an HTTP listener has an SslPolicy", ssl_policy, None, "ELBSecurityPolicy-2016-08"),
    Check("protection against deletion", protected, "OperationNotPermitted", "accepted"),
    Check("a deleted load balancer uses a target group", still_used, 0, 1),
    Check("a target group is made again", target_group_twice, "accepted", "DuplicateTargetGroupName"),
    Check("a target group is deleted again", deleted_twice, "accepted", "TargetGroupNotFound"),
    Check("tags of a deleted target group", tags_of_none, "TargetGroupNotFound", "accepted"),
    Check("rules change places", swapped, "accepted", "PriorityInUse"),
    Check("a rule is deleted again", rule_deleted_twice, "RuleNotFound", "accepted"),
    Check("ModifyTargetGroupAttributes answers with all", attributes, True, False),
]
