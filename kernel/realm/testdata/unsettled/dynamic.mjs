const m = await import('./loop.mjs');
