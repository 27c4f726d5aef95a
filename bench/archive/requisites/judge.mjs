// Lists what Chromium requests for the pages of site.mjs, and what a crawl with --requisites requests.
//
//   node judge.mjs AYATORI OUT
import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { promisify } from 'node:util';
import { chromium, settled } from '../chromium.mjs';
import { onlyChromium, onlyCrawl } from './explained.mjs';
import { answer, pages } from './site.mjs';

const [ayatori, out] = process.argv.slice(2);
let asked = new Set();
const server = createServer((request, response) => {
  const path = new URL(request.url, 'http://x').pathname;
  asked.add(path);
  const [status, headers, body] = answer(path);
  response.writeHead(status, headers);
  response.end(body);
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const origin = `http://127.0.0.1:${server.address().port}`;

/** Two screens and two colour schemes: what any of them requests counts. */
const SCREENS = [
  { width: 1200, height: 900, deviceScaleFactor: 1, scheme: 'light' },
  { width: 400, height: 800, deviceScaleFactor: 2, scheme: 'dark' },
];

const browser = await chromium('--autoplay-policy=no-user-gesture-required');
const byChromium = new Map();
for (const name of Object.keys(pages)) {
  asked = new Set();
  for (const { scheme, ...viewport } of SCREENS) {
    const page = await browser.newPage();
    await page.setCacheEnabled(false);
    await page.setViewport(viewport);
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.goto(`${origin}/${name}`, { waitUntil: 'load' });
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await settled(page, 700);
    await page.close();
  }
  asked.delete('/' + name);
  byChromium.set(name, new Set(asked));
}
await browser.close();

// One crawl of all pages: the first part of each path tells for which page it is.
rmSync(out, { recursive: true, force: true });
await promisify(execFile)(ayatori, ['crawl', '--archive', '--depth', '0', '--delay', '0', '--progress', 'off', '-q', '--out', out,
  ...Object.keys(pages).map((name) => `${origin}/${name}`)]);
const crawled = readFileSync(`${out}/pages.jsonl`, 'utf8').trim().split('\n').map((line) => new URL(JSON.parse(line).url).pathname);
const byCrawl = new Map(Object.keys(pages).map((name) => [name, new Set(crawled.filter((path) => path.startsWith(`/${name.split('.')[0]}/`)))]));
server.close();

const explain = (rules, path) => rules.find(([pattern]) => pattern.test(path))?.[1];
let unexplained = 0;
console.log('| page | Chromium requests | archived too | only Chromium | only archived |\n|---|--:|--:|---|---|');
for (const name of Object.keys(pages)) {
  const [one, two] = [byChromium.get(name), byCrawl.get(name)];
  const list = (paths, rules) => {
    const by = new Map();
    for (const path of paths) {
      const why = explain(rules, path) ?? 'NOT EXPLAINED';
      unexplained += why === 'NOT EXPLAINED' ? 1 : 0;
      by.set(why, [...(by.get(why) ?? []), path.replace(/^\/[a-z]+\//, '')]);
    }
    return [...by].map(([why, names]) => `${why}: ${names.sort().join(', ')}`).join('; ');
  };
  const both = [...one].filter((path) => two.has(path));
  console.log(`| ${name} | ${one.size} | ${both.length} | ${list([...one].filter((path) => !two.has(path)), onlyChromium)} | ${list([...two].filter((path) => !one.has(path)), onlyCrawl)} |`);
}
console.log(unexplained === 0 ? 'Every difference is explained.' : `${unexplained} differences are not explained.`);
process.exit(unexplained === 0 ? 0 : 1);
