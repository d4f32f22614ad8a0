// Tabs of a programme that are wider than the screen: the current one is scrolled into sight.
for (const current of document.querySelectorAll('.parts [aria-current]')) {
  const row = current.closest('ul');
  const middle = current.offsetLeft + current.offsetWidth / 2 - row.offsetLeft;
  // From right to left, positions are negative to the left of the row's beginning, and so are both of these.
  row.scrollLeft = middle - row.clientWidth / 2;
}
