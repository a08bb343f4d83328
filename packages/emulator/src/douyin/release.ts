import type { DouyinApp, DouyinWorld } from './state.js'

/** The app after a release: that what is configured is live then is a guess, no source says when (docs/vendors/douyin.md C.1.2). */
export const released = (_world: DouyinWorld, app: DouyinApp): DouyinApp => ({
  ...app,
  server: { ...app.server, effective: app.server.configured },
  webview: { ...app.webview, effective: app.webview.configured },
})
