/** Resolves once the frame that is due has been painted. */
export const painted = (): Promise<void> => new Promise((done) => {
  requestAnimationFrame(() => {
    const channel = new MessageChannel()
    channel.port1.onmessage = () => done()
    channel.port2.postMessage(null)
  })
})
