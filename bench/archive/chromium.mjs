// Starts Debian's Chromium, which looks up no other names than those of this machine.
import puppeteer from 'puppeteer-core';

/** What a screenshot shows. */
export const SIZE = { width: 1200, height: 900 };

export const chromium = (...more) => puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--force-color-profile=srgb', '--hide-scrollbars', '--disable-background-networking',
    '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.* , EXCLUDE localhost , EXCLUDE *.localhost', ...more],
});

/** Waits until a page requests nothing more. */
export const settled = (page, idleTime = 500) => page.waitForNetworkIdle({ idleTime, timeout: 20000 }).catch(() => {});

/** The name of a URL's screenshot. */
export const name = (url) => url.replace(/[^A-Za-z0-9]+/g, '_').slice(-80);
