// ESM5: a failed evaluation gives the same error again without running the body again.
(async () => {
  const errors = [];
  for (let i = 0; i < 2; i++) await import('./lib/throws.mjs').catch((e) => errors.push(e));
  console.log(errors[0].message, errors[0] === errors[1]);
})();
