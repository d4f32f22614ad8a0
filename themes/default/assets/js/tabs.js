// Tabs of a programme that are wider than the screen: the current one is scrolled into sight.
for (const current of document.querySelectorAll('.parts [aria-current]')) {
  const row = current.closest('ul');
  const middle = current.offsetLeft + current.offsetWidth / 2 - row.offsetLeft;
  row.scrollLeft = getComputedStyle(row).direction === 'rtl' ? middle - row.clientWidth / 2 - (row.scrollWidth - row.clientWidth) : middle - row.clientWidth / 2;
}
