import { versionsOf } from './fleet-sight.ts'
import { painter, type Snapshot, screenLines, seconds, standingsText } from './screen-lines.ts'

/** Where the demo shows what goes on. */
export interface Screen {
  show(snapshot: Snapshot): void
  /** Leaves what was shown and gives the cursor back. */
  end(): void
}

const HIDE_CURSOR = '\u001b[?25l'
const SHOW_CURSOR = '\u001b[?25h'
const CLEAR_LINE = '\u001b[2K'

/** A block of lines redrawn in place. For terminals only. */
export function liveScreen(write: (text: string) => void, columns: () => number, colour: boolean): Screen {
  const paint = painter(colour)
  let drawn = 0
  return {
    show: snapshot => {
      const lines = screenLines(snapshot, columns() - 1, paint)
      const up = drawn === 0 ? HIDE_CURSOR : `\u001b[${drawn}A`
      write(`${up}${lines.map(line => `\r${CLEAR_LINE}${line}\n`).join('')}`)
      drawn = lines.length
    },
    end: () => {
      if (drawn > 0) write(SHOW_CURSOR)
    }
  }
}

/** A line for each thing that changed since the last snapshot, without escape codes. */
export function plainScreen(write: (text: string) => void): Screen {
  const shown = new Map<string, string>()
  return {
    show: ({ elapsedMs, groups, lost, progress, requests, stage }) => {
      const say = (topic: string, text: string) => {
        if (text === '' || shown.get(topic) === text) return
        shown.set(topic, text)
        write(`[${seconds(elapsedMs).padStart(5)} s] ${text}\n`)
      }
      if (shown.get('stage') !== stage) shown.delete('progress')
      say('stage', stage)
      for (const group of groups) {
        say(
          group.name,
          `  ${[group.name, versionsOf(group), standingsText(group)].filter(Boolean).join('  ')}`
        )
      }
      say('progress', progress && `  > ${progress}`)
      if (lost > 0 && shown.get('lost') !== String(lost)) {
        shown.set('lost', String(lost))
        write(`[${seconds(elapsedMs).padStart(5)} s]   ${lost} of ${requests} requests lost\n`)
      }
    },
    end: () => {}
  }
}

/** Shows nothing: `--json`. */
export const noScreen: Screen = { show: () => {}, end: () => {} }
