// Finds a MySQL server for a notebook, or starts one, and says which. In this order:
//
//   1. the one that MYSQL_URL names (mysql://user:password@host:port/database)
//   2. the embedded one, bin/mysqld, which `make mysqld` builds; it keeps its tables in memory
//   3. a MariaDB installed on this machine, with an empty database in a temporary folder
//
// What is started listens on a port of this machine alone, and ends with the program that started it.
const { spawn, spawnSync } = require('child_process');
const fs = require('fs');
const net = require('net');
const os = require('os');
const path = require('path');

async function findServer() {
  if (process.env.MYSQL_URL) return { what: 'the server that MYSQL_URL names', url: process.env.MYSQL_URL, stop() {} };
  const embedded = path.join(__dirname, '..', '..', 'bin', 'mysqld');
  if (fs.existsSync(embedded)) return startEmbedded(embedded);
  const mariadbd = ['/usr/sbin/mariadbd', '/usr/local/bin/mariadbd', '/opt/homebrew/bin/mariadbd'].find(fs.existsSync);
  if (mariadbd) return startMariaDB(mariadbd);
  throw new Error('there is no MySQL server: set MYSQL_URL, or run `make mysqld`, or install MariaDB');
}

async function startEmbedded(program) {
  const child = spawn(program, { stdio: ['pipe', 'pipe', 'ignore'] });
  const url = await new Promise((resolve, reject) => {
    child.stdout.once('data', line => resolve(String(line).trim()));
    child.once('exit', code => reject(new Error(`${program} ended with ${code}`)));
  });
  letGo(child);
  return { what: 'an embedded server, dolthub/go-mysql-server', url, stop() { child.stdin.end(); } };
}

async function startMariaDB(program) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mariadb-'));
  const user = os.userInfo().uid === 0 ? ['--user=root'] : [];
  const made = spawnSync('mariadb-install-db', ['--no-defaults', `--datadir=${folder}`, '--auth-root-authentication-method=normal', ...user]);
  if (made.status !== 0) throw new Error(`mariadb-install-db failed: ${made.stderr}`);
  const port = await freePort();
  const child = spawn(program, ['--no-defaults', `--datadir=${folder}`, `--socket=${folder}/socket`, '--bind-address=127.0.0.1',
    `--port=${port}`, '--skip-grant-tables', '--skip-networking=0', ...user], { stdio: ['ignore', 'ignore', 'ignore'] });
  await untilItAnswers(port);
  letGo(child);
  const stop = () => { child.kill('SIGKILL'); fs.rmSync(folder, { recursive: true, force: true }); };
  process.once('exit', stop);
  return { what: 'the MariaDB of this machine', url: `mysql://root@127.0.0.1:${port}/test`, stop };
}

// A server is nothing to wait for: a cell may end while it runs.
function letGo(child) {
  child.unref();
  for (const stream of [child.stdin, child.stdout]) stream?.unref?.();
}

function freePort() {
  return new Promise(resolve => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function untilItAnswers(port) {
  for (let attempt = 0; attempt < 200; attempt++) {
    const answered = await new Promise(resolve => {
      const socket = net.connect(port, '127.0.0.1', () => { socket.destroy(); resolve(true); });
      socket.on('error', () => resolve(false));
    });
    if (answered) return;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new Error('MariaDB did not answer within ten seconds');
}

module.exports = { findServer };
