// Compares our Markdown with turndown's for the same HTML. Usage: node turndown.mjs LINES [SHOW], LINES from the class MarkdownSamples.
//
// Each kind of difference is a named step that undoes it: in the HTML that turndown gets, or in both texts. For each kind, the pages that it
// concerns are counted, and the lines that differ no longer after it. What differs after all steps is counted too, and SHOW lines of it are printed.
import { readFileSync } from 'node:fs';
import { JSDOM } from 'jsdom';
import TurndownService from 'turndown';
import { gfm } from 'turndown-plugin-gfm';

const turndown = new TurndownService({ headingStyle: 'atx', codeBlockStyle: 'fenced', bulletListMarker: '-', emDelimiter: '*' });
turndown.use(gfm);
turndown.addRule('kept', { filter: ['x-sup', 'x-sub'], replacement: (content, node) => content && `<${node.nodeName.toLowerCase().slice(2)}>${content}</${node.nodeName.toLowerCase().slice(2)}>` });

const HEADINGS = 'h1,h2,h3,h4,h5,h6';
const BREAK = ' \u23ce ';
const all = (root, selector) => [...root.querySelectorAll(selector)];
const named = (node, ...names) => names.includes(node.localName);

/** Puts the children of an element where it stands. */
const unwrap = element => element.replaceWith(...element.childNodes);

function renamed(element, name) {
    const other = element.ownerDocument.createElement(name);
    for (const { name: key, value } of [...element.attributes]) other.setAttribute(key, value);
    other.append(...element.childNodes);
    element.replaceWith(other);
    return other;
}

const rowsOf = table => all(table, 'tr').filter(row => row.closest('table') === table);
const isHeaded = rows => rows.length > 0 && rows[0].children.length > 0 && [...rows[0].children].every(cell => cell.localName === 'th');
const isInline = element => named(element, 'a', 'abbr', 'acronym', 'b', 'br', 'cite', 'code', 'del', 'dfn', 'em', 'font', 'i', 'img', 'ins', 'kbd', 'mark', 'q', 's', 'samp', 'small',
    'span', 'strong', 'sub', 'sup', 'time', 'tt', 'u', 'var', 'wbr', 'x-sup', 'x-sub', 'label');

/** Whether a table lays out blocks: it has code or headings in cells, or, without a heading of its own, other blocks; or one row or column. */
function isLayout(table) {
    const rows = rowsOf(table), headed = isHeaded(rows);
    const columns = Math.max(0, ...rows.map(row => [...row.children].reduce((sum, cell) => sum + Number(cell.getAttribute('colspan') ?? 1), 0)));
    if (columns < 2 ? !headed || rows.length < 3 : rows.length < 2 && !headed) return true;
    return rows.some(row => [...row.children].some(cell => cell.querySelector('table,pre,blockquote,hr,' + HEADINGS)
        || (!headed && [...cell.children].some(child => !isInline(child) && (named(child, 'ul', 'ol', 'dl') || [...child.children].some(inner => !isInline(inner)))))));
}

