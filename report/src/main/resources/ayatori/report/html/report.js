
"use strict";
// Tables that sort and filter. Whatever came from the network is only ever text: no markup is made of it, and only http and https
// URLs become links.
(function () {
  const PAGE_ROWS = 50;
  const HOW = ["links to", "redirects to", "lists", "names"];
  const block = document.getElementById("data");
  const data = JSON.parse(block.textContent);
  block.remove();

  // Pages: each URL begins like the one before it.
  const pages = [];
  let before = "";
  for (const p of data.pages) {
    before = before.slice(0, p[0]) + p[1];
    pages.push({
      url: before, status: p[2], error: text(p[3]), title: text(p[4]), depth: p[5], clicks: p[6], inlinks: p[7], bytes: p[8],
      ms: p[9], at: p[10], attempts: p[11], type: text(p[12]), redirectTo: text(p[13]), parent: p[14], parentUrl: text(p[15]),
      how: p[16],
    });
  }

  function text(number) {
    return number < 0 ? null : data.texts[number];
  }

  function el(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const key in attributes || {}) element.setAttribute(key, attributes[key]);
    element.append(...children);
    return element;
  }

  function link(url) {
    return /^https?:\/\//.test(url) ? el("a", { href: url, rel: "noopener noreferrer nofollow" }, url) : document.createTextNode(url);
  }

  const counts = new Intl.NumberFormat("en-US");

  // A cell is a page (a number), a text ([n]), a number ([-1, n]) or null.
  function value(cell) {
    if (cell === null) return "";
    if (typeof cell === "number") return pages[cell].url;
    return cell.length === 2 ? cell[1] : data.texts[cell[0]];
  }

  function isUrl(cell) {
    return typeof cell === "number" || (cell !== null && cell.length === 1 && /^https?:\/\//.test(data.texts[cell[0]]));
  }

  for (const table of document.querySelectorAll("table[data-finding]")) show(table);

  function show(table) {
    const finding = data.findings[table.dataset.finding];
    const article = table.closest("article");
    const tools = article.querySelector(".tools");
    const heads = [...table.tHead.rows[0].cells];
    const body = table.tBodies[0];
    const withPage = heads.length > finding.kinds.length + 1;
    const rows = finding.rows.map((row, i) => {
      const page = typeof row[0] === "number" ? pages[row[0]] : null;
      const cells = row.map(value);
      if (withPage) cells.push(page && page.inlinks >= 0 ? page.inlinks : "", page && page.clicks >= 0 ? page.clicks : "");
      return { row, page, cells, i, key: null };
    });
    const withWhy = rows.some((r) => r.page);
    if (withWhy) table.tHead.rows[0].append(el("th", { scope: "col" }, el("span", { class: "hidden" }, "Why")));
    let found = rows;
    let from = 0;
    let sorted = -1;
    let down = false;

    const size = el("span", { class: "faint", role: "status" });
    const back = el("button", { type: "button" }, "Previous");
    const next = el("button", { type: "button" }, "Next");
    if (rows.length > 10) {
      const input = el("input", { type: "search", autocomplete: "off", spellcheck: "false" });
      tools.append(el("label", {}, "Filter", input));
      input.addEventListener("input", () => {
        const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
        found = rows.filter((r) => {
          if (r.key === null) r.key = r.cells.join("\n").toLowerCase();
          return words.every((w) => r.key.includes(w));
        });
        from = 0;
        draw();
      });
      tools.append(size, el("span", { class: "pages" }, back, next));
      tools.hidden = false;
      back.addEventListener("click", () => { from = Math.max(0, from - PAGE_ROWS); draw(); });
      next.addEventListener("click", () => { from += PAGE_ROWS; draw(); });
    }
    heads.forEach((head, column) => {
      const name = head.textContent;
      const button = el("button", { type: "button" }, name);
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        down = sorted === column ? !down : head.classList.contains("number");
        sorted = column;
        heads.forEach((h) => h.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const sign = down ? -1 : 1;
        rows.sort((a, b) => {
          const x = a.cells[column], y = b.cells[column];
          if (x === y) return a.i - b.i;
          if (x === "") return 1;
          if (y === "") return -1;
          return sign * (typeof x === "number" && typeof y === "number" ? x - y : String(x) < String(y) ? -1 : 1);
        });
        found = found === rows ? rows : rows.filter((r) => found.includes(r));
        from = 0;
        draw();
      });
    });

    function draw(all) {
      const shown = all ? found : found.slice(from, from + PAGE_ROWS);
      body.replaceChildren(...shown.map(line));
      size.textContent = found.length === 0 ? "No row matches"
        : (shown.length < found.length ? counts.format(from + 1) + "–" + counts.format(from + shown.length) + " of " : "")
          + counts.format(found.length) + (found.length === 1 ? " row" : " rows");
      back.disabled = from === 0;
      next.disabled = from + PAGE_ROWS >= found.length;
    }

    function line(r) {
      const tr = el("tr");
      r.cells.forEach((v, column) => {
        const td = el("td", { class: heads[column].className });
        if (column < r.row.length && isUrl(r.row[column]) && v !== "") td.append(link(v));
        else td.textContent = typeof v === "number" ? counts.format(v) : v;
        tr.append(td);
      });
      if (withWhy) {
        const td = el("td", { class: "ask" });
        if (r.page) {
          const button = el("button", { type: "button", class: "why", "aria-expanded": "false" }, "Why?");
          button.addEventListener("click", () => toggle(tr, button, r.page));
          td.append(button);
        }
        tr.append(td);
      }
      return tr;
    }

    function toggle(tr, button, page) {
      const open = button.getAttribute("aria-expanded") === "true";
      button.setAttribute("aria-expanded", String(!open));
      if (open) tr.nextSibling.remove();
      else tr.after(el("tr", {}, el("td", { colspan: String(heads.length + 1) }, story(page))));
    }

    window.addEventListener("beforeprint", () => draw(true));
    window.addEventListener("afterprint", () => draw());
    draw();
  }

  // What became of a page, and how the crawl came to it: what `ayatori why` tells.
  function story(page) {
    const list = el("dl");
    const entry = (name, ...content) => list.append(el("dt", {}, name), el("dd", {}, ...content));
    const facts = [page.status === 0 ? "no answer" : String(page.status)];
    if (page.error) facts.push(page.error);
    if (page.type) facts.push(page.type);
    facts.push(counts.format(page.bytes) + " bytes");
    if (page.title) facts.push("“" + page.title + "”");
    entry("answer", facts.join(" · "));
    entry("requested", new Date(page.at * 1000).toISOString().replace("T", " ").replace(".000Z", " UTC") + ", "
      + counts.format(page.ms) + " ms" + (page.attempts > 1 ? ", after " + page.attempts + " attempts" : ""));
    if (page.redirectTo) entry("redirects", "to ", link(page.redirectTo));
    const way = [];
    const seen = new Set();
    let at = page;
    while (at && !seen.has(at) && way.length < 50) {
      seen.add(at);
      const parent = at.parent >= 0 ? pages[at.parent] : null;
      if (parent) way.unshift([parent.url, HOW[at.how]]);
      else if (at.parentUrl) way.unshift([at.parentUrl, HOW[at.how]]);
      at = parent;
    }
    if (way.length === 0) entry("found", "as a seed");
    else entry("way", el("ol", {}, ...way.map((s, i) => el("li", {}, link(s[0]), " " + s[1] + (i === way.length - 1 ? " it" : "")))));
    if (page.inlinks >= 0) entry("linked", "from " + counts.format(page.inlinks) + (page.inlinks === 1 ? " page" : " pages")
      + (page.clicks >= 0 ? ", " + page.clicks + (page.clicks === 1 ? " click" : " clicks") + " from the start" : ""));
    entry("more", el("code", {}, "ayatori why " + data.folder + " " + quoted(page.url)));
    return el("div", { class: "story" }, list);
  }

  function quoted(argument) {
    return /^[A-Za-z0-9_./:=@%+,-]+$/.test(argument) ? argument : "'" + argument.replaceAll("'", "'\\''") + "'";
  }
})();
