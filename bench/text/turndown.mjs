// Compares our Markdown with turndown's for the same HTML. Usage: node turndown.mjs LINES [SHOW], LINES from the class MarkdownSamples.
// Each kind of difference is undone by a named step; what differs after all steps is printed, SHOW lines of it, and counted.
import { readFileSync } from 'node:fs';
import TurndownService from 'turndown';
import { gfm } from 'turndown-plugin-gfm';

const turndown = new TurndownService({ headingStyle: 'atx', codeBlockStyle: 'fenced' });
turndown.use(gfm);

const outsideCode = f => text => text.split(/^((?:> |[ \t])*```[^\n]*\n[\s\S]*?\n(?:> |[ \t])*```)$/m).map((part, at) => at % 2 ? part : f(part)).join('');
const steps = {
    'list marker and indent': outsideCode(text => text.replace(/^((?:> |[ \t])*)(?:[-*] +|(\d+)\. +)/gm, (_, before, number) => number ? `${number}. ` : '- ')),
    'indentation': text => text.replace(/^[ \t]+/gm, ''),
    'emphasis mark': outsideCode(text => text.replace(/(^|[^\\\w])_(?=\S)((?:\\_|[^_\n])+?)_(?!\w)/gm, '$1*$2*')),
    'code language': text => text.replace(/^((?:> )*)```[^\n]*$/gm, '$1```'),
    'escapes': outsideCode(text => text.replace(/\\([\\`*_[\]<>~#+\-.!=&|()])/g, '$1')),
    'emphasis': outsideCode(text => text.replace(/\*+/g, '')),
    'code marks': outsideCode(text => text.replace(/`+/g, '')),
    'links within the page': outsideCode(text => text.replace(/\[((?:[^[\]]|\[[^[\]]*\])*)\]\(#[^)\s]*(?: "[^"]*")?\)/g, '$1')),
    'link titles': outsideCode(text => text.replace(/\]\((\S+?) "[^"]*"\)/g, ']($1)')),
    'blank lines': text => text.replace(/\n\s*\n/g, '\n'),
    'spaces': outsideCode(text => text.replace(/[ \t\u00a0]+/g, ' ').replace(/ $/gm, '').replace(/^ /gm, '')),
};

const counts = new Map(Object.keys(steps).map(name => [name, 0]));
let same = 0, pages = 0, left = 0, show = Number(process.argv[3] ?? 0);
for (const line of readFileSync(process.argv[2], 'utf8').trim().split('\n')) {
    const { page, html, markdown } = JSON.parse(line);
    let ours = markdown, theirs = turndown.turndown(html);
    pages++;
    for (const [name, step] of Object.entries(steps)) {
        const [a, b] = [step(ours), step(theirs)];
        if ((ours === theirs) !== (a === b) || distance(ours, theirs) !== distance(a, b)) counts.set(name, counts.get(name) + 1);
        [ours, theirs] = [a, b];
    }
    if (ours === theirs) same++;
    const [us, them] = [new Set(ours.split('\n')), new Set(theirs.split('\n'))];
    const only = [...us].filter(one => !them.has(one)).map(one => '+ ' + one).concat([...them].filter(one => !us.has(one)).map(one => '- ' + one));
    left += only.length;
    for (const one of only) if (show-- > 0) console.log(page + '\t' + one.slice(0, 200));
}
for (const [name, count] of counts) console.log(`${name}\t${count} of ${pages} pages`);
console.log(`the same after all steps\t${same} of ${pages} pages; ${left} lines differ in the others`);

function distance(ours, theirs) {
    const them = new Set(theirs.split('\n'));
    return ours.split('\n').filter(one => !them.has(one)).length;
}
