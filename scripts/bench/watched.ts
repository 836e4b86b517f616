import { readFile } from 'node:fs/promises';

/** Follows the most memory that a process ever had, in megabytes, and hands it the abort as the runner does. */
export function watched(signal: AbortSignal) {
  let peak = 0;
  let timer: NodeJS.Timeout | undefined;
  let cancel = () => {};
  return {
    follow(pid: number) {
      cancel = () => void process.kill(pid, 'SIGINT');
      signal.addEventListener('abort', cancel);
      timer = setInterval(async () => {
        const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
        peak = Math.max(peak, Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1_024);
      }, 50);
    },
    end() {
      clearInterval(timer);
      signal.removeEventListener('abort', cancel);
      return peak;
    },
  };
}
