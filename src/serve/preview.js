// Part of the preview only; never written into a file of the site.
// Listens to the server, and reloads the page when the website has changed, or else shows what is wrong with it.
(() => {
  'use strict';
  // A page of the website waits for another website; one that shows problems, for any other reading of the project.
  const { website, reading } = document.currentScript.dataset;
  const styles = new CSSStyleSheet();
  let stream = null;
  let silence = 0;

  function reload() {
    stop();
    memory('scroll', JSON.stringify([location.pathname, scrollX, scrollY]));
    location.reload();
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
    if (strip === '') {
      host()?.remove();
      return;
    }
    const element = host() ?? document.body.appendChild(document.createElement('vitrine-preview'));
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [styles];
    root.innerHTML = strip;
    rememberOpen();
  }

  // The list stays open or closed from one version to the next.
  function rememberOpen() {
    const details = host()?.shadowRoot?.querySelector('details');
    if (!details) return;
    details.open = memory('open') === 'yes';
    details.addEventListener('toggle', () => memory('open', details.open ? 'yes' : 'no'));
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
      } else if (version.website !== website) reload();
      else show(version.strip);
    };
    stream.onerror = () => {
      silence ||= setTimeout(away, 2500);
      if (stream?.readyState === EventSource.CLOSED) {
        stop();
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

  function memory(key, value) {
    try {
      if (value === undefined) return sessionStorage.getItem(`vitrine-${key}`);
      sessionStorage.setItem(`vitrine-${key}`, value);
    } catch {
      // Some browsers give no memory to pages of this machine.
    }
    return null;
  }

  fetch('/.vitrine/preview.css')
    .then((answer) => answer.text())
    .then((text) => styles.replace(text))
    .catch(() => {});
  rememberOpen();
  scrollBack();
  addEventListener('load', () => {
    scrollBack();
    memory('scroll', '[]');
  });
  start();
  // A browser opens few connections to one server: pages that nobody looks at hold none.
  document.addEventListener('visibilitychange', () => (document.hidden ? stop() : start()));
  addEventListener('pagehide', stop);
  addEventListener('pageshow', start);
})();
