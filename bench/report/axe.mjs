// Opens reports in Chromium and runs axe-core on them, in light, dark and print, wide and narrow, as they open and with everything
// unfolded. Fails on any finding, on any request but the file's own, on any error of the script, and where a page is wider than the window. Usage: node axe.mjs SHOTS FILE...
import { createRequire } from "node:module";
import { mkdirSync, readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(process.cwd() + "/");
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const [shots, ...files] = process.argv.slice(2);
mkdirSync(shots, { recursive: true });

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"] });
let failures = 0;
function fail(...what) {
  failures++;
  console.log("  FAIL", ...what);
}

for (const file of files) {
  for (const [colorScheme, media] of [["light", "screen"], ["dark", "screen"], ["light", "print"], ["dark", "print"]]) {
    for (const width of media === "print" ? [794] : [1400, 320]) {
      // The page's own policy would keep axe out; what it forbids is checked by the requests and the console.
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
      const page = await context.newPage();
      await page.emulateMedia({ media });
      page.on("request", (request) => {
        if (request.url() !== pathToFileURL(resolve(file)).href) fail("request", request.url());
      });
      page.on("pageerror", (error) => fail("script", error.message));
      page.on("console", (message) => {
        if (message.type() === "error") fail("console", message.text());
      });
      await page.goto(pathToFileURL(resolve(file)).href);
      const name = `${shots}/${basename(file, ".html")}-${colorScheme}-${media}-${width}`;
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (over > 0) fail("wider than the window by", over);
      await page.screenshot({ path: `${name}.png`, fullPage: width === 320 });
      await page.evaluate(() => {
        document.querySelectorAll("details").forEach((details) => { details.open = true; });
        document.querySelectorAll("article").forEach((article) => article.querySelector(".why")?.click());
        document.querySelector("th button")?.click();
      });
      await page.evaluate(axe);
      const { violations, passes } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
      console.log(`${basename(file)} ${colorScheme} ${media} ${width}: ${violations.length} findings, ${passes.length} rules passed`);
      for (const violation of violations) {
        fail(violation.id, "-", violation.help);
        violation.nodes.slice(0, 3).forEach((node) => console.log("      ", node.html.slice(0, 160), node.failureSummary.replaceAll("\n", " ").slice(0, 300)));
      }
      await context.close();
    }
  }
  // With the page's own policy in force: nothing is blocked that it needs.
  const page = await browser.newPage();
  page.on("console", (message) => {
    if (message.type() === "error") fail("console with policy", message.text());
  });
  await page.goto(pathToFileURL(resolve(file)).href);
  if ((await page.locator("table[data-finding]").count()) > 0 && (await page.locator("th button").count()) === 0) fail("the script did not run");
  await page.pdf({ path: `${shots}/${basename(file, ".html")}.pdf`, format: "A4" });
  await page.close();
}
await browser.close();
console.log(failures === 0 ? "no findings" : `${failures} findings`);
process.exit(failures === 0 ? 0 : 1);
