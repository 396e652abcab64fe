// The desk's API in memory, for development without the server: node dev/mock/server.mjs [--port 8099] [--tickets 300]
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocketServer } from 'ws';
import { api, hooks } from './api.mjs';
import { fill } from './tickets.mjs';

const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
const types = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.html': 'text/html',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};
const policy =
  "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; style-src-elem 'self' 'nonce-mock'; style-src-attr 'unsafe-inline'; connect-src 'self' ws:; frame-src 'self'; object-src 'none'; base-uri 'none'";

function page(path, response) {
  const relative = path.replace(/^\/desk\/?/, '');
  let body;
  let type = types[extname(relative)];
  try {
    if (!type) throw new Error('a route of the desk');
    body = readFileSync(join(dist, relative));
  } catch {
    body = readFileSync(join(dist, 'index.html'), 'utf8').replace('name="style-nonce" content=""', 'name="style-nonce" content="mock"');
    type = 'text/html';
  }
  response.writeHead(200, { 'Content-Type': type, ...(type === 'text/html' ? { 'Content-Security-Policy': policy } : {}) }).end(body);
}

async function bodyOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url, 'http://mock');
  if (!url.pathname.startsWith('/api/v1')) return page(url.pathname, response);
  const raw = await bodyOf(request);
  let body = {};
  try {
    body = JSON.parse(raw.toString() || '{}');
  } catch {
    // An upload.
  }
  const answer = api(request.method, url.pathname.slice('/api/v1'.length), url.searchParams, body, { raw, headers: request.headers });
  if (answer.bytes) return response.writeHead(200, { 'Content-Type': answer.type }).end(answer.bytes);
  response.writeHead(answer.status, { 'Content-Type': answer.status >= 400 ? 'application/problem+json' : 'application/json' });
  response.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
});

const sockets = new Set();
const live = new WebSocketServer({ server, path: '/api/v1/live' });
live.on('connection', (socket) => {
  sockets.add(socket);
  socket.on('message', () => socket.send(JSON.stringify({ ready: '0.1' })));
  socket.on('close', () => sockets.delete(socket));
});
let position = 1;
hooks.tell = (topic, data) => {
  position++;
  for (const socket of sockets) socket.send(JSON.stringify({ position: `0.${position}`, topic, entry: data }));
};
hooks.signal = (signal) => {
  for (const socket of sockets) socket.send(JSON.stringify({ signal }));
};

fill(option('tickets', 300));
server.listen(option('port', 8099), '127.0.0.1', () => process.stdout.write(`mock on http://127.0.0.1:${server.address().port}/desk/\n`));
