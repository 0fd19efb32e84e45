// The worker's configuration, which the server writes in front of the bundle (web/offline/manifest.py).
export const { site } = self;
