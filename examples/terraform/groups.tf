data "aws_ssm_parameter" "machine_image" {
  name = var.machine_image
}

resource "aws_security_group" "instances" {
  name_prefix = "${var.service}-instances-"
  description = "The load balancer to the instances"
  vpc_id      = var.vpc_id

  ingress {
    protocol        = "tcp"
    from_port       = 80
    to_port         = 80
    security_groups = [aws_security_group.load_balancer.id]
  }

  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_launch_template" "this" {
  name                   = var.service
  image_id               = data.aws_ssm_parameter.machine_image.value
  instance_type          = var.instance_type
  vpc_security_group_ids = [aws_security_group.instances.id]

  metadata_options {
    http_endpoint = "enabled"
    http_tokens   = "required"
    # The container's own way to the metadata service needs 2.
    http_put_response_hop_limit = 1
    # Instances read their version here.
    instance_metadata_tags = "enabled"
  }

  user_data = base64encode(join("\n", [
    "#!/bin/bash",
    "export PUBLISH=80:${var.container_port}",
    file("${path.module}/../user-data/boot.sh"),
  ]))
}

resource "aws_autoscaling_group" "this" {
  for_each = toset(["blue", "green"])

  name = "${var.service}-${each.key}"
  # Empty at first: the first release gives sizes and a version (initial-capacity).
  min_size                  = 0
  max_size                  = var.max_size
  vpc_zone_identifier       = var.instance_subnets
  target_group_arns         = [local.target_group_of[each.key]]
  health_check_type         = "ELB"
  health_check_grace_period = 180
  wait_for_capacity_timeout = "0"

  # A new version replaces nobody: the next release starts from it. No instance_refresh.
  launch_template {
    id      = aws_launch_template.this.id
    version = aws_launch_template.this.latest_version
  }

  tag {
    key                 = "Name"
    value               = "${var.service}-${each.key}"
    propagate_at_launch = true
  }

  # The group's consent to be released. docker:image:version and bg-release:* belong to bg-release.
  tag {
    key                 = "docker:image:name"
    value               = var.image_name
    propagate_at_launch = true
  }

  lifecycle {
    # What a release moves. An apply that took the tags away would be answered with BGR-JOURNAL, one that gave the sizes
    # back would end the live colour, and one that resumed the processes would let both colours scale.
    ignore_changes = [min_size, max_size, desired_capacity, suspended_processes, tag]
  }
}
