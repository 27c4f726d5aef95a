// Compares screenshots.
import { readFileSync, writeFileSync } from 'node:fs';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

/** The share of pixels that are the same in two files; what differs is painted into a third one. */
export function compare(first, second, difference) {
  const one = PNG.sync.read(readFileSync(first));
  const two = PNG.sync.read(readFileSync(second));
  if (one.width !== two.width || one.height !== two.height) {
    return { same: 0, note: `${one.width}x${one.height} against ${two.width}x${two.height}` };
  }
  const diff = new PNG({ width: one.width, height: one.height });
  const different = pixelmatch(one.data, two.data, diff.data, one.width, one.height, { threshold: 0.1 });
  if (different > 0 && difference) {
    writeFileSync(difference, PNG.sync.write(diff));
  }
  return { same: 1 - different / (one.width * one.height), note: '' };
}
