console.log('leaf2')