/** What turndown gets is changed, so that it writes what we write. */
const inHtml = {
    'code need not be in an element of its own': body => {
        for (const pre of all(body, 'pre')) {
            if (pre.childNodes.length === 1 && pre.firstChild.localName === 'code') continue;
            const code = body.ownerDocument.createElement('code');
            code.textContent = pre.textContent.replace(/^\n/, '').trimEnd();
            pre.replaceChildren(code);
        }
    },
    'tables that lay out blocks are read as blocks': body => {
        for (const table of all(body, 'table').reverse().filter(isLayout)) {
            for (const part of all(table, 'td,th,caption').filter(cell => cell.closest('table') === table)) renamed(part, 'div');
            for (const part of all(table, 'tr,thead,tbody,tfoot,colgroup').reverse().filter(one => one.closest('table') === table)) unwrap(part);
            renamed(table, 'div');
        }
    },
    'blocks in cells are separated by line breaks': body => {
        for (const cell of all(body, 'td,th')) {
            for (const line of all(cell, 'br')) line.replaceWith(BREAK);
            for (const block of all(cell, '*').reverse().filter(one => !isInline(one))) {
                block.before(BREAK);
                block.after(BREAK);
                unwrap(block);
            }
        }
    },
    'tables need no heading': body => {
        for (const table of all(body, 'table')) {
            const rows = rowsOf(table);
            if (rows.length > 0 && !rows[0].querySelector('th')) for (const cell of [...rows[0].children]) renamed(cell, 'th');
            if (rows.length > 0 && ![...rows[0].children].every(cell => cell.localName === 'th')) for (const cell of [...rows[0].children]) if (cell.localName === 'td') renamed(cell, 'th');
        }
    },
    'cells that span others are followed by empty ones': body => {
        for (const table of all(body, 'table')) {
            const below = [];
            for (const row of rowsOf(table)) {
                let column = 0;
                const skip = before => {
                    while (below[column] > 0) {
                        below[column++]--;
                        before ? before.before(body.ownerDocument.createElement(before.localName)) : row.append(body.ownerDocument.createElement('td'));
                    }
                };
                for (const cell of [...row.children]) {
                    skip(cell);
                    const rows = Number(cell.getAttribute('rowspan') ?? 1) - 1;
                    for (let spanned = Number(cell.getAttribute('colspan') ?? 1); spanned > 0; spanned--) {
                        below[column++] = rows;
                        if (spanned > 1) cell.after(body.ownerDocument.createElement(cell.localName));
                    }
                }
                skip(null);
            }
        }
    },
    'captions come before their tables': body => {
        for (const caption of all(body, 'caption')) caption.closest('table').before(renamed(caption, 'p'));
    },
    'signatures are code': body => {
        for (const term of all(body, 'dt.sig')) {
            const code = body.ownerDocument.createElement('code');
            code.textContent = term.textContent.replace(/\s+/g, ' ').trim();
            term.replaceChildren(code);
        }
    },
    'terms are items that hold their definitions': body => {
        for (const list of all(body, 'dl').reverse()) {
            const items = renamed(list, 'ul');
            let item = null;
            for (const part of [...items.children]) {
                if (!item || (part.localName === 'dt' && item.defined)) {
                    item = body.ownerDocument.createElement('li');
                    part.before(item);
                }
                item.defined = part.localName === 'dd';
                item.append(part);
                renamed(part, 'div');
            }
        }
    },
    'boxes are quotes below their titles': body => {
        for (const box of all(body, '.admonition')) {
            if (box.parentElement.closest('.admonition') || all(box, HEADINGS).length > 1 || /^\s*\[\w{1,3}\]/.test(box.textContent)) continue;
            const title = box.querySelector('.admonition-title');
            if (title) {
                const strong = body.ownerDocument.createElement('strong');
                strong.append(...title.childNodes);
                title.replaceChildren(strong);
                renamed(title, 'p');
            }
            renamed(box, 'blockquote');
        }
    },
    'links within the page are absolute, and none in headings': (body, page) => {
        for (const link of all(body, 'a[href^="#"]')) {
            if (link.closest(HEADINGS) || link.closest('caption')) unwrap(link);
            else link.setAttribute('href', page + link.getAttribute('href'));
        }
    },
    'powers and indices are raised': body => {
        for (const element of all(body, 'sup,sub')) if (/\d/.test(element.textContent) || element.textContent.length === 1) if (!element.querySelector('a') && !element.closest('a')) renamed(element, 'x-' + element.localName);
    },
    'links without a text are left out': body => all(body, 'a[href]').filter(link => !link.textContent.trim() && !link.querySelector('img')).forEach(unwrap),
    'images without a text are left out': body => all(body, 'img:not([alt]),img[alt=""]').forEach(image => image.remove()),
};

