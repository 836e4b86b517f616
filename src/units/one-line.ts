/** Whether a text is one line without control characters. */
export function isOneLine(text: string): boolean {
  return !/\p{Cc}|[\u2028\u2029]/u.test(text);
}
