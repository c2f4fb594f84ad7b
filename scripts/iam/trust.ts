/** Who may take a role: jobs of one repository, told apart by the subject of the token that GitHub gives them. */

export interface Repository {
  readonly account: string
  readonly owner: string
  readonly ownerId: string
  readonly name: string
  readonly nameId: string
}

/**
 * `plain`: repositories from before 15 July 2026. `immutable`: created, renamed or transferred since then; their subject
 * has the ids of owner and repository (GitHub Docs, OpenID Connect reference).
 */
export const FORMS = ['plain', 'immutable'] as const
export type Form = (typeof FORMS)[number]

/**
 * The end of the subject. A job with `environment:` has its name there whatever its branch, one without it has its ref.
 * The reviewers of finalize's environment stand between a job and its role.
 */
export const ROLES = {
  status: 'ref:refs/heads/main',
  release: 'environment:production',
  finalize: 'environment:cleanup'
} as const
export type Role = keyof typeof ROLES

const ISSUER = 'token.actions.githubusercontent.com'

export const subject = (role: Role, form: Form, { owner, ownerId, name, nameId }: Repository): string =>
  form === 'plain'
    ? `repo:${owner}/${name}:${ROLES[role]}`
    : `repo:${owner}@${ownerId}/${name}@${nameId}:${ROLES[role]}`

export const trustPolicy = (role: Role, form: Form, repository: Repository): object => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: `arn:aws:iam::${repository.account}:oidc-provider/${ISSUER}` },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: {
          [`${ISSUER}:aud`]: 'sts.amazonaws.com',
          [`${ISSUER}:sub`]: subject(role, form, repository)
        }
      }
    }
  ]
})
