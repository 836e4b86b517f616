// JavaScript, not TypeScript: an older Node must be able to run it to say what is missing.
const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 24) {
  console.error(
    `Node ${process.versions.node} is too old: Sluice needs Node 24 or newer. Run \`npm ci\` (it brings one on Linux), or install Node 24.`,
  );
  process.exit(1);
}
