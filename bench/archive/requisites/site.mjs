// Pages with everything that makes a browser request something. Each URL that may be requested is named for what names it.

/** A page whose body and head are given. */
const page = (head, body = '') => `<!doctype html><html lang=en><head><meta charset=utf-8><title>x</title>${head}</head><body>${body}</body></html>`;

export const pages = {
  'img.html': page('', `<img src=/img/src.png><img src=/img/fallback.png srcset="/img/1x.png 1x, /img/2x.png 2x, /img/3x.png 3x">
    <img srcset="/img/400.png 400w, /img/1600.png 1600w" sizes="(max-width: 600px) 100vw, 50vw" src=/img/w.png>
    <img src=" /img/spaces.png
    "><img src=/img/lazy.png loading=lazy style="margin-top: 5000px"><image src=/img/image-element.png>
    <img srcset="/img/a,b.png 1x,/img/c.png 2x"><img lowsrc=/img/lowsrc.png dynsrc=/img/dynsrc.png src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">`),
  'picture.html': page('', `<picture><source srcset=/picture/avif.avif type=image/avif><source srcset="/picture/webp.webp 1x, /picture/webp2.webp 2x" type=image/webp><img src=/picture/fallback.png></picture>
    <picture><source media="(max-width: 500px)" srcset=/picture/narrow.png><source media="(min-width: 501px)" srcset=/picture/wide.png><img src=/picture/other.png></picture>
    <picture><source type=image/unknown srcset=/picture/unknown-type.xyz><img src=/picture/known.png></picture>
    <picture><source media="(prefers-color-scheme: dark)" srcset=/picture/dark.png><img src=/picture/light.png></picture>`),
  'css.html': page(`<link rel=stylesheet href=/css/all.css><link rel=stylesheet media=print href=/css/print.css><link rel="alternate stylesheet" title=other href=/css/alternate.css>
    <link rel=stylesheet href=/css/disabled.css disabled><link rel=stylesheet href=/css/wrong-type.css type=text/plain>
    <style>@import "/css/inline-import.css"; .inline { background: url(/css/inline.png) }</style>`,
    `<p class="a one inline">a</p><p class=b>b</p><p class=c>c</p><p class=d>d</p><p class=e>e</p><p class=f>f</p><p class=g>g<b>h</b></p><p class=h>h</p><p class=i>i</p><p class=j>j</p><ul class=k><li>k</li></ul><p class=l>l</p><p class=m>m</p><p class=n>n</p><p class=o>o</p><p class=q>q</p>
    <p style="background: url(/css/attribute.png)">x</p><p style="background: url(&quot;/css/attribute-quoted.png&quot;)">x</p><p style="--x: url(/css/attribute-property.png); background: var(--x)">x</p>`),
  'fonts.html': page(`<style>@font-face { font-family: A; src: local("none"), url(/fonts/a.woff2) format("woff2"), url(/fonts/a.ttf) }
    @font-face { font-family: B; src: url(/fonts/b.woff2); unicode-range: U+4E00-9FFF } @font-face { font-family: C; src: url(/fonts/unused.woff2) }
    @font-face { font-family: D; src: url(/fonts/d.woff2) tech(color-COLRv1), url(/fonts/d.woff) } p { font-family: A, B, D } q { font-family: D }</style>`, '<p>text</p><q>text</q>'),
  'svg.html': page('', `<svg width=50 height=50><image href=/svg/image.png width=10 height=10 /><image xlink:href=/svg/xlink.png width=10 height=10 /><use href="/svg/sprite.svg#a"/><use xlink:href="/svg/sprite-xlink.svg#a"/>
    <filter id=f><feImage href=/svg/feimage.png /></filter><rect filter="url(#f)" width=10 height=10 /><rect fill="url(/svg/paint.svg#p)" width=10 height=10 /><rect style="fill: url(/svg/paint-style.svg#p)" width=10 height=10 /><a href=/svg/link.html><text>x</text></a>
    <rect mask="url(/svg/mask.svg#m)" clip-path="url(/svg/clip.svg#c)" width=10 height=10 /><script href=/svg/script.js></script></svg><img src=/svg/img.svg><object data=/svg/object.svg></object>`),
  'media.html': page('', `<video src=/media/v.webm poster=/media/poster.png preload=auto><track default kind=captions src=/media/v.vtt></video>
    <video preload=metadata><source src=/media/source.webm type=video/webm><source src=/media/source.mp4 type=video/mp4></video><video preload=none src=/media/none.webm poster=/media/none.png></video>
    <audio src=/media/a.ogg preload=auto></audio><audio preload=metadata><source src=/media/source.ogg></audio><video src=/media/autoplay.webm muted autoplay></video>`),
  'links.html': page(`<link rel=icon href=/links/icon.png sizes=32x32><link rel=icon href=/links/icon-192.png sizes=192x192><link rel="shortcut icon" href=/links/shortcut.ico><link rel=apple-touch-icon href=/links/touch.png>
    <link rel=mask-icon href=/links/mask.svg color=red><link rel=manifest href=/links/app.webmanifest><link rel=preload as=image href=/links/preload.png><link rel=preload as=font crossorigin href=/links/preload.woff2>
    <link rel=preload as=style href=/links/preload.css><link rel=preload as=script href=/links/preload.js><link rel=preload as=fetch crossorigin href=/links/preload.json><link rel=preload as=image imagesrcset="/links/set1.png 1x, /links/set2.png 2x">
    <link rel=preload as=video href=/links/preload.webm><link rel=modulepreload href=/links/module.js><link rel=prefetch href=/links/prefetch.html><link rel=prerender href=/links/prerender.html><link rel=dns-prefetch href=/links/dns>
    <link rel=preconnect href=/links/preconnect><link rel=next href=/links/next.html><link rel=alternate href=/links/feed.xml type=application/rss+xml><link rel=canonical href=/links/canonical.html><link rel=search href=/links/search.xml type=application/opensearchdescription+xml>
    <meta property=og:image content=/links/og.png><link rel=image_src href=/links/image_src.png>`),
  'scripts.html': page('<script src=/scripts/classic.js></script><script type=module src=/scripts/module.js></script><script nomodule src=/scripts/nomodule.js></script><script async src=/scripts/async.js></script><script type=text/template src=/scripts/template.js></script><script type=importmap>{"imports": {"x": "/scripts/mapped.js"}}</script><script type=module>import "/scripts/inline-import.js"; import "x";</script>',
    '<script>fetch("/scripts/fetched.json"); new Image().src = "/scripts/image.png"; document.write("<img src=/scripts/written.png>")</script><script type=speculationrules>{"prefetch": [{"urls": ["/scripts/speculated.html"]}]}</script>'),
  'frames.html': page('', `<iframe src=/frames/a.html></iframe><iframe srcdoc="<img src=/frames/srcdoc.png><link rel=stylesheet href=/frames/srcdoc.css>"></iframe><iframe loading=lazy src=/frames/lazy.html style="margin-top: 5000px"></iframe>
    <object data=/frames/object.html type=text/html></object><embed src=/frames/embed.html type=text/html><object data=/frames/object.png type=image/png></object><embed src=/frames/embed.png type=image/png><object data=/frames/missing.xyz type=application/x-none><img src=/frames/object-fallback.png></object>`),
  'frameset.html': '<!doctype html><frameset cols="50%,50%"><frame src=/frameset/a.html><frame src=/frameset/b.html><noframes><img src=/frameset/noframes.png></noframes></frameset>',
  'old.html': page('', `<table background=/old/table.png><tr background=/old/tr.png><td background=/old/td.png>x</td><th background=/old/th.png>x</th></tr></table><input type=image src=/old/input.png><input src=/old/input-text.png><bgsound src=/old/bgsound.wav><applet code=/old/applet.class archive=/old/applet.jar></applet>`)
    .replace('<body>', '<body background=/old/body.png>'),
  'inert.html': page('<noscript><link rel=stylesheet href=/inert/noscript.css></noscript>', `<noscript><img src=/inert/noscript.png></noscript><template><img src=/inert/template.png></template><!-- <img src=/inert/comment.png> --><textarea><img src=/inert/textarea.png></textarea><script type=text/x><img src=/inert/script.png></script>
    <p hidden><img src=/inert/hidden.png></p><div style="display: none; background: url(/inert/none.png)">x</div><template shadowrootmode=open><img src=/inert/shadow.png><style>p { background: url(/inert/shadow-css.png) }</style><p>x</p></template>`),
  'base.html': page('<base href=/base/><link rel=stylesheet href=sheet.css>', '<img src=relative.png><p style="background: url(style.png)">x</p><p class=b>x</p>'),
  'refresh.html': page('<meta http-equiv=refresh content="3600; url=/refresh/target.html"><meta http-equiv=Link content="</refresh/link.css>; rel=stylesheet">', ''),
  'headers.html': page('', 'x'),
  'xhtml.xhtml': `<?xml version="1.0" encoding="utf-8"?><?xml-stylesheet type="text/css" href="/xhtml/pi.css"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title><style>p { background: url(/xhtml/style.png) }</style><style><![CDATA[ q { background: url(/xhtml/cdata.png) } ]]></style></head><body><p>x</p><q>x</q><img src="/xhtml/img.png"/></body></html>`,
};

