# The same on both groups. bg-release moves neither with keep-idle-scaling: true; only the live group's are in force.

locals {
  scaled = { for colour, group in aws_autoscaling_group.this : colour => group.name if var.scaling }
}

resource "aws_autoscaling_policy" "cpu" {
  for_each = local.scaled

  name                   = "cpu"
  autoscaling_group_name = each.value
  policy_type            = "TargetTrackingScaling"

  target_tracking_configuration {
    target_value = 50

    predefined_metric_specification {
      predefined_metric_type = "ASGAverageCPUUtilization"
    }
  }
}

resource "aws_autoscaling_schedule" "morning" {
  for_each = local.scaled

  scheduled_action_name  = "morning"
  autoscaling_group_name = each.value
  recurrence             = "0 7 * * MON-FRI"
  time_zone              = "Europe/Berlin"
  min_size               = 3
  # Left out they would be 0: the schedule would end the service.
  max_size         = -1
  desired_capacity = -1
}

resource "aws_autoscaling_schedule" "evening" {
  for_each = local.scaled

  scheduled_action_name  = "evening"
  autoscaling_group_name = each.value
  recurrence             = "0 20 * * MON-FRI"
  time_zone              = "Europe/Berlin"
  min_size               = 2
  max_size               = -1
  desired_capacity       = -1
}
