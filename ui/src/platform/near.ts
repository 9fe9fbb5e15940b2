// Calls a function once, when an element comes near the viewport. For content that is expensive and
// often never seen.
export function near(call: () => void, margin = '400px') {
  return (node: Element) => {
    if (typeof IntersectionObserver === 'undefined') {
      call();
      return undefined;
    }
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        observer.disconnect();
        call();
      },
      { rootMargin: margin },
    );
    observer.observe(node);
    return () => observer.disconnect();
  };
}
