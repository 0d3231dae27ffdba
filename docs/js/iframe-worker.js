// Search in pages opened from disk. Browsers start no worker there, so the worker's script runs in a hidden frame.
// (The name is the one that the theme's offline plugin looks for; without it the page would ask a server for one.)
if (location.protocol === "file:")
  window.Worker = window.IFrameWorker = class extends EventTarget {
    constructor(url) {
      super()
      this.frame = document.createElement("iframe")
      this.frame.hidden = true
      document.body.append(this.frame)
      const inside = this.frame.contentWindow
      this.send = inside.postMessage.bind(inside)
      inside.postMessage = data => queueMicrotask(() => this.dispatchEvent(new MessageEvent("message", { data })))
      inside.importScripts = async (...urls) => {
        for (const one of urls) await this.load(one)
      }
      this.ready = this.load(url)
    }
    load(url) {
      return new Promise((done, failed) => {
        const script = this.frame.contentDocument.createElement("script")
        Object.assign(script, { src: url, onload: done, onerror: failed })
        this.frame.contentDocument.body.append(script)
      })
    }
    postMessage(data) {
      this.ready.then(() => this.send(data, "*"))
    }
    terminate() {
      this.frame.remove()
    }
  }
