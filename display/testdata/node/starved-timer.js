// cell: [28]
// starved: 150
setTimeout(() => console.log('timer at last'), 1);
let n = 0;
function spin() {
  if (++n < 150) Promise.resolve().then(spin);
  else console.log(n, 'jobs');
}
spin();
