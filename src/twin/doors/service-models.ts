import { autoscaling } from '../shapes/autoscaling.ts'
import { cloudwatch } from '../shapes/cloudwatch.ts'
import { elbv2 } from '../shapes/elbv2.ts'
import type { ServiceModel } from '../shapes/shape.ts'
import { sns } from '../shapes/sns.ts'
import { Refusal } from './refusal.ts'

const MODELS = [autoscaling, elbv2, cloudwatch, sns]

/** @throws Refusal InvalidAction for a service that the twin does not simulate. */
export function modelOf(service: string): ServiceModel {
  const model = MODELS.find(candidate => candidate.service === service)
  if (model === undefined)
    throw new Refusal(
      400,
      'InvalidAction',
      `The twin simulates ${MODELS.map(candidate => candidate.service).join(', ')}; the request is signed for ${service}`
    )
  return model
}
