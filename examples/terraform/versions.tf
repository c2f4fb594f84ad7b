terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.40"
    }
  }
}

provider "aws" {
  # Tags of bg-release are never read as a difference: those of groups, listeners and rules.
  ignore_tags {
    keys         = ["docker:image:version"]
    key_prefixes = ["bg-release:"]
  }
}
