// Winds a sound and opens a PDF in a running ayatori replay: node media.mjs OUT http://127.0.0.1:PORT PAGE PDF
import { SIZE, chromium, settled } from '../chromium.mjs';

const [out, home, sound, paper] = process.argv.slice(2);
const browser = await chromium('--autoplay-policy=no-user-gesture-required');
let bad = 0;
const check = (holds, what) => {
  console.log(`${holds ? 'ok ' : 'BAD'} ${what}`);
  bad += holds ? 0 : 1;
};

let page = await browser.newPage();
await page.setViewport(SIZE);
const parts = [];
page.on('response', (response) => response.url().endsWith('.wav') && parts.push(`${response.status()} ${response.headers()['content-range'] ?? ''}`));
await page.goto(`${home}/view/2999/${sound}`, { waitUntil: 'load' });
await settled(page);
const frame = page.frames().find((one) => one !== page.mainFrame() && one.url().includes('media.html'));
const wound = await frame.evaluate(() => new Promise((done) => {
  const tone = document.getElementById('tone');
  const wind = () => {
    tone.addEventListener('seeked', () => done({ at: tone.currentTime, length: tone.duration, to: tone.seekable.end(0) }));
    tone.currentTime = 45;
  };
  tone.readyState >= 1 ? wind() : tone.addEventListener('loadedmetadata', wind);
  setTimeout(() => done({ at: -1 }), 8000);
}));
check(wound.at === 45 && wound.length === 60 && wound.to === 60, `the sound was wound to ${wound.at} of ${wound.length} s; answers: ${parts.join(', ')}`);
await page.close();

page = await browser.newPage();
await page.setViewport(SIZE);
const answers = [];
page.on('response', (response) => answers.push(`${response.status()} ${response.url()}`));
await page.goto(`${home}/view/2999/${paper}`, { waitUntil: 'load' });
await new Promise((wait) => setTimeout(wait, 3000));
await page.screenshot({ path: `${out}/paper.png` });
check(answers.some((answer) => /^200 .*-plain\..*paper\.pdf/.test(answer)), 'the PDF came, outside of the sandbox');
await browser.close();
process.exit(bad ? 1 : 0);