const outsideCode = f => text => text.split(/^((?:> |[ \t])*```[^\n]*\n[\s\S]*?\n(?:> |[ \t])*```)$/m).map((part, at) => at % 2 ? part : f(part)).join('');
const spaces = outsideCode(text => text.replace(/[ \t\u00a0]+/g, ' ').replace(/(?: *\u23ce *)+/g, BREAK).replace(/\u23ce *\|/g, '|').replace(/\| *\u23ce/g, '|').replace(/ +/g, ' ').replace(/ $/gm, '').replace(/^ /gm, '').replace(/\| *-+ */g, '| --- ').replace(/\| (?=\|)/g, '|'));
/** Both texts are changed: how Markdown is written, before what is written. */
const inText = {
    'footnotes': text => text.replace(/(?:(?<=[^\s>-]) )?\[\^([\w-]+?)\](: )?/g, '[$1] ').replace(/(?:(?<=[^\s>-]) )?\\?\[?\[(?:\\\[)?(\d{1,3}|[a-z])(?:\\\])?\]\([^)\s]*#[^)\s]*\)(?:\\\])?/g, '[$1] ')
        .replace(/^\[(\d{1,3}|[a-z])\] *\n+/gm, '[$1] ').replaceAll(' <!-- -->', ''),
    'white space': text => spaces(text.replace(/^(?:>? ?[ \t]+)+/gm, before => before.includes('>') ? '> ' : '').replace(/^[> ]*$/gm, '').replace(/\n{2,}/g, '\n')),
    'line breaks': outsideCode(text => text.replace(/\\\n/g, '  \n').replaceAll('<br>', BREAK)),
    'spaces after the marks of items': text => outsideCode(one => one.replace(/^((?:> |[ \t])*)(?:(?:- +)+|(\d+)\. +)/gm, (_, before, number) => number ? `${before}${number}. ` : before + '- '))(text.replace(/^((?:> |[ \t])*\d+)\. +```/gm, '$1. ```')),
    'language of code': text => text.replace(/^((?:> )*)```[^\n]*$/gm, '$1```'),
    'titles of links': outsideCode(text => text.replace(/\]\((\S+?) "(?:\\"|[^"])*"\)/g, ']($1)')),
    'escapes that are not needed, or marks that are': outsideCode(text => text.replace(/\\([\\`*_[\]<>~#+\-.!=&|():])/g, '$1')),
    'comments between lists': text => text.replace(/^<!-- -->\n?/gm, ''),
};

/** Both texts are changed, last. */
const inTheEnd = {
    'emphasis in emphasis, and where its marks would be text': outsideCode(text => text.replace(/\*+/g, '')),
    'code in code': outsideCode(text => text.replace(/`+/g, '')),
};

const kinds = [...Object.keys(inText), ...Object.keys(inHtml), ...Object.keys(inTheEnd)];
const pagesOf = new Map(kinds.map(name => [name, 0])), linesOf = new Map(kinds.map(name => [name, 0]));
let pages = 0, same = 0, lines = 0, first = 0, left = 0, show = Number(process.argv[3] ?? 0);
for (const line of readFileSync(process.argv[2], 'utf8').trim().split('\n')) {
    const { page, html, markdown } = JSON.parse(line);
    const body = new JSDOM(html).window.document.body;
    let ours = markdown, theirs = turndown.turndown(body.cloneNode(true));
    const count = (name, a, b) => {
        if (a !== ours || b !== theirs) {
            const less = different(ours, theirs).length - different(a, b).length;
            if (less !== 0) {
                pagesOf.set(name, pagesOf.get(name) + 1);
                linesOf.set(name, linesOf.get(name) + less);
            }
        }
        [ours, theirs] = [a, b];
    };
    pages++;
    lines += ours.split('\n').length;
    first += different(ours, theirs).length;
    for (const [name, step] of Object.entries(inText)) count(name, step(ours), step(theirs));
    let before = body.innerHTML;
    for (const [name, step] of Object.entries(inHtml)) {
        step(body, page);
        const after = body.innerHTML;
        if (after !== before) count(name, ours, Object.values(inText).reduce((text, one) => one(text), turndown.turndown(body.cloneNode(true))));
        before = after;
    }
    for (const [name, step] of Object.entries(inTheEnd)) count(name, spaces(step(ours)), spaces(step(theirs)));
    const rest = different(ours, theirs);
    left += rest.length;
    if (rest.length === 0) same++;
    for (const one of rest) if (show-- > 0) console.log(page + '\t' + one.slice(0, 240));
}
console.log(`${pages} pages, ${lines} lines of ours; ${first} lines differ`);
console.log('\n| kind | pages | lines |\n|---|---:|---:|');
for (const name of kinds) console.log(`| ${name} | ${pagesOf.get(name)} | ${linesOf.get(name)} |`);
console.log(`| no kind | ${pages - same} | ${left} |`);

/** The lines that only one of two texts has. */
function different(ours, theirs) {
    const counts = new Map();
    for (const one of ours.split('\n')) counts.set(one, (counts.get(one) ?? 0) + 1);
    const only = [];
    for (const one of theirs.split('\n')) {
        if ((counts.get(one) ?? 0) > 0) counts.set(one, counts.get(one) - 1);
        else if (one.trim()) only.push('- ' + one);
    }
    for (const [one, count] of counts) if (one.trim()) for (let at = 0; at < count; at++) only.push('+ ' + one);
    return only;
}
