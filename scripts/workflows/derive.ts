/**
 * One job of a workflow as a workflow of its own, for a runner that would otherwise run all of it in one go with one token:
 * the jobs that it needs are replaced by ones that end as they ended.
 */
import { stringify } from 'yaml'
import { ancestorsOf, environmentText, type Job, jobOf, needsOf, type Workflow } from './workflow.ts'

export interface Ended {
  readonly result: 'success' | 'failure' | 'skipped'
  readonly outputs: Readonly<Record<string, string>>
}

/** The job that writes down how the one before it ended. */
const RECORD = 'record-result'

/**
 * The job with its steps, and another one that writes its result and outputs into `file`.
 *
 * @param ended how each job that it needs ended, by id
 */
export function alone(
  workflow: Workflow,
  id: string,
  ended: ReadonlyMap<string, Ended>,
  file: string
): string {
  const { concurrency: _, ...job } = jobOf(workflow, id)
  const record = {
    if: 'always()',
    needs: [id],
    'runs-on': 'ubuntu-latest',
    steps: [{ run: `printf '%s' "$RESULT" >'${file}'`, env: { RESULT: `\${{ toJSON(needs['${id}']) }}` } }]
  }
  return workflowText(workflow, { ...past(workflow, id, ended), [id]: job, [RECORD]: record })
}

/**
 * The job without its steps: asks the runner whether it would run, for which values of its matrix, and in which
 * environment. Each of them becomes a line of JSON in `file`; none where the job is skipped.
 */
export function question(
  workflow: Workflow,
  id: string,
  ended: ReadonlyMap<string, Ended>,
  file: string
): string {
  const job = jobOf(workflow, id)
  const { needs, if: condition, strategy } = job
  const asked = {
    ...(needs !== undefined && { needs }),
    ...(condition !== undefined && { if: condition }),
    ...(strategy !== undefined && { strategy }),
    'runs-on': 'ubuntu-latest',
    steps: [
      {
        run: `jq -nc --argjson matrix "\${MATRIX:-null}" --arg environment "$ENVIRONMENT" '{$matrix, $environment}' >>'${file}'`,
        // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub Actions.
        env: { MATRIX: '${{ toJSON(matrix) }}', ENVIRONMENT: environmentText(job) }
      }
    ]
  }
  return workflowText(workflow, { ...past(workflow, id, ended), [id]: asked })
}

function past(workflow: Workflow, id: string, ended: ReadonlyMap<string, Ended>): Record<string, Job> {
  const before = ancestorsOf(workflow, id).map((each): [string, Job] => {
    const how = ended.get(each)
    if (!how) throw new Error(`${id} needs ${each}, and nobody knows how it ended`)
    const needs = needsOf(jobOf(workflow, each))
    return [
      each,
      {
        ...(needs.length > 0 && { needs }),
        // Whatever became of those before it, it ends as it ended.
        if: how.result === 'skipped' ? 'false' : 'always()',
        'runs-on': 'ubuntu-latest',
        outputs: how.outputs,
        steps: [{ run: how.result === 'failure' ? 'exit 1' : 'true' }]
      }
    ]
  })
  return Object.fromEntries(before)
}

/** act does not know `$/`, the repository and commit that the file itself comes from. */
const workflowText = ({ name, on }: Workflow, jobs: Readonly<Record<string, object>>): string =>
  stringify({ name, on, permissions: {}, jobs }).replace(/\buses: \$\/$/gm, 'uses: org/bg-release@v1')
