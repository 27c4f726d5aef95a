// What every replayed page gets: URLs that its scripts make lead to the archive too, and the viewer is told where it is.
(() => {
  'use strict';
  const labels = location.hostname.split('.');
  const suffix = '.' + labels.slice(-2).join('.') + ':' + location.port;
  const time = labels[0];
  const [scheme, port] = labels[1].split('-');
  const inner = labels.slice(2, -2).join('.');
  const host = inner.startsWith('ip6-') ? '[' + inner.slice(4).replaceAll('-', ':') + ']' : inner;
  const origin = scheme + '://' + host + (port ? ':' + port : '');

  /** The URL on the web of a URL of the replay. */
  const original = (href) => (href.startsWith(location.origin) ? origin + href.slice(location.origin.length) : href);

  /** Where a URL of the web is replayed; everything else stays as it is. */
  const replayed = (value) => {
    const text = String(value).trim();
    if (!/^(https?:)?[/\\]{2}/i.test(text)) {
      return value;
    }
    let url;
    try {
      url = new URL(text, origin);
    } catch {
      return value;
    }
    if (('.' + url.host).endsWith(suffix) || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
      return value;
    }
    const name = url.hostname.startsWith('[') ? 'ip6-' + url.hostname.slice(1, -1).replaceAll(':', '-') : url.hostname;
    return 'http://' + time + '.' + url.protocol.slice(0, -1) + (url.port ? '-' + url.port : '') + '.' + name + suffix
      + url.pathname + url.search + url.hash;
  };

  const srcset = (value) => String(value).replace(/(^|,\s*|\s)((?:https?:)?\/\/[^\s,]+)/gi, (_, before, url) => before + replayed(url));

  const css = (value) => String(value).replace(/(url\(\s*['"]?)((?:https?:)?\/\/[^'")\s]+)/gi, (_, before, url) => before + replayed(url));

  const wrap = (object, name, make) => {
    if (object && typeof object[name] === 'function') {
      object[name] = make(object[name]);
    }
  };

  wrap(window, 'fetch', (real) => function fetch(input, init) {
    if (input instanceof Request) {
      const url = replayed(input.url);
      return real.call(this, url === input.url ? input : new Request(url, input), init);
    }
    return real.call(this, replayed(input), init);
  });
  wrap(XMLHttpRequest.prototype, 'open', (real) => function open(method, url, ...rest) {
    return real.call(this, method, replayed(url), ...rest);
  });
  wrap(window, 'open', (real) => (url, ...rest) => real.call(window, replayed(url), ...rest));
  wrap(navigator, 'sendBeacon', () => () => true);
  for (const name of ['pushState', 'replaceState']) {
    wrap(History.prototype, name, (real) => function state(data, title, url) {
      const result = url == null ? real.call(this, data, title) : real.call(this, data, title, replayed(url));
      tell();
      return result;
    });
  }
  for (const name of ['EventSource', 'Worker', 'SharedWorker']) {
    if (window[name]) {
      window[name] = new Proxy(window[name], {
        construct: (target, [url, ...rest]) => new target(replayed(url), ...rest),
      });
    }
  }

  const attributes = { src: replayed, href: replayed, action: replayed, poster: replayed, data: replayed, srcset, imagesrcset: srcset, style: css };
  wrap(Element.prototype, 'setAttribute', (real) => function setAttribute(name, value) {
    const map = attributes[String(name).toLowerCase()];
    return real.call(this, name, map ? map(value) : value);
  });
  const properties = {
    HTMLImageElement: ['src', 'srcset'], HTMLScriptElement: ['src'], HTMLLinkElement: ['href'], HTMLIFrameElement: ['src'],
    HTMLMediaElement: ['src'], HTMLVideoElement: ['poster'], HTMLSourceElement: ['src', 'srcset'], HTMLTrackElement: ['src'],
    HTMLEmbedElement: ['src'], HTMLObjectElement: ['data'], HTMLAnchorElement: ['href'], HTMLAreaElement: ['href'],
    HTMLFormElement: ['action'], HTMLInputElement: ['src'],
  };
  for (const [type, names] of Object.entries(properties)) {
    for (const name of names) {
      const property = window[type] && Object.getOwnPropertyDescriptor(window[type].prototype, name);
      if (property && property.set) {
        Object.defineProperty(window[type].prototype, name, {
          ...property,
          set(value) {
            property.set.call(this, attributes[name](value));
          },
        });
      }
    }
  }

  /** Markup that a script writes: its requests are refused at first, and made again with the right URL. */
  const mend = (element) => {
    for (const { name, value } of [...element.attributes]) {
      const map = attributes[name];
      const other = map && map(value);
      if (map && other !== value) {
        element.setAttribute(name, other);
      }
    }
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      for (const node of change.addedNodes) {
        if (node.nodeType === Node.ELEMENT_NODE) {
          mend(node);
          node.querySelectorAll('[src],[href],[srcset],[action],[poster],[data],[style]').forEach(mend);
        }
      }
    }
  }).observe(document, { childList: true, subtree: true });

  const script = document.currentScript;
  const tell = () => {
    if (window.parent === window || window.parent !== window.top) {
      return;
    }
    const { missing, open, captured } = script.dataset;
    const url = missing || open || original(location.href);
    window.parent.postMessage({ ayatori: { url, title: document.title, missing: Boolean(missing), open: Boolean(open), captured } }, '*');
  };
  addEventListener('DOMContentLoaded', tell);
  addEventListener('hashchange', tell);
  addEventListener('pageshow', (event) => event.persisted && tell());
})();
