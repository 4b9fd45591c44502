const m = await import('./unsettled-loop.mjs');
