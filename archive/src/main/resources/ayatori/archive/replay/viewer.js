// The frame around an archived page: follows which page the frame shows. What the page says is text, and is checked.
'use strict';

const frame = document.getElementById('page');
const address = document.getElementById('address');
const live = document.getElementById('live');
const missing = document.getElementById('missing');
const suffix = new URL(frame.src).hostname.split('.').slice(-2).join('.');

if (location.hash) {
  frame.src += location.hash;
}

addEventListener('message', (event) => {
  if (event.source !== frame.contentWindow || !new URL(event.origin).hostname.endsWith('.' + suffix)) {
    return;
  }
  const said = event.data && event.data.ayatori;
  if (!said || !/^https?:\/\//.test(said.url)) {
    return;
  }
  if (said.open) {
    location.replace('/view/' + frame.dataset.time + '/' + said.url);
    return;
  }
  address.value = said.url;
  live.href = said.url;
  missing.hidden = !said.missing;
  document.title = String(said.title || said.url);
  history.replaceState(null, '', '/view/' + frame.dataset.time + '/' + said.url);
});
