import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { connect, type Tab } from './devtools.ts';

/** As Debian calls it; scripts/install.ts installs it. */
const PROGRAM = 'chromium';

/** How the reader looks at a page; `width` in CSS pixels. */
export type Reader = { readonly width: number; readonly scheme: 'light' | 'dark' };

/** A page that was opened, and all that it did by itself until then. */
export type OpenPage = {
  /** What it wrote to the console, what it threw, what the browser refused it, and dialogs it opened. */
  readonly said: readonly string[];
  /** Addresses it asked for, besides its own. */
  readonly asked: readonly string[];
  /** The value of an expression within the page, where `look` is what inside.js offers. */
  see<T>(expression: string): Promise<T>;
  /** What a screen reader has of it, in order: roles and names; `heading 2 Stages` with its level. */
  heard(): Promise<readonly string[]>;
  /** Presses a key, by the name that `KeyboardEvent.key` has for it. */
  press(key: 'Tab' | 'End' | 'Home'): Promise<void>;
  /** Writes a picture of the whole page to a PNG file. */
  picture(path: string): Promise<void>;
};

export type Browser = {
  /** Shows a text of HTML as a file of its own, in a tab of its own; the page that was open is closed. */
  open(html: string, reader: Reader): Promise<OpenPage>;
  close(): Promise<void>;
};

/** Starts Debian's Chromium with a profile of its own; fails with what it printed when it does not start. */
export async function startBrowser(): Promise<Browser> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-pages-'));
  const inside = await readFile(new URL('inside.js', import.meta.url), 'utf8');
  const quiet = ['--no-first-run', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking', '--disable-sync'];
  const port = ['--remote-debugging-port=0', `--user-data-dir=${join(folder, 'profile')}`];
  // Chromium refuses to run as root within its sandbox; it opens nothing here but files of ours.
  const child = spawn(PROGRAM, ['--headless', '--no-sandbox', ...quiet, ...port, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const browser = await connect(await address(child));
  let pages = 0;
  let tab: Tab | undefined;
  return {
    async open(html, reader) {
      const file = join(folder, `${++pages}.html`);
      await writeFile(file, html);
      await tab?.close();
      tab = await browser.tab();
      return openPage(tab, pathToFileURL(file).href, reader, inside);
    },
    async close() {
      await browser.send('Browser.close').catch(() => child.kill());
      await gone;
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

type AxNode = {
  ignored: boolean;
  role: { value: string };
  name?: { value: string };
  properties?: { name: string; value: { value: unknown } }[];
};

async function openPage(tab: Tab, url: string, { width, scheme }: Reader, inside: string): Promise<OpenPage> {
  const said: string[] = [];
  const asked: string[] = [];
  tab.on('Runtime.consoleAPICalled', ({ args }) => said.push(`console: ${args.map((one: { value?: unknown }) => one.value).join(' ')}`));
  tab.on('Runtime.exceptionThrown', ({ exceptionDetails }) => said.push(`thrown: ${exceptionDetails.text}`));
  tab.on('Log.entryAdded', ({ entry }) => said.push(`${entry.level}: ${entry.text}`));
  tab.on('Page.javascriptDialogOpening', ({ message }) => {
    said.push(`dialog: ${message}`);
    void tab.send('Page.handleJavaScriptDialog', { accept: true });
  });
  tab.on('Network.requestWillBeSent', ({ request }) => request.url !== url && asked.push(request.url));
  for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await tab.send(`${domain}.enable`);
  await tab.send('Emulation.setDeviceMetricsOverride', { width, height: 800, deviceScaleFactor: 1, mobile: width < 600 });
  await tab.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
  const loaded = tab.once('Page.loadEventFired');
  await tab.send('Page.navigate', { url });
  await loaded;
  await tab.send('Runtime.evaluate', { expression: inside });
  return {
    said,
    asked,
    async see(expression) {
      const { result, exceptionDetails } = await tab.send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true });
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value;
    },
    async heard() {
      const { nodes } = await tab.send('Accessibility.getFullAXTree');
      return (nodes as AxNode[])
        .filter(({ ignored }) => !ignored)
        .map(({ role, name, properties = [] }) => {
          const level = properties.find((one) => one.name === 'level')?.value.value;
          return [role.value, level, name?.value.replace(/\u00a0/g, ' ')].filter((part) => part !== undefined && part !== '').join(' ');
        });
    },
    async press(key) {
      const code = { Tab: 9, End: 35, Home: 36 }[key];
      for (const type of ['rawKeyDown', 'keyUp'])
        await tab.send('Input.dispatchKeyEvent', { type, key, code: key, windowsVirtualKeyCode: code });
    },
    async picture(path) {
      await tab.send('Emulation.setScrollbarsHidden', { hidden: true });
      const expression = `(() => { const { bottom } = document.querySelector('main, article').getBoundingClientRect(); return bottom + scrollY + 16; })()`;
      const { result } = await tab.send('Runtime.evaluate', { expression });
      const clip = { x: 0, y: 0, width, height: Math.ceil(result.value), scale: 1 };
      const { data } = await tab.send('Page.captureScreenshot', { captureBeyondViewport: true, clip });
      await writeFile(path, Buffer.from(data, 'base64'));
    },
  };
}

/** Where the browser listens: it says so on stderr. */
function address(child: ReturnType<typeof spawn>): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    child.once('error', reject);
    child.once('close', (code) => reject(new Error(`chromium ended with ${code} before it listened:\n${printed}`)));
    child.stderr?.on('data', (chunk) => {
      printed += chunk;
      const url = /^DevTools listening on (ws:\S+)/m.exec(printed)?.[1];
      if (url !== undefined) resolve(url);
    });
  });
}
