import { newId } from './seed.ts'
import type { GitHubWorld, Repository } from './world.ts'
import type { Environment } from './world-actions.ts'

/** Names of environments are compared whatever their case. */
export function findEnvironment(repository: Repository, name: string): Environment | undefined {
  const folded = name.toLowerCase()
  return Object.values(repository.environments).find(each => each.name.toLowerCase() === folded)
}

/**
 * The environment of that name, made without any rule where there is none: what a job or a deployment that names an
 * unknown one does (docs, "Managing environments for deployment").
 */
export function environmentFor(world: GitHubWorld, repository: Repository, name: string): Environment {
  const found = findEnvironment(repository, name)
  if (found !== undefined) return found
  const made: Environment = {
    id: newId(world),
    name,
    createdAt: world.now,
    updatedAt: world.now,
    canAdminsBypass: true,
    rules: [],
    customRules: []
  }
  repository.environments[name] = made
  return made
}

/** Whether a job of the environment waits for somebody or something before it starts. */
export const holdsJobs = ({ rules, customRules }: Environment): boolean =>
  rules.some(({ type }) => type !== 'branch_policy') || customRules.some(({ enabled }) => enabled)
