variable "service" {
  description = "The groups are called SERVICE-blue and SERVICE-green."
  type        = string
  default     = "web"
}

variable "topology" {
  description = "shared: both colours in one target group. split: one each, and weights. Decided once."
  type        = string
  default     = "shared"

  validation {
    condition     = contains(["shared", "split"], var.topology)
    error_message = "The topology is shared or split."
  }
}

variable "scaling" {
  description = "Policies and schedules on both groups. Switched on after the first release, see README.md."
  type        = bool
  default     = false
}

variable "image_name" {
  description = "Docker repository, the value of the tag docker:image:name."
  type        = string
  default     = "acme/web"
}

variable "container_port" {
  type    = number
  default = 8080
}

variable "health_check_path" {
  type    = string
  default = "/health"
}

variable "max_size" {
  description = "MaxSize of both groups when they are made. Later it is changed by releases and by you, not from here."
  type        = number
  default     = 6
}

variable "vpc_id" {
  type = string
}

variable "load_balancer_subnets" {
  type = list(string)
}

variable "instance_subnets" {
  description = "They need a way to the registry of the image."
  type        = list(string)
}

variable "certificate_arn" {
  description = "With a certificate there is an HTTPS listener, and HTTP redirects to it."
  type        = string
  default     = null
}

variable "instance_type" {
  type    = string
  default = "t3.small"
}

variable "machine_image" {
  description = "SSM parameter that names a machine image with Docker and curl."
  type        = string
  default     = "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id"
}
