/** Calls `onseen` once the element comes near the viewport: what is far away need not be drawn. */
export const whenSeen = (onseen: () => void) => (element: Element) => {
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some((e) => e.isIntersecting)) return
    observer.disconnect()
    onseen()
  }, { rootMargin: '200px' })
  observer.observe(element)
  return () => { observer.disconnect() }
}
