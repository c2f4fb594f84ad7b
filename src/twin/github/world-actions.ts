import type { Actor } from './actor.ts'

/** The part of the simulated GitHub that workflows, environments and deployments make up. */
export interface Environment {
  readonly id: number
  readonly name: string
  readonly createdAt: number
  updatedAt: number
  canAdminsBypass: boolean
  rules: ProtectionRule[]
  /** Rules by GitHub Apps. */
  customRules: CustomRule[]
}

export type ProtectionRule =
  | {
      readonly id: number
      readonly type: 'required_reviewers'
      readonly preventSelfReview: boolean
      readonly reviewers: readonly Reviewer[]
    }
  /** Minutes. */
  | { readonly id: number; readonly type: 'wait_timer'; readonly waitTimer: number }
  | {
      readonly id: number
      readonly type: 'branch_policy'
      readonly protectedBranches: boolean
      readonly customBranchPolicies: boolean
    }

export type Reviewer =
  | { readonly type: 'User'; readonly actor: Actor }
  | { readonly type: 'Team'; readonly id: number; readonly slug: string }

export interface CustomRule {
  readonly id: number
  readonly enabled: boolean
  readonly app: { readonly id: number; readonly slug: string }
}

export interface Run {
  readonly id: number
  readonly name: string
  /** E.g. `.github/workflows/release.yml`. */
  readonly path: string
  readonly number: number
  readonly event: string
  readonly headBranch: string
  readonly headSha: string
  readonly actor: Actor
  triggeringActor: Actor
  /** Of the newest attempt, 1 or more. */
  attempt: number
  readonly createdAt: number
  status: 'queued' | 'in_progress' | 'waiting' | 'completed'
  conclusion?: Conclusion
  /** Of all attempts. */
  jobs: Job[]
  /** Of all attempts: GitHub keeps them by run and tells neither attempt nor time. */
  approvals: Approval[]
}

export type Conclusion = 'success' | 'failure' | 'cancelled' | 'skipped'

export interface Job {
  /** Of the job and of its check run. */
  readonly id: number
  readonly attempt: number
  readonly name: string
  status: 'queued' | 'in_progress' | 'waiting' | 'completed'
  conclusion?: Conclusion
  readonly createdAt: number
  startedAt?: number
  completedAt?: number
  /** Name of the environment that the job names. While it waits the environment's deployment is pending. */
  readonly environment?: string
  /** The deployment that GitHub made for the job; absent without an environment or with `deployment: false`. */
  readonly deployment?: number
}

export interface Approval {
  readonly state: 'approved' | 'rejected' | 'pending'
  readonly comment: string
  readonly user: Actor
  /** Names of environments. */
  readonly environments: readonly string[]
}

export type DeploymentState =
  | 'queued'
  | 'pending'
  | 'in_progress'
  | 'success'
  | 'failure'
  | 'error'
  | 'inactive'

export interface DeploymentStatus {
  readonly id: number
  readonly state: DeploymentState
  readonly description: string
  readonly environment: string
  readonly environmentUrl: string
  readonly logUrl: string
  readonly creator: Actor
  readonly createdAt: number
}

export interface Deployment {
  readonly id: number
  readonly sha: string
  readonly ref: string
  readonly task: string
  readonly environment: string
  readonly description: string
  /** As it was given: an object, or JSON text. */
  readonly payload: Readonly<Record<string, unknown>> | string
  readonly transient: boolean
  readonly production: boolean
  readonly creator: Actor
  readonly createdAt: number
  /** Oldest first. */
  statuses: DeploymentStatus[]
}