export const files = {
  '/css/all.css': `@charset "utf-8"; @layer base, top; @import url(/css/import-url.css); @import "/css/import-string.css" layer(base); @import url("/css/import-media.css") screen and (min-width: 1px); @import "/css/import-print.css" print;
    @import '/css/import-supports.css' supports(display: grid); @import '/css/import-unsupported.css' supports(display: none-such);
    .a { background-image: image-set(url(/css/set1.png) 1x, "/css/set2.png" 2x) } .b { background: -webkit-image-set(url(/css/webkit1.png) 1x, url(/css/webkit2.png) 2x) }
    @layer top { .c { background: url(/css/layer.png) } } @media (min-width: 1px) { .d { background: url(/css/media.png) } } @media print { .d { background: url(/css/media-print.png) } } @supports (display: grid) { .e { background: url(/css/supports.png) } }
    @container (min-width: 1px) { .f { background: url(/css/container.png) } } .g { & b { background: url(/css/nested.png) } @media (min-width: 1px) { border-image: url(/css/nested-media.png) 1 } }
    :root { --used: url(/css/property-used.png); --unused: url(/css/property-unused.png) } .h { background: var(--used) } .i { cursor: url(/css/cursor.png), auto; mask: url(/css/mask.svg#m); filter: url(/css/filter.svg#f) } .j::before { content: url(/css/content.png) }
    .k li { list-style: url(/css/list.png) } .l { background: url("/css/quo\\74 ed.png") } .l { background: url( /css/over\\72 ide.png ) } .m { shape-outside: url(/css/shape.png); float: left } .n { clip-path: url(/css/clip.svg#c) } .o { background: cross-fade(url(/css/fade1.png), url(/css/fade2.png), 50%) } .q { border-image: url(/css/border.png) 30; -webkit-mask-box-image: url(/css/mask-box.png) }
    .none { background: url(/css/no-element.png) } .a:hover { background: url(/css/hover.png) } @font-face { font-family: X; src: url(/css/font.woff2) } .one { font-family: X } @page { background: url(/css/page.png) } @namespace svg url(http://www.w3.org/2000/svg);
    @property --p { syntax: "*"; inherits: false; initial-value: url(/css/initial.png) } @keyframes k { to { background: url(/css/keyframes.png) } } .f { animation: k 1s infinite } @counter-style c { system: cyclic; symbols: url(/css/symbols.png); suffix: " " } @scope (.e) { :scope { border-image: url(/css/scope.png) 1 } } @starting-style { .e { background: url(/css/starting.png) } }`,
  '/css/import-url.css': '.a { border-image: url(of-import.png) 1 } @import "/css/too-late.css";',
  '/css/import-string.css': '@import "import-deep.css";', '/css/import-deep.css': '.b { border-image: url(deep.png) 1 }',
  '/links/app.webmanifest': '{"name": "x", "start_url": "/links/start.html", "display": "standalone", "icons": [{"src": "/links/app-192.png", "sizes": "192x192", "type": "image/png"}, {"src": "app-512.png", "sizes": "512x512"}], "screenshots": [{"src": "/links/screen.png", "sizes": "100x100"}], "shortcuts": [{"name": "s", "url": "/links/s", "icons": [{"src": "/links/short.png"}]}]}',
  '/scripts/module.js': 'import "./imported.js"; import("./dynamic.js"); export default new URL("./asset.png", import.meta.url);', '/scripts/classic.js': 'const image = new Image(); image.src = "/scripts/by-classic.png";',
  '/frames/a.html': page('', '<img src=/frames/in-a.png><a href=/frames/not-followed.html>x</a><iframe src=/frames/nested.html></iframe>'), '/frames/nested.html': page('', '<img src=/frames/in-nested.png>'),
  '/frames/srcdoc.css': 'img { border-image: url(/frames/of-srcdoc.png) 1 }',
  '/base/sheet.css': '.b { background: url(of-sheet.png) }',
  '/svg/object.svg': '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><style>@import "/svg/of-object.css"; rect { fill: url(/svg/of-object-style.svg#p) }</style><image href="/svg/of-object.png" width="9" height="9"/><rect width="9" height="9"/></svg>',
  '/svg/img.svg': '<svg xmlns="http://www.w3.org/2000/svg"><image href="/svg/of-img.png" width="9" height="9"/></svg>',
};

