import { spawn } from 'node:child_process'

/** What a job says in the last line of its output, see report.py. */
export interface Findings {
  readonly passed: number
  readonly failed: readonly string[]
  readonly figures: Readonly<Record<string, number>>
}

/** Runs a Python program of this folder. One that does not end as it should is one failure. */
export function pythonJob(
  python: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>
): Promise<Findings> {
  return new Promise(resolve => {
    const child = spawn(python, ['-B', ...args], {
      cwd: import.meta.dirname,
      stdio: ['ignore', 'pipe', 'inherit'],
      // Neither the user's AWS configuration nor his Python's.
      env: { PATH: process.env.PATH ?? '', HOME: '/nonexistent', ...environment }
    })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    child.on('close', code => resolve(findings(args.join(' '), code, output)))
  })
}

function findings(job: string, code: number | null, output: string): Findings {
  try {
    if (code === 0) return JSON.parse(output.trim().split('\n').at(-1) ?? '')
  } catch {
    // No line of JSON: told below.
  }
  return { passed: 0, failed: [`${job} ended with ${code} and said ${JSON.stringify(output)}`], figures: {} }
}

/** Runs the first job at once and the others one after the other beside it: they make use of two processors. */
export async function besideTheFirst(
  jobs: readonly (() => Promise<Findings>)[]
): Promise<readonly Findings[]> {
  const [first, ...others] = jobs
  const running = first?.()
  const found: Findings[] = []
  for (const job of others) found.push(await job())
  return running === undefined ? found : [await running, ...found]
}
