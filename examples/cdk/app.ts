import { App, Stack } from 'aws-cdk-lib'
import { Vpc } from 'aws-cdk-lib/aws-ec2'
import { BlueGreenPair } from './blue-green-pair.ts'

const app = new App()
const context = (name: string): string => String(app.node.tryGetContext(name))

const stack = new Stack(app, 'Web')
new BlueGreenPair(stack, 'Pair', {
  service: context('service'),
  topology: context('topology') === 'split' ? 'split' : 'shared',
  // Switched on after the first release, see README.md.
  scaling: context('scaling') === 'on',
  // The live colour, for an update that changes the listener.
  live: context('live') === 'green' ? 'green' : 'blue',
  imageName: 'acme/web',
  vpc: new Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 1 })
})
