console.log('leaf1')
