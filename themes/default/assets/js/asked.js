// A page whose address asks something: what it shows without an answer stays hidden until its script removes the class `asked`,
// or cannot be loaded. Loaded before the page is painted, and no module for that reason.
if (location.search) {
  const { classList } = document.documentElement;
  classList.add('asked');
  addEventListener('error', ({ target }) => (target === window || target.tagName === 'SCRIPT') && classList.remove('asked'), true);
}
