// What the bundle holds instead of the package tunnel, for the reason that `bundled-undici.ts` gives. It would load Node's TLS and assert at every start.

function unused(): never {
  throw new Error('requests go through the proxy setting of the process');
}

export { unused as httpOverHttp, unused as httpOverHttps, unused as httpsOverHttp, unused as httpsOverHttps };
