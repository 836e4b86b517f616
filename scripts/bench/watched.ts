import { readFile } from 'node:fs/promises';

/** In a second, on every Linux that there is. */
const TICKS = 100;

/** Follows the most memory that a process ever had, in megabytes, and its seconds of CPU, and hands it the abort as the runner does. */
export function watched(signal: AbortSignal) {
  let [peak, cpu] = [0, 0];
  let timer: NodeJS.Timeout | undefined;
  let cancel = () => {};
  return {
    follow(pid: number) {
      cancel = () => void process.kill(pid, 'SIGINT');
      signal.addEventListener('abort', cancel);
      timer = setInterval(async () => {
        const [status, stat] = await Promise.all(
          ['status', 'stat'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')),
        );
        cpu = Math.max(cpu, ticksIn(stat ?? '') / TICKS);
        peak = Math.max(peak, Number(/^VmHWM:\s+(\d+) kB/m.exec(status ?? '')?.[1] ?? 0) / 1_024);
      }, 50);
    },
    end() {
      clearInterval(timer);
      signal.removeEventListener('abort', cancel);
      return peak;
    },
    cpu: () => cpu,
  };
}

/** User and system time, behind the name in brackets, which may have anything in it. */
function ticksIn(stat: string): number {
  const [user, system] = stat
    .replace(/^.*\) /s, '')
    .split(' ')
    .slice(11, 13);
  return Number(user ?? 0) + Number(system ?? 0);
}
