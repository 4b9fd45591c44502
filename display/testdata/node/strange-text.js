// cell: [41]
const evil = '<img src=x onerror=alert(1)> | `pipe` & "quote" \u001b[31mred\u001b[0m';
console.log(evil);
setTimeout(() => console.log('| a | b |\n<script>'), 1, '</td></tr></table><script>alert(1)</script>');
Promise.reject(new Error('<b>|`reason`|</b>')).catch((e) => { throw e; }).catch(() => console.log('\u0000\u0007 bell, ünïcödé, 漢字, \u{1F600}'));
