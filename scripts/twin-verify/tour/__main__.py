"""Visits every operation of the twin by one client: python -m tour boto3|cli TABLE, a file with `service.Operation`s."""

import json
import sys
from pathlib import Path

from drivers import Boto3, Cli
from tour import auto_scaling, lifecycle, load_balancing, scaling, traffic, watching
from tour.course import Course


def travel(course: Course) -> None:
    def stop(name: str, visit, *given):
        course.place, before = name, course.refusals
        found = visit(course, *given)
        if course.refusals == before:
            course.report.fail(f"{name}: no call of this stop was refused")
        return found

    balancer = stop("load balancers", load_balancing.load_balancers)
    arns = stop("target groups", load_balancing.target_groups)
    listener = stop("listeners", load_balancing.listeners, balancer, arns)
    rule = stop("rules", load_balancing.rules, listener, arns)
    stop("tags of load balancing", load_balancing.tags, balancer, arns[0], listener, rule)
    stop("targets", load_balancing.targets)
    stop("groups", auto_scaling.groups, arns[0])
    stop("sizes", auto_scaling.sizes)
    stop("instances", auto_scaling.instances, arns[0])
    stop("tags of groups", auto_scaling.tags)
    stop("processes", auto_scaling.processes)
    stop("policies", scaling.policies)
    stop("scheduled actions", scaling.schedules)
    stop("traffic", traffic.target_groups, arns)
    stop("traffic sources", traffic.traffic_sources, arns)
    stop("lifecycle hooks", lifecycle.hooks)
    stop("warm pool", lifecycle.warm_pool)
    stop("instance refreshes", lifecycle.refreshes)
    stop("health of instances", lifecycle.health)
    stop("membership", lifecycle.membership)
    stop("activities", auto_scaling.activities)
    stop("alarms", watching.alarms)
    stop("messages", watching.messages)
    stop("the end of load balancing", load_balancing.the_end, balancer, arns)
    stop("the end of groups", auto_scaling.the_end)


def main() -> None:
    client, table = sys.argv[1:]
    course = Course({"boto3": Boto3, "cli": Cli}[client])
    try:
        travel(course)
    except Exception as error:  # One stop builds on another, so this is the end of the tour.
        course.report.fail(f"{course.place}: {type(error).__name__}: {error}")
    for operation in sorted(set(json.loads(Path(table).read_text())) - course.visited):
        course.report.fail(f"{operation} was not visited")
    course.report.finish(operations=len(course.visited))


main()
