import { AwsFault, invalid } from '../fault.ts'
import { type Input, missing, optionalFlag, optionalText, text } from '../input.ts'
import { record } from '../record.ts'
import type { ActionsPlace, Shape } from './model.ts'

/** ELBv2 API Reference, AuthenticateOidcActionConfig and AuthenticateCognitoActionConfig. */
const DEFAULTS: Shape = {
  SessionCookieName: 'AWSELBAuthSessionCookie',
  Scope: 'openid',
  SessionTimeout: 604_800,
  OnUnauthenticatedRequest: 'authenticate'
}

const KINDS = {
  'authenticate-oidc': {
    member: 'AuthenticateOidcConfig',
    required: ['Issuer', 'AuthorizationEndpoint', 'TokenEndpoint', 'UserInfoEndpoint', 'ClientId']
  },
  'authenticate-cognito': {
    member: 'AuthenticateCognitoConfig',
    required: ['UserPoolArn', 'UserPoolClientId', 'UserPoolDomain']
  }
} as const

/**
 * Reads an authentication action. The client secret is needed but never answered; who writes an action back that he has
 * read says `UseExistingClientSecret` instead (ELBv2 API Reference, AuthenticateOidcActionConfig).
 */
export function readAuthentication(
  action: Input,
  type: keyof typeof KINDS,
  { protocol, before }: ActionsPlace
): Shape {
  if (protocol !== 'HTTPS') {
    throw new AwsFault(
      'InvalidLoadBalancerAction',
      `Actions of type '${type}' are supported only on HTTPS listeners`
    )
  }
  const { member, required } = KINDS[type]
  const given = record(action, member)
  if (given === undefined) throw missing(member)
  for (const each of required) text(given, each)
  const { ClientSecret: _secret, UseExistingClientSecret: _keep, ...config } = given
  if (type === 'authenticate-oidc') needSecret(given, before)
  return { [member]: { ...DEFAULTS, ...config } }
}

/** ASSUMED: the wordings, and that a secret is found again by issuer and client id. */
function needSecret(given: Input, before: readonly Shape[]): void {
  if (optionalText(given, 'ClientSecret') !== undefined) return
  if (optionalFlag(given, 'UseExistingClientSecret') !== true)
    throw invalid('You must specify either a client secret or UseExistingClientSecret')
  const known = before.some(each => {
    const config = record(each, 'AuthenticateOidcConfig')
    return config?.Issuer === given.Issuer && config?.ClientId === given.ClientId
  })
  if (!known) throw invalid('There is no existing client secret to use')
}
