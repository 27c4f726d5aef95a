// Main text by Readability and Defuddle, scored like the class Evaluation of the module text. Usage: node peers.mjs SUITES
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { Readability } from '@mozilla/readability';
import { JSDOM, VirtualConsole } from 'jsdom';
import { Defuddle } from 'defuddle/node';

const print = text => process.stdout.write(text + '\n');
console.log = console.warn = console.error = () => {};

const suites = process.argv[2];
const SECONDS_MAX = 60;
const quiet = new VirtualConsole();
const words = text => text.match(/[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\u200c\u200d]+/gu) ?? [];
const counts = all => all.reduce((map, one) => map.set(one, (map.get(one) ?? 0) + 1), new Map());
const harmonic = (p, r) => p + r === 0 ? 0 : 2 * p * r / (p + r);

function score(expected, found) {
    const left = counts(expected);
    let both = 0;
    for (const [one, count] of counts(found)) both += Math.min(count, left.get(one) ?? 0);
    return { p: found.length ? both / found.length : 0, r: expected.length ? both / expected.length : 0 };
}

function byWords(truth, text) {
    const expected = words(truth.toLowerCase()), found = words(text.toLowerCase());
    return expected.length + found.length === 0 ? { p: 1, r: 1 } : score(expected, found);
}

function shingles(text) {
    const all = words(text), result = [];
    for (let at = 0; at + 4 <= all.length; at++) result.push(all.slice(at, at + 4).join(' '));
    return result.length || !all.length ? result : [all.join(' ')];
}

/** The text of HTML, with a line end at each edge of a block, so that words of two blocks stay two. */
const blocks = html => new JSDOM((html ?? '').replace(/<(\/?)(?!\/?(?:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|font|i|img|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|u|var|wbr)\b)/gi, '\n<$1'),
    { virtualConsole: quiet }).window.document.body?.textContent ?? '';

const peers = {
    Readability: async (html, url) => blocks(new Readability(new JSDOM(html, { url, virtualConsole: quiet }).window.document).parse()?.content),
    Defuddle: async (html, url) => blocks((await Defuddle(new JSDOM(html, { url, virtualConsole: quiet }).window.document, url, { useAsync: false })).content),
};

if (isMainThread) {
    await scoreAll();
} else {
    parentPort.on('message', async page => {
        let text = '';
        let failed = false;
        try {
            text = await peers[workerData](gunzipSync(readFileSync(page.html)).toString('utf8'), page.url);
        } catch {
            failed = true;
        }
        parentPort.postMessage({ text, failed });
    });
}

/** Reads pages one by one in a thread, which is ended and replaced when a page takes longer than a minute. */
function reader(name) {
    let worker;
    const start = () => {
        worker = new Worker(new URL(import.meta.url), { workerData: name, argv: process.argv.slice(2) });
    };
    start();
    return {
        read: page => new Promise(resolve => {
            const answer = found => {
                clearTimeout(timer);
                worker.off('message', answer).off('error', broken);
                resolve(found);
            };
            const broken = () => {
                answer({ text: '', failed: true });
                start();
            };
            const timer = setTimeout(async () => {
                worker.off('message', answer).off('error', broken);
                await worker.terminate();
                start();
                resolve({ text: '', late: true });
            }, SECONDS_MAX * 1000);
            worker.once('message', answer);
            worker.once('error', broken);
            worker.postMessage(page);
        }),
        end: () => worker.terminate(),
    };
}

async function scoreAll() {
    const cases = readdirSync(join(suites, 'text/wcxb/ground-truth')).sort().map(name => {
        const page = JSON.parse(readFileSync(join(suites, 'text/wcxb/ground-truth', name)));
        return { kind: page._internal.page_type.primary, url: page.url, truth: page.ground_truth.main_content, html: join(suites, 'text/wcxb/html', page.file_id + '.html.gz') };
    });
    for (const [id, page] of Object.entries(JSON.parse(readFileSync(join(suites, 'text/articles/ground-truth.json')))))
        cases.push({ kind: '83 articles', url: page.url.startsWith('http') ? page.url : 'http://' + page.url, truth: page.articleBody, html: join(suites, 'links/pages', id + '.html.gz') });

    for (const name of Object.keys(peers)) {
        const scores = new Map();
        const reading = reader(name);
        let failed = 0, late = 0;
        for (const page of cases) {
            const found = await reading.read(page);
            failed += found.failed ? 1 : 0;
            late += found.late ? 1 : 0;
            const articles = page.kind === '83 articles';
            const one = articles ? score(shingles(page.truth), shingles(found.text)) : byWords(page.truth, found.text);
            for (const kind of articles ? [page.kind] : [page.kind, 'all kinds']) scores.set(kind, [...scores.get(kind) ?? [], one]);
        }
        await reading.end();
        for (const [kind, all] of [...scores].sort()) {
            const mean = f => all.reduce((sum, one) => sum + f(one), 0) / all.length;
            const f1 = kind === '83 articles' ? harmonic(mean(s => s.p), mean(s => s.r)) : mean(s => harmonic(s.p, s.r));
            print(`${name}\t${kind}\t${all.length}\t${f1.toFixed(3)}`);
        }
        if (failed) print(`${name} threw on ${failed} pages, which count as empty.`);
        if (late) print(`${name} took longer than ${SECONDS_MAX} s on ${late} pages, which count as empty.`);
    }
}
