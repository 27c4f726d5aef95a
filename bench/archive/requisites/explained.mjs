// Why Chromium requests what the crawl does not, and the other way round. A difference that nothing here explains fails run.sh.

/** What only Chromium requests. */
export const onlyChromium = [
  [/^\/scripts\/(fetched|image|written|by-classic|dynamic)\./, 'a script requests it: none is run'],
  [/^\/scripts\/(imported|inline-import|mapped)\./, 'a module imports it: scripts are not read'],
  [/^\/scripts\/speculated\./, 'fetched ahead for the next page'],
  [/^\/links\/(prefetch|prerender)\./, 'fetched ahead for the next page'],
  [/^\/favicon\.ico$/, 'asked for of every site without an icon'],
];

/** What only the crawl requests. */
export const onlyCrawl = [
  [/^\/img\/(3x|400|fallback|w)\.|^\/picture\/(fallback|other|webp2?)\.|^\/css\/set[12]\./, 'a candidate for another screen or browser'],
  [/^\/picture\/unknown-type\.|^\/css\/wrong-type\.|^\/frames\/missing\.|^\/links\/preload\.webm$/, 'of a type that Chromium does not take'],
  [/^\/css\/(media-print|page)\./, 'wanted in print'],
  [/^\/css\/(container|disabled|hover|no-element|property-unused|quoted)\./, 'of a rule that applies to nothing now'],
  [/^\/css\/(fade[12]|import-unsupported|initial|symbols)\./, 'of a feature that Chromium does not have'],
  [/^\/fonts\/(b|unused)\./, 'a font that no text uses'],
  [/^\/media\/none\.webm$/, 'loaded when it is played'],
  [/^\/links\/(app-512|icon-192|mask|touch|screen|short)\./, 'an icon for another place or system'],
  [/^\/scripts\/(nomodule|template)\./, 'a script for other browsers, or for another script'],
  [/^\/inert\/noscript/, 'wanted without scripts'],
  [/^\/inert\/none\./, 'of an element that is not shown'],
  [/^\/old\/input-text\./, 'of an input that is no image'],
  [/^\/headers\/style\./, 'loaded by Firefox'],
];
