// The frame around an archived page: follows which page the frame shows. What the page says is text, and is checked.
'use strict';

const frame = document.getElementById('page');
const address = document.getElementById('address');
const live = document.getElementById('live');
const missing = document.getElementById('missing');
const when = document.getElementById('when');
const captures = document.getElementById('captures');
const begun = address.value;
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
  if (said.url.split('#')[0] !== begun.split('#')[0]) {
    // Another page than the one whose captures before and after are known.
    when.querySelectorAll(':not(#captures)').forEach((step) => step.remove());
  }
  captures.href = '/calendar?url=' + encodeURIComponent(said.url.split('#')[0]);
  captures.textContent = moment(said.captured) || captures.textContent;
  document.title = String(said.title || said.url);
  history.replaceState(null, '', '/view/' + frame.dataset.time + '/' + said.url);
});

/** 20261128112526 as 28 Nov 2026, 11:25:26 UTC. */
function moment(time) {
  const part = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/.exec(time || '');
  if (!part) {
    return '';
  }
  const date = new Date(Date.UTC(part[1], part[2] - 1, part[3], part[4], part[5], part[6]));
  return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
    + ', ' + part.slice(4, 7).join(':') + ' UTC';
}
