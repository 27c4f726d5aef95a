// Compares pages on the web with their replay, in Chromium: by ReplayWeb.page from a WACZ file, and by ayatori replay.
//
//   node judge.mjs shoot    OUT URL...                      screenshots of the pages as they are on the web
//   node judge.mjs wacz     OUT FILE.wacz PLAYER URL...     replays them by ReplayWeb.page (PLAYER: the folder with ui.js, sw.js)
//   node judge.mjs ayatori  OUT http://127.0.0.1:PORT URL...  replays them by a running ayatori replay
//
// The last two compare with the screenshots of the first, and list every request that left the replay. The site must not be up.
import { createReadStream, mkdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { SIZE, chromium, name, settled } from '../chromium.mjs';
import { compare } from '../pixels.mjs';

const [mode, out, ...rest] = process.argv.slice(2);
mkdirSync(out, { recursive: true });

const browser = await chromium();

/** Records the requests of a page and of all its frames and workers that go elsewhere. */
async function watch(page, isOurs) {
  const left = [];
  const seen = { total: 0, failed: [] };
  page.on('request', (request) => {
    seen.total++;
    const url = request.url();
    if (!/^(data|blob|about|chrome-error):/.test(url) && !isOurs(new URL(url))) {
      left.push(url);
    }
  });
  page.on('response', (response) => {
    if (response.status() >= 400) {
      seen.failed.push(response.status() + ' ' + response.url());
    }
  });
  return { left, seen };
}

let bad = 0;
function report(url, { left, seen }) {
  const { same, note } = compare(`${out}/${name(url)}.web.png`, `${out}/${name(url)}.${mode}.png`, `${out}/${name(url)}.${mode}.diff.png`);
  const ok = same >= 0.999 && left.length === 0;
  bad += ok ? 0 : 1;
  console.log(`${ok ? 'ok ' : 'BAD'} ${(same * 100).toFixed(3)} % of pixels the same, ${seen.total} requests, ${left.length} left the archive  ${url} ${note}`);
  left.slice(0, 5).forEach((request) => console.log('      left: ' + request));
  [...new Set(seen.failed)].slice(0, 5).forEach((request) => console.log('      failed: ' + request));
}

if (mode === 'shoot') {
  for (const url of rest) {
    const page = await browser.newPage();
    await page.setViewport(SIZE);
    await page.goto(url, { waitUntil: 'load' });
    await settled(page);
    await page.screenshot({ path: `${out}/${name(url)}.web.png` });
    await page.close();
  }
} else if (mode === 'wacz') {
  const [wacz, player, ...urls] = rest;
  const server = createServer((request, response) => {
    const path = new URL(request.url, 'http://x').pathname;
    const files = { '/site.wacz': [wacz, 'application/zip'], '/replay/sw.js': [`${player}/sw.js`, 'text/javascript'], '/replay/ui.js': [`${player}/ui.js`, 'text/javascript'], '/ui.js': [`${player}/ui.js`, 'text/javascript'] };
    if (path === '/') {
      const url = new URL(request.url, 'http://x').searchParams.get('url');
      response.setHeader('Content-Type', 'text/html');
      response.end(`<!doctype html><style>body{margin:0}replay-web-page{display:block;width:${SIZE.width}px;height:${SIZE.height}px}</style>`
        + `<script src=/ui.js></script><replay-web-page embed=replayonly deepLink replayBase=/replay/ source=/site.wacz url="${url}"></replay-web-page>`);
      return;
    }
    const file = files[path];
    if (!file) {
      response.statusCode = 404;
      response.end();
      return;
    }
    const size = statSync(file[0]).size;
    const range = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '');
    response.setHeader('Content-Type', file[1]);
    response.setHeader('Accept-Ranges', 'bytes');
    if (!range) {
      response.setHeader('Content-Length', size);
      request.method === 'HEAD' ? response.end() : createReadStream(file[0]).pipe(response);
      return;
    }
    const start = range[1] ? Number(range[1]) : Math.max(0, size - Number(range[2]));
    const end = range[1] && range[2] ? Math.min(Number(range[2]), size - 1) : size - 1;
    response.statusCode = 206;
    response.setHeader('Content-Range', `bytes ${start}-${end}/${size}`);
    response.setHeader('Content-Length', end - start + 1);
    createReadStream(file[0], { start, end }).pipe(response);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://localhost:${server.address().port}`;
  for (const url of urls) {
    const page = await browser.newPage();
    await page.setViewport(SIZE);
    const watched = await watch(page, (request) => request.origin === origin);
    await page.goto(`${origin}/?url=${encodeURIComponent(url)}`, { waitUntil: 'load' });
    // The player loads the archive, then the page, in frames of its own.
    for (let i = 0; i < 60 && !page.frames().some((frame) => frame.url().includes('mp_/http')); i++) {
      await new Promise((wait) => setTimeout(wait, 500));
    }
    await settled(page);
    await page.screenshot({ path: `${out}/${name(url)}.wacz.png` });
    report(url, watched);
    await page.close();
  }
  server.close();
} else if (mode === 'ayatori') {
  const [home, ...urls] = rest;
  const port = new URL(home).port;
  for (const url of urls) {
    const page = await browser.newPage();
    await page.setViewport({ width: SIZE.width, height: SIZE.height + 100 });
    const watched = await watch(page, (request) => request.port === port && /^127\.0\.0\.1$|\.localhost$/.test(request.hostname));
    page.on('console', (message) => process.env.VERBOSE && console.log('      console: ' + message.text()));
    await page.goto(`${home}/view/2999/${url}`, { waitUntil: 'load' });
    await settled(page);
    await page.screenshot({ path: `${out}/${name(url)}.viewer.png` });
    const frame = await page.$('#page');
    const box = await frame.boundingBox();
    await page.setViewport({ width: SIZE.width, height: SIZE.height + Math.round(box.y) });
    await settled(page);
    await page.screenshot({ path: `${out}/${name(url)}.ayatori.png`, clip: { x: 0, y: Math.round(box.y), ...SIZE } });
    report(url, watched);
    await page.close();
  }
}
await browser.close();
process.exit(bad === 0 ? 0 : 1);
