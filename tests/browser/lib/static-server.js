// A minimal static host: files of a folder, `index.html` for a folder, `404.html` for a missing file.
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.md': 'text/markdown; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml; charset=utf-8',
};

/** The types that a host compresses; fonts and photographs are compressed already. */
const COMPRESSED = /^(text|application\/(json|javascript|xml|manifest))|svg|x-icon/;

/**
 * Serves a folder on this machine; ends with `close()`.
 *
 * With `gzip`, texts are compressed; `sent` has the requests since it was last cleared, by path, with
 * the number of bytes sent.
 */
export async function serve(folder, { gzip = false } = {}) {
  const sent = new Map();
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    let file = join(folder, path);
    if (path.endsWith('/')) file = join(file, 'index.html');
    else if (await isFolder(file)) {
      response.writeHead(301, { Location: `${path}/` }).end();
      return;
    }
    const found = await readFile(file).catch(() => null);
    let body = found ?? (await readFile(join(folder, '404.html')).catch(() => 'no 404.html'));
    const type = found ? (TYPES[extname(file)] ?? 'application/octet-stream') : TYPES['.html'];
    const headers = { 'Content-Type': type };
    if (gzip && COMPRESSED.test(type)) {
      body = gzipSync(body);
      headers['Content-Encoding'] = 'gzip';
    }
    sent.set(path, body.length);
    response.writeHead(found ? 200 : 404, headers).end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    sent,
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () => server.closeAllConnections() ?? server.close(),
  };
}

async function isFolder(path) {
  return stat(path).then((it) => it.isDirectory(), () => false);
}
