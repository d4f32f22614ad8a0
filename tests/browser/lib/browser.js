// Chromium, with a list of what must never happen: errors, failed requests, requests to another host.
import { chromium } from 'playwright-core';

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function launch() {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: ARGUMENTS });
}

/** A page in a fresh profile, closed after the test; `troubles` fills with everything that went wrong in it. */
export async function open(test, browser, origin, { expected = [], ...options } = {}) {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  test.after(() => context.close());
  const page = await context.newPage();
  const troubles = [];
  const note = (kind, text) => {
    const trouble = `${kind}: ${text} (on ${page.url()})`;
    if (!expected.some((pattern) => pattern.test(trouble))) troubles.push(trouble);
  };
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') note(`console ${message.type()}`, message.text());
  });
  page.on('pageerror', (error) => note('script error', error));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (/^https?:$/.test(url.protocol) && url.origin !== origin) note('request to another host', url);
  });
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    // Without scripts, the browser refuses those that a page asks for early.
    const isRefused = reason === 'csp' && options.javaScriptEnabled === false && request.resourceType() === 'script';
    // The browser aborts pending requests when it leaves a page.
    if (reason !== 'net::ERR_ABORTED' && !isRefused) note('failed request', `${request.url()} ${reason}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) note(`status ${response.status()}`, response.url());
  });
  return { page, troubles };
}

/** Sums up in the page what moves without a recent input, `moved`, and says what it was, `movers`. For a page before it is opened. */
export function watchShifts(page) {
  return page.addInitScript(() => {
    globalThis.moved = 0;
    globalThis.movers = [];
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, sources, startTime } of list.getEntries()) {
        if (hadRecentInput) continue;
        globalThis.moved += value;
        const { x, y } = sources[0]?.previousRect ?? {};
        globalThis.movers.push(`${value} at ${startTime} ms: ${sources.map(({ node }) => node?.className ?? node?.textContent)} from ${x}, ${y}`);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}
