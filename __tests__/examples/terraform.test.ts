import { expect, test } from '@jest/globals'
import { terraformFindings } from '../../scripts/examples/terraform-findings.ts'

/** As read_hcl.py reads a sound configuration: text and labels with their quotation marks. */
const sound = () => ({
  provider: [
    { '"aws"': { ignore_tags: [{ keys: ['"docker:image:version"'], key_prefixes: ['"bg-release:"'] }] } }
  ],
  resource: [
    {
      '"aws_autoscaling_group"': {
        '"this"': {
          // biome-ignore lint/suspicious/noTemplateCurlyInString: HCL.
          for_each: '${toset(["blue", "green"])}',
          min_size: 0,
          tag: [{ key: '"docker:image:name"', value: '"acme/web"', propagate_at_launch: true }],
          lifecycle: [
            { ignore_changes: ['min_size', 'max_size', 'desired_capacity', 'suspended_processes', 'tag'] }
          ]
        }
      }
    },
    {
      '"aws_lb_listener"': {
        '"service"': {
          default_action: [{ type: '"forward"' }],
          lifecycle: [{ ignore_changes: ['default_action', 'tags', 'tags_all'] }]
        }
      }
    },
    { '"aws_autoscaling_schedule"': { '"night"': { min_size: 1, max_size: -1, desired_capacity: -1 } } },
    {
      '"aws_launch_template"': {
        '"this"': {
          metadata_options: [{ http_tokens: '"required"', instance_metadata_tags: '"enabled"' }],
          // biome-ignore lint/suspicious/noTemplateCurlyInString: HCL.
          user_data: '${base64encode(file("${path.module}/../user-data/boot.sh"))}'
        }
      }
    }
  ]
})

test('a configuration that leaves a release alone has no findings', () => {
  expect(terraformFindings(sound())).toEqual([])
})

test.each([
  ['"suspended_processes",', '', /changes suspended_processes of aws_autoscaling_group.this/],
  ['"desired_capacity",', '', /changes desired_capacity of aws_autoscaling_group.this/],
  [',"tag"]', ']', /changes tag of aws_autoscaling_group.this/],
  ['"default_action",', '', /changes default_action of aws_lb_listener.service/],
  ['"min_size":0', '"min_size":2', /start instances before/],
  ['"min_size":0', '"min_size":0,"instance_refresh":[{}]', /instance refresh/],
  ['docker:image:name', 'docker:image:version', /a tag that belongs to bg-release/],
  ['"propagate_at_launch":true', '"propagate_at_launch":false', /not handed on/],
  [',"desired_capacity":-1', '', /the schedule night sets desired_capacity to 0/],
  ['\\"enabled\\"', '\\"disabled\\"', /cannot read their tags/],
  ['\\"bg-release:\\"', '\\"other:\\"', /the provider does not ignore/]
])('%s -> %s is found', (from, to, finding) => {
  const text = JSON.stringify(sound())
  const edited = text.replace(from, to)
  expect(edited).not.toBe(text)
  expect(terraformFindings(JSON.parse(edited))).toContainEqual(expect.stringMatching(finding))
})
