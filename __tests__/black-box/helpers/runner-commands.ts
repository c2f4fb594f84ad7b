/** A command that the runner would carry out. */
export interface RunnerCommand {
  readonly grammar: '::name::' | '##[name]'
  readonly name: string
  readonly line: string
}

/**
 * Finds what GitHub's runner would take for a command in the output of a step. There are two grammars, and a line is held
 * against the second only where the first does not fit (actions/runner, ActionCommand.cs and ActionCommandManager.cs):
 * `::name properties::data` at the beginning of a line, white space before it allowed, and `##[name properties]data`
 * anywhere in it. Stricter than the runner: names it does not know count too.
 */
export function runnerCommands(output: string): readonly RunnerCommand[] {
  return output.split(/\r\n|\n|\r/).flatMap(line => commandIn(line) ?? [])
}

function commandIn(line: string): RunnerCommand | undefined {
  // .NET counts U+0085 as white space, JavaScript does not.
  const first = /^[\s\u0085]*::(?<info>.*?)::/.exec(line)?.groups?.info
  if (first !== undefined) return { grammar: '::name::', name: nameIn(first), line }
  const second = /##\[(?<info>[^\]]*)\]/.exec(line)?.groups?.info
  if (second !== undefined) return { grammar: '##[name]', name: nameIn(second), line }
  return undefined
}

const nameIn = (info: string): string => info.split(' ')[0] ?? ''
