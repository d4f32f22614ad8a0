// Part of the preview only; never written into a file of the site.
// Listens to the server, and reloads the page when the website has changed, or else shows what is wrong with it; opens
// the page that the last save is about.
(() => {
  'use strict';
  // A page of the website waits for another website; one that shows problems, for any other reading of the project.
  const { website, reading } = document.currentScript.dataset;
  const isPaper = location.pathname === '/.vitrine/paper';
  const styles = new CSSStyleSheet();
  let stream = null;
  let silence = 0;
  // What unfolds of the strip.
  let list = null;

  function reload() {
    stop();
    memory('scroll', JSON.stringify([location.pathname, scrollX, scrollY]));
    location.reload();
  }

  // Another website: the page that the last save is about, unless that is this one or nobody wants it opened.
  function renew(about) {
    const target = about[document.documentElement.lang] ?? Object.values(about)[0];
    if (!target || target === location.pathname || isPaper || lasting('follow') === 'no') {
      reload();
      return;
    }
    stop();
    location.assign(target);
  }

  // After a reload the page stands where it stood.
  function scrollBack() {
    const [path, left, top] = JSON.parse(memory('scroll') ?? '[]');
    if (path === location.pathname) scrollTo({ left, top, behavior: 'instant' });
  }

  function host() {
    return document.querySelector('vitrine-preview');
  }

  // The server has escaped everything that comes from the project's files.
  function show(strip) {
    const element = host() ?? document.body.appendChild(document.createElement('vitrine-preview'));
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [styles];
    // Whoever has opened the list just now: the event that tells of it is still to come.
    keepOpen();
    root.innerHTML = strip;
    prepare();
    lookAfter();
  }

  // What wants to be looked after: nobody waits for it, and it takes no room until somebody asks.
  async function lookAfter() {
    const strip = () => host()?.shadowRoot?.querySelector('.strip:is(.calm, .warning)');
    if (!strip() || isPaper) return;
    const answer = await fetch(`/.vitrine/upkeep?page=${location.pathname}`).catch(() => null);
    const html = answer?.ok ? await answer.text() : '';
    const tools = strip()?.querySelector('.tools');
    if (!html || !tools || strip().querySelector('.upkeep')) return;
    tools.insertAdjacentHTML('beforebegin', html);
    const { here } = strip().querySelector('.upkeep').dataset;
    if (here) {
      const hint = document.createElement('span');
      hint.className = 'since';
      hint.textContent = here;
      strip().querySelector('summary').append(hint);
    }
  }

  // What the strip can be told, and whether it is open, stays from one version to the next.
  function prepare() {
    const root = host()?.shadowRoot;
    if (!root) return;
    rememberOpen();
    const follow = root.querySelector('.follow');
    if (follow) {
      follow.checked = lasting('follow') !== 'no';
      follow.addEventListener('change', () => lasting('follow', follow.checked ? 'yes' : 'no'));
    }
    const paper = root.querySelector('.switch');
    if (!paper) return;
    if (isPaper) {
      paper.textContent = 'Web page';
      paper.href = document.body.dataset.from;
    } else {
      paper.href += `?from=${location.pathname}`;
    }
  }

  // The list stays open or closed from one version to the next.
  function rememberOpen() {
    list = host()?.shadowRoot?.querySelector('details');
    if (!list) return;
    list.open = memory('open') === 'yes';
    list.addEventListener('toggle', keepOpen);
  }

  function keepOpen() {
    if (list) memory('open', list.open ? 'yes' : 'no');
  }

  function start() {
    if (stream || document.hidden) return;
    stream = new EventSource('/.vitrine/events');
    stream.onopen = () => {
      clearTimeout(silence);
      silence = 0;
    };
    stream.onmessage = (message) => {
      const version = JSON.parse(message.data);
      if (reading !== undefined) {
        if (version.reading !== reading) reload();
      } else if (version.website !== website) renew(version.about);
      else show(version.strip);
    };
    stream.onerror = () => {
      silence ||= setTimeout(away, 2500);
      if (stream?.readyState === EventSource.CLOSED) {
        // What is said after a silence is still to be said.
        stream = null;
        setTimeout(start, 5000);
      }
    };
  }

  function stop() {
    stream?.close();
    stream = null;
    clearTimeout(silence);
    silence = 0;
  }

  // An old page that does not say so is worse than none.
  function away() {
    show(
      '<section class="strip away" lang="en" dir="ltr" role="status"><p class="bar">' +
        '<span class="count">The preview has ended</span>' +
        '<span class="since">this page may be old</span></p></section>',
    );
  }

  // For this tab, as long as it is open.
  function memory(key, value) {
    return remember(() => sessionStorage, key, value);
  }

  // For all tabs, from one preview to the next.
  function lasting(key, value) {
    return remember(() => localStorage, key, value);
  }

  function remember(storage, key, value) {
    try {
      if (value === undefined) return storage().getItem(`vitrine-${key}`);
      storage().setItem(`vitrine-${key}`, value);
    } catch {
      // Some browsers give no memory to pages of this machine.
    }
    return null;
  }

  fetch('/.vitrine/preview.css')
    .then((answer) => answer.text())
    .then((text) => styles.replace(text))
    .catch(() => {});
  prepare();
  scrollBack();
  addEventListener('load', () => {
    lookAfter();
    scrollBack();
    memory('scroll', '[]');
  });
  start();
  // A browser opens few connections to one server: pages that nobody looks at hold none.
  document.addEventListener('visibilitychange', () => (document.hidden ? stop() : start()));
  addEventListener('pagehide', stop);
  addEventListener('pageshow', start);
})();
