/** The files of examples/iam. */
import { COMMANDS } from './actions.ts'
import { commandPolicy, parkedPolicy, type Where } from './policies.ts'
import { FORMS, type Repository, ROLES, type Role, trustPolicy } from './trust.ts'

export const EXAMPLE: Where & Repository = {
  region: 'eu-west-1',
  account: '111122223333',
  services: ['web'],
  loadBalancer: 'web',
  alarms: '*',
  owner: 'acme',
  ownerId: '1234567',
  name: 'web',
  nameId: '7654321'
}

/** By name of the file, its text. */
export const iamFiles = (of: Where & Repository): ReadonlyMap<string, string> =>
  new Map(
    [
      ...COMMANDS.map(command => [`${command}.json`, commandPolicy(command, of)] as const),
      ['deploy-parked.json', parkedPolicy(of)] as const,
      ...(Object.keys(ROLES) as readonly Role[]).flatMap(role =>
        FORMS.map(form => [`trust-${role}-${form}.json`, trustPolicy(role, form, of)] as const)
      )
    ].map(([name, policy]) => [name, `${laidOut(policy)}\n`])
  )

const WIDTH = 110

/** JSON in the project's own format: a list stands on one line where it fits. */
const laidOut = (value: object): string =>
  JSON.stringify(value, null, 2).replace(
    /^( *)("[^"]+": )?\[\n([^[\]{}]*?)\n *\](,?)$/gm,
    (text, ...parts) => {
      const [indent = '', key = '', items = '', comma = ''] = parts.map(part =>
        part === undefined ? '' : String(part)
      )
      const line = `${indent}${key}[${items.trim().replace(/\n\s*/g, ' ')}]${comma}`
      return line.length <= WIDTH ? line : text
    }
  )
