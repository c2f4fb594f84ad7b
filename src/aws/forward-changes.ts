import type {
  Action,
  AddTagsInput,
  ModifyListenerInput,
  ModifyRuleInput,
  RemoveTagsInput
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Change } from '../release/ports.ts'
import type { AwsCall } from './transport.ts'

export type ForwardChange = Extract<Change, { readonly forward: string }>

/** The one call of a change of a listener or rule. @throws RangeError where it would mean something else */
export function toForwardCall(change: ForwardChange): Omit<AwsCall, 'signedAt'> {
  const { forward } = change
  if (forward === '') throw new RangeError('no listener or rule given')
  switch (change.kind) {
    case 'tag-forward': {
      const tags = change.tags.map(({ key, value }) => ({ Key: key, Value: value }))
      if (tags.length === 0) throw new RangeError('no tags given')
      return call('AddTags', { ResourceArns: [forward], Tags: tags } satisfies AddTagsInput)
    }
    case 'untag-forward':
      if (change.keys.length === 0) throw new RangeError('no keys given')
      return call('RemoveTags', {
        ResourceArns: [forward],
        TagKeys: [...change.keys]
      } satisfies RemoveTagsInput)
    case 'weigh': {
      const actions = (JSON.parse(change.actions) as Action[]).map(keepSecret)
      return change.of === 'listener'
        ? call('ModifyListener', {
            ListenerArn: forward,
            DefaultActions: actions
          } satisfies ModifyListenerInput)
        : call('ModifyRule', { RuleArn: forward, Actions: actions } satisfies ModifyRuleInput)
    }
  }
}

const call = (operation: string, input: AwsCall['input']): Omit<AwsCall, 'signedAt'> => ({
  service: 'elasticloadbalancing',
  operation,
  input
})

/** AWS never answers a client secret, and keeps the one it has where it is told to (AuthenticateOidcActionConfig). */
const keepSecret = (action: Action): Action =>
  action.AuthenticateOidcConfig === undefined
    ? action
    : {
        ...action,
        AuthenticateOidcConfig: { ...action.AuthenticateOidcConfig, UseExistingClientSecret: true }
      }
