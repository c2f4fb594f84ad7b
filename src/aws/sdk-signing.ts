import type { AutoScalingClient } from '@aws-sdk/client-auto-scaling'
import type { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2'
import { ForeignHostError } from './hosts.ts'

export type SdkClient = AutoScalingClient | ElasticLoadBalancingV2Client

export interface SigningRules {
  readonly date: () => Date
  readonly mayReceive: (host: string) => boolean
  /** Added to every request, and signed with the rest. */
  readonly headers: Readonly<Record<string, string>>
}

/**
 * Makes the client sign with the date and for the hosts that we name.
 *
 * "In most cases, a request must reach AWS within five minutes of the time stamp in the request" (IAM User Guide,
 * Signature Version 4): a change signed with the time of the look that justified it cannot take place long after it, from
 * a frozen process or a slow network. The SDK hands its own date to the signer (its clock, corrected by what servers
 * claim), so the signer is wrapped; `disableClockSkewCorrection` keeps the SDK from repeating requests with refused dates.
 *
 * The host is looked at here because after this nothing can change it any more: a profile in `~/.aws/config` can name an
 * endpoint just as the environment can.
 */
export function ruleSigning(client: SdkClient, rules: SigningRules): void {
  const resolveSigner = client.config.signer
  client.config.signer = async authScheme => {
    const signer = await resolveSigner(authScheme)
    return {
      sign(request, options) {
        if (!rules.mayReceive(request.hostname)) {
          throw new ForeignHostError(
            `${JSON.stringify(request.hostname)} is no host of the AWS API: nothing is signed for it`
          )
        }
        const headers = { ...request.headers, ...rules.headers }
        return signer.sign({ ...request, headers }, { ...options, signingDate: rules.date() })
      }
    }
  }
}
