output "address" {
  value = aws_lb.this.dns_name
}

output "groups" {
  description = "What bg-release finds by the prefix."
  value       = values(aws_autoscaling_group.this)[*].name
}
