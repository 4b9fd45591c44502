// zlib: what stands behind the end of the compressed data.
const z=require('zlib'); const t=(f)=>{try{console.log(f().toString())}catch(e){console.log(e.code,e.message)}};
t(()=>z.gunzipSync(Buffer.concat([z.gzipSync('a'),z.gzipSync('b')]),{rejectGarbageAfterEnd:true}));
t(()=>z.gunzipSync(Buffer.concat([z.gzipSync('a'),Buffer.from([31])]),{rejectGarbageAfterEnd:true}));
t(()=>z.gunzipSync(Buffer.concat([z.gzipSync('a'),Buffer.from([31])])));
t(()=>z.gunzipSync(Buffer.concat([z.gzipSync('a'),Buffer.from([31,5])]),{rejectGarbageAfterEnd:true}));
t(()=>z.gunzipSync(Buffer.concat([z.gzipSync('a'),Buffer.from([5])])));
t(()=>z.gunzipSync(Buffer.concat([z.gzipSync('a'),Buffer.from([0])]),{rejectGarbageAfterEnd:true}));
t(()=>z.brotliDecompressSync(Buffer.concat([z.brotliCompressSync('a'),Buffer.from([5])]),{rejectGarbageAfterEnd:true}));
t(()=>z.zstdDecompressSync(Buffer.concat([z.zstdCompressSync('a'),Buffer.from([5,6,7,8,9])]),{rejectGarbageAfterEnd:true}));
t(()=>z.zstdDecompressSync(Buffer.concat([z.zstdCompressSync('a'),Buffer.from([5,6,7,8,9])])));
t(()=>z.zstdDecompressSync(Buffer.concat([z.zstdCompressSync('a'),z.zstdCompressSync('b')])));
t(()=>z.brotliDecompressSync(Buffer.concat([z.brotliCompressSync('a'),Buffer.from([5])])));
