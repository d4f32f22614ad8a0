// A simulated visitor: the bytes of a first search, and the latency from a key until its results have been painted.

/** Opens the directory; `ready` focuses its search, which loads the index. */
export async function openDirectory(page, host) {
  await page.goto(`${host.origin}/en/directory/`);
  await page.waitForLoadState('networkidle');
  page.ready = async () => {
    await page.locator('#q').focus();
    await page.waitForLoadState('networkidle');
    // A first query, so that parsing the index is not measured afterwards.
    await page.locator('#q').fill('zzz');
    await page.waitForFunction(() => /^0\D|^No/.test(document.getElementById('count').textContent));
    await page.locator('#q').fill('');
    await page.waitForTimeout(400);
  };
}

export async function openPeer(page, host) {
  await page.goto(`${host.origin}/peer.html`);
  page.ready = async () => {
    await page.waitForSelector('html[data-ready]');
    await page.locator('#q').fill('zzz');
    await page.waitForFunction(() => document.getElementById('count').textContent !== '');
    await page.locator('#q').fill('');
    await page.waitForTimeout(400);
  };
}

/** The bytes loaded besides the page itself until a pasted word has its results. */
export async function firstSearch(visit, host, word, isScript) {
  host.sent.clear();
  const { page } = await visit();
  const own = new Set([...host.sent.keys()].filter((path) => /\/assets\/(?!js\/)|\.html$|\/$|\.svg$/.test(path)));
  await page.locator('#q').fill(word);
  await page.waitForFunction(() => document.querySelector('#results [data-partner], ul#results li'));
  await page.waitForLoadState('networkidle');
  const loaded = [...host.sent].filter(([path]) => !own.has(path) && !/\.(html|svg)$|peer\.js$/.test(path));
  const sum = (list) => list.reduce((sum, [, bytes]) => sum + bytes, 0);
  await page.context().close();
  return { requests: loaded.length, scripts: sum(loaded.filter(([path]) => isScript.test(path))), data: sum(loaded.filter(([path]) => !isScript.test(path))) };
}

/**
 * The milliseconds from each key to its results, once the index is loaded: wall time, and CPU time of the page's thread, which
 * does not depend on the machine's other load.
 */
export async function typeAll(visit, words) {
  const { page, troubles } = await visit();
  await page.ready();
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const worked = async () => (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
  const work = [];
  await page.evaluate(() => {
    const results = document.getElementById('results');
    const { port1, port2 } = new MessageChannel();
    globalThis.times = [];
    let pressed = 0;
    document.addEventListener('keydown', (event) => (pressed = event.timeStamp), true);
    // The message arrives when the frame has been painted.
    port1.onmessage = () => {
      if (pressed) globalThis.times.push(performance.now() - pressed);
      pressed = 0;
    };
    const painted = () => port2.postMessage(null);
    // The directory changes the page within a frame; other changes are painted with the next.
    const withinFrame = document.getElementById('finding') !== null;
    new MutationObserver(() => (withinFrame ? painted() : requestAnimationFrame(painted))).observe(results, { childList: true, subtree: true });
  });
  for (const word of words) {
    await page.locator('#q').fill('');
    await page.waitForTimeout(300);
    await page.locator('#q').focus();
    for (const letter of word) {
      const before = await page.evaluate(() => globalThis.times.length);
      const workBefore = await worked();
      await page.keyboard.press(letter === ' ' ? 'Space' : letter);
      await page.waitForFunction((before) => globalThis.times.length > before, before, { timeout: 30_000 });
      work.push((await worked()) - workBefore);
      await page.waitForTimeout(60);
    }
  }
  const times = await page.evaluate(() => globalThis.times);
  if (troubles.length > 0) throw new Error(troubles.join('\n'));
  await page.context().close();
  return { times, work };
}
