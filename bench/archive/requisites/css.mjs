// Cases of style sheets: what Chromium requests for each, and which URLs libraries find in it.
//
//   node css.mjs chromium OUT    writes the cases and Chromium's requests to OUT/cases.json
//   node css.mjs compare OUT     compares them with OUT/libraries.json, which CssLibraries.java writes
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { chromium, settled } from '../chromium.mjs';
import { answer } from './site.mjs';

// The page has <p><b><i>, and Chromium has a screen of 2 device pixels a pixel. "1.png" is requested unless the case says otherwise.
const CASES = {
  'plain': 'p { background: url(1.png) }',
  'quoted': 'p { background: url("1.png") }',
  'spaces': 'p { background: url(  1.png  ) }',
  'upper case': 'P { BACKGROUND: URL(1.png) }',
  'escaped name': 'p { background: u\\72l(1.png) }',
  'escaped URL': 'p { background: url(\\31 .png) }',
  'escaped quote': 'p { background: url("1.png?\\"x") }',
  'line break in a string': 'p { background: url("1\\\n.png") }',
  'not closed': 'p { background: url(1.png)',
  'url not closed': 'p { background: url(1.png',
  'string not closed': 'p { background: url("1.png',
  'bad url before': 'p { background: url(x y.png); border-image: url(1.png) 1 }',
  'bad string before': 'p { content: "x\n; color: red; } b { background: url(1.png) }',
  'stray bracket': '} p { background: url(1.png) }',
  'stray brackets': 'p { background: url(1.png) }}} b { border-image: url(2.png) 1 }',
  'broken rule before': 'p { color: ; *zoom: 1; $x: y; ;; } ??? { } b { background: url(1.png) }',
  'broken selector before': 'p:::x { color: red } p::unknown(, { } b { background: url(1.png) } ',
  'unknown at-rule': '@unknown x { p { color: red } } p { background: url(1.png) }',
  'unknown at-rule with braces': '@unknown x { y { { } } } p { background: url(1.png) }',
  'html comment': '<!-- p { background: url(1.png) } -->',
  'comment within': 'p { background: /* x */ url(1.png) /* ; } */ }',
  'comment not closed': 'p { background: url(1.png) } /* b { background: url(2.png) }',
  'url in a comment': '/* url(2.png) */ p { background: url(1.png) }',
  'url in a string': 'p { background: url(1.png) } p::before { content: "url(2.png)" }',
  'import': '@import "1.css";',
  'import url': '@import url(1.css);',
  'import media': '@import url("1.css") screen and (min-width: 1px), print;',
  'import layer': '@import "1.css" layer(a.b);',
  'import supports': '@import "1.css" supports(display: grid) screen;',
  'import after charset and layer': '@charset "utf-8"; @layer a, b; @import "1.css";',
  'import too late': 'p { color: red } @import "2.css"; b { background: url(1.png) }',
  'import in a block': '@media screen { @import "2.css"; p { background: url(1.png) } }',
  'import not closed': '@import "1.css"',
  'namespace': '@namespace svg url(http://www.w3.org/2000/svg); p { background: url(1.png) }',
  'font': '@font-face { font-family: x; src: local("y"), url(1.woff2) format("woff2") } p { font-family: x }',
  'font tech': '@font-face { font-family: x; src: url(1.woff2) format("woff2") tech(variations) } p { font-family: x }',
  'image-set': 'p { background: image-set(url(2.png) 1x, url(1.png) 2x) }',
  'image-set of strings': 'p { background: image-set("2.png" 1x, "1.png" 2x) }',
  'image-set with types': 'p { background: image-set("2.xyz" type("image/xyz"), "1.png" type("image/png") 2x) }',
  'webkit image-set': 'p { background: -webkit-image-set(url(2.png) 1x, url(1.png) 2x) }',
  'cross-fade': 'p { background: -webkit-cross-fade(url(1.png), url(2.png), 50%) }',
  'custom property': 'p { --x: url(1.png); background: var(--x) }',
  'custom property with braces': 'p { --x: { a: b }; background: url(1.png) }',
  'fallback of var': 'p { background: var(--none, url(1.png)) }',
  'nested': 'p { color: red; & b { background: url(1.png) } }',
  'nested without ampersand': 'p { b { background: url(1.png) } i & { color: red } }',
  'nested media': 'p { @media (min-width: 1px) { background: url(1.png) } }',
  'layer': '@layer a { @layer b { p { background: url(1.png) } } }',
  'container': 'body { container: c / inline-size } @container c (min-width: 1px) { p { background: url(1.png) } }',
  'media range': '@media (1px <= width < 99999px) { p { background: url(1.png) } }',
  'media not': '@media not all and (monochrome) { p { background: url(1.png) } }',
  'supports selector': '@supports selector(:has(a)) and (not (x: y)) { p { background: url(1.png) } }',
  'scope': '@scope (body) to (i) { p { background: url(1.png) } }',
  'is, where, has': ':is(p, :where(b)):has(i):not(.x, .y) { background: url(1.png) }',
  'nth-child of': 'b:nth-child(1 of b) { background: url(1.png) }',
  'property': '@property --c { syntax: "<color>"; inherits: false; initial-value: red } p { background: url(1.png) }',
  'starting-style': '@starting-style { p { opacity: 0 } } p { background: url(1.png) }',
  'view-transition': '@view-transition { navigation: auto } p { background: url(1.png) }',
  'counter-style': '@counter-style c { system: cyclic; symbols: "x" } p { background: url(1.png) }',
  'font-feature-values': '@font-feature-values x { @styleset { y: 1 } } p { background: url(1.png) }',
  'page with margins': '@page :first { margin: 1in; @top-left { content: "x" } } p { background: url(1.png) }',
  'keyframes': '@keyframes k { from { background: url(1.png) } to { background: url(1.png) } } p { animation: k 9s infinite }',
  'old IE': 'p { filter: progid:DXImageTransform.Microsoft.AlphaImageLoader(src="2.png"); *display: inline; width: expression(1 + (2)); background: url(1.png) }',
  'old IE hacks': 'p { color: red\\9; _height: 1px; background: url(1.png) } @media \\0screen { p { color: blue } }',
  'data before': 'p { background: url(data:image/svg+xml;utf8,<svg></svg>), url(1.png) }',
  'semicolon in a url': 'p { background: url(1.png?a;b) }',
  'calc and math': 'p { width: calc(1px + min(2px, 3vw) * sin(30deg)); background: url(1.png) }',
  'colours': 'p { color: oklch(from red l c h / 50%); border-color: color-mix(in oklab, red, blue); background: url(1.png) }',
  'attr with type': 'p { width: attr(data-w type(<length>), 1px); background: url(1.png) }',
  'if function': 'p { color: if(media(print): black; else: red); background: url(1.png) }',
  'important and slashes': 'p { background: url(1.png) 0 0 / cover !important; grid-area: 1 / 2 / 3 }',
  'grid lines': 'p { grid-template: [a] "x y" 1fr [b] / auto 1fr; background: url(1.png) }',
  'unicode-range': '@font-face { font-family: x; src: url(1.woff2); unicode-range: U+0-7F, U+4?? } p { font-family: x }',
  'byte order mark': '\ufeffp { background: url(1.png) }',
  'control characters': 'p { background: url(1.png); content: "\u0001\u0000" }',
  'selector with a number': '.\\31 23 { color: red } #\\:x { color: red } p { background: url(1.png) }',
  'src function': '@font-face { font-family: x; src: src("2.woff2"), url(1.woff2) } p { font-family: x }',
  'url modifiers': 'p { background: url("1.png" crossorigin(anonymous)) }',
  'Sass left in': '$a: 1px; @mixin x { } p { @include x; background: url(1.png) } // url(2.png)\n b { color: red }',
};

