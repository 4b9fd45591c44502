import '../unsettled-function.mjs'; console.log(1)
