locals {
  # Shared: one target group for both colours.
  target_groups = var.topology == "split" ? toset(["blue", "green"]) : toset(["shared"])
  target_group_of = {
    for colour in ["blue", "green"] :
    colour => aws_lb_target_group.this[var.topology == "split" ? colour : "shared"].arn
  }
  # Where a new listener begins. From then on weights belong to bg-release.
  first_weights = { for key in local.target_groups : key => key == "green" ? 0 : 100 }
}

resource "aws_security_group" "load_balancer" {
  name_prefix = "${var.service}-load-balancer-"
  description = "Users to the load balancer"
  vpc_id      = var.vpc_id

  dynamic "ingress" {
    for_each = [80, 443]
    content {
      protocol    = "tcp"
      from_port   = ingress.value
      to_port     = ingress.value
      cidr_blocks = ["0.0.0.0/0"]
    }
  }

  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_lb" "this" {
  name               = var.service
  load_balancer_type = "application"
  subnets            = var.load_balancer_subnets
  security_groups    = [aws_security_group.load_balancer.id]
}

resource "aws_lb_target_group" "this" {
  for_each = local.target_groups

  name        = each.key == "shared" ? var.service : "${var.service}-${each.key}"
  vpc_id      = var.vpc_id
  target_type = "instance"
  protocol    = "HTTP"
  port        = 80
  # A release waits for as long until the old colour has drained.
  deregistration_delay = 60

  health_check {
    path                = var.health_check_path
    interval            = 10
    healthy_threshold   = 2
    unhealthy_threshold = 3
  }
}

# The listener that serves: HTTP alone, or HTTPS behind a redirect.
resource "aws_lb_listener" "service" {
  load_balancer_arn = aws_lb.this.arn
  port              = var.certificate_arn == null ? 80 : 443
  protocol          = var.certificate_arn == null ? "HTTP" : "HTTPS"
  certificate_arn   = var.certificate_arn
  ssl_policy        = var.certificate_arn == null ? null : "ELBSecurityPolicy-TLS13-1-2-2021-06"

  default_action {
    type = "forward"

    forward {
      dynamic "target_group" {
        for_each = local.first_weights
        content {
          arn    = aws_lb_target_group.this[target_group.key].arn
          weight = target_group.value
        }
      }
    }
  }

  lifecycle {
    # The weights say which colour is live: an apply would send everybody to blue. The tags are a release's notes.
    ignore_changes = [default_action, tags, tags_all]
  }
}

resource "aws_lb_listener" "redirect" {
  count = var.certificate_arn == null ? 0 : 1

  load_balancer_arn = aws_lb.this.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "redirect"

    redirect {
      protocol    = "HTTPS"
      port        = "443"
      status_code = "HTTP_301"
    }
  }
}