/** What Link headers name. */
export const headers = { '/headers.html': { Link: '</headers/style.css>; rel=stylesheet, </headers/preload.png>; rel=preload; as=image, </headers/preload.js>; rel=modulepreload, </headers/icon.png>; rel=icon' } };

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const TYPES = { html: 'text/html', xhtml: 'application/xhtml+xml', css: 'text/css', js: 'text/javascript', json: 'application/json', svg: 'image/svg+xml', png: 'image/png', webp: 'image/webp', avif: 'image/avif', ico: 'image/x-icon', webmanifest: 'application/manifest+json', webm: 'video/webm', mp4: 'video/mp4', ogg: 'audio/ogg', vtt: 'text/vtt', woff2: 'font/woff2', woff: 'font/woff', ttf: 'font/ttf', xml: 'application/xml' };

/** The answer to a path: its status, its headers and its body. Whatever is asked for is there. */
export function answer(path) {
  if (path === '/robots.txt') {
    return [404, { 'Content-Type': 'text/plain' }, ''];
  }
  const end = path.slice(path.lastIndexOf('.') + 1);
  const type = { 'Content-Type': TYPES[end] ?? 'application/octet-stream', 'Cache-Control': 'no-store', ...headers[path] };
  const given = pages[path.slice(1)] ?? files[path];
  const body = given ?? (/png|webp|avif|ico/.test(end) ? PNG : end === 'html' ? page('', 'x') : end === 'svg' ? '<svg xmlns="http://www.w3.org/2000/svg"><g id="a"/></svg>' : end === 'vtt' ? 'WEBVTT\n' : '');
  return [200, type, body];
}
