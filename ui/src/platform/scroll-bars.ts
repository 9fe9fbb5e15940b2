// Whether scroll bars lie over what is scrolled. WebKitGTK draws such bars last, over everything,
// also over a dialog, so nothing behind an open dialog scrolls. Where they take room of their own,
// that would move what is beside them.
export function markScrollBars(): void {
  const probe = document.createElement('div');
  probe.style.cssText = 'position: absolute; width: 50px; height: 50px; overflow-y: scroll';
  document.body.append(probe);
  if (probe.offsetWidth === probe.clientWidth) document.documentElement.dataset.bars = 'over';
  probe.remove();
}
