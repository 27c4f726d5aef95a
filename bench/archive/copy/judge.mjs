// Opens pages of copies of a site from the disk, in Chromium, and counts what is wrong with them.
//
//   node judge.mjs shoot OUT URL PAGES    chooses pages of the crawl in OUT/crawl, and takes screenshots of them on the web
//   node judge.mjs judge OUT              opens them in the copies OUT/ayatori, OUT/wget2 and OUT/httrack; the site must not be up
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { SIZE, chromium, name, settled } from '../chromium.mjs';
import { compare } from '../pixels.mjs';

const [mode, out, ...rest] = process.argv.slice(2);
const browser = await chromium('--allow-file-access-from-files=false');

async function shoot(page, address, file) {
  await page.setViewport(SIZE);
  await page.goto(address, { waitUntil: 'load', timeout: 30000 });
  await settled(page, 300);
  await page.screenshot({ path: file });
}

if (mode === 'shoot') {
  const [start, count] = rest;
  const pages = readFileSync(`${out}/crawl/pages.jsonl`, 'utf8').trim().split('\n').map((line) => JSON.parse(line))
    .filter((page) => !page.role && page.status === 200 && /html/.test(page.contentType ?? '') && page.url.startsWith(start))
    .map((page) => page.url).sort();
  const step = Math.max(1, pages.length / Number(count));
  const chosen = [...new Set(Array.from({ length: Number(count) }, (_, i) => pages[Math.floor(i * step)]).filter(Boolean))];
  if (!chosen.includes(start) && pages.includes(start)) {
    chosen[0] = start;
  }
  for (const url of chosen) {
    const page = await browser.newPage();
    await shoot(page, url, `${out}/${name(url)}.web.png`);
    await page.close();
  }
  writeFileSync(`${out}/pages.json`, JSON.stringify({ total: pages.length, chosen }));
  await browser.close();
  process.exit(0);
}

/** Where each tool has put a page. */
const ayatoriFiles = new Map([...readFileSync(`${out}/ayatori/index.html`, 'utf8')
  .matchAll(/<a href="([^"]+)">[^<]*<\/a> <small>([^<]+)<\/small>/g)]
  .map(([, file, url]) => [url.replaceAll('&amp;', '&'), decodeURIComponent(file)]));

function wgetFile(folder, url) {
  const { hostname, host, pathname } = new URL(url);
  const path = decodeURIComponent(pathname);
  for (const base of [host, hostname, host.replace(':', '+'), host.replace(':', '_')]) {
    for (const end of [path.endsWith('/') ? path + 'index.html' : path, path + '.html', path + '/index.html']) {
      if (existsSync(`${folder}/${base}${end}`) && statSync(`${folder}/${base}${end}`).isFile()) {
        return `${base}${end}`;
      }
    }
  }
  return null;
}

const tools = {
  ayatori: (url) => ayatoriFiles.get(url) ?? null,
  wget2: (url) => wgetFile(`${out}/wget2`, url),
  httrack: (url) => wgetFile(`${out}/httrack`, url),
};

const { total, chosen } = JSON.parse(readFileSync(`${out}/pages.json`));
console.log(`${chosen.length} of ${total} pages of ${out}`);
console.log('| copy by | pages there | requests that left | blocked by policy | files not found | images broken | sheets broken | links within | dead | to the web | pixels the same |');
console.log('|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|');
let bad = 0;
for (const [tool, fileOf] of Object.entries(tools)) {
  const sum = { there: 0, left: 0, blocked: 0, missing: 0, images: 0, sheets: 0, within: 0, dead: 0, web: 0, same: 0 };
  const notes = [];
  for (const url of chosen) {
    const file = fileOf(url);
    if (!file) {
      notes.push(`no file: ${url}`);
      continue;
    }
    sum.there++;
    const page = await browser.newPage();
    page.on('requestfailed', (request) => {
      const failure = request.failure()?.errorText ?? '';
      if (/^file:/.test(request.url()) && !/ABORTED/.test(failure)) {
        sum.missing++;
        notes.push(`${failure}: ${request.url()} on ${url}`);
      } else if (/^(https?|wss?):/.test(request.url()) && /BLOCKED|csp/i.test(failure)) {
        sum.blocked++;
        sum.left--;
      }
    });
    page.on('request', (request) => {
      if (/^(https?|wss?):/.test(request.url())) {
        sum.left++;
        notes.push(`left: ${request.url()} on ${url}`);
      }
    });
    page.on('console', (message) => /Content Security Policy/.test(message.text()) && notes.push(`${message.text().slice(0, 200)} on ${url}`));
    const shot = `${out}/${name(url)}.${tool}.png`;
    await shoot(page, pathToFileURL(`${out}/${tool}/${file}`).href, shot);
    const found = await page.evaluate(() => ({
      images: [...document.images].filter((image) => image.getAttribute('src') && image.complete && image.naturalWidth === 0).map((image) => image.src),
      sheets: [...document.querySelectorAll('link[rel~=stylesheet][href]')].filter((link) => !link.sheet).map((link) => link.href),
      links: [...document.querySelectorAll('a[href], area[href]')].map((link) => link.href),
    }));
    sum.images += found.images.length;
    sum.sheets += found.sheets.length;
    found.images.forEach((image) => notes.push(`broken image: ${image} on ${url}`));
    for (const link of new Set(found.links)) {
      if (/^https?:/.test(link)) {
        sum.web++;
      } else if (/^file:/.test(link)) {
        sum.within++;
        let target = fileURLToPath(link.split(/[#?]/)[0]);
        if (!existsSync(target) || statSync(target).isDirectory()) {
          sum.dead++;
          notes.push(`dead link: ${link} on ${url}`);
        }
      }
    }
    const { same } = compare(`${out}/${name(url)}.web.png`, shot, `${out}/${name(url)}.${tool}.diff.png`);
    sum.same += same;
    if (same < 0.999) {
      notes.push(`${(same * 100).toFixed(2)} % the same: ${url}`);
    }
    await page.close();
  }
  writeFileSync(`${out}/${tool}.notes.txt`, notes.join('\n') + '\n');
  console.log(`| ${tool} | ${sum.there} | ${sum.left} | ${sum.blocked} | ${sum.missing} | ${sum.images} | ${sum.sheets} | ${sum.within} | ${sum.dead} | ${sum.web} | ${(100 * sum.same / Math.max(1, sum.there)).toFixed(2)} % |`);
  if (tool === 'ayatori') {
    bad = sum.left + sum.images + sum.sheets + chosen.length - sum.there;
  }
}
await browser.close();
process.exit(bad === 0 ? 0 : 1);
