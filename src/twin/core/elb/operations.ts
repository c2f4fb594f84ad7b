import { describeTargetGroupAttributes, modifyTargetGroupAttributes } from './attributes.ts'
import { describeListeners, describeLoadBalancers, describeRules, describeTargetGroups } from './describe.ts'
import { describeTargetHealth } from './describe-targets.ts'
import { createListener, deleteListener, modifyListener } from './listeners.ts'
import { describeLoadBalancerAttributes, modifyLoadBalancerAttributes } from './load-balancer-attributes.ts'
import { createLoadBalancer, deleteLoadBalancer } from './load-balancers.ts'
import { deregisterTargets, registerTargets } from './registration.ts'
import { createRule, deleteRule, modifyRule, setRulePriorities } from './rules.ts'
import { addTags, describeTags, removeTags } from './tags.ts'
import { createTargetGroup, deleteTargetGroup, modifyTargetGroup } from './target-groups.ts'

export const loadBalancing = {
  reads: {
    DescribeListeners: describeListeners,
    DescribeLoadBalancerAttributes: describeLoadBalancerAttributes,
    DescribeLoadBalancers: describeLoadBalancers,
    DescribeRules: describeRules,
    DescribeTags: describeTags,
    DescribeTargetGroupAttributes: describeTargetGroupAttributes,
    DescribeTargetGroups: describeTargetGroups,
    DescribeTargetHealth: describeTargetHealth
  },
  writes: {
    AddTags: addTags,
    CreateListener: createListener,
    CreateLoadBalancer: createLoadBalancer,
    CreateRule: createRule,
    CreateTargetGroup: createTargetGroup,
    DeleteListener: deleteListener,
    DeleteLoadBalancer: deleteLoadBalancer,
    DeleteRule: deleteRule,
    DeleteTargetGroup: deleteTargetGroup,
    DeregisterTargets: deregisterTargets,
    ModifyListener: modifyListener,
    ModifyLoadBalancerAttributes: modifyLoadBalancerAttributes,
    ModifyRule: modifyRule,
    ModifyTargetGroup: modifyTargetGroup,
    ModifyTargetGroupAttributes: modifyTargetGroupAttributes,
    RegisterTargets: registerTargets,
    RemoveTags: removeTags,
    SetRulePriorities: setRulePriorities
  }
}
