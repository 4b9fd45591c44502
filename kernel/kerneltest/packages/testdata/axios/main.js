// axios against a server of this program: bodies, headers, errors, interceptors, cancelling, adapters.
const http = require('http');
const axios = require('axios');
const log = (...args) => console.log(...args);
const server = http.createServer((req, res) => {
  const chunks = [];
  req.on('data', (d) => chunks.push(d)).on('end', () => {
    const body = Buffer.concat(chunks).toString();
    if (req.url === '/slow') return setTimeout(() => res.end('slow'), 200).unref();
    if (req.url === '/status') { res.writeHead(418, { 'X-Why': 'tea' }); return res.end('{"pot":true}'); }
    if (req.url === '/redirect') { res.writeHead(302, { Location: '/echo?moved' }); return res.end(); }
    if (req.url === '/gzip') { res.writeHead(200, { 'Content-Encoding': 'gzip' }); return res.end(require('zlib').gzipSync('{"zipped":1}')); }
    if (req.url === '/hangup') return req.socket.destroy();
    res.setHeader('Content-Type', 'application/json');
    const { 'user-agent': _, host, ...headers } = req.headers;
    if (headers['content-type']) headers['content-type'] = headers['content-type'].replace(/boundary=.*/, 'boundary=…');
    if (headers['content-type']?.includes('boundary')) delete headers['content-length'];
    res.end(JSON.stringify({ method: req.method, url: req.url, headers, body: body.replaceAll(/-{24,}\w+/g, '…') }));
  });
});
const failing = async (promise) => {
  try { log('resolved', (await promise).status); } catch (e) { log(e.name, e.code, e.message.replace(/:\d{4,5}/, ':port'), e.response?.status, e.response?.data, axios.isAxiosError(e), axios.isCancel(e)); }
};
server.listen(0, '127.0.0.1', async () => {
  const baseURL = `http://127.0.0.1:${server.address().port}`;
  const api = axios.create({ baseURL, timeout: 5000, headers: { 'X-Api': 'key' } });
  let r = await api.get('/echo', { params: { a: 1, b: ['x', 'y'], c: 'ö&' } });
  log(r.status, r.statusText, r.data, r.headers['content-type'], r.config.method);
  log((await api.post('/echo', { json: [1, 'é'] })).data);
  log((await api.post('/echo', new URLSearchParams({ form: 'data' }))).data);
  log((await api.put('/echo', 'text', { headers: { 'Content-Type': 'text/plain' } })).data);
  log((await api.patch('/echo', Buffer.from('buffer'))).data, (await api.delete('/echo', { data: { why: 1 } })).data);
  log((await api.postForm('/echo', { field: 'value', list: [1, 2] })).data);
  r = await api.head('/echo');
  log(r.status, r.data, (await api.options('/echo')).data.method);
  log((await api.get('/redirect')).data.url, (await api.get('/gzip')).data, (await api.get('/echo', { auth: { username: 'u', password: 'p' } })).data.headers.authorization);
  log((await api.get('/gzip', { responseType: 'arraybuffer' })).data, (await api.get('/gzip', { responseType: 'text', transformResponse: [(d) => d.length] })).data);
  r = await api.get('/echo', { responseType: 'stream' });
  let text = '';
  for await (const chunk of r.data) text += chunk;
  log(JSON.parse(text).url);
  await failing(api.get('/status'));
  log((await api.get('/status', { validateStatus: () => true })).data);
  await failing(api.get('/slow', { timeout: 20 }));
  await failing(api.get('/hangup'));
  await failing(axios.get('http://127.0.0.1:1/', { proxy: false }));
  await failing(api.get('/redirect', { maxRedirects: 0 }));
  await failing(api.get('/echo', { maxContentLength: 5 }));
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 10);
  await failing(api.get('/slow', { signal: controller.signal }));
  const source = axios.CancelToken.source();
  source.cancel('own reason');
  await failing(api.get('/slow', { cancelToken: source.token }));
  api.interceptors.request.use((config) => { config.headers.set('X-Intercepted', 'yes'); return config; });
  api.interceptors.response.use((response) => ({ ...response, data: response.data.headers['x-intercepted'] }), (e) => Promise.reject(new Error(`wrapped ${e.response.status}`)));
  log((await api.get('/echo')).data);
  await failing(api.get('/status'));
  log((await axios.get(`${baseURL}/echo`, { adapter: 'fetch' })).data.method, (await axios.post(`${baseURL}/echo`, { a: 1 }, { adapter: 'fetch' })).data.body);
  await failing(axios.get(`${baseURL}/status`, { adapter: 'fetch' }));
  log((await Promise.all([1, 2, 3].map((n) => axios.get(`${baseURL}/echo?${n}`)))).map(({ data }) => data.url));
  const m = await import('axios');
  log(typeof m.default.get, m.AxiosError.name, axios.VERSION === m.VERSION);
  server.close(() => log('closed'));
  server.closeAllConnections();
});
