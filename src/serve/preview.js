// Script of the preview, never written into a file of the site. Listens to the event stream of the server: reloads the
// page when there is a new website, opens the page that the last save changed, and updates the strip with the problems.
(() => {
  'use strict';
  // A page of the website reloads when the website changes (`site`); a page that shows problems itself reloads with every
  // version (`version`). `ended` is the HTML of the strip for when the server is gone.
  const { site, version, lang, ended } = document.currentScript.dataset;
  const isPaper = location.pathname === '/.vitrine/paper';
  const styles = new CSSStyleSheet();
  let stream = null;
  let disconnectTimer = 0;
  // The folding part of the strip, and whether the user has opened it.
  let details = null;
  let isOpen = tabStorage('open') === 'yes';
  // The controls of the strip, and the HTML from which they were made.
  let tools = null;
  let toolsHtml = '';

  function reload() {
    stop();
    saveOpen();
    tabStorage('scroll', JSON.stringify([location.pathname, scrollX, scrollY]));
    location.reload();
  }

  // There is a new website: opens the page that the last save changed. Reloads instead if that is this page, if there is
  // no such page, or if the user has turned this off.
  function showNewSite(changedPage) {
    const target = changedPage[document.documentElement.lang] ?? Object.values(changedPage)[0];
    if (!target || target === location.pathname || isPaper || browserStorage('follow') === 'no') {
      reload();
      return;
    }
    stop();
    saveOpen();
    location.assign(target);
  }

  // Restores the scroll position after a reload.
  function restoreScroll() {
    const [path, left, top] = JSON.parse(tabStorage('scroll') ?? '[]');
    if (path === location.pathname) scrollTo({ left, top, behavior: 'instant' });
  }

  function host() {
    return document.querySelector('vitrine-preview');
  }

  // Shows a new strip. The server has escaped everything that comes from the project's files.
  function show(strip) {
    const element = host() ?? document.body.appendChild(document.createElement('vitrine-preview'));
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [styles];
    const next = document.createElement('template');
    next.innerHTML = strip;
    if (!update(root, next.content)) {
      saveOpen();
      root.replaceChildren(next.content);
    }
    prepare();
    addMaintenance();
  }

  // Replaces the contents of the strip, but not the elements that the user has opened, scrolled or focused, or is about
  // to click. Returns whether both strips have these elements.
  function update(root, next) {
    const find = (selector) => [root, next].map((tree) => tree.querySelector(`.strip ${selector}`));
    const [strip, nextStrip] = [root, next].map((tree) => tree.querySelector('.strip'));
    const [summary, nextSummary] = find('> details > summary');
    const [list, nextList] = find('> details > .list');
    const [, nextTools] = find('> details > .tools');
    if (!summary || !nextSummary || !nextTools) return false;
    for (const { name, value } of nextStrip.attributes) strip.setAttribute(name, value);
    summary.replaceChildren(...nextSummary.childNodes);
    if (list && nextList) list.replaceChildren(...nextList.childNodes);
    else if (nextList) summary.after(nextList);
    else list?.remove();
    if (strip.matches('.error')) strip.querySelector('.maintenance')?.remove();
    if (nextTools.outerHTML !== toolsHtml) tools.replaceWith(nextTools);
    return true;
  }

  // Requests the maintenance warnings and adds them to the strip, unless there are errors.
  async function addMaintenance() {
    const strip = () => host()?.shadowRoot?.querySelector('.strip:is(.calm, .warning)');
    if (!strip() || isPaper) return;
    const response = await fetch(`/.vitrine/maintenance?page=${location.pathname}`).catch(() => null);
    const html = response?.ok ? await response.text() : '';
    const current = strip();
    if (!current) return;
    const old = current.querySelector('.maintenance');
    const wasOpen = old?.querySelector('details').open;
    old?.remove();
    current.querySelector('.maintenance-hint')?.remove();
    if (!html) return;
    current.querySelector('.tools').insertAdjacentHTML('beforebegin', html);
    const added = current.querySelector('.maintenance');
    if (wasOpen) added.querySelector('details').open = true;
    const { summary } = added.dataset;
    if (summary) {
      const hint = document.createElement('span');
      hint.className = 'since maintenance-hint';
      hint.textContent = summary;
      current.querySelector('summary').append(hint);
    }
  }

  // Connects the parts of a new strip with their saved state.
  function prepare() {
    const root = host()?.shadowRoot;
    const lastDetails = details;
    details = root?.querySelector('.strip > details') ?? null;
    if (details && details !== lastDetails) {
      // The user may have opened it before this script ran.
      if (isOpen) details.open = true;
      else saveOpen();
      details.addEventListener('toggle', saveOpen);
    }
    const lastTools = tools;
    tools = root?.querySelector('.tools') ?? null;
    if (tools && tools !== lastTools) prepareTools();
  }

  function prepareTools() {
    toolsHtml = tools.outerHTML;
    const follow = tools.querySelector('.follow');
    follow.checked = browserStorage('follow') !== 'no';
    follow.addEventListener('change', () => browserStorage('follow', follow.checked ? 'yes' : 'no'));
    const link = tools.querySelector('.switch');
    if (!link) return;
    if (isPaper) {
      link.textContent = link.dataset.website;
      link.href = document.body.dataset.from;
    } else {
      link.href += `?from=${location.pathname}`;
    }
  }

  // The toggle event of a click just now may not have fired yet, so this is called before the strip is left, too.
  function saveOpen() {
    if (!details) return;
    isOpen = details.open;
    tabStorage('open', isOpen ? 'yes' : 'no');
  }

  function start() {
    if (stream || document.hidden) return;
    stream = new EventSource(`/.vitrine/events?lang=${encodeURIComponent(lang)}`);
    stream.onopen = () => {
      clearTimeout(disconnectTimer);
      disconnectTimer = 0;
    };
    stream.onmessage = (message) => {
      const event = JSON.parse(message.data);
      if (version !== undefined) {
        if (event.version !== version) reload();
      } else if (event.site !== site) showNewSite(event.page);
      else show(event.strip);
    };
    stream.onerror = () => {
      disconnectTimer ||= setTimeout(() => show(ended), 2500);
      if (stream?.readyState === EventSource.CLOSED) {
        // The timer keeps running: the browser does not reconnect, so this does.
        stream = null;
        setTimeout(start, 5000);
      }
    };
  }

  function stop() {
    stream?.close();
    stream = null;
    clearTimeout(disconnectTimer);
    disconnectTimer = 0;
  }

  // Reads or writes a value for this tab, until it is closed.
  function tabStorage(key, value) {
    return store(() => sessionStorage, key, value);
  }

  // Reads or writes a value for all tabs, also in later runs of the preview.
  function browserStorage(key, value) {
    return store(() => localStorage, key, value);
  }

  function store(storage, key, value) {
    try {
      if (value === undefined) return storage().getItem(`vitrine-${key}`);
      storage().setItem(`vitrine-${key}`, value);
    } catch {
      // Some browser settings forbid storage.
    }
    return null;
  }

  fetch('/.vitrine/preview.css')
    .then((response) => response.text())
    .then((text) => styles.replace(text))
    .catch(() => {});
  prepare();
  restoreScroll();
  addEventListener('load', () => {
    addMaintenance();
    restoreScroll();
    tabStorage('scroll', '[]');
  });
  start();
  // Browsers allow few connections per server, so pages in hidden tabs keep none.
  document.addEventListener('visibilitychange', () => (document.hidden ? stop() : start()));
  addEventListener('pagehide', () => {
    saveOpen();
    stop();
  });
  addEventListener('pageshow', start);
})();