const [mode, out] = process.argv.slice(2);
const withoutQuery = (url) => url.split('?')[0];
if (mode === 'chromium') {
  const names = Object.keys(CASES);
  const asked = names.map(() => new Set());
  const server = createServer((request, response) => {
    const url = new URL(request.url, 'http://x');
    const [, number, file] = /^\/(\d+)\/(.*)$/.exec(url.pathname) ?? [];
    const [status, headers, body] = answer(url.pathname);
    response.writeHead(number && file === 'case.css' ? 200 : status, headers);
    if (file === 'case.css') {
      response.end(CASES[names[number]]);
    } else if (file === 'case.html') {
      response.end(`<!doctype html><meta charset=utf-8><link rel=icon href=data:,><link rel=stylesheet href=case.css><p>p<b>b<i>i</i></b></p>`);
    } else {
      if (number) {
        asked[number].add(file);
      }
      response.end(body);
    }
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const browser = await chromium();
  const page = await browser.newPage();
  await page.setViewport({ width: 1200, height: 900, deviceScaleFactor: 2 });
  for (let i = 0; i < names.length; i++) {
    await page.goto(`http://127.0.0.1:${server.address().port}/${i}/case.html`, { waitUntil: 'load' });
    await settled(page, 100);
  }
  await browser.close();
  server.close();
  writeFileSync(`${out}/cases.json`, JSON.stringify(names.map((name, i) => ({ name, css: CASES[name], chromium: [...asked[i]].sort() })), null, 1));
} else {
  const cases = JSON.parse(readFileSync(`${out}/cases.json`));
  const libraries = JSON.parse(readFileSync(`${out}/libraries.json`));
  // A library is right if it finds all that Chromium requests. What it finds besides may be for another screen or state.
  console.log(`\n${cases.length} cases of style sheets; what each library misses of what Chromium requests`);
  for (const [library, { found, failed, sheets, urls, millis }] of Object.entries(libraries)) {
    const missed = cases.filter(({ chromium: wanted }, i) => wanted.some((url) => !found[i].map(withoutQuery).includes(url)));
    console.log(`| ${library} | ${cases.length - missed.length} of ${cases.length} | ${sheets} sheets, ${urls} URLs, ${failed} failed, ${millis} ms | ${missed.map((one) => one.name).join(', ')} |`);
  }
  const own = libraries['web.css'];
  const more = cases.filter(({ chromium: wanted }, i) => own.found[i].map(withoutQuery).some((url) => !wanted.includes(url)));
  console.log('\nFound by web.css and not requested by Chromium: ' + more.map((one) => `${one.name} (${own.found[cases.indexOf(one)].map(withoutQuery).filter((url) => !one.chromium.includes(url))})`).join(', '));
}
