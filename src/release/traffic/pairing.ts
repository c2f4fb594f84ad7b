import type { Finding } from '../codes.ts'
import type { Colour, Observation } from '../world.ts'
import { targetGroupName } from './forward.ts'

/** The two target groups that stand for each other: requests go to the one or to the other. ARNs. */
export type Pairing = Readonly<Record<Colour, string>>

/**
 * Which target group of one colour stands for which of the other: the only ones, or those whose names differ in the
 * colour alone (`api-blue-8080`, `api-green-8080`).
 */
export function pairingsOf({ groups }: Pick<Observation, 'groups'>): readonly Pairing[] | Finding {
  const { blue, green } = groups
  const [onlyBlue, ...moreBlue] = blue.targetGroups
  const [onlyGreen, ...moreGreen] = green.targetGroups
  if (onlyBlue && onlyGreen && moreBlue.length + moreGreen.length === 0) {
    return [{ blue: onlyBlue, green: onlyGreen }]
  }
  const found: Pairing[] = []
  for (const arn of blue.targetGroups) {
    const matches = green.targetGroups.filter(each => colourless(each) === colourless(arn))
    const [match, ...others] = matches
    if (match === undefined || others.length > 0) return unpaired(arn, groups)
    found.push({ blue: arn, green: match })
  }
  const lonely = green.targetGroups.find(arn => !found.some(pairing => pairing.green === arn))
  return lonely === undefined ? found : unpaired(lonely, groups)
}

const colourless = (arn: string): string => targetGroupName(arn).replace(/blue|green/gi, '*')

const unpaired = (arn: string, { blue, green }: Observation['groups']): Finding => ({
  code: 'BGR-TARGET-GROUPS-DIFFER',
  message: `${blue.name} has the target groups ${names(blue.targetGroups)} and ${green.name} has ${names(green.targetGroups)}, and none of the other colour stands for ${targetGroupName(arn)} alone.`,
  fix: 'Give both groups as many target groups, with names that differ in the colour only (api-blue, api-green).'
})

const names = (arns: readonly string[]): string => arns.map(targetGroupName).join(', ')
