/** `2030-01-02 03:04` (UTC) of wall milliseconds, which may come from a journal that is damaged. */
export function moment(at: number): string {
  return Math.abs(at) <= 8.64e15 ? new Date(at).toISOString().slice(0, 16).replace('T', ' ') : 'an unknown day';
}
