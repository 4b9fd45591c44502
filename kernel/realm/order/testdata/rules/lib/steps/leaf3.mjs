console.log('leaf3')
