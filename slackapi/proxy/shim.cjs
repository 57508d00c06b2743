'use strict';
// `periscope watch` loads this file before an app of Node. It sends the app's calls of
// Slack to the proxy that listens on this machine, and leaves all others alone.
// Connections of Socket Mode stay as they are.
(function () {
  const base = process.env.PERISCOPE_WATCH_URL;
  if (!base) return;
  const http = require('http');
  const https = require('https');
  const proxy = new URL(base);
  const HEADER = 'X-Periscope-Host';
  const agent = new http.Agent({ keepAlive: true });

  function isSlack(protocol, host, port) {
    return (protocol || 'https:') === 'https:' && (!port || Number(port) === 443) &&
      /(^|\.)(slack\.com|slack-gov\.com)\.?$/i.test(host || '') && !/^wss-/i.test(host);
  }

  // The arguments of request(url[, options][, callback]) as one object and the callback.
  function merged(args) {
    args = Array.from(args);
    let options = {};
    if (typeof args[0] === 'string' || args[0] instanceof URL) {
      const url = new URL(args.shift());
      options = {
        protocol: url.protocol, hostname: url.hostname, port: url.port || undefined,
        path: url.pathname + url.search, hash: url.hash,
      };
      if (url.username || url.password) {
        options.auth = decodeURIComponent(url.username) + ':' + decodeURIComponent(url.password);
      }
    }
    if (args[0] && typeof args[0] === 'object') Object.assign(options, args.shift());
    return { options, callback: args[0] };
  }

  function hostOf(options) {
    return options.hostname || String(options.host || '').replace(/:\d+$/, '');
  }

  function withHost(headers, host) {
    if (Array.isArray(headers)) { // Node adds no Host to these
      const pairs = headers.length > 0 && Array.isArray(headers[0]);
      const named = pairs ? headers.some((h) => /^host$/i.test(h[0])) : headers.some((h, i) => i % 2 === 0 && /^host$/i.test(h));
      const more = named ? [[HEADER, host]] : [[HEADER, host], ['Host', host]];
      return headers.concat(pairs ? more : more.flat());
    }
    return Object.assign({}, headers, { [HEADER]: host });
  }

  function wrap(original) {
    return function request() {
      let call;
      try { call = merged(arguments); } catch { return original.apply(this, arguments); }
      const { options, callback } = call;
      const host = hostOf(options);
      if (!isSlack(options.protocol, host, options.port)) return original.apply(this, arguments);
      const sent = Object.assign({}, options, {
        protocol: 'http:', hostname: proxy.hostname, host: proxy.hostname, port: proxy.port, defaultPort: 80,
        agent: options.agent === false ? false : agent, headers: withHost(options.headers, host),
      });
      for (const name of ['_defaultAgent', 'servername', 'createConnection', 'socketPath', 'lookup', 'href', 'ALPNProtocols']) {
        delete sent[name];
      }
      return http.request(sent, callback);
    };
  }

  https.request = wrap(https.request);
  https.get = function get() {
    const req = https.request.apply(this, arguments);
    req.end();
    return req;
  };

  const originalFetch = globalThis.fetch;
  if (typeof originalFetch === 'function') {
    globalThis.fetch = function fetch(input, init) {
      let url;
      const request = typeof Request === 'function' && input instanceof Request ? input : null;
      try { url = new URL(request ? request.url : String(input)); } catch { return originalFetch(input, init); }
      if (!isSlack(url.protocol, url.hostname, url.port)) return originalFetch(input, init);
      const headers = new Headers((init && init.headers) || (request && request.headers) || undefined);
      headers.set(HEADER, url.hostname);
      const sent = Object.assign({}, init, { headers });
      delete sent.dispatcher; // it would connect elsewhere
      if (request) {
        for (const name of ['method', 'body', 'redirect', 'signal']) {
          if (sent[name] === undefined && request[name] != null) sent[name] = request[name];
        }
        if (sent.body === request.body && sent.body) sent.duplex = 'half';
      }
      url.protocol = 'http:';
      url.hostname = proxy.hostname;
      url.port = proxy.port;
      return originalFetch(url, sent);
    };
  }

  const { syncBuiltinESMExports } = require('module');
  if (syncBuiltinESMExports) syncBuiltinESMExports(); // for `import { request } from 'https'`
})();
