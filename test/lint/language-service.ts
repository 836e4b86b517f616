import { validate } from '@actions/languageservice';
import { TextDocument } from 'vscode-languageserver-textdocument';

/** What GitHub's own language service says of a workflow, or of an action where the path ends so. */
export async function diagnose(path: string, text: string): Promise<{ line: number; message: string }[]> {
  const found = await validate(TextDocument.create(`file:///${path}`, 'yaml', 1, text));
  return found.map(({ range, message }) => ({
    line: range.start.line + 1,
    message: typeof message === 'string' ? message : message.value,
  }));
}
